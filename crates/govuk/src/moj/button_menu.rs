//! Button menu: several actions behind one button, or side by side where there is only one or no script.

use crate::html::{Attributes, Classes, common, el};
use crate::{Button, ButtonLink};
use maud::Render;

/// A button, or a link that looks like one.
#[derive(Clone, Debug)]
pub enum MenuButton {
    /// Sends a form or wakes a script.
    Button(Button),
    /// Goes somewhere.
    Link(ButtonLink),
}

impl From<Button> for MenuButton {
    fn from(button: Button) -> Self {
        MenuButton::Button(button)
    }
}
impl From<ButtonLink> for MenuButton {
    fn from(link: ButtonLink) -> Self {
        MenuButton::Link(link)
    }
}

impl MenuButton {
    /// The same button with classes before its own.
    fn classed(&self, first: &str) -> MenuButton {
        let mut all = self.clone();
        match &mut all {
            MenuButton::Button(button) => button.classes = button.classes.after(first),
            MenuButton::Link(link) => link.classes = link.classes.after(first),
        }
        all
    }
}

impl Render for MenuButton {
    fn render_to(&self, w: &mut String) {
        match self {
            MenuButton::Button(button) => button.render_to(w),
            MenuButton::Link(link) => link.render_to(w),
        }
    }
}

/// The side of the button with which the open menu lines up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuSide {
    /// The left side.
    Left,
    /// The right side: for a button that is at the right edge of the page on a phone too. Elsewhere the menu opens past the left edge.
    Right,
}

impl MenuSide {
    const fn as_str(self) -> &'static str {
        match self {
            MenuSide::Left => "left",
            MenuSide::Right => "right",
        }
    }
}

/// Several actions behind one button.
///
/// ```
/// use govuk::{ButtonLink, moj::ButtonMenu};
/// use maud::Render;
/// let menu = ButtonMenu::new("Actions").item(ButtonLink::new("Change", "/change")).item(ButtonLink::new("Close", "/close"));
/// assert!(menu.render().into_string().contains(r#"data-button-text="Actions""#));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ButtonMenu {
    text: Option<String>,
    button_classes: Option<String>,
    side: Option<MenuSide>,
    items: Vec<MenuButton>,
    classes: Classes,
    attributes: Attributes,
}

common!(ButtonMenu);

impl ButtonMenu {
    /// A menu behind a button with this text.
    pub fn new(text: impl Into<String>) -> Self {
        ButtonMenu { text: Some(text.into()), ..ButtonMenu::default() }
    }
    /// A menu behind a button that says "Menu", in the script's own words.
    pub fn unnamed() -> Self {
        ButtonMenu::default()
    }
    /// The classes of the button, in place of the grey button's.
    pub fn button_class(mut self, classes: impl Into<String>) -> Self {
        self.button_classes = Some(classes.into());
        self
    }
    /// Where the open menu lines up; left unless told otherwise.
    pub fn align(mut self, side: MenuSide) -> Self {
        self.side = Some(side);
        self
    }
    /// Adds an action.
    pub fn item(mut self, item: impl Into<MenuButton>) -> Self {
        self.items.push(item.into());
        self
    }
}

impl Render for ButtonMenu {
    fn render_to(&self, w: &mut String) {
        el(w, "div")
            .classes(&["moj-button-menu"], &self.classes)
            .attr("data-module", "moj-button-menu")
            .attrs(&self.attributes)
            .maybe("data-button-text", self.text.as_deref())
            .maybe("data-button-classes", self.button_classes.as_deref())
            .maybe("data-align-menu", self.side.map(MenuSide::as_str))
            .body(|w| {
                for item in &self.items {
                    item.classed("moj-button-menu__item govuk-button--secondary").render_to(w);
                }
            });
    }
}
