//! Details: help that only some people need, folded away.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// Folded help.
///
/// ```
/// use maud::Render;
/// let html = govuk::Details::new("Help with nationality", "We need it to know your rights.").render().into_string();
/// assert!(html.starts_with("<details class=\"govuk-details\">"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Details {
    summary: Content,
    content: Content,
    id: Option<String>,
    open: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(Details);

impl Details {
    /// `content`, folded away under `summary`.
    pub fn new(summary: impl Into<Content>, content: impl Into<Content>) -> Self {
        Details { summary: summary.into(), content: content.into(), ..Details::default() }
    }
    /// The element's id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// Unfolded when the page is shown.
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

impl Render for Details {
    fn render_to(&self, w: &mut String) {
        el(w, "details")
            .maybe("id", self.id.as_deref())
            .classes(&["govuk-details"], &self.classes)
            .attrs(&self.attributes)
            .flag("open", self.open)
            .body(|w| {
                el(w, "summary").class("govuk-details__summary").body(|w| {
                    el(w, "span").class("govuk-details__summary-text").content(&self.summary);
                });
                el(w, "div").class("govuk-details__text").content(&self.content);
            });
    }
}
