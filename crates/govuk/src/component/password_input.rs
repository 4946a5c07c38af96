//! Password input: a secret, which the person may choose to see.

use super::{Button, Input, InputKind, Label};
use crate::html::{Attributes, Classes, markup};
use maud::{Markup, PreEscaped, Render};

/// A field for a password with a button that shows it.
///
/// ```
/// use maud::Render;
/// let html = govuk::PasswordInput::new("password", "Password").render().into_string();
/// assert!(html.contains("autocomplete=\"current-password\""));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct PasswordInput {
    input: Input,
    new_password: bool,
    autocomplete: Option<String>,
    texts: PasswordTexts,
    button_classes: Classes,
    classes: Classes,
    attributes: Attributes,
}

/// What the button of a [`PasswordInput`] says, and what screen readers say about it.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct PasswordTexts {
    /// On the button; "Show".
    pub show: Option<String>,
    /// On the button once pressed; "Hide".
    pub hide: Option<String>,
    /// The button's name for screen readers; "Show password".
    pub show_label: Option<String>,
    /// The same once pressed; "Hide password".
    pub hide_label: Option<String>,
    /// Said when the password becomes visible.
    pub shown: Option<String>,
    /// Said when it is hidden again.
    pub hidden: Option<String>,
}

crate::html::common!(PasswordInput);

impl PasswordInput {
    /// A field sent as `name` and asked for by `label`.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        PasswordInput {
            input: Input::new(name, label),
            new_password: false,
            autocomplete: None,
            texts: PasswordTexts::default(),
            button_classes: Classes::default(),
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    fn change(mut self, change: impl FnOnce(Input) -> Input) -> Self {
        self.input = change(self.input);
        self
    }
    /// The control's id; its name unless told otherwise.
    pub fn id(self, id: impl Into<String>) -> Self {
        self.change(|input| input.id(id))
    }
    /// Replaces the label.
    pub fn label(self, label: impl Into<Label>) -> Self {
        self.change(|input| input.label(label))
    }
    /// The size of the label's letters.
    pub fn label_size(self, size: crate::Size) -> Self {
        self.change(|input| input.label_size(size))
    }
    /// The label is also the page's `<h1>`, in large letters: for one question per page.
    pub fn page_heading(self) -> Self {
        self.change(Input::page_heading)
    }
    /// Help under the label.
    pub fn hint(self, hint: impl Into<crate::Hint>) -> Self {
        self.change(|input| input.hint(hint))
    }
    /// What is wrong with the answer.
    pub fn error(self, error: impl Into<crate::ErrorMessage>) -> Self {
        self.change(|input| input.error(error))
    }
    /// The ids of other elements that describe the field, separated by spaces.
    pub fn described_by(self, ids: impl Into<String>) -> Self {
        self.change(|input| input.described_by(ids))
    }
    /// The box around the field.
    pub fn form_group(self, group: crate::FormGroup) -> Self {
        self.change(|input| input.form_group(group))
    }
    /// What the field holds when the page is shown. Never send a password back to a browser: leave it empty.
    pub fn value(self, value: impl Into<String>) -> Self {
        self.change(|input| input.value(value))
    }
    /// How wide the field is.
    pub fn width(self, width: crate::Width) -> Self {
        self.change(|input| input.width(width))
    }
    /// Cannot be used.
    pub fn disabled(self) -> Self {
        self.change(Input::disabled)
    }
    /// The password is being chosen, not given: the browser offers to make one.
    pub fn new_password(mut self) -> Self {
        self.new_password = true;
        self
    }
    /// Another token of the HTML standard for what the browser may fill in.
    pub fn autocomplete(mut self, token: impl Into<String>) -> Self {
        self.autocomplete = Some(token.into());
        self
    }
    /// Other words for the button.
    pub fn texts(mut self, texts: PasswordTexts) -> Self {
        self.texts = texts;
        self
    }
    /// Adds a class to the button.
    pub fn button_class(mut self, class: &str) -> Self {
        self.button_classes.add(class);
        self
    }
    fn button(&self, after: Option<&crate::Content>) -> Markup {
        let mut button = Button::new(self.texts.show.as_deref().unwrap_or("Show"))
            .plain()
            .secondary()
            .class("govuk-password-input__toggle govuk-js-password-input-toggle")
            .class(&self.button_classes.0)
            .attribute("aria-controls", self.input.field.id())
            .attribute("aria-label", self.texts.show_label.as_deref().unwrap_or("Show password"));
        button.attributes.flag("hidden");
        let after = after.map(|content| content.render().into_string()).unwrap_or_default();
        PreEscaped(markup(|w| button.render_to(w)).into_string() + &after)
    }
}

impl Render for PasswordInput {
    fn render_to(&self, w: &mut String) {
        let mut input = self
            .input
            .clone()
            .kind(InputKind::Password)
            .spellcheck(false)
            .autocapitalize("none")
            .wrapper_class("govuk-password-input__wrapper");
        let standard = if self.new_password { "new-password" } else { "current-password" };
        input = input.autocomplete(self.autocomplete.as_deref().unwrap_or(standard));
        input.classes = self.classes.after("govuk-password-input__input govuk-js-password-input-input");
        input.attributes = self.attributes.clone();
        let mut group = input.field.group.clone();
        let mut attributes = Attributes::default();
        attributes.add("data-module", "govuk-password-input");
        let texts = [
            ("data-i18n.show-password", &self.texts.show),
            ("data-i18n.hide-password", &self.texts.hide),
            ("data-i18n.show-password-aria-label", &self.texts.show_label),
            ("data-i18n.hide-password-aria-label", &self.texts.hide_label),
            ("data-i18n.password-shown-announcement", &self.texts.shown),
            ("data-i18n.password-hidden-announcement", &self.texts.hidden),
        ];
        for (name, text) in texts {
            attributes.maybe(name, text.as_deref());
        }
        attributes.0.append(&mut group.attributes.0);
        group.attributes = attributes;
        let button = self.button(group.after.as_ref());
        input.draw(w, &group.after(button), "govuk-password-input");
    }
}
