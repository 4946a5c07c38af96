//! Warning text: what may happen, in bold beside an exclamation mark.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A warning.
///
/// ```
/// use maud::Render;
/// let html = govuk::WarningText::new("You can be fined up to £5,000.").render().into_string();
/// assert!(html.contains("<span class=\"govuk-visually-hidden\">Warning</span> You can be fined"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WarningText {
    content: Content,
    icon_text: String,
    classes: Classes,
    attributes: Attributes,
}

common!(WarningText);

impl WarningText {
    /// A warning that a screen reader begins with "Warning".
    pub fn new(content: impl Into<Content>) -> Self {
        WarningText { content: content.into(), icon_text: "Warning".into(), classes: Classes::default(), attributes: Attributes::default() }
    }
    /// What a screen reader says first.
    pub fn icon_text(mut self, text: impl Into<String>) -> Self {
        self.icon_text = text.into();
        self
    }
}

impl Render for WarningText {
    fn render_to(&self, w: &mut String) {
        el(w, "div").classes(&["govuk-warning-text"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "span").class("govuk-warning-text__icon").attr("aria-hidden", "true").text("!");
            el(w, "strong").class("govuk-warning-text__text").body(|w| {
                el(w, "span").class("govuk-visually-hidden").text(&self.icon_text);
                w.push(' ');
                self.content.render_to(w);
            });
        });
    }
}
