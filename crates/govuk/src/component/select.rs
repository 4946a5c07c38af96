//! Select: one of a long list. Radios are easier wherever the list is short.

use super::Label;
use super::field::{Field, field};
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// One line of a [`Select`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SelectOption {
    value: Option<String>,
    text: String,
    selected: Option<bool>,
    disabled: bool,
    attributes: Attributes,
}

impl SelectOption {
    /// A line that sends `value` and shows `text`.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        SelectOption { value: Some(value.into()), text: text.into(), ..SelectOption::default() }
    }
    /// A line that sends the text it shows.
    pub fn text(text: impl Into<String>) -> Self {
        SelectOption { text: text.into(), ..SelectOption::default() }
    }
    /// Chosen or not, whatever [`Select::value`] says.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }
    /// Cannot be chosen.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
    /// Adds an attribute to the line.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
}

/// One of a long list.
///
/// ```
/// use maud::Render;
/// let html = govuk::Select::new("sort", "Sort by").option("new", "Newest").option("old", "Oldest").value("old").render().into_string();
/// assert!(html.contains("<option value=\"old\" selected>Oldest</option>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Select {
    pub(crate) field: Field,
    items: Vec<SelectOption>,
    value: Option<String>,
    disabled: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(Select);
field!(Select);

impl Select {
    /// A list sent as `name` and asked for by `label`.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Select { field: Field::new(name, label), ..Select::default() }
    }
    /// Adds a line that sends `value` and shows `text`.
    pub fn option(self, value: impl Into<String>, text: impl Into<String>) -> Self {
        self.item(SelectOption::new(value, text))
    }
    /// Adds many lines.
    pub fn options(mut self, options: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        self.items.extend(options.into_iter().map(|(value, text)| SelectOption::new(value, text)));
        self
    }
    /// Adds a line.
    pub fn item(mut self, item: SelectOption) -> Self {
        self.items.push(item);
        self
    }
    /// The value that is chosen when the page is shown.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
    /// Cannot be used. Prefer to leave the field out.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

impl Render for Select {
    fn render_to(&self, w: &mut String) {
        let group = &self.field.group;
        self.field.draw(w, group, "", |w, described| {
            group.draw_before(w);
            let mut ours = self.classes.clone();
            if self.field.error.is_some() {
                ours.add("govuk-select--error");
            }
            el(w, "select")
                .classes(&["govuk-select"], &ours)
                .attr("id", self.field.id())
                .attr("name", &self.field.name)
                .flag("disabled", self.disabled)
                .maybe("aria-describedby", described)
                .attrs(&self.attributes)
                .body(|w| self.items.iter().for_each(|item| self.draw_option(w, item)));
            group.draw_after(w);
        });
    }
}

impl Select {
    fn draw_option(&self, w: &mut String, item: &SelectOption) {
        let value = item.value.as_deref().unwrap_or(&item.text);
        let chosen = self.value.as_deref().is_some_and(|chosen| !chosen.is_empty() && chosen == value);
        el(w, "option")
            .maybe("value", item.value.as_deref())
            .flag("selected", item.selected.unwrap_or(chosen))
            .flag("disabled", item.disabled)
            .attrs(&item.attributes)
            .text(&item.text);
    }
}
