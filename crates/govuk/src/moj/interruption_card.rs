//! Interruption card: a page that stops somebody before they go on.

use crate::html::el;
use crate::{Action, Content};
use maud::Render;

/// A page on a coloured card that stops somebody: something is missing, unusual or cannot be undone. Its heading is the page's `<h1>`.
///
/// ```
/// use govuk::{ButtonLink, Link, moj::InterruptionCard};
/// use maud::{html, Render};
/// let card = InterruptionCard::new("Is the referral complete?", html! { p { "No school is named." } }, ButtonLink::new("Send it", "/send"))
///     .secondary(Link::new("Go back", "/referral"));
/// assert!(card.render().into_string().contains("govuk-link--inverse"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct InterruptionCard {
    heading: String,
    body: Content,
    primary: Action,
    secondary: Option<Action>,
}

impl InterruptionCard {
    /// A card with one way on. Buttons and links turn white by themselves, and buttons ignore a second press.
    pub fn new(heading: impl Into<String>, body: impl Into<Content>, primary: impl Into<Action>) -> Self {
        InterruptionCard { heading: heading.into(), body: body.into(), primary: primary.into(), secondary: None }
    }
    /// A second way on.
    pub fn secondary(mut self, action: impl Into<Action>) -> Self {
        self.secondary = Some(action.into());
        self
    }
}

fn draw_action(w: &mut String, action: &Action) {
    match action.inverse() {
        Action::Button(button) => button.prevent_double_click(true).render_to(w),
        other => other.render_to(w),
    }
}

impl Render for InterruptionCard {
    fn render_to(&self, w: &mut String) {
        el(w, "div").class("moj-interruption-card").body(|w| {
            el(w, "div").class("moj-interruption-card__content").body(|w| {
                el(w, "h1").class("moj-interruption-card__heading").text(&self.heading);
                el(w, "div").class("moj-interruption-card__body").content(&self.body);
                el(w, "div").class("govuk-button-group moj-interruption-card__actions").body(|w| {
                    draw_action(w, &self.primary);
                    if let Some(action) = &self.secondary {
                        draw_action(w, action);
                    }
                });
            });
        });
    }
}
