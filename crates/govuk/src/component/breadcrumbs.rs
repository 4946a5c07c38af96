//! Breadcrumbs: where a page is in the site.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// The trail from the home page to this one.
///
/// ```
/// use govuk::{Breadcrumb, Breadcrumbs};
/// use maud::Render;
/// let trail = Breadcrumbs::new().link("Home", "/").item(Breadcrumb::current("Audits"));
/// assert!(trail.render().into_string().contains("aria-current=\"page\""));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Breadcrumbs {
    items: Vec<Breadcrumb>,
    label: String,
    collapse_on_mobile: bool,
    inverse: bool,
    classes: Classes,
    attributes: Attributes,
}

/// One step of the trail.
#[derive(Clone, Debug)]
#[must_use]
pub struct Breadcrumb {
    content: Content,
    href: Option<String>,
    attributes: Attributes,
}

impl Breadcrumb {
    /// A step that can be gone back to.
    pub fn link(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Breadcrumb { content: content.into(), href: Some(href.into()), attributes: Attributes::default() }
    }
    /// The page one is on.
    pub fn current(content: impl Into<Content>) -> Self {
        Breadcrumb { content: content.into(), href: None, attributes: Attributes::default() }
    }
    /// Adds an attribute to the link.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
}

common!(Breadcrumbs);

impl Default for Breadcrumbs {
    fn default() -> Self {
        Self::new()
    }
}

impl Breadcrumbs {
    /// A trail without steps.
    pub fn new() -> Self {
        Breadcrumbs {
            items: Vec::new(),
            label: "Breadcrumb".into(),
            collapse_on_mobile: false,
            inverse: false,
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    /// Adds a step.
    pub fn item(mut self, item: Breadcrumb) -> Self {
        self.items.push(item);
        self
    }
    /// Adds a step with a link.
    pub fn link(self, content: impl Into<Content>, href: impl Into<String>) -> Self {
        self.item(Breadcrumb::link(content, href))
    }
    /// What a screen reader calls the trail; "Breadcrumb" unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
    /// On a narrow screen, shows the first and last step only.
    pub fn collapse_on_mobile(mut self) -> Self {
        self.collapse_on_mobile = true;
        self
    }
    /// White, for a dark background.
    pub fn inverse(mut self) -> Self {
        self.inverse = true;
        self
    }
}

impl Render for Breadcrumbs {
    fn render_to(&self, w: &mut String) {
        let collapse = if self.collapse_on_mobile { "govuk-breadcrumbs--collapse-on-mobile" } else { "" };
        let inverse = if self.inverse { "govuk-breadcrumbs--inverse" } else { "" };
        el(w, "nav")
            .classes(&["govuk-breadcrumbs", inverse, collapse], &self.classes)
            .attrs(&self.attributes)
            .attr("aria-label", &self.label)
            .body(|w| {
                el(w, "ol").class("govuk-breadcrumbs__list").body(|w| {
                    for item in &self.items {
                        let li = el(w, "li").class("govuk-breadcrumbs__list-item");
                        match &item.href {
                            Some(href) => li.body(|w| {
                                el(w, "a")
                                    .class("govuk-breadcrumbs__link")
                                    .attr("href", href)
                                    .attrs(&item.attributes)
                                    .content(&item.content);
                            }),
                            None => li.attr("aria-current", "page").content(&item.content),
                        }
                    }
                });
            });
    }
}
