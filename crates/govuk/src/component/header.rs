//! GOV.UK header: the crown and the word, only for services on gov.uk domains.

use super::logo::draw_logotype;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// The header of GOV.UK. Services elsewhere use [`crate::GenericHeader`], or the wordmark of [`crate::Page`].
///
/// ```
/// use maud::Render;
/// assert!(govuk::Header::new().render().into_string().contains("aria-label=\"GOV.UK\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Header {
    product: Option<String>,
    href: Option<String>,
    container_classes: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(Header);

impl Header {
    /// A header that links to GOV.UK.
    pub fn new() -> Self {
        Self::default()
    }
    /// The product's name beside the crown.
    pub fn product(mut self, name: impl Into<String>) -> Self {
        self.product = Some(name.into());
        self
    }
    /// Where the crown links to.
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

impl Render for Header {
    fn render_to(&self, w: &mut String) {
        let container = self.container_classes.as_deref().unwrap_or("govuk-width-container");
        el(w, "div").classes(&["govuk-header"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "div").classes(&["govuk-header__container", container], &Classes::default()).body(|w| {
                el(w, "div").class("govuk-header__logo").body(|w| {
                    let link = el(w, "a").attr("href", self.href.as_deref().unwrap_or("//gov.uk"));
                    link.class("govuk-header__homepage-link").body(|w| {
                        draw_logotype(w);
                        if let Some(product) = &self.product {
                            w.push(' ');
                            el(w, "span").class("govuk-header__product-name").text(product);
                        }
                    });
                });
            });
        });
    }
}
