//! Feedback: asks for an opinion, above the footer.

use crate::Content;
use crate::html::{Attributes, Classes, HeadingLevel, common, el};
use maud::Render;

/// Asks for an opinion. Text becomes a paragraph; markup is drawn as it is.
///
/// ```
/// use maud::Render;
/// let html = govuk::Feedback::new("Help us improve").body("Tell us what was hard.").render().into_string();
/// assert!(html.contains("<p class=\"govuk-body\">Tell us what was hard.</p>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Feedback {
    title: Content,
    level: Option<HeadingLevel>,
    body: Content,
    classes: Classes,
    attributes: Attributes,
}

common!(Feedback);

impl Feedback {
    /// A box with this heading.
    pub fn new(title: impl Into<Content>) -> Self {
        Feedback { title: title.into(), ..Feedback::default() }
    }
    /// What stands under the heading.
    pub fn body(mut self, body: impl Into<Content>) -> Self {
        self.body = body.into();
        self
    }
    /// How deep the heading is; `<h2>` unless told otherwise.
    pub fn heading_level(mut self, level: HeadingLevel) -> Self {
        self.level = Some(level);
        self
    }
}

impl Render for Feedback {
    fn render_to(&self, w: &mut String) {
        el(w, "div").classes(&["govuk-feedback", "govuk-width-container"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "div").class("govuk-grid-row").body(|w| {
                el(w, "div").class("govuk-grid-column-two-thirds").body(|w| {
                    el(w, self.level.unwrap_or(HeadingLevel::H2).tag()).class("govuk-feedback__title").content(&self.title);
                    if self.body.is_empty() {
                        return;
                    }
                    el(w, "div").class("govuk-feedback__body").body(|w| match &self.body {
                        Content::Text(text) => el(w, "p").class("govuk-body").text(text),
                        content => content.render_to(w),
                    });
                });
            });
        });
    }
}
