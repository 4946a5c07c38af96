//! The parts every component is made of: text or trusted HTML, extra classes and attributes, and the writer of elements.
//!
//! maud's `html!` cannot take a list of attributes known only at run time, and every GOV.UK component accepts such a list, so
//! components are written with the small element writer [`el`]; pages are written with `html!`.

use maud::{Escaper, Markup, PreEscaped, Render};
use std::borrow::Cow;
use std::fmt::{Display, Write as _};

/// What an element holds: text, which is escaped, or HTML that the caller vouches for.
///
/// Text comes from `&str`, `String` and whole numbers. HTML comes only from [`maud::Markup`], so a string can never become HTML by accident.
///
/// ```
/// use govuk::Content;
/// use maud::{html, Render};
/// assert_eq!(Content::from("<b>").render().into_string(), "&lt;b&gt;");
/// assert_eq!(Content::from(html! { b { "x" } }).render().into_string(), "<b>x</b>");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Escaped when drawn.
    Text(String),
    /// Drawn as it is.
    Html(String),
}

impl Content {
    /// True when there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Content::Text(text) | Content::Html(text) => text.is_empty(),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(String::new())
    }
}

impl Render for Content {
    fn render_to(&self, w: &mut String) {
        match self {
            Content::Text(text) => escape(w, text),
            Content::Html(html) => w.push_str(html),
        }
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Content::Text(text.to_owned())
    }
}
impl From<String> for Content {
    fn from(text: String) -> Self {
        Content::Text(text)
    }
}
impl From<&String> for Content {
    fn from(text: &String) -> Self {
        Content::Text(text.clone())
    }
}
impl From<Cow<'_, str>> for Content {
    fn from(text: Cow<'_, str>) -> Self {
        Content::Text(text.into_owned())
    }
}
impl From<Markup> for Content {
    fn from(html: Markup) -> Self {
        Content::Html(html.into_string())
    }
}
macro_rules! content_from_number {
    ($($number:ty),*) => { $(impl From<$number> for Content {
        fn from(number: $number) -> Self { Content::Text(number.to_string()) }
    })* };
}
content_from_number!(i32, i64, u8, u16, u32, u64, usize);

/// Lets a component that is mostly its content be made from a string or from markup (`.hint("Like 27 3 2007")`).
macro_rules! from_content {
    ($type:ident) => {
        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }
        impl From<&String> for $type {
            fn from(text: &String) -> Self {
                Self::new(text)
            }
        }
        impl From<maud::Markup> for $type {
            fn from(html: maud::Markup) -> Self {
                Self::new(html)
            }
        }
        impl From<crate::Content> for $type {
            fn from(content: crate::Content) -> Self {
                Self::new(content)
            }
        }
    };
}
pub(crate) use from_content;

/// Adds `class` and `attribute` to a builder that has the fields `classes` and `attributes`.
macro_rules! common {
    ($type:ident) => {
        impl $type {
            /// Adds a class of your own to the element, beside those of the design system. May be called again.
            pub fn class(mut self, class: &str) -> Self {
                self.classes.add(class);
                self
            }
            /// Adds an attribute to the element. The name is part of the program; the value is escaped.
            pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
                self.attributes.add(name, value.into());
                self
            }
        }
    };
}
pub(crate) use common;

/// Adds `attribute` to a builder that has the field `attributes` and no classes of the caller's.
macro_rules! common_attributes {
    ($type:ident) => {
        impl $type {
            /// Adds an attribute to the element. The name is part of the program; the value is escaped.
            pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
                self.attributes.add(name, value.into());
                self
            }
        }
    };
}
pub(crate) use common_attributes;

/// Extra classes, separated by spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(pub(crate) String);

impl Classes {
    pub(crate) fn add(&mut self, class: &str) {
        if !self.0.is_empty() && !class.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(class);
    }
    /// The same classes with others before them.
    pub(crate) fn after(&self, first: &str) -> Classes {
        let mut all = Classes(first.to_owned());
        all.add(&self.0);
        all
    }
}

/// Extra attributes, in the order given. `None` stands for an attribute without a value (`hidden`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes(pub(crate) Vec<(Cow<'static, str>, Option<String>)>);

impl Attributes {
    pub(crate) fn add(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        self.0.push((name.into(), Some(value.into())));
    }
    pub(crate) fn flag(&mut self, name: &'static str) {
        self.0.push((name.into(), None));
    }
    pub(crate) fn maybe(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }
}

/// How deep a heading is. The look does not depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    /// `<h1>`
    H1,
    /// `<h2>`
    H2,
    /// `<h3>`
    H3,
    /// `<h4>`
    H4,
    /// `<h5>`
    H5,
    /// `<h6>`
    H6,
}

impl HeadingLevel {
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            HeadingLevel::H1 => "h1",
            HeadingLevel::H2 => "h2",
            HeadingLevel::H3 => "h3",
            HeadingLevel::H4 => "h4",
            HeadingLevel::H5 => "h5",
            HeadingLevel::H6 => "h6",
        }
    }
}

