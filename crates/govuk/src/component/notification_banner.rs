//! Notification banner: something about the service, or that an action has succeeded.

use crate::Content;
use crate::html::{Attributes, Classes, HeadingLevel, common, el};
use maud::Render;

/// News at the top of the page. Text becomes a heading; markup is drawn as it is.
///
/// ```
/// use maud::Render;
/// let html = govuk::NotificationBanner::success("The action was saved.").render().into_string();
/// assert!(html.contains("role=\"alert\""));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct NotificationBanner {
    content: Content,
    success: bool,
    title: Option<Content>,
    title_id: String,
    title_level: HeadingLevel,
    role: Option<String>,
    disable_auto_focus: Option<bool>,
    classes: Classes,
    attributes: Attributes,
}

common!(NotificationBanner);

impl NotificationBanner {
    /// Blue, titled "Important".
    pub fn new(content: impl Into<Content>) -> Self {
        NotificationBanner {
            content: content.into(),
            success: false,
            title: None,
            title_id: "govuk-notification-banner-title".into(),
            title_level: HeadingLevel::H2,
            role: None,
            disable_auto_focus: None,
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    /// Green, titled "Success", and read at once by screen readers.
    pub fn success(content: impl Into<Content>) -> Self {
        NotificationBanner { success: true, ..Self::new(content) }
    }
    /// Another title.
    pub fn title(mut self, title: impl Into<Content>) -> Self {
        self.title = Some(title.into());
        self
    }
    /// The title's id; needed where two banners stand on a page.
    pub fn title_id(mut self, id: impl Into<String>) -> Self {
        self.title_id = id.into();
        self
    }
    /// How deep the title is; `<h2>` unless told otherwise.
    pub fn title_level(mut self, level: HeadingLevel) -> Self {
        self.title_level = level;
        self
    }
    /// The ARIA role, where neither `region` nor, for success, `alert` is wanted.
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }
    /// Whether the script leaves the focus where it is; it moves it to a success unless told otherwise.
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }
}

impl Render for NotificationBanner {
    fn render_to(&self, w: &mut String) {
        let (class, role, title) =
            if self.success { ("govuk-notification-banner--success", "alert", "Success") } else { ("", "region", "Important") };
        el(w, "div")
            .classes(&["govuk-notification-banner", class], &self.classes)
            .attr("role", self.role.as_deref().unwrap_or(role))
            .attr("aria-labelledby", &self.title_id)
            .attr("data-module", "govuk-notification-banner")
            .number("data-disable-auto-focus", self.disable_auto_focus)
            .attrs(&self.attributes)
            .body(|w| {
                el(w, "div").class("govuk-notification-banner__header").body(|w| {
                    let heading = el(w, self.title_level.tag()).class("govuk-notification-banner__title").attr("id", &self.title_id);
                    match &self.title {
                        Some(title) => heading.content(title),
                        None => heading.text(title),
                    }
                });
                el(w, "div").class("govuk-notification-banner__content").body(|w| match &self.content {
                    Content::Text(text) if !text.is_empty() => el(w, "p").class("govuk-notification-banner__heading").text(text),
                    content => content.render_to(w),
                });
            });
    }
}
