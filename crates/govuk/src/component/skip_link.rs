//! Skip link: past the header to the content, for people who use a keyboard.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A link that shows when it has the focus. [`crate::Page`] draws one.
///
/// ```
/// use maud::Render;
/// let html = govuk::SkipLink::new("Skip to main content", "#main-content").render().into_string();
/// assert!(html.starts_with("<a href=\"#main-content\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SkipLink {
    content: Content,
    href: String,
    classes: Classes,
    attributes: Attributes,
}

common!(SkipLink);

impl SkipLink {
    /// A link to the element with the id in `href`.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        SkipLink { content: content.into(), href: href.into(), ..SkipLink::default() }
    }
}

impl Render for SkipLink {
    fn render_to(&self, w: &mut String) {
        el(w, "a")
            .attr("href", &self.href)
            .classes(&["govuk-skip-link"], &self.classes)
            .attrs(&self.attributes)
            .attr("data-module", "govuk-skip-link")
            .content(&self.content);
    }
}
