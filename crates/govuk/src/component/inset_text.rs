//! Inset text: a block set apart from the text around it.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A block set apart.
///
/// ```
/// use maud::Render;
/// let html = govuk::InsetText::new("It can take up to 8 weeks.").render().into_string();
/// assert_eq!(html, r#"<div class="govuk-inset-text">It can take up to 8 weeks.</div>"#);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct InsetText {
    content: Content,
    id: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(InsetText);

impl InsetText {
    /// A block with this text.
    pub fn new(content: impl Into<Content>) -> Self {
        InsetText { content: content.into(), ..InsetText::default() }
    }
    /// The element's id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl Render for InsetText {
    fn render_to(&self, w: &mut String) {
        el(w, "div")
            .maybe("id", self.id.as_deref())
            .classes(&["govuk-inset-text"], &self.classes)
            .attrs(&self.attributes)
            .content(&self.content);
    }
}
