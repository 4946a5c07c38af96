//! Text input: one line of text.

use super::field::{Field, field};
use super::{FormGroup, Label};
use crate::Content;
use crate::html::{Attributes, Classes, common, el, from_content};
use maud::Render;

/// What kind of text is asked for; phones choose their keyboard by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// An email address.
    Email,
    /// A telephone number.
    Tel,
    /// A web address.
    Url,
    /// A search.
    Search,
    /// A password; prefer [`crate::PasswordInput`].
    Password,
    /// A number with arrows. Prefer [`Input::whole_number`], which can be scrolled past without changing.
    Number,
}

impl InputKind {
    const fn as_str(self) -> &'static str {
        match self {
            InputKind::Text => "text",
            InputKind::Email => "email",
            InputKind::Tel => "tel",
            InputKind::Url => "url",
            InputKind::Search => "search",
            InputKind::Password => "password",
            InputKind::Number => "number",
        }
    }
}

/// How wide a field is: as wide as so many characters, or a share of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Room for 2 characters.
    Chars2,
    /// Room for 3 characters.
    Chars3,
    /// Room for 4 characters.
    Chars4,
    /// Room for 5 characters.
    Chars5,
    /// Room for 10 characters.
    Chars10,
    /// Room for 20 characters.
    Chars20,
    /// Room for 30 characters.
    Chars30,
    /// The whole column.
    Full,
    /// Three quarters of the column.
    ThreeQuarters,
    /// Two thirds of the column.
    TwoThirds,
    /// Half of the column.
    OneHalf,
    /// A third of the column.
    OneThird,
    /// A quarter of the column.
    OneQuarter,
}

impl Width {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Width::Chars2 => "govuk-input--width-2",
            Width::Chars3 => "govuk-input--width-3",
            Width::Chars4 => "govuk-input--width-4",
            Width::Chars5 => "govuk-input--width-5",
            Width::Chars10 => "govuk-input--width-10",
            Width::Chars20 => "govuk-input--width-20",
            Width::Chars30 => "govuk-input--width-30",
            Width::Full => "govuk-!-width-full",
            Width::ThreeQuarters => "govuk-!-width-three-quarters",
            Width::TwoThirds => "govuk-!-width-two-thirds",
            Width::OneHalf => "govuk-!-width-one-half",
            Width::OneThird => "govuk-!-width-one-third",
            Width::OneQuarter => "govuk-!-width-one-quarter",
        }
    }
}

/// A unit before or after a field ("£", "kg"). Screen readers do not say it: the label must.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Affix {
    content: Content,
    classes: Classes,
    attributes: Attributes,
}

common!(Affix);
from_content!(Affix);

impl Affix {
    /// A unit.
    pub fn new(content: impl Into<Content>) -> Self {
        Affix { content: content.into(), ..Affix::default() }
    }
    fn draw(&self, w: &mut String, class: &str) {
        if !self.content.is_empty() {
            el(w, "div").classes(&[class], &self.classes).attr("aria-hidden", "true").attrs(&self.attributes).content(&self.content);
        }
    }
}

/// One line of text.
///
/// ```
/// use govuk::{Input, Width};
/// use maud::Render;
/// let html = Input::new("cost", "Cost in pounds").prefix("£").width(Width::Chars5).whole_number().value("12").render().into_string();
/// assert!(html.contains("inputmode=\"numeric\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Input {
    pub(crate) field: Field,
    kind: InputKind,
    pub(crate) value: Option<String>,
    width: Option<Width>,
    prefix: Option<Affix>,
    suffix: Option<Affix>,
    autocomplete: Option<String>,
    autocapitalize: Option<String>,
    pattern: Option<String>,
    inputmode: Option<String>,
    spellcheck: Option<bool>,
    disabled: bool,
    wrapper_classes: Classes,
    wrapper_attributes: Attributes,
    pub(crate) classes: Classes,
    pub(crate) attributes: Attributes,
}

common!(Input);
field!(Input);

