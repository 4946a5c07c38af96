//! Fieldset: fields that answer one question together, under its legend.

use crate::Content;
use crate::html::{Attributes, Classes, Size, common, el, from_content};
use maud::{Markup, Render};

/// The question that a group of fields answers.
///
/// ```
/// use govuk::{Legend, Size};
/// let legend = Legend::new("Where do you live?").size(Size::Large).page_heading();
/// # let _ = legend;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Legend {
    content: Content,
    size: Option<Size>,
    page_heading: bool,
    classes: Classes,
}

from_content!(Legend);

impl Legend {
    /// A legend in the size of body text.
    pub fn new(content: impl Into<Content>) -> Self {
        Legend { content: content.into(), ..Legend::default() }
    }
    /// The size of its letters.
    pub fn size(mut self, size: Size) -> Self {
        self.size = Some(size);
        self
    }
    /// It is also the page's `<h1>`: for one question per page.
    pub fn page_heading(mut self) -> Self {
        self.page_heading = true;
        self
    }
    /// Adds a class of your own.
    pub fn class(mut self, class: &str) -> Self {
        self.classes.add(class);
        self
    }
}

impl Render for Legend {
    fn render_to(&self, w: &mut String) {
        if self.content.is_empty() {
            return;
        }
        let size = match self.size {
            Some(Size::ExtraLarge) => "govuk-fieldset__legend--xl",
            Some(Size::Large) => "govuk-fieldset__legend--l",
            Some(Size::Medium) => "govuk-fieldset__legend--m",
            Some(Size::Small) => "govuk-fieldset__legend--s",
            None => "",
        };
        el(w, "legend").classes(&["govuk-fieldset__legend", size], &self.classes).body(|w| {
            if self.page_heading {
                el(w, "h1").class("govuk-fieldset__heading").content(&self.content);
            } else {
                self.content.render_to(w);
            }
        });
    }
}

/// A group of fields. Radios, checkboxes and dates bring their own.
///
/// ```
/// use govuk::{Fieldset, Input};
/// use maud::{html, Render};
/// let address = Fieldset::new("What is your address?").body(html! { (Input::new("town", "Town or city")) });
/// assert!(address.render().into_string().starts_with("<fieldset"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Fieldset {
    legend: Option<Legend>,
    described_by: Option<String>,
    role: Option<&'static str>,
    body: Option<Content>,
    classes: Classes,
    attributes: Attributes,
}

common!(Fieldset);

impl Fieldset {
    /// A group under this legend.
    pub fn new(legend: impl Into<Legend>) -> Self {
        Fieldset { legend: Some(legend.into()), ..Fieldset::default() }
    }
    /// A group whose legend stands elsewhere. Screen readers then say nothing about it: rarely right.
    pub fn without_legend() -> Self {
        Fieldset::default()
    }
    /// The ids of elements that describe the group, separated by spaces.
    pub fn described_by(mut self, ids: impl Into<String>) -> Self {
        self.described_by = Some(ids.into());
        self
    }
    /// The ARIA role, where the element's own is not wanted.
    pub fn role(mut self, role: &'static str) -> Self {
        self.role = Some(role);
        self
    }
    /// The fields.
    pub fn body(mut self, body: Markup) -> Self {
        self.body = Some(body.into());
        self
    }
    pub(crate) fn with_legend(mut self, change: impl FnOnce(Legend) -> Legend) -> Self {
        self.legend = self.legend.map(change);
        self
    }
    pub(crate) fn draw_described(&self, w: &mut String, described_by: Option<&str>) {
        self.draw(w, described_by, self.role, |w| {
            if let Some(body) = &self.body {
                body.render_to(w);
            }
        });
    }
    pub(crate) fn own_described_by(&self) -> Option<&str> {
        self.described_by.as_deref()
    }
    pub(crate) fn draw(&self, w: &mut String, described_by: Option<&str>, role: Option<&str>, body: impl FnOnce(&mut String)) {
        el(w, "fieldset")
            .classes(&["govuk-fieldset"], &self.classes)
            .maybe("role", role)
            .maybe("aria-describedby", described_by)
            .attrs(&self.attributes)
            .body(|w| {
                if let Some(legend) = &self.legend {
                    legend.render_to(w);
                }
                body(w);
            });
    }
}

impl Render for Fieldset {
    fn render_to(&self, w: &mut String) {
        self.draw_described(w, self.described_by.as_deref());
    }
}
