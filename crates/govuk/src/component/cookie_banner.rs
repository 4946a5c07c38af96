//! Cookie banner: asks before anything but necessary cookies is set. A service that sets none needs none.

use super::Action;
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// One message of a [`CookieBanner`]. Text becomes a paragraph; markup is drawn as it is.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct CookieMessage {
    heading: Option<Content>,
    content: Content,
    actions: Vec<Action>,
    role: Option<String>,
    hidden: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(CookieMessage);

impl CookieMessage {
    /// A message.
    pub fn new(content: impl Into<Content>) -> Self {
        CookieMessage { content: content.into(), ..CookieMessage::default() }
    }
    /// Its heading.
    pub fn heading(mut self, heading: impl Into<Content>) -> Self {
        self.heading = Some(heading.into());
        self
    }
    /// Adds something to do about it.
    pub fn action(mut self, action: impl Into<Action>) -> Self {
        self.actions.push(action.into());
        self
    }
    /// The ARIA role: `alert` for the confirmation that takes the place of the question.
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }
    /// Hidden until a script shows it.
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
    fn draw(&self, w: &mut String) {
        let mut classes = self.classes.clone();
        classes.add("govuk-width-container");
        el(w, "div")
            .classes(&["govuk-cookie-banner__message"], &classes)
            .maybe("role", self.role.as_deref())
            .attrs(&self.attributes)
            .flag("hidden", self.hidden)
            .body(|w| {
                el(w, "div").class("govuk-grid-row").body(|w| {
                    el(w, "div").class("govuk-grid-column-two-thirds").body(|w| {
                        if let Some(heading) = &self.heading {
                            el(w, "h2").class("govuk-cookie-banner__heading govuk-heading-m").content(heading);
                        }
                        el(w, "div").class("govuk-cookie-banner__content").body(|w| match &self.content {
                            Content::Text(text) if !text.is_empty() => el(w, "p").class("govuk-body").text(text),
                            content => content.render_to(w),
                        });
                    });
                });
                if !self.actions.is_empty() {
                    el(w, "div").class("govuk-button-group").body(|w| self.actions.iter().for_each(|action| action.render_to(w)));
                }
            });
    }
}

/// Asks about cookies, at the top of the page.
///
/// ```
/// use govuk::{Button, CookieBanner, CookieMessage};
/// use maud::Render;
/// let banner = CookieBanner::new().message(CookieMessage::new("We count visits.").action(Button::new("Accept")));
/// assert!(banner.render().into_string().contains("data-nosnippet"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct CookieBanner {
    messages: Vec<CookieMessage>,
    label: Option<String>,
    hidden: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(CookieBanner);

impl CookieBanner {
    /// A banner without messages.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a message.
    pub fn message(mut self, message: CookieMessage) -> Self {
        self.messages.push(message);
        self
    }
    /// What a screen reader calls it; "Cookie banner" unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
    /// Hidden until a script shows it.
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

impl Render for CookieBanner {
    fn render_to(&self, w: &mut String) {
        el(w, "div")
            .classes(&["govuk-cookie-banner"], &self.classes)
            .flag("data-nosnippet", true)
            .attr("role", "region")
            .attr("aria-label", self.label.as_deref().unwrap_or("Cookie banner"))
            .flag("hidden", self.hidden)
            .attrs(&self.attributes)
            .body(|w| self.messages.iter().for_each(|message| message.draw(w)));
    }
}
