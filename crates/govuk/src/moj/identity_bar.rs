//! Identity bar: whose record this is, at the top of every page of it.

use super::ButtonMenu;
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// Whose record this is, with what can be done to it.
///
/// ```
/// use govuk::moj::IdentityBar;
/// use maud::Render;
/// let html = IdentityBar::new("Escalation WM-12").render().into_string();
/// assert!(html.contains(r#"<span class="moj-identity-bar__title">Escalation WM-12</span>"#));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct IdentityBar {
    title: Content,
    menus: Vec<ButtonMenu>,
    classes: Classes,
    attributes: Attributes,
}

common!(IdentityBar);

impl IdentityBar {
    /// A bar with this title.
    pub fn new(title: impl Into<Content>) -> Self {
        IdentityBar { title: title.into(), ..IdentityBar::default() }
    }
    /// Adds a menu.
    pub fn menu(mut self, menu: ButtonMenu) -> Self {
        self.menus.push(menu);
        self
    }
}

impl Render for IdentityBar {
    fn render_to(&self, w: &mut String) {
        el(w, "div").classes(&["moj-identity-bar"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "div").class("moj-identity-bar__container").body(|w| {
                el(w, "div").class("moj-identity-bar__details").body(|w| {
                    if !self.title.is_empty() {
                        el(w, "span").class("moj-identity-bar__title").content(&self.title);
                    }
                });
                if !self.menus.is_empty() {
                    el(w, "div").class("moj-identity-bar__actions").body(|w| {
                        for menu in &self.menus {
                            el(w, "div").class("moj-identity-bar__menu").body(|w| menu.render_to(w));
                        }
                    });
                }
            });
        });
    }
}
