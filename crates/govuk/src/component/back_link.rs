//! Back link: goes to the page before, at the top of a question page.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A link to the page before.
///
/// ```
/// use maud::Render;
/// let html = govuk::BackLink::new("/referrals").render().into_string();
/// assert_eq!(html, r#"<a href="/referrals" class="govuk-back-link">Back</a>"#);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct BackLink {
    href: String,
    content: Content,
    inverse: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(BackLink);

impl BackLink {
    /// A link that says "Back".
    pub fn new(href: impl Into<String>) -> Self {
        BackLink {
            href: href.into(),
            content: "Back".into(),
            inverse: false,
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    /// Other words than "Back".
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = content.into();
        self
    }
    /// White, for a dark background.
    pub fn inverse(mut self) -> Self {
        self.inverse = true;
        self
    }
}

impl Render for BackLink {
    fn render_to(&self, w: &mut String) {
        el(w, "a")
            .attr("href", &self.href)
            .classes(&["govuk-back-link", if self.inverse { "govuk-back-link--inverse" } else { "" }], &self.classes)
            .attrs(&self.attributes)
            .content(&self.content);
    }
}
