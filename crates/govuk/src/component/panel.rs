//! Panel: a large coloured box, for "it is done" or for an interruption.

use super::Action;
use crate::Content;
use crate::html::{Attributes, Classes, HeadingLevel, common, el};
use maud::Render;

/// What both panels hold.
#[derive(Clone, Debug, Default)]
struct Inside {
    title: Content,
    level: Option<HeadingLevel>,
    body: Option<Content>,
}

impl Inside {
    fn draw(&self, w: &mut String) {
        el(w, self.level.unwrap_or(HeadingLevel::H1).tag()).class("govuk-panel__title").content(&self.title);
        if let Some(body) = self.body.as_ref().filter(|body| !body.is_empty()) {
            el(w, "div").class("govuk-panel__body").content(body);
        }
    }
}

/// Says that something is done: green, with the page's `<h1>`.
///
/// ```
/// use maud::Render;
/// let html = govuk::Panel::new("Referral sent").body("Your reference is AB12").render().into_string();
/// assert!(html.contains("<h1 class=\"govuk-panel__title\">Referral sent</h1>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Panel {
    inside: Inside,
    classes: Classes,
    attributes: Attributes,
}

/// Stops and asks before going on: blue, with what can be done next.
///
/// ```
/// use govuk::{Button, InterruptionPanel, Link};
/// use maud::Render;
/// let panel = InterruptionPanel::new("Is this right?").action(Button::new("Yes, go on")).action(Link::new("Go back", "/back"));
/// assert!(panel.render().into_string().contains("govuk-button--inverse"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct InterruptionPanel {
    inside: Inside,
    actions: Vec<Action>,
    actions_classes: Classes,
    actions_attributes: Attributes,
    classes: Classes,
    attributes: Attributes,
}

common!(Panel);
common!(InterruptionPanel);

macro_rules! panel {
    ($type:ident) => {
        impl $type {
            /// A panel with this heading.
            pub fn new(title: impl Into<Content>) -> Self {
                $type { inside: Inside { title: title.into(), ..Inside::default() }, ..$type::default() }
            }
            /// What stands under the heading.
            pub fn body(mut self, body: impl Into<Content>) -> Self {
                self.inside.body = Some(body.into());
                self
            }
            /// How deep the heading is; `<h1>` unless told otherwise.
            pub fn heading_level(mut self, level: HeadingLevel) -> Self {
                self.inside.level = Some(level);
                self
            }
        }
    };
}
panel!(Panel);
panel!(InterruptionPanel);

impl InterruptionPanel {
    /// Adds something to do next; drawn in white.
    pub fn action(mut self, action: impl Into<Action>) -> Self {
        self.actions.push(action.into());
        self
    }
    /// Adds a class to the box around the actions.
    pub fn actions_class(mut self, class: &str) -> Self {
        self.actions_classes.add(class);
        self
    }
    /// Adds an attribute to the box around the actions.
    pub fn actions_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.actions_attributes.add(name, value.into());
        self
    }
}

impl Render for Panel {
    fn render_to(&self, w: &mut String) {
        el(w, "div")
            .classes(&["govuk-panel", "govuk-panel--confirmation"], &self.classes)
            .attrs(&self.attributes)
            .body(|w| self.inside.draw(w));
    }
}

impl Render for InterruptionPanel {
    fn render_to(&self, w: &mut String) {
        el(w, "div").classes(&["govuk-panel", "govuk-panel--interruption"], &self.classes).attrs(&self.attributes).body(|w| {
            self.inside.draw(w);
            let bare = self.actions_classes == Classes::default() && self.actions_attributes == Attributes::default();
            if self.actions.is_empty() && bare {
                return;
            }
            el(w, "div").classes(&["govuk-panel__actions"], &self.actions_classes).attrs(&self.actions_attributes).body(|w| {
                if !self.actions.is_empty() {
                    el(w, "div").class("govuk-button-group").body(|w| self.actions.iter().for_each(|action| action.inverse().render_to(w)));
                }
            });
        });
    }
}
