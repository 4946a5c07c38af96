//! What a cookie banner or an interruption panel offers to do: a button, or a link.

use super::{Button, ButtonLink};
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A link in the design system's style.
///
/// ```
/// use maud::Render;
/// let html = govuk::Link::new("View cookies", "/cookies").render().into_string();
/// assert_eq!(html, r#"<a class="govuk-link" href="/cookies">View cookies</a>"#);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Link {
    content: Content,
    href: String,
    hidden: Option<String>,
    pub(crate) classes: Classes,
    attributes: Attributes,
}

common!(Link);

impl Link {
    /// A link to `href`.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Link { content: content.into(), href: href.into(), hidden: None, classes: Classes::default(), attributes: Attributes::default() }
    }
    /// Words only a screen reader says after the link's, so that "Change" is "Change date of birth".
    pub fn visually_hidden(mut self, text: impl Into<String>) -> Self {
        self.hidden = Some(text.into());
        self
    }
    /// Not marked as visited; for links whose target changes.
    pub fn no_visited_state(self) -> Self {
        self.class("govuk-link--no-visited-state")
    }
    /// White, for a dark background.
    pub fn inverse(self) -> Self {
        self.class("govuk-link--inverse")
    }
}

impl Render for Link {
    fn render_to(&self, w: &mut String) {
        el(w, "a").classes(&["govuk-link"], &self.classes).attr("href", &self.href).attrs(&self.attributes).body(|w| {
            self.content.render_to(w);
            if let Some(hidden) = &self.hidden {
                el(w, "span").class("govuk-visually-hidden").text(&format!(" {hidden}"));
            }
        });
    }
}

/// A button, a link that looks like one, or a link.
#[derive(Clone, Debug)]
pub enum Action {
    /// Sends a form or wakes a script.
    Button(Button),
    /// Goes somewhere and looks like a button.
    ButtonLink(ButtonLink),
    /// Goes somewhere and looks like a link.
    Link(Link),
}

impl Action {
    /// The same action in white, for a dark background.
    #[must_use]
    pub(crate) fn inverse(&self) -> Action {
        match self {
            Action::Button(button) => {
                let mut button = button.clone();
                button.classes = button.classes.after("govuk-button--inverse");
                Action::Button(button)
            }
            Action::ButtonLink(button) => {
                let mut button = button.clone();
                button.classes = button.classes.after("govuk-button--inverse");
                Action::ButtonLink(button)
            }
            Action::Link(link) => {
                let mut link = link.clone();
                link.classes = link.classes.after("govuk-link--inverse");
                Action::Link(link)
            }
        }
    }
}

impl From<Button> for Action {
    fn from(button: Button) -> Self {
        Action::Button(button)
    }
}
impl From<ButtonLink> for Action {
    fn from(button: ButtonLink) -> Self {
        Action::ButtonLink(button)
    }
}
impl From<Link> for Action {
    fn from(link: Link) -> Self {
        Action::Link(link)
    }
}

impl Render for Action {
    fn render_to(&self, w: &mut String) {
        match self {
            Action::Button(button) => button.render_to(w),
            Action::ButtonLink(button) => button.render_to(w),
            Action::Link(link) => link.render_to(w),
        }
    }
}
