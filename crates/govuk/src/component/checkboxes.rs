//! Checkboxes: any number of answers of a few.

use super::group::{Group, group};
use super::{Hint, Label, Legend};
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::{Markup, Render};

/// One answer among [`Checkboxes`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Checkbox {
    value: String,
    label: Label,
    id: Option<String>,
    name: Option<String>,
    exclusive: bool,
    hint: Option<Hint>,
    conditional: Option<Content>,
    checked: Option<bool>,
    disabled: bool,
    attributes: Attributes,
}

impl Checkbox {
    /// An answer that sends `value` and shows `label`.
    pub fn new(value: impl Into<String>, label: impl Into<Label>) -> Self {
        Checkbox { value: value.into(), label: label.into(), ..Checkbox::default() }
    }
    /// The control's id; made from the name unless told otherwise.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// The name this answer is sent as, where it is not the group's.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
    /// Excludes the others ("None of these"): choosing it clears them, where JavaScript is on.
    pub fn exclusive(mut self) -> Self {
        self.exclusive = true;
        self
    }
    /// Help under the answer.
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }
    /// Fields that matter only with this answer; hidden until it is chosen, where JavaScript is on.
    pub fn conditional(mut self, fields: Markup) -> Self {
        self.conditional = Some(fields.into());
        self
    }
    /// Chosen or not, whatever the group's values says.
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
    Answer(Box<Checkbox>),
    Divider(String),
}

/// Any number of answers of a few.
///
/// ```
/// use govuk::{Checkbox, Checkboxes};
/// use maud::Render;
/// let html = Checkboxes::new("harm", "What kind of harm?")
///     .option("neglect", "Neglect")
///     .divider("or")
///     .item(Checkbox::new("none", "None of these").exclusive())
///     .values(["neglect"]);
/// assert!(html.render().into_string().contains("value=\"neglect\" checked"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Checkboxes {
    name: String,
    pub(crate) group: Group,
    items: Vec<Item>,
    values: Vec<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(Checkboxes);
group!(Checkboxes);

impl Checkboxes {
    /// Answers sent as `name` to the question `legend`.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
        let name = name.into();
        Checkboxes { group: Group::new(name.clone(), legend), name, ..Checkboxes::default() }
    }
    /// What the ids of the controls begin with; the name unless told otherwise.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.group.id = prefix.into();
        self
    }
    /// Adds an answer that sends `value` and shows `text`.
    pub fn option(self, value: impl Into<String>, text: impl Into<String>) -> Self {
        self.item(Checkbox::new(value, text.into()))
    }
    /// Adds many answers.
    pub fn options(self, options: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        options.into_iter().fold(self, |all, (value, text)| all.option(value, text))
    }
    /// Adds an answer.
    pub fn item(mut self, item: Checkbox) -> Self {
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
    fn change(mut self, value: &str, change: impl FnOnce(Checkbox) -> Checkbox) -> Self {
        let found = self.items.iter_mut().find_map(|item| match item {
            Item::Answer(answer) if answer.sends(value) => Some(answer),
            _ => None,
        });
        if let Some(answer) = found {
            **answer = change((**answer).clone());
        }
        self
    }
    /// The answers that are chosen when the page is shown.
    pub fn values(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.values = values.into_iter().map(Into::into).collect();
        self
    }
    /// Smaller controls, for busy pages.
    pub fn small(self) -> Self {
        self.class("govuk-checkboxes--small")
    }
    fn draw_item(&self, w: &mut String, item: &Checkbox, number: usize, described: Option<&str>) {
        let id = item.id.clone().unwrap_or_else(|| match number {
            1 => self.group.id.clone(),
            _ => format!("{}-{number}", self.group.id),
        });
        let conditional = item.conditional.as_ref().filter(|fields| !fields.is_empty());
        let conditional_id = format!("conditional-{id}");
        let hint = item.hint.as_ref().filter(|hint| !hint.is_empty());
        let hint_id = format!("{id}-item-hint");
        let checked = item.checked.unwrap_or_else(|| self.values.contains(&item.value));
        let describing: Vec<&str> = described.into_iter().chain(hint.map(|_| hint_id.as_str())).collect();
        let describing = describing.join(" ");
        el(w, "div").class("govuk-checkboxes__item").body(|w| {
            el(w, "input")
                .class("govuk-checkboxes__input")
                .attr("id", &id)
                .attr("name", item.name.as_deref().unwrap_or(&self.name))
                .attr("type", "checkbox")
                .attr("value", &item.value)
                .flag("checked", checked)
                .flag("disabled", item.disabled)
                .maybe("data-aria-controls", conditional.map(|_| conditional_id.as_str()))
                .maybe("data-behaviour", item.exclusive.then_some("exclusive"))
                .maybe("aria-describedby", Some(describing.as_str()).filter(|ids| !ids.is_empty()))
                .attrs(&item.attributes)
                .void();
            item.label.draw_as(w, Some(&id), "govuk-checkboxes__label");
            if let Some(hint) = hint {
                hint.draw(w, Some(&hint_id), "govuk-checkboxes__hint");
            }
        });
        if let Some(fields) = conditional {
            let hidden = if checked { "" } else { "govuk-checkboxes__conditional--hidden" };
            el(w, "div")
                .classes(&["govuk-checkboxes__conditional", hidden], &Classes::default())
                .attr("id", &conditional_id)
                .content(fields);
        }
    }
}

impl Render for Checkboxes {
    fn render_to(&self, w: &mut String) {
        self.group.draw(w, None, |w, described| {
            el(w, "div")
                .classes(&["govuk-checkboxes"], &self.classes)
                .attrs(&self.attributes)
                .attr("data-module", "govuk-checkboxes")
                .body(|w| {
                    self.group.group.draw_before(w);
                    for (index, item) in self.items.iter().enumerate() {
                        match item {
                            Item::Divider(word) => el(w, "div").class("govuk-checkboxes__divider").text(word),
                            Item::Answer(item) => self.draw_item(w, item, index + 1, described),
                        }
                    }
                    self.group.group.draw_after(w);
                });
        });
    }
}
