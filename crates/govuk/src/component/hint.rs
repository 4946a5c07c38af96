//! Hint: how to answer, in grey under the question.

use crate::Content;
use crate::html::{Attributes, Classes, common, el, from_content};
use maud::Render;

/// Help under a question. Fields give it their own id with `-hint`.
///
/// ```
/// use maud::Render;
/// let html = govuk::Hint::new("For example, 27 3 2007").id("dob-hint").render().into_string();
/// assert_eq!(html, r#"<div id="dob-hint" class="govuk-hint">For example, 27 3 2007</div>"#);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Hint {
    content: Content,
    id: Option<String>,
    pub(crate) classes: Classes,
    attributes: Attributes,
}

common!(Hint);
from_content!(Hint);

impl Hint {
    /// A hint with this text.
    pub fn new(content: impl Into<Content>) -> Self {
        Hint { content: content.into(), ..Hint::default() }
    }
    /// The element's id, for a hint used alone.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
    pub(crate) fn draw(&self, w: &mut String, id: Option<&str>, class: &str) {
        el(w, "div").maybe("id", id).classes(&["govuk-hint", class], &self.classes).attrs(&self.attributes).content(&self.content);
    }
}

impl Render for Hint {
    fn render_to(&self, w: &mut String) {
        self.draw(w, self.id.as_deref(), "");
    }
}