impl Input {
    /// A field sent as `name` and asked for by `label`.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Input { field: Field::new(name, label), ..Input::default() }
    }
    /// What kind of text is asked for.
    pub fn kind(mut self, kind: InputKind) -> Self {
        self.kind = kind;
        self
    }
    /// What the field holds when the page is shown.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
    /// How wide the field is; the whole column unless told otherwise.
    pub fn width(mut self, width: Width) -> Self {
        self.width = Some(width);
        self
    }
    /// Letters further apart, for codes that are compared letter by letter.
    pub fn code(self) -> Self {
        self.class("govuk-input--extra-letter-spacing")
    }
    /// Asks phones for the keyboard of digits.
    pub fn whole_number(self) -> Self {
        self.inputmode("numeric")
    }
    /// A unit before the field.
    pub fn prefix(mut self, prefix: impl Into<Affix>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }
    /// A unit after the field.
    pub fn suffix(mut self, suffix: impl Into<Affix>) -> Self {
        self.suffix = Some(suffix.into());
        self
    }
    /// What the browser may fill in: a token of the HTML standard ("email", "postal-code").
    pub fn autocomplete(mut self, token: impl Into<String>) -> Self {
        self.autocomplete = Some(token.into());
        self
    }
    /// How phones set capitals ("none", "words").
    pub fn autocapitalize(mut self, mode: impl Into<String>) -> Self {
        self.autocapitalize = Some(mode.into());
        self
    }
    /// A regular expression for the browser.
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.pattern = Some(pattern.into());
        self
    }
    /// The keyboard of phones ("numeric", "decimal").
    pub fn inputmode(mut self, mode: impl Into<String>) -> Self {
        self.inputmode = Some(mode.into());
        self
    }
    /// Whether the browser marks spelling mistakes.
    pub fn spellcheck(mut self, on: bool) -> Self {
        self.spellcheck = Some(on);
        self
    }
    /// Cannot be used. Prefer to leave the field out.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
    /// Adds a class to the box around field and units.
    pub fn wrapper_class(mut self, class: &str) -> Self {
        self.wrapper_classes.add(class);
        self
    }
    /// Adds an attribute to the box around field and units.
    pub fn wrapper_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.wrapper_attributes.add(name, value.into());
        self
    }
    fn draw_control(&self, w: &mut String, described: Option<&str>) {
        let mut ours = self.classes.clone();
        if let Some(width) = self.width {
            ours = ours.after(width.class());
        }
        if self.field.error.is_some() {
            ours.add("govuk-input--error");
        }
        el(w, "input")
            .classes(&["govuk-input"], &ours)
            .attr("id", self.field.id())
            .attr("name", &self.field.name)
            .attr("type", self.kind.as_str())
            .number("spellcheck", self.spellcheck)
            .maybe("value", self.value.as_deref())
            .flag("disabled", self.disabled)
            .maybe("aria-describedby", described)
            .maybe("autocomplete", self.autocomplete.as_deref())
            .maybe("autocapitalize", self.autocapitalize.as_deref())
            .maybe("pattern", self.pattern.as_deref())
            .maybe("inputmode", self.inputmode.as_deref())
            .attrs(&self.attributes)
            .void();
    }
    /// Draws with another box than the field's own; the password input adds its button that way.
    pub(crate) fn draw(&self, w: &mut String, group: &FormGroup, class: &str) {
        self.field.draw(w, group, class, |w, described| {
            let affixed = |affix: &Option<Affix>| affix.as_ref().is_some_and(|affix| !affix.content.is_empty());
            let wrapped = affixed(&self.prefix) || affixed(&self.suffix) || group.before.is_some() || group.after.is_some();
            if !wrapped {
                return self.draw_control(w, described);
            }
            el(w, "div").classes(&["govuk-input__wrapper"], &self.wrapper_classes).attrs(&self.wrapper_attributes).body(|w| {
                group.draw_before(w);
                if let Some(prefix) = &self.prefix {
                    prefix.draw(w, "govuk-input__prefix");
                }
                self.draw_control(w, described);
                if let Some(suffix) = &self.suffix {
                    suffix.draw(w, "govuk-input__suffix");
                }
                group.draw_after(w);
            });
        });
    }
}

impl Render for Input {
    fn render_to(&self, w: &mut String) {
        self.draw(w, &self.field.group, "");
    }
}
