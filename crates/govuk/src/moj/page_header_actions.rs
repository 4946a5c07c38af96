//! Page header actions: a page's heading with what can be done there beside it.

use super::MenuButton;
use crate::html::{Attributes, Classes, common, el};
use crate::{Content, HeadingLevel, Size};
use maud::Render;

/// A heading with buttons beside it.
///
/// ```
/// use govuk::{ButtonLink, moj::PageHeaderActions};
/// use maud::Render;
/// let html = PageHeaderActions::new("Meetings").item(ButtonLink::new("Call a meeting", "/meetings/new")).render().into_string();
/// assert!(html.contains(r#"<h1 class="govuk-heading-xl">Meetings</h1>"#));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct PageHeaderActions {
    heading: Content,
    level: HeadingLevel,
    size: Size,
    items: Vec<MenuButton>,
    classes: Classes,
    attributes: Attributes,
}

common!(PageHeaderActions);

impl PageHeaderActions {
    /// The page's `<h1>`, in extra large letters.
    pub fn new(heading: impl Into<Content>) -> Self {
        PageHeaderActions {
            heading: heading.into(),
            level: HeadingLevel::H1,
            size: Size::ExtraLarge,
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
    /// The size of the heading's letters.
    pub fn heading_size(mut self, size: Size) -> Self {
        self.size = size;
        self
    }
    /// Adds an action. Make all but the main one grey.
    pub fn item(mut self, item: impl Into<MenuButton>) -> Self {
        self.items.push(item.into());
        self
    }
}

impl Render for PageHeaderActions {
    fn render_to(&self, w: &mut String) {
        el(w, "div").classes(&["moj-page-header-actions"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "div").class("moj-page-header-actions__title").body(|w| {
                el(w, self.level.tag()).class(&format!("govuk-heading-{}", self.size.suffix())).content(&self.heading);
            });
            if !self.items.is_empty() {
                el(w, "div").class("moj-page-header-actions__actions").body(|w| {
                    el(w, "div").class("moj-button-group moj-button-group--inline").body(|w| {
                        self.items.iter().for_each(|item| item.render_to(w));
                    });
                });
            }
        });
    }
}
