//! Sub navigation: the sides of one record, as a row of links under its heading.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A link in the sub navigation.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SubNavigationItem {
    content: Content,
    href: String,
    active: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(SubNavigationItem);

impl SubNavigationItem {
    /// A link.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        SubNavigationItem { content: content.into(), href: href.into(), ..SubNavigationItem::default() }
    }
    /// It leads to the page one is on.
    pub fn active(mut self) -> Self {
        self.active = true;
        self
    }
}

/// A row of links to the sides of one record. Each is a page of its own; for parts of one page see [`crate::Tabs`].
///
/// ```
/// use govuk::moj::{SubNavigation, SubNavigationItem};
/// use maud::Render;
/// let row = SubNavigation::new("Escalation").item(SubNavigationItem::new("Overview", "/e/1").active());
/// assert!(row.render().into_string().contains(r#"aria-current="page""#));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SubNavigation {
    label: String,
    items: Vec<SubNavigationItem>,
    classes: Classes,
    attributes: Attributes,
}

common!(SubNavigation);

impl SubNavigation {
    /// A row; `label` is what a screen reader calls it.
    pub fn new(label: impl Into<String>) -> Self {
        SubNavigation { label: label.into(), ..SubNavigation::default() }
    }
    /// Adds a link.
    pub fn item(mut self, item: SubNavigationItem) -> Self {
        self.items.push(item);
        self
    }
}

impl Render for SubNavigation {
    fn render_to(&self, w: &mut String) {
        el(w, "nav").classes(&["moj-sub-navigation"], &self.classes).attr("aria-label", &self.label).attrs(&self.attributes).body(|w| {
            el(w, "ul").class("moj-sub-navigation__list").body(|w| {
                for item in &self.items {
                    el(w, "li").classes(&["moj-sub-navigation__item"], &item.classes).body(|w| {
                        el(w, "a")
                            .class("moj-sub-navigation__link")
                            .maybe("aria-current", item.active.then_some("page"))
                            .attr("href", &item.href)
                            .attrs(&item.attributes)
                            .content(&item.content);
                    });
                }
            });
        });
    }
}
