//! Alert: news about what was just done or about the state of a record.

use crate::Content;
use crate::html::{Attributes, Classes, common, el, escape};
use maud::Render;

/// What kind of news an [`Alert`] brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertKind {
    /// Something worth knowing.
    #[default]
    Information,
    /// It was done.
    Success,
    /// Something may go wrong.
    Warning,
    /// Something went wrong.
    Error,
}

impl AlertKind {
    const fn as_str(self) -> &'static str {
        match self {
            AlertKind::Information => "information",
            AlertKind::Success => "success",
            AlertKind::Warning => "warning",
            AlertKind::Error => "error",
        }
    }
    const fn icon(self) -> &'static str {
        match self {
            AlertKind::Information => INFORMATION,
            AlertKind::Success => SUCCESS,
            AlertKind::Warning => WARNING,
            AlertKind::Error => ERROR,
        }
    }
}

/// How deep the heading of an [`Alert`] is; deeper and higher ones make no sense there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertHeading {
    /// `<h2>`
    #[default]
    H2,
    /// `<h3>`
    H3,
    /// `<h4>`
    H4,
}

/// News, with an icon that says its kind.
///
/// ```
/// use govuk::moj::{Alert, AlertKind};
/// use maud::Render;
/// let html = Alert::new(AlertKind::Success, "The meeting was called").render().into_string();
/// assert!(html.contains(r#"aria-label="success: The meeting was called""#));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Alert {
    kind: AlertKind,
    title: String,
    body: Option<Content>,
    heading: Option<AlertHeading>,
    role: Option<String>,
    dismissible: bool,
    dismiss_text: Option<String>,
    disable_auto_focus: bool,
    focus_on_dismiss: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(Alert);

impl Alert {
    /// An alert that consists of its title.
    pub fn new(kind: AlertKind, title: impl Into<String>) -> Self {
        Alert { kind, title: title.into(), ..Alert::default() }
    }
    /// More than a title. The title is then only said by screen readers.
    pub fn body(mut self, body: impl Into<Content>) -> Self {
        self.body = Some(body.into());
        self
    }
    /// More than a title, under the title as a heading.
    pub fn body_under_heading(mut self, level: AlertHeading, body: impl Into<Content>) -> Self {
        self.heading = Some(level);
        self.body(body)
    }
    /// The ARIA role; "region" unless told otherwise. "alert" interrupts.
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }
    /// It can be put away (needs JavaScript).
    pub fn dismissible(mut self) -> Self {
        self.dismissible = true;
        self
    }
    /// What the button says that puts it away; "Dismiss" unless told otherwise.
    pub fn dismiss_text(mut self, text: impl Into<String>) -> Self {
        self.dismiss_text = Some(text.into());
        self
    }
    /// The focus does not move to an alert with the role "alert" when the page opens.
    pub fn disable_auto_focus(mut self) -> Self {
        self.disable_auto_focus = true;
        self
    }
    /// A CSS selector of the element that has the focus once the alert was put away.
    pub fn focus_on_dismiss(mut self, selector: impl Into<String>) -> Self {
        self.focus_on_dismiss = Some(selector.into());
        self
    }
    fn draw_content(&self, w: &mut String) {
        let Some(body) = self.body.as_ref().filter(|body| !body.is_empty()) else { return escape(w, &self.title) };
        let tag = self.heading.map(|heading| match heading {
            AlertHeading::H2 => "h2",
            AlertHeading::H3 => "h3",
            AlertHeading::H4 => "h4",
        });
        if let Some(tag) = tag {
            el(w, tag).class("moj-alert__heading").text(&self.title);
        }
        body.render_to(w);
    }
}

