//! Button: does something (a form's button) or goes somewhere (a link that looks like one).

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Green: the main thing to do on the page.
    #[default]
    Primary,
    /// Grey: anything else.
    Secondary,
    /// Red: what cannot be undone.
    Warning,
    /// White, for a dark background.
    Inverse,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "",
            ButtonKind::Secondary => "govuk-button--secondary",
            ButtonKind::Warning => "govuk-button--warning",
            ButtonKind::Inverse => "govuk-button--inverse",
        }
    }
}

/// A `<button>`. It sends its form unless [`Button::plain`] is called.
///
/// ```
/// use maud::html;
/// let page = html! { (govuk::Button::new("Save").secondary().name("do").value("save")) };
/// assert!(page.into_string().contains("govuk-button--secondary"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Button {
    content: Content,
    kind: ButtonKind,
    start: bool,
    button_type: &'static str,
    id: Option<String>,
    name: Option<String>,
    value: Option<String>,
    disabled: bool,
    prevent_double_click: Option<bool>,
    pub(crate) classes: Classes,
    pub(crate) attributes: Attributes,
}

/// A link that looks like a button. It has no name, no value and cannot be disabled.
///
/// ```
/// use maud::Render;
/// let html = govuk::ButtonLink::new("Start now", "/start").start().render().into_string();
/// assert!(html.starts_with(r#"<a href="/start" role="button""#));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ButtonLink {
    content: Content,
    href: String,
    kind: ButtonKind,
    start: bool,
    id: Option<String>,
    pub(crate) classes: Classes,
    pub(crate) attributes: Attributes,
}

common!(Button);
common!(ButtonLink);

macro_rules! looks {
    ($type:ident) => {
        impl $type {
            /// How it looks.
            pub fn kind(mut self, kind: ButtonKind) -> Self {
                self.kind = kind;
                self
            }
            /// Grey: not the main thing to do.
            pub fn secondary(self) -> Self {
                self.kind(ButtonKind::Secondary)
            }
            /// Red: cannot be undone.
            pub fn warning(self) -> Self {
                self.kind(ButtonKind::Warning)
            }
            /// White, for a dark background.
            pub fn inverse(self) -> Self {
                self.kind(ButtonKind::Inverse)
            }
            /// Large with an arrow: begins a service.
            pub fn start(mut self) -> Self {
                self.start = true;
                self
            }
            /// The element's id.
            pub fn id(mut self, id: impl Into<String>) -> Self {
                self.id = Some(id.into());
                self
            }
        }
    };
}
looks!(Button);
looks!(ButtonLink);

impl Button {
    /// A green button that sends its form.
    pub fn new(content: impl Into<Content>) -> Self {
        Button {
            content: content.into(),
            kind: ButtonKind::Primary,
            start: false,
            button_type: "submit",
            id: None,
            name: None,
            value: None,
            disabled: false,
            prevent_double_click: None,
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    pub(crate) fn content(mut self, content: Content) -> Self {
        self.content = content;
        self
    }
    /// Does not send the form; for a script.
    pub fn plain(mut self) -> Self {
        self.button_type = "button";
        self
    }
    /// Puts the form's fields back as they were.
    pub fn reset(mut self) -> Self {
        self.button_type = "reset";
        self
    }
    /// The name under which the form sends [`Button::value`].
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
    /// What the form sends when this button was pressed.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
    /// Cannot be pressed. Disabled buttons have poor contrast and confuse; prefer an explanation.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
    /// Whether a second press within a second is ignored (needs JavaScript).
    pub fn prevent_double_click(mut self, prevent: bool) -> Self {
        self.prevent_double_click = Some(prevent);
        self
    }
}

impl ButtonLink {
    /// A green button that goes to `href`.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        ButtonLink {
            content: content.into(),
            href: href.into(),
            kind: ButtonKind::Primary,
            start: false,
            id: None,
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
}

const START_ICON: &str = r#"<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>"#;

/// Start buttons are flex boxes, which swallow spaces between elements: HTML gets a span around it.
fn inside(w: &mut String, content: &Content, start: bool) {
    match content {
        Content::Html(_) if start => el(w, "span").content(content),
        _ => content.render_to(w),
    }
    if start {
        w.push_str(START_ICON);
    }
}

const fn start_class(start: bool) -> &'static str {
    if start { "govuk-button--start" } else { "" }
}

impl Render for Button {
    fn render_to(&self, w: &mut String) {
        let mut tag =
            el(w, "button").attr("type", self.button_type).maybe("value", self.value.as_deref()).maybe("name", self.name.as_deref());
        if self.disabled {
            tag = tag.flag("disabled", true).attr("aria-disabled", "true");
        }
        tag.number("data-prevent-double-click", self.prevent_double_click)
            .classes(&["govuk-button", self.kind.class(), start_class(self.start)], &self.classes)
            .attr("data-module", "govuk-button")
            .attrs(&self.attributes)
            .maybe("id", self.id.as_deref())
            .body(|w| inside(w, &self.content, self.start));
    }
}

impl Render for ButtonLink {
    fn render_to(&self, w: &mut String) {
        el(w, "a")
            .attr("href", &self.href)
            .attr("role", "button")
            .attr("draggable", "false")
            .classes(&["govuk-button", self.kind.class(), start_class(self.start)], &self.classes)
            .attr("data-module", "govuk-button")
            .attrs(&self.attributes)
            .maybe("id", self.id.as_deref())
            .body(|w| inside(w, &self.content, self.start));
    }
}
