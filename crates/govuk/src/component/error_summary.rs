//! Error summary: everything wrong with a page, at its top, each with a link to the field.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// The list of what is wrong. [`crate::Form::error_summary`] makes it from a form's errors.
///
/// ```
/// use govuk::ErrorSummary;
/// use maud::Render;
/// let html = ErrorSummary::new().error("Enter your name", "#name").render().into_string();
/// assert!(html.contains(r##"<a href="#name">Enter your name</a>"##));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ErrorSummary {
    title: Content,
    description: Option<Content>,
    errors: Vec<SummaryError>,
    disable_auto_focus: Option<bool>,
    classes: Classes,
    attributes: Attributes,
}

/// One line of an [`ErrorSummary`].
#[derive(Clone, Debug)]
#[must_use]
pub struct SummaryError {
    content: Content,
    href: Option<String>,
    attributes: Attributes,
}

impl SummaryError {
    /// An error that belongs to no field.
    pub fn new(content: impl Into<Content>) -> Self {
        SummaryError { content: content.into(), href: None, attributes: Attributes::default() }
    }
    /// Where the field is: `#` and its id.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
    /// Adds an attribute to the link.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
}

common!(ErrorSummary);

impl Default for ErrorSummary {
    fn default() -> Self {
        Self::new()
    }
}

impl ErrorSummary {
    /// A summary titled "There is a problem".
    pub fn new() -> Self {
        ErrorSummary {
            title: "There is a problem".into(),
            description: None,
            errors: Vec::new(),
            disable_auto_focus: None,
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    /// Another title.
    pub fn title(mut self, title: impl Into<Content>) -> Self {
        self.title = title.into();
        self
    }
    /// A paragraph before the list.
    pub fn description(mut self, description: impl Into<Content>) -> Self {
        self.description = Some(description.into());
        self
    }
    /// Adds an error with a link to its field.
    pub fn error(self, content: impl Into<Content>, href: impl Into<String>) -> Self {
        self.item(SummaryError::new(content).href(href))
    }
    /// Adds an error.
    pub fn item(mut self, error: SummaryError) -> Self {
        self.errors.push(error);
        self
    }
    /// Whether the script leaves the focus where it is; it moves it here unless told otherwise.
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }
}

impl Render for ErrorSummary {
    fn render_to(&self, w: &mut String) {
        el(w, "div")
            .classes(&["govuk-error-summary"], &self.classes)
            .number("data-disable-auto-focus", self.disable_auto_focus)
            .attrs(&self.attributes)
            .attr("data-module", "govuk-error-summary")
            .body(|w| {
                el(w, "div").attr("role", "alert").body(|w| {
                    el(w, "h2").class("govuk-error-summary__title").content(&self.title);
                    el(w, "div").class("govuk-error-summary__body").body(|w| self.inside(w));
                });
            });
    }
}

impl ErrorSummary {
    fn inside(&self, w: &mut String) {
        if let Some(description) = &self.description {
            el(w, "p").content(description);
        }
        if self.errors.is_empty() {
            return;
        }
        el(w, "ul").class("govuk-list govuk-error-summary__list").body(|w| {
            for error in &self.errors {
                el(w, "li").body(|w| match &error.href {
                    Some(href) => el(w, "a").attr("href", href).attrs(&error.attributes).content(&error.content),
                    None => error.content.render_to(w),
                });
            }
        });
    }
}
