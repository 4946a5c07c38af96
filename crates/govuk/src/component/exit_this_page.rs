//! Exit this page: leaves at once for a harmless page, for people whose screen may be watched.

use super::ButtonLink;
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::{PreEscaped, Render};

/// What screen readers say about an [`ExitThisPage`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ExitTexts {
    /// Said when the page is being left.
    pub activated: Option<String>,
    /// Said when the presses of the key came too slowly.
    pub timed_out: Option<String>,
    /// "Shift, press 2 more times to exit."
    pub two_more: Option<String>,
    /// "Shift, press 1 more time to exit."
    pub one_more: Option<String>,
}

/// A button that stays in sight; pressing Shift three times does the same, where JavaScript is on.
///
/// ```
/// use maud::Render;
/// let html = govuk::ExitThisPage::new().render().into_string();
/// assert!(html.contains("https://www.bbc.co.uk/weather"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ExitThisPage {
    content: Option<Content>,
    href: Option<String>,
    id: Option<String>,
    texts: ExitTexts,
    classes: Classes,
    attributes: Attributes,
}

common!(ExitThisPage);

impl ExitThisPage {
    /// A button that goes to the BBC's weather forecast.
    pub fn new() -> Self {
        Self::default()
    }
    /// Other words than "Exit this page".
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = Some(content.into());
        self
    }
    /// Another harmless page.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
    /// The element's id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// Other words for screen readers.
    pub fn texts(mut self, texts: ExitTexts) -> Self {
        self.texts = texts;
        self
    }
}

impl Render for ExitThisPage {
    fn render_to(&self, w: &mut String) {
        let content = self
            .content
            .clone()
            .unwrap_or_else(|| PreEscaped("<span class=\"govuk-visually-hidden\">Emergency</span> Exit this page".to_owned()).into());
        el(w, "div")
            .maybe("id", self.id.as_deref())
            .classes(&["govuk-exit-this-page"], &self.classes)
            .attr("data-module", "govuk-exit-this-page")
            .attrs(&self.attributes)
            .maybe("data-i18n.activated", self.texts.activated.as_deref())
            .maybe("data-i18n.timed-out", self.texts.timed_out.as_deref())
            .maybe("data-i18n.press-two-more-times", self.texts.two_more.as_deref())
            .maybe("data-i18n.press-one-more-time", self.texts.one_more.as_deref())
            .body(|w| {
                ButtonLink::new(content, self.href.as_deref().unwrap_or("https://www.bbc.co.uk/weather"))
                    .warning()
                    .class("govuk-exit-this-page__button govuk-js-exit-this-page-button")
                    .attribute("rel", "nofollow noreferrer")
                    .render_to(w);
            });
    }
}
