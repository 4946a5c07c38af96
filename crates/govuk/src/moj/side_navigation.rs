//! Side navigation: the parts of a section, beside its pages.

use crate::html::{Attributes, Classes, common, common_attributes, el};
use crate::{Content, HeadingLevel};
use maud::Render;

/// A link in the side navigation.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SideNavigationItem {
    content: Content,
    href: String,
    active: bool,
    attributes: Attributes,
}

common_attributes!(SideNavigationItem);

impl SideNavigationItem {
    /// A link.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        SideNavigationItem { content: content.into(), href: href.into(), ..SideNavigationItem::default() }
    }
    /// It leads to the page one is on.
    pub fn active(mut self) -> Self {
        self.active = true;
        self
    }
}

/// Links under a heading.
#[derive(Clone, Debug)]
#[must_use]
pub struct SideNavigationSection {
    heading: Content,
    level: HeadingLevel,
    items: Vec<SideNavigationItem>,
    classes: Classes,
    attributes: Attributes,
}

common!(SideNavigationSection);

impl SideNavigationSection {
    /// A section under an `<h4>`, as the package draws it. Where no `<h3>` comes before it, say its level.
    pub fn new(heading: impl Into<Content>) -> Self {
        SideNavigationSection {
            heading: heading.into(),
            level: HeadingLevel::H4,
            items: Vec::new(),
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    /// How deep the heading is.
    pub fn heading_level(mut self, level: HeadingLevel) -> Self {
        self.level = level;
        self
    }
    /// Adds a link.
    pub fn item(mut self, item: SideNavigationItem) -> Self {
        self.items.push(item);
        self
    }
}

#[derive(Clone, Debug)]
enum Parts {
    Items(Vec<SideNavigationItem>),
    Sections(Vec<SideNavigationSection>),
}

/// The parts of a section, beside its pages: one list, or sections with headings, never both.
///
/// ```
/// use govuk::moj::{SideNavigation, SideNavigationItem};
/// use maud::Render;
/// let links = [SideNavigationItem::new("Members", "/members").active(), SideNavigationItem::new("Seats", "/seats")];
/// assert!(SideNavigation::new("Group", links).render().into_string().contains(r#"aria-current="location""#));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SideNavigation {
    label: Option<String>,
    parts: Parts,
    classes: Classes,
    attributes: Attributes,
}

common!(SideNavigation);

impl SideNavigation {
    fn of(label: impl Into<String>, parts: Parts) -> Self {
        let label = Some(label.into()).filter(|label| !label.is_empty());
        SideNavigation { label, parts, classes: Classes::default(), attributes: Attributes::default() }
    }
    /// One list of links; `label` is what a screen reader calls it.
    pub fn new(label: impl Into<String>, items: impl IntoIterator<Item = SideNavigationItem>) -> Self {
        Self::of(label, Parts::Items(items.into_iter().collect()))
    }
    /// Sections with headings; `label` is what a screen reader calls the whole.
    pub fn sections(label: impl Into<String>, sections: impl IntoIterator<Item = SideNavigationSection>) -> Self {
        Self::of(label, Parts::Sections(sections.into_iter().collect()))
    }
}

fn draw_items(w: &mut String, items: &[SideNavigationItem]) {
    el(w, "ul").class("moj-side-navigation__list").body(|w| {
        for item in items {
            let active = if item.active { "moj-side-navigation__item--active" } else { "" };
            el(w, "li").classes(&["moj-side-navigation__item", active], &Classes::default()).attrs(&item.attributes).body(|w| {
                el(w, "a").attr("href", &item.href).maybe("aria-current", item.active.then_some("location")).content(&item.content);
            });
        }
    });
}

impl Render for SideNavigation {
    fn render_to(&self, w: &mut String) {
        el(w, "nav")
            .classes(&["moj-side-navigation"], &self.classes)
            .maybe("aria-label", self.label.as_deref())
            .attrs(&self.attributes)
            .body(|w| match &self.parts {
                Parts::Items(items) => draw_items(w, items),
                Parts::Sections(sections) => {
                    for section in sections {
                        el(w, section.level.tag())
                            .classes(&["moj-side-navigation__title"], &section.classes)
                            .attrs(&section.attributes)
                            .content(&section.heading);
                        draw_items(w, &section.items);
                    }
                }
            });
    }
}