impl Render for Alert {
    fn render_to(&self, w: &mut String) {
        let kind = self.kind.as_str();
        let headed = self.heading.is_some() && self.body.as_ref().is_some_and(|body| !body.is_empty());
        let headed = if headed { "moj-alert--with-heading" } else { "" };
        el(w, "div")
            .attr("role", self.role.as_deref().unwrap_or("region"))
            .classes(&["moj-alert", &format!("moj-alert--{kind}"), headed], &self.classes)
            .attr("aria-label", &format!("{kind}: {}", self.title))
            .attr("data-module", "moj-alert")
            .maybe("data-dismissible", self.dismissible.then_some("true"))
            .maybe("data-disable-auto-focus", self.disable_auto_focus.then_some("true"))
            .maybe("data-focus-on-dismiss-selector", self.focus_on_dismiss.as_deref())
            .attrs(&self.attributes)
            .body(|w| {
                el(w, "div").body(|w| {
                    w.push_str(r#"<svg class="moj-alert__icon" role="presentation" focusable="false" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30" height="30" width="30">"#);
                    w.push_str(self.kind.icon());
                    w.push_str("</svg>");
                });
                el(w, "div").class("moj-alert__content").body(|w| self.draw_content(w));
                el(w, "div").class("moj-alert__action").body(|w| {
                    let dismiss = self.dismiss_text.as_deref().unwrap_or("Dismiss");
                    el(w, "button").class("moj-alert__dismiss").flag("hidden", true).text(dismiss);
                });
            });
    }
}

// The outlines of the four icons, as the package draws them: a sign is only itself when every point is in its place.
const SUCCESS: &str = r#"<path d="M11.2869 24.6726L2.00415 15.3899L4.62189 12.7722L11.2869 19.4186L25.3781 5.32739L27.9958 7.96369L11.2869 24.6726Z" fill="currentColor"/>"#;
const WARNING: &str = r#"<path fill-rule="evenodd" clip-rule="evenodd" d="M15 2.44922L28.75 26.1992H1.25L15 2.44922ZM13.5107 9.49579H16.4697L16.2431 17.7678H13.7461L13.5107 9.49579ZM13.1299 21.82C13.1299 21.5661 13.1787 21.3285 13.2764 21.1071C13.374 20.8793 13.5075 20.6807 13.6768 20.5114C13.8525 20.3421 14.0544 20.2087 14.2822 20.111C14.5101 20.0134 14.7542 19.9645 15.0146 19.9645C15.2686 19.9645 15.5062 20.0134 15.7275 20.111C15.9554 20.2087 16.154 20.3421 16.3232 20.5114C16.4925 20.6807 16.626 20.8793 16.7236 21.1071C16.8213 21.3285 16.8701 21.5661 16.8701 21.82C16.8701 22.0804 16.8213 22.3246 16.7236 22.5524C16.626 22.7803 16.4925 22.9789 16.3232 23.1481C16.154 23.3174 15.9554 23.4509 15.7275 23.5485C15.5062 23.6462 15.2686 23.695 15.0146 23.695C14.7542 23.695 14.5101 23.6462 14.2822 23.5485C14.0544 23.4509 13.8525 23.3174 13.6768 23.1481C13.5075 22.9789 13.374 22.7803 13.2764 22.5524C13.1787 22.3246 13.1299 22.0804 13.1299 21.82Z" fill="currentColor"/>"#;
const ERROR: &str = r#"<path fill-rule="evenodd" clip-rule="evenodd" d="M20.1777 2.5H9.82233L2.5 9.82233V20.1777L9.82233 27.5H20.1777L27.5 20.1777V9.82233L20.1777 2.5ZM10.9155 8.87769L15.0001 12.9623L19.0847 8.87771L21.1224 10.9154L17.0378 15L21.1224 19.0846L19.0847 21.1222L15.0001 17.0376L10.9155 21.1223L8.87782 19.0846L12.9624 15L8.87783 10.9153L10.9155 8.87769Z" fill="currentColor"/>"#;
const INFORMATION: &str = r#"<path fill-rule="evenodd" clip-rule="evenodd" d="M10.2165 3.45151C11.733 2.82332 13.3585 2.5 15 2.5C16.6415 2.5 18.267 2.82332 19.7835 3.45151C21.3001 4.07969 22.6781 5.00043 23.8388 6.16117C24.9996 7.3219 25.9203 8.69989 26.5485 10.2165C27.1767 11.733 27.5 13.3585 27.5 15C27.5 18.3152 26.183 21.4946 23.8388 23.8388C21.4946 26.183 18.3152 27.5 15 27.5C13.3585 27.5 11.733 27.1767 10.2165 26.5485C8.69989 25.9203 7.3219 24.9996 6.16117 23.8388C3.81696 21.4946 2.5 18.3152 2.5 15C2.5 11.6848 3.81696 8.50537 6.16117 6.16117C7.3219 5.00043 8.69989 4.07969 10.2165 3.45151ZM16.3574 22.4121H13.6621V12.95H16.3574V22.4121ZM13.3789 9.20898C13.3789 8.98763 13.4212 8.7793 13.5059 8.58398C13.5905 8.38216 13.7044 8.20964 13.8477 8.06641C13.9974 7.91667 14.1699 7.79948 14.3652 7.71484C14.5605 7.63021 14.7721 7.58789 15 7.58789C15.2214 7.58789 15.4297 7.63021 15.625 7.71484C15.8268 7.79948 15.9993 7.91667 16.1426 8.06641C16.2923 8.20964 16.4095 8.38216 16.4941 8.58398C16.5788 8.7793 16.6211 8.98763 16.6211 9.20898C16.6211 9.43685 16.5788 9.64844 16.4941 9.84375C16.4095 10.0391 16.2923 10.2116 16.1426 10.3613C15.9993 10.5046 15.8268 10.6185 15.625 10.7031C15.4297 10.7878 15.2214 10.8301 15 10.8301C14.7721 10.8301 14.5605 10.7878 14.3652 10.7031C14.1699 10.6185 13.9974 10.5046 13.8477 10.3613C13.7044 10.2116 13.5905 10.0391 13.5059 9.84375C13.4212 9.64844 13.3789 9.43685 13.3789 9.20898Z" fill="currentColor"/>"#;
