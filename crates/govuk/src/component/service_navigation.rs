//! Service navigation: the service's name and its main parts, under the header.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::{Markup, Render};

/// One of the service's parts.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct NavigationItem {
    content: Content,
    href: Option<String>,
    current: bool,
    active: bool,
    attributes: Attributes,
}

impl NavigationItem {
    /// A link.
    pub fn link(content: impl Into<Content>, href: impl Into<String>) -> Self {
        NavigationItem { content: content.into(), href: Some(href.into()), ..NavigationItem::default() }
    }
    /// Words without a link.
    pub fn text(content: impl Into<Content>) -> Self {
        NavigationItem { content: content.into(), ..NavigationItem::default() }
    }
    /// It is the page one is on.
    pub fn current(mut self) -> Self {
        self.current = true;
        self
    }
    /// The page one is on belongs to it.
    pub fn active(mut self) -> Self {
        self.active = true;
        self
    }
    /// Adds an attribute to the link.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
    fn draw(&self, w: &mut String) {
        let on = self.active || self.current;
        let active = if on { "govuk-service-navigation__item--active" } else { "" };
        let aria = on.then_some(if self.current { "page" } else { "true" });
        let inside = |w: &mut String| {
            if on {
                // Those who override the colours still see which one is active.
                el(w, "strong").class("govuk-service-navigation__active-fallback").content(&self.content);
            } else {
                self.content.render_to(w);
            }
        };
        el(w, "li").classes(&["govuk-service-navigation__item", active], &Classes::default()).body(|w| match &self.href {
            Some(href) => {
                let link = el(w, "a").class("govuk-service-navigation__link").attr("href", href).maybe("aria-current", aria);
                link.attrs(&self.attributes).body(inside);
            }
            None if self.content.is_empty() => {}
            None => el(w, "span").class("govuk-service-navigation__text").maybe("aria-current", aria).body(inside),
        });
    }
}

/// HTML at fixed places of a [`ServiceNavigation`].
#[derive(Clone, Debug, Default)]
struct Slots {
    start: Option<Content>,
    end: Option<Content>,
    end_inline: bool,
    navigation_start: Option<Content>,
    navigation_end: Option<Content>,
}

/// The service's name and its main parts.
///
/// ```
/// use govuk::{NavigationItem, ServiceNavigation};
/// use maud::Render;
/// let bar = ServiceNavigation::new("Trefoil", "/").item(NavigationItem::link("Audits", "/audits").active());
/// assert!(bar.render().into_string().contains("aria-current=\"true\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ServiceNavigation {
    service_name: Option<String>,
    service_url: Option<String>,
    items: Vec<NavigationItem>,
    label: Option<String>,
    menu_text: Option<String>,
    menu_label: Option<String>,
    navigation_label: Option<String>,
    navigation_id: Option<String>,
    navigation_classes: Classes,
    collapse_on_mobile: Option<bool>,
    slots: Slots,
    classes: Classes,
    attributes: Attributes,
}

common!(ServiceNavigation);

