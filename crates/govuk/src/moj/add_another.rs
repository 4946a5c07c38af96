//! Add another: the same few questions for as many things as there are.

use crate::html::{Attributes, Classes, Plural, common, el, markup};
use crate::{Button, Content, ErrorMessage, Fieldset, Legend};
use maud::{Markup, Render};

/// What an [`AddAnother`] says. `%{itemLabel}` stands for what is added, `%{number}` for which one.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct AddAnotherTexts {
    /// On the button that adds; "Add another %{itemLabel}".
    pub add: Option<String>,
    /// On the button that takes away; "Remove %{itemLabel} %{number}".
    pub remove: Option<String>,
    /// What a screen reader adds to that button.
    pub remove_suffix: Option<String>,
    /// Over each item; "%{itemLabel} %{number}". The form for one is for a single item.
    pub legend: Option<Plural>,
    /// What a screen reader adds to the labels of an item's fields.
    pub field_label_suffix: Option<String>,
    /// What a screen reader adds to a new item's legend.
    pub new_item_suffix: Option<String>,
}

/// The questions about one thing.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct AddAnotherItem {
    fields: Content,
    legend: Option<Content>,
    legend_classes: Classes,
    described_by: Option<String>,
    error: Option<ErrorMessage>,
    remove: Option<(String, String)>,
    fieldset_classes: Classes,
    classes: Classes,
    attributes: Attributes,
}

common!(AddAnotherItem);

impl AddAnotherItem {
    /// The fields, each with an index in its name (`person[0][name]`) and the same with `%index%` in the attributes `data-name` and
    /// `data-id`, from which the script numbers the fields of a new item.
    pub fn new(fields: Markup) -> Self {
        AddAnotherItem { fields: fields.into(), ..AddAnotherItem::default() }
    }
    /// Another legend than "Item 1".
    pub fn legend(mut self, legend: Markup) -> Self {
        self.legend = Some(legend.into());
        self
    }
    /// Adds a class to the legend.
    pub fn legend_class(mut self, class: &str) -> Self {
        self.legend_classes.add(class);
        self
    }
    /// Adds a class to the fieldset.
    pub fn fieldset_class(mut self, class: &str) -> Self {
        self.fieldset_classes.add(class);
        self
    }
    /// The ids of other elements that describe the item, separated by spaces.
    pub fn described_by(mut self, ids: impl Into<String>) -> Self {
        self.described_by = Some(ids.into());
        self
    }
    /// What is wrong with the item as a whole. Shown where items stand in a row ([`AddAnother::inline`]); otherwise the fields show
    /// what is wrong with each of them.
    pub fn error(mut self, error: impl Into<ErrorMessage>) -> Self {
        self.error = Some(error.into());
        self
    }
    /// What the form sends when the item is taken away; `remove` and its place, counted from 0, unless told otherwise.
    pub fn remove(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.remove = Some((name.into(), value.into()));
        self
    }
}

/// The same few questions for as many things as there are. Without scripts the server adds and removes: both buttons send the form.
///
/// ```
/// use govuk::{Input, moj::{AddAnother, AddAnotherItem}};
/// use maud::{html, Render};
/// let item = |n: usize| AddAnotherItem::new(html! {
///     (Input::new(format!("person[{n}][name]"), "Name").attribute("data-name", "person[%index%][name]").attribute("data-id", "person[%index%][name]"))
/// });
/// let people = AddAnother::new("people", "Person").item(item(0)).item(item(1));
/// assert!(people.render().into_string().contains("Remove person 2"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct AddAnother {
    id: String,
    label: String,
    inline: bool,
    texts: AddAnotherTexts,
    items: Vec<AddAnotherItem>,
    classes: Classes,
    attributes: Attributes,
}

common!(AddAnother);

