//! Reads a fixture's options as the Nunjucks macros do: empty texts, `false` and `null` stand for nothing.

use govuk::{Content, ErrorMessage, Fieldset, FormGroup, HeadingLevel, Hint, Label, Legend, Plural};
use maud::{Markup, PreEscaped, Render, html};
use serde_json::Value;

/// Adds the classes and attributes that the options give.
macro_rules! decorated {
    ($builder:expr, $options:expr) => {{
        let (mut builder, options) = ($builder, $options);
        if let Some(classes) = options.text("classes") {
            builder = builder.class(&classes);
        }
        for (name, value) in options.attributes("attributes") {
            builder = builder.attribute(name, value);
        }
        builder
    }};
}
pub(crate) use decorated;

/// Adds what every field with one label has.
macro_rules! fielded {
    ($type:ident, $builder:expr, $options:expr) => {{
        use crate::options::apply;
        let (builder, options) = ($builder, $options);
        let builder = apply(builder, options.text("id"), $type::id);
        let builder = apply(builder, options.hint(), $type::hint);
        let builder = apply(builder, options.error_message(), $type::error);
        crate::options::decorated!(builder.form_group(options.form_group()), options)
    }};
}
pub(crate) use fielded;

static NULL: Value = Value::Null;

#[derive(Clone, Copy)]
pub(crate) struct Options<'a>(pub(crate) &'a Value);

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

impl<'a> Options<'a> {
    pub(crate) fn get(self, key: &str) -> Options<'a> {
        Options(self.0.get(key).unwrap_or(&NULL))
    }
    pub(crate) fn is_given(self) -> bool {
        truthy(self.0)
    }
    pub(crate) fn yes(self, key: &str) -> bool {
        self.get(key).is_given()
    }
    pub(crate) fn flag(self, key: &str) -> Option<bool> {
        self.get(key).0.as_bool()
    }
    /// A text or number that is not empty.
    pub(crate) fn text(self, key: &str) -> Option<String> {
        self.get(key).plain().filter(|_| self.yes(key))
    }
    /// A text or number that is there, even if it is empty.
    pub(crate) fn any_text(self, key: &str) -> Option<String> {
        self.get(key).plain()
    }
    pub(crate) fn plain(self) -> Option<String> {
        match self.0 {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(yes) => Some(yes.to_string()),
            _ => None,
        }
    }
    pub(crate) fn number(self, key: &str) -> Option<u32> {
        self.text(key)?.parse().ok()
    }
    pub(crate) fn maybe_content(self, html: &str, text: &str) -> Option<Content> {
        match self.text(html) {
            Some(html) => Some(PreEscaped(html).into()),
            None => self.text(text).map(Content::from),
        }
    }
    pub(crate) fn content(self, html: &str, text: &str) -> Content {
        self.maybe_content(html, text).unwrap_or_default()
    }
    pub(crate) fn own_content(self) -> Content {
        self.content("html", "text")
    }
    pub(crate) fn markup(self, key: &str) -> Option<Markup> {
        self.text(key).map(PreEscaped)
    }
    /// HTML or text, as HTML.
    pub(crate) fn own_markup(self) -> Option<Markup> {
        self.maybe_content("html", "text").map(|content| content.render())
    }
    /// The items under a key with their place in the list, counted from 1; empty ones are left out but counted.
    pub(crate) fn items(self, key: &str) -> Vec<(usize, Options<'a>)> {
        let all = self.get(key).0.as_array().map(Vec::as_slice).unwrap_or_default();
        (1..).zip(all.iter().map(Options)).filter(|(_, item)| item.is_given()).collect()
    }
    /// Attributes; the names live as long as the test.
    pub(crate) fn attributes(self, key: &str) -> Vec<(&'static str, String)> {
        let Some(all) = self.get(key).0.as_object() else { return Vec::new() };
        let leak = |name: &String| -> &'static str { Box::leak(name.clone().into_boxed_str()) };
        all.iter().map(|(name, value)| (leak(name), Options(value).plain().unwrap_or_default())).collect()
    }
    pub(crate) fn level(self, key: &str) -> Option<HeadingLevel> {
        Some(match self.number(key)? {
            1 => HeadingLevel::H1,
            2 => HeadingLevel::H2,
            3 => HeadingLevel::H3,
            4 => HeadingLevel::H4,
            5 => HeadingLevel::H5,
            _ => HeadingLevel::H6,
        })
    }
    pub(crate) fn plural(self, key: &str) -> Option<Plural> {
        let forms = self.get(key).0.as_object()?;
        let form = |name: &str| forms.get(name).and_then(Value::as_str).map(str::to_owned);
        let plural = Plural::new(form("other")?);
        Some(apply(plural, form("one"), Plural::one))
    }

    pub(crate) fn label(self) -> Label {
        let of = self.get("label");
        let label = Label::new(of.own_content());
        let label = if of.yes("isPageHeading") { label.page_heading() } else { label };
        decorated!(label, of)
    }
    pub(crate) fn hint(self) -> Option<Hint> {
        let of = self.get("hint");
        of.is_given().then(|| decorated!(Hint::new(of.own_content()), of))
    }
    pub(crate) fn error_message(self) -> Option<ErrorMessage> {
        let of = self.get("errorMessage");
        of.is_given().then(|| of.as_error_message())
    }
    pub(crate) fn as_error_message(self) -> ErrorMessage {
        let message = decorated!(ErrorMessage::new(self.own_content()), self);
        match self.any_text("visuallyHiddenText").as_deref() {
            None => message,
            Some("" | "false") => message.no_prefix(),
            Some(prefix) => message.prefix(prefix),
        }
    }
    pub(crate) fn form_group(self) -> FormGroup {
        let of = self.get("formGroup");
        let either = |one: &str, many: &str| of.get(one).own_markup().or_else(|| of.get(many).own_markup());
        let group = apply(FormGroup::new(), either("beforeInput", "beforeInputs"), FormGroup::before);
        decorated!(apply(group, either("afterInput", "afterInputs"), FormGroup::after), of)
    }
    pub(crate) fn as_fieldset(self) -> Fieldset {
        let of = self.get("legend");
        let legend = Legend::new(of.own_content());
        let legend = if of.yes("isPageHeading") { legend.page_heading() } else { legend };
        let legend = apply(legend, of.text("classes"), |legend, class| legend.class(&class));
        let fieldset = apply(Fieldset::new(legend), self.text("describedBy"), Fieldset::described_by);
        decorated!(fieldset, self)
    }
}

/// Calls a builder method where there is a value for it.
pub(crate) fn apply<T, V>(builder: T, value: Option<V>, method: impl FnOnce(T, V) -> T) -> T {
    match value {
        Some(value) => method(builder, value),
        None => builder,
    }
}

/// The same for methods without a value.
pub(crate) fn when<T>(builder: T, wanted: bool, method: impl FnOnce(T) -> T) -> T {
    if wanted { method(builder) } else { builder }
}

/// Draws a component.
pub(crate) fn drawn(component: &impl Render) -> Option<String> {
    Some(html! { (component) }.into_string())
}