impl ServiceNavigation {
    /// A bar with the service's name, which links to `url`.
    pub fn new(name: impl Into<String>, url: impl Into<String>) -> Self {
        ServiceNavigation { service_name: Some(name.into()), service_url: Some(url.into()), ..Self::default() }
    }
    /// A bar with the service's name, without a link.
    pub fn named(name: impl Into<String>) -> Self {
        ServiceNavigation { service_name: Some(name.into()), ..Self::default() }
    }
    /// A bar without a name.
    pub fn unnamed() -> Self {
        Self::default()
    }
    /// Adds one of the service's parts.
    pub fn item(mut self, item: NavigationItem) -> Self {
        self.items.push(item);
        self
    }
    /// What a screen reader calls the bar; "Service information" unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
    /// What the button on narrow screens says; "Menu" unless told otherwise.
    pub fn menu_text(mut self, text: impl Into<String>) -> Self {
        self.menu_text = Some(text.into());
        self
    }
    /// What a screen reader calls that button.
    pub fn menu_label(mut self, label: impl Into<String>) -> Self {
        self.menu_label = Some(label.into());
        self
    }
    /// What a screen reader calls the list of links.
    pub fn navigation_label(mut self, label: impl Into<String>) -> Self {
        self.navigation_label = Some(label.into());
        self
    }
    /// The id of the list; "navigation" unless told otherwise.
    pub fn navigation_id(mut self, id: impl Into<String>) -> Self {
        self.navigation_id = Some(id.into());
        self
    }
    /// Adds a class to the list's `<nav>`.
    pub fn navigation_class(mut self, class: &str) -> Self {
        self.navigation_classes.add(class);
        self
    }
    /// Whether narrow screens fold the links away; they do where there is more than one.
    pub fn collapse_on_mobile(mut self, collapse: bool) -> Self {
        self.collapse_on_mobile = Some(collapse);
        self
    }
    /// HTML before the name.
    pub fn start(mut self, html: Markup) -> Self {
        self.slots.start = Some(html.into());
        self
    }
    /// HTML after the links.
    pub fn end(mut self, html: Markup) -> Self {
        self.slots.end = Some(html.into());
        self
    }
    /// HTML after the links, on the same line where there is room.
    pub fn end_inline(mut self, html: Markup) -> Self {
        self.slots.end_inline = true;
        self.end(html)
    }
    /// `<li>` elements before the links.
    pub fn navigation_start(mut self, html: Markup) -> Self {
        self.slots.navigation_start = Some(html.into());
        self
    }
    /// `<li>` elements after the links.
    pub fn navigation_end(mut self, html: Markup) -> Self {
        self.slots.navigation_end = Some(html.into());
        self
    }
    fn draw_name(&self, w: &mut String) {
        let Some(name) = &self.service_name else { return };
        el(w, "span").class("govuk-service-navigation__service-name").body(|w| match &self.service_url {
            Some(url) => el(w, "a").attr("href", url).class("govuk-service-navigation__link").text(name),
            None => el(w, "span").class("govuk-service-navigation__text").text(name),
        });
    }
    fn draw_links(&self, w: &mut String) {
        if self.items.is_empty() && self.slots.navigation_start.is_none() && self.slots.navigation_end.is_none() {
            return;
        }
        let menu = self.menu_text.as_deref().unwrap_or("Menu");
        let id = self.navigation_id.as_deref().unwrap_or("navigation");
        el(w, "nav")
            .attr("aria-label", self.navigation_label.as_deref().unwrap_or(menu))
            .classes(&["govuk-service-navigation__wrapper"], &self.navigation_classes)
            .body(|w| {
                if self.collapse_on_mobile.unwrap_or(self.items.len() > 1) {
                    el(w, "button")
                        .attr("type", "button")
                        .class("govuk-service-navigation__toggle govuk-js-service-navigation-toggle")
                        .attr("aria-controls", id)
                        .maybe("aria-label", self.menu_label.as_deref().filter(|label| *label != menu))
                        .flag("hidden", true)
                        .attr("aria-hidden", "true")
                        .text(menu);
                }
                el(w, "ul").class("govuk-service-navigation__list").attr("id", id).body(|w| {
                    draw_slot(w, self.slots.navigation_start.as_ref());
                    self.items.iter().for_each(|item| item.draw(w));
                    draw_slot(w, self.slots.navigation_end.as_ref());
                });
            });
    }
}

fn draw_slot(w: &mut String, slot: Option<&Content>) {
    if let Some(slot) = slot {
        slot.render_to(w);
    }
}

impl Render for ServiceNavigation {
    fn render_to(&self, w: &mut String) {
        // With a name it is a landmark of its own; without one the <nav> inside is landmark enough.
        let landmark = self.service_name.is_some() || self.slots.start.is_some() || self.slots.end.is_some();
        let bar = if landmark {
            el(w, "section").attr("aria-label", self.label.as_deref().unwrap_or("Service information"))
        } else {
            el(w, "div")
        };
        bar.classes(&["govuk-service-navigation"], &self.classes)
            .attr("data-module", "govuk-service-navigation")
            .attrs(&self.attributes)
            .body(|w| {
                let inline = if self.slots.end_inline { "govuk-service-navigation__inlining-container" } else { "" };
                el(w, "div").classes(&["govuk-width-container", inline], &Classes::default()).body(|w| {
                    draw_slot(w, self.slots.start.as_ref());
                    el(w, "div").class("govuk-service-navigation__container").body(|w| {
                        self.draw_name(w);
                        self.draw_links(w);
                    });
                    draw_slot(w, self.slots.end.as_ref());
                });
            });
    }
}