/// The four sizes in which the design system sets headings, labels, legends and captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 48 px on a wide screen.
    ExtraLarge,
    /// 36 px.
    Large,
    /// 24 px.
    Medium,
    /// 19 px.
    Small,
}

impl Size {
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Size::ExtraLarge => "xl",
            Size::Large => "l",
            Size::Medium => "m",
            Size::Small => "s",
        }
    }
}

/// A text that depends on a number, by the plural rules of the page's language; `%{count}` stands for the number.
///
/// ```
/// let files = govuk::Plural::new("%{count} files chosen").one("%{count} file chosen");
/// # let _ = files;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Plural(Vec<(&'static str, String)>);

impl Plural {
    /// The form for every number that has no form of its own.
    pub fn new(other: impl Into<String>) -> Self {
        Plural(vec![("other", other.into())])
    }
    /// The form for one, as in English.
    pub fn one(self, text: impl Into<String>) -> Self {
        self.form("one", text)
    }
    /// The form for zero, as in Welsh.
    pub fn zero(self, text: impl Into<String>) -> Self {
        self.form("zero", text)
    }
    /// The form for two, as in Welsh.
    pub fn two(self, text: impl Into<String>) -> Self {
        self.form("two", text)
    }
    /// The form for few, as in Welsh.
    pub fn few(self, text: impl Into<String>) -> Self {
        self.form("few", text)
    }
    /// The form for many, as in Welsh.
    pub fn many(self, text: impl Into<String>) -> Self {
        self.form("many", text)
    }
    fn form(mut self, rule: &'static str, text: impl Into<String>) -> Self {
        self.0.push((rule, text.into()));
        self
    }
    /// The form for one rule, or the one for every other number.
    pub(crate) fn of(&self, rule: &str) -> Option<&str> {
        let form = |wanted: &str| self.0.iter().find(|(rule, _)| *rule == wanted).map(|(_, text)| text.as_str());
        form(rule).or_else(|| form("other"))
    }
    /// Adds `data-i18n.KEY.RULE` for each form.
    pub(crate) fn add_to(&self, attributes: &mut Attributes, key: &str) {
        for (rule, text) in &self.0 {
            attributes.add(format!("data-i18n.{key}.{rule}"), text.clone());
        }
    }
}

/// Writes text so that a browser shows it, inside an element or a quoted attribute.
pub(crate) fn escape(w: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = Escaper::new(w).write_str(text);
}

/// Trusted HTML from what `draw` writes.
pub(crate) fn markup(draw: impl FnOnce(&mut String)) -> Markup {
    let mut w = String::new();
    draw(&mut w);
    PreEscaped(w)
}

/// Begins an element: `el(w, "p").class("govuk-body").text("Hello")`.
pub(crate) fn el<'w>(w: &'w mut String, name: &'static str) -> El<'w> {
    w.push('<');
    w.push_str(name);
    El { w, name }
}

/// An element whose start tag is being written.
#[must_use]
pub(crate) struct El<'w> {
    w: &'w mut String,
    name: &'static str,
}

impl El<'_> {
    pub(crate) fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }
    /// The `class` attribute from the design system's classes (empty ones are left out) and the caller's.
    pub(crate) fn classes(self, ours: &[&str], more: &Classes) -> Self {
        self.w.push_str(" class=\"");
        let mut first = true;
        for class in ours.iter().copied().chain([more.0.as_str()]).filter(|class| !class.is_empty()) {
            if !first {
                self.w.push(' ');
            }
            first = false;
            escape(self.w, class);
        }
        self.w.push('"');
        self
    }
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        self.w.push(' ');
        self.w.push_str(name);
        self.w.push_str("=\"");
        escape(self.w, value);
        self.w.push('"');
        self
    }
    pub(crate) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }
    pub(crate) fn number(self, name: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.attr(name, &value.to_string()),
            None => self,
        }
    }
    pub(crate) fn flag(self, name: &str, on: bool) -> Self {
        if on {
            self.w.push(' ');
            self.w.push_str(name);
        }
        self
    }
    pub(crate) fn attrs(mut self, attributes: &Attributes) -> Self {
        for (name, value) in &attributes.0 {
            self = match value {
                Some(value) => self.attr(name, value),
                None => self.flag(name, true),
            };
        }
        self
    }
    pub(crate) fn body(self, draw: impl FnOnce(&mut String)) {
        self.w.push('>');
        draw(self.w);
        self.w.push_str("</");
        self.w.push_str(self.name);
        self.w.push('>');
    }
    pub(crate) fn content(self, content: &Content) {
        self.body(|w| content.render_to(w));
    }
    pub(crate) fn text(self, text: &str) {
        self.body(|w| escape(w, text));
    }
    /// For elements that have no content and no end tag.
    pub(crate) fn void(self) {
        self.w.push('>');
    }
}
