//! Radios: one answer of a few.

use super::group::{Group, group};
use super::{Hint, Label, Legend};
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::{Markup, Render};

/// One answer among [`Radios`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Radio {
    value: String,
    label: Label,
    id: Option<String>,
    hint: Option<Hint>,
    conditional: Option<Content>,
    checked: Option<bool>,
    disabled: bool,
    attributes: Attributes,
}

impl Radio {
    /// An answer that sends `value` and shows `label`.
    pub fn new(value: impl Into<String>, label: impl Into<Label>) -> Self {
        Radio { value: value.into(), label: label.into(), ..Radio::default() }
    }
    /// The control's id; made from the name unless told otherwise.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// Help under the answer.
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }
    /// Fields that matter only with this answer; hidden until it is chosen, where JavaScript is on. GOV.UK Frontend's script then marks
    /// the radio with `aria-expanded`, which screen readers say and ARIA does not foresee for radios: axe counts it as a violation.
    pub fn conditional(mut self, fields: Markup) -> Self {
        self.conditional = Some(fields.into());
        self
    }
    /// Chosen or not, whatever the group's value says.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }
    /// Cannot be chosen.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
    /// Adds an attribute to the control.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
    pub(crate) fn sends(&self, value: &str) -> bool {
        self.value == value
    }
}

#[derive(Clone, Debug)]
enum Item {
    Answer(Box<Radio>),
    Divider(String),
}

/// One answer of a few, all in sight.
///
/// ```
/// use govuk::{Input, Radio, Radios};
/// use maud::{html, Render};
/// let html = Radios::new("contact", "How should we reach you?")
///     .item(Radio::new("email", "Email").conditional(html! { (Input::new("address", "Email address")) }))
///     .option("post", "Post")
///     .value("post");
/// assert!(html.render().into_string().contains("value=\"post\" checked"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Radios {
    name: String,
    pub(crate) group: Group,
    items: Vec<Item>,
    value: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(Radios);
group!(Radios);

impl Radios {
    /// Answers sent as `name` to the question `legend`.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
        let name = name.into();
        Radios { group: Group::new(name.clone(), legend), name, ..Radios::default() }
    }
    /// What the ids of the controls begin with; the name unless told otherwise.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.group.id = prefix.into();
        self
    }
    /// Adds an answer that sends `value` and shows `text`.
    pub fn option(self, value: impl Into<String>, text: impl Into<String>) -> Self {
        self.item(Radio::new(value, text.into()))
    }
    /// Adds many answers.
    pub fn options(self, options: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        options.into_iter().fold(self, |all, (value, text)| all.option(value, text))
    }
    /// Adds an answer.
    pub fn item(mut self, item: Radio) -> Self {
        self.items.push(Item::Answer(Box::new(item)));
        self
    }
    /// Adds a word between answers ("or").
    pub fn divider(mut self, word: impl Into<String>) -> Self {
        self.items.push(Item::Divider(word.into()));
        self
    }
    /// Gives the answer that sends `value` a hint.
    pub fn hint_for(self, value: &str, hint: impl Into<Hint>) -> Self {
        let hint = hint.into();
        self.change(value, |item| item.hint(hint))
    }
    /// Gives the answer that sends `value` fields of its own.
    pub fn conditional_for(self, value: &str, fields: Markup) -> Self {
        self.change(value, |item| item.conditional(fields))
    }
    fn change(mut self, value: &str, change: impl FnOnce(Radio) -> Radio) -> Self {
        let found = self.items.iter_mut().find_map(|item| match item {
            Item::Answer(answer) if answer.sends(value) => Some(answer),
            _ => None,
        });
        if let Some(answer) = found {
            **answer = change((**answer).clone());
        }
        self
    }
    /// The answer that is chosen when the page is shown.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
    /// Side by side: for two short answers.
    pub fn inline(self) -> Self {
        self.class("govuk-radios--inline")
    }
    /// Smaller controls, for busy pages.
    pub fn small(self) -> Self {
        self.class("govuk-radios--small")
    }
    fn draw_item(&self, w: &mut String, item: &Radio, number: usize) {
        let id = item.id.clone().unwrap_or_else(|| match number {
            1 => self.group.id.clone(),
            _ => format!("{}-{number}", self.group.id),
        });
        let conditional = item.conditional.as_ref().filter(|fields| !fields.is_empty());
        let conditional_id = format!("conditional-{id}");
        let hint = item.hint.as_ref().filter(|hint| !hint.is_empty());
        let hint_id = format!("{id}-item-hint");
        let chosen = self.value.as_deref().is_some_and(|value| !value.is_empty() && value == item.value);
        let checked = item.checked.unwrap_or(chosen);
        el(w, "div").class("govuk-radios__item").body(|w| {
            el(w, "input")
                .class("govuk-radios__input")
                .attr("id", &id)
                .attr("name", &self.name)
                .attr("type", "radio")
                .attr("value", &item.value)
                .flag("checked", checked)
                .flag("disabled", item.disabled)
                .maybe("data-aria-controls", conditional.map(|_| conditional_id.as_str()))
                .maybe("aria-describedby", hint.map(|_| hint_id.as_str()))
                .attrs(&item.attributes)
                .void();
            item.label.draw_as(w, Some(&id), "govuk-radios__label");
            if let Some(hint) = hint {
                hint.draw(w, Some(&hint_id), "govuk-radios__hint");
            }
        });
        if let Some(fields) = conditional {
            let hidden = if checked { "" } else { "govuk-radios__conditional--hidden" };
            el(w, "div").classes(&["govuk-radios__conditional", hidden], &Classes::default()).attr("id", &conditional_id).content(fields);
        }
    }
}

impl Render for Radios {
    fn render_to(&self, w: &mut String) {
        self.group.draw(w, None, |w, _| {
            el(w, "div").classes(&["govuk-radios"], &self.classes).attrs(&self.attributes).attr("data-module", "govuk-radios").body(|w| {
                self.group.group.draw_before(w);
                for (index, item) in self.items.iter().enumerate() {
                    match item {
                        Item::Divider(word) => el(w, "div").class("govuk-radios__divider").text(word),
                        Item::Answer(item) => self.draw_item(w, item, index + 1),
                    }
                }
                self.group.group.draw_after(w);
            });
        });
    }
}
