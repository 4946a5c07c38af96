//! Error message: what is wrong with an answer and how to put it right.

use crate::Content;
use crate::html::{Attributes, Classes, common, el, escape, from_content};
use maud::Render;

/// The red message beside a field. Fields give it their own id with `-error`.
///
/// ```
/// use maud::Render;
/// let html = govuk::ErrorMessage::new("Enter a full name").render().into_string();
/// assert!(html.contains("<span class=\"govuk-visually-hidden\">Error:</span> Enter a full name"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ErrorMessage {
    content: Content,
    id: Option<String>,
    prefix: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(ErrorMessage);
from_content!(ErrorMessage);

impl ErrorMessage {
    /// A message that a screen reader begins with "Error:".
    pub fn new(content: impl Into<Content>) -> Self {
        ErrorMessage {
            content: content.into(),
            id: None,
            prefix: Some("Error".into()),
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    /// The element's id, for a message used alone.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// What a screen reader says first, without the colon ("Gwall" in Welsh).
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }
    /// A screen reader says the message alone.
    pub fn no_prefix(mut self) -> Self {
        self.prefix = None;
        self
    }
    pub(crate) fn draw(&self, w: &mut String, id: Option<&str>) {
        el(w, "p").maybe("id", id).classes(&["govuk-error-message"], &self.classes).attrs(&self.attributes).body(|w| {
            if let Some(prefix) = &self.prefix {
                el(w, "span").class("govuk-visually-hidden").body(|w| {
                    escape(w, prefix);
                    w.push(':');
                });
                w.push(' ');
            }
            self.content.render_to(w);
        });
    }
}

impl Render for ErrorMessage {
    fn render_to(&self, w: &mut String) {
        self.draw(w, self.id.as_deref());
    }
}
