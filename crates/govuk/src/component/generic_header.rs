//! Generic header: the header of a service that may not show the crown.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A header with a logo of one's own.
///
/// ```
/// use maud::Render;
/// let html = govuk::GenericHeader::new("Trefoil").render().into_string();
/// assert!(html.contains("govuk-generic-header__homepage-link\">Trefoil</a>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct GenericHeader {
    logo: Content,
    href: Option<String>,
    container_classes: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(GenericHeader);

impl GenericHeader {
    /// A header whose logo links to `/`.
    pub fn new(logo: impl Into<Content>) -> Self {
        GenericHeader { logo: logo.into(), ..GenericHeader::default() }
    }
    /// Where the logo links to.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
    /// Classes of the container inside, in the place of `govuk-width-container`.
    pub fn container_classes(mut self, classes: impl Into<String>) -> Self {
        self.container_classes = Some(classes.into());
        self
    }
}

impl Render for GenericHeader {
    fn render_to(&self, w: &mut String) {
        let container = self.container_classes.as_deref().unwrap_or("govuk-width-container");
        el(w, "div").classes(&["govuk-generic-header"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "div").classes(&["govuk-generic-header__container", container], &Classes::default()).body(|w| {
                el(w, "div").class("govuk-generic-header__logo").body(|w| {
                    let link = el(w, "a").attr("href", self.href.as_deref().unwrap_or("/"));
                    link.class("govuk-generic-header__homepage-link").content(&self.logo);
                });
            });
        });
    }
}