impl AddAnother {
    /// `label` says what one of them is: "Person".
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        AddAnother {
            id: id.into(),
            label: label.into(),
            inline: false,
            texts: AddAnotherTexts::default(),
            items: Vec::new(),
            classes: Classes::default(),
            attributes: Attributes::default(),
        }
    }
    /// The button that removes stands beside the fields: for items of one or two fields.
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }
    /// Other words.
    pub fn texts(mut self, texts: AddAnotherTexts) -> Self {
        self.texts = texts;
        self
    }
    /// Adds the questions about one thing. There must be one at least, from which the script makes the next.
    pub fn item(mut self, item: AddAnotherItem) -> Self {
        self.items.push(item);
        self
    }
    fn filled(&self, text: &str, label: &str, number: usize) -> String {
        let count = self.items.len().to_string();
        text.replace("%{itemLabel}", label).replace("%{number}", &number.to_string()).replace("%{count}", &count)
    }
    fn draw_remove(&self, w: &mut String, item: &AddAnotherItem, number: usize) {
        el(w, "div").class("moj-add-another__remove-button-container").body(|w| {
            if self.items.len() > 1 {
                let text = self.texts.remove.as_deref().unwrap_or("Remove %{itemLabel} %{number}");
                let place = ("remove".to_owned(), (number - 1).to_string());
                let (name, value) = item.remove.clone().unwrap_or(place);
                Button::new(self.filled(text, &self.label.to_lowercase(), number))
                    .secondary()
                    .class("moj-add-another__remove-button")
                    .name(name)
                    .value(value)
                    .render_to(w);
            }
        });
    }
    fn legend(&self, item: &AddAnotherItem, number: usize) -> Legend {
        let content = item.legend.clone().unwrap_or_else(|| {
            let rule = if self.items.len() == 1 { "one" } else { "other" };
            let text = self.texts.legend.as_ref().and_then(|legend| legend.of(rule)).unwrap_or("%{itemLabel} %{number}");
            self.filled(text, &self.label, number).into()
        });
        let legend = Legend::new(content).class("moj-add-another__item-title govuk-fieldset__legend--m");
        legend.class(&item.legend_classes.0)
    }
    fn draw_item(&self, w: &mut String, item: &AddAnotherItem, number: usize) {
        let error = item.error.as_ref().filter(|_| self.inline);
        let error_id = format!("{}{number}-error", self.id);
        let mut described: Vec<&str> = item.described_by.iter().map(String::as_str).collect();
        described.extend(error.map(|_| error_id.as_str()));
        let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
        let inline = if self.inline { "moj-add-another__item--inline" } else { "" };
        let mut classes = item.classes.clone();
        if item.error.is_some() {
            classes.add("moj-add-another__item--error");
        }
        let body = markup(|w| {
            el(w, "div").class("moj-add-another__item-container").body(|w| {
                if self.inline {
                    el(w, "div").class("moj-add-another__item-row").body(|w| {
                        if let Some(error) = error {
                            error.draw(w, Some(&error_id));
                        }
                        item.fields.render_to(w);
                    });
                } else {
                    item.fields.render_to(w);
                }
                self.draw_remove(w, item, number);
            });
        });
        el(w, "div").classes(&["moj-add-another__item", inline], &classes).attrs(&item.attributes).body(|w| {
            Fieldset::new(self.legend(item, number))
                .class("moj-add-another__fieldset")
                .class(&item.fieldset_classes.0)
                .body(body)
                .draw_described(w, described.as_deref());
        });
    }
    fn draw_add(&self, w: &mut String) {
        let text = self.texts.add.as_deref().unwrap_or("Add another %{itemLabel}");
        Button::new(text.replace("%{itemLabel}", &self.label.to_lowercase()))
            .id(format!("{}-add-another-button", self.id))
            .name(format!("{}-add-another", self.id))
            .value(text.replace("%{itemLabel}", &self.label).replace(' ', "-").to_lowercase())
            .class("govuk-button--secondary moj-add-another__add-button")
            .render_to(w);
    }
}

impl Render for AddAnother {
    fn render_to(&self, w: &mut String) {
        let mut texts = Attributes::default();
        texts.maybe("data-i18n.remove-button-text", self.texts.remove.as_deref());
        texts.maybe("data-i18n.remove-button-suffix-text", self.texts.remove_suffix.as_deref());
        if let Some(legend) = &self.texts.legend {
            legend.add_to(&mut texts, "item-legend-text");
        }
        texts.maybe("data-i18n.field-label-suffix-text", self.texts.field_label_suffix.as_deref());
        texts.maybe("data-i18n.new-item-suffix-text", self.texts.new_item_suffix.as_deref());
        el(w, "div")
            .attr("id", &self.id)
            .classes(&["moj-add-another"], &self.classes)
            .attr("data-module", "moj-add-another")
            .attr("data-item-label", &self.label)
            .maybe("data-layout", self.inline.then_some("inline"))
            .attrs(&texts)
            .attrs(&self.attributes)
            .body(|w| {
                el(w, "div").class("moj-add-another__items").body(|w| {
                    (1..).zip(&self.items).for_each(|(number, item)| self.draw_item(w, item, number));
                });
                el(w, "div").class("moj-add-another__add-button-container").body(|w| self.draw_add(w));
            });
    }
}
