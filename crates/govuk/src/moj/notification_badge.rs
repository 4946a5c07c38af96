//! Notification badge: how many things wait behind a link.

use crate::html::{Attributes, Classes, common, el, escape};
use maud::Render;

/// From this number on the badge says "99+".
const MOST: u32 = 99;

/// A number on a dark disc. Draws nothing for zero.
///
/// ```
/// use govuk::moj::NotificationBadge;
/// use maud::Render;
/// let html = NotificationBadge::new(3).visually_hidden("unread notices").render().into_string();
/// assert!(html.contains("(3 unread notices)"));
/// assert_eq!(NotificationBadge::new(0).render().into_string(), "");
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct NotificationBadge {
    count: u32,
    hidden: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(NotificationBadge);

impl NotificationBadge {
    /// A badge with this number.
    pub fn new(count: u32) -> Self {
        NotificationBadge { count, ..NotificationBadge::default() }
    }
    /// What is counted; only screen readers say it.
    pub fn visually_hidden(mut self, text: impl Into<String>) -> Self {
        self.hidden = Some(text.into());
        self
    }
}

impl Render for NotificationBadge {
    fn render_to(&self, w: &mut String) {
        if self.count == 0 {
            return;
        }
        let (seen, said) = match self.count {
            MOST.. => (format!("{MOST}+"), format!("{MOST} or more")),
            count => (count.to_string(), count.to_string()),
        };
        el(w, "span").classes(&["moj-notification-badge"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "span").attr("aria-hidden", "true").text(&seen);
            el(w, "span").class("govuk-visually-hidden").body(|w| {
                w.push('(');
                w.push_str(&said);
                if let Some(what) = &self.hidden {
                    w.push(' ');
                    escape(w, what);
                }
                w.push(')');
            });
        });
    }
}
