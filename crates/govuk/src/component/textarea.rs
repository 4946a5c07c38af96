//! Textarea: more than one line of text.

use super::field::{Field, field};
use super::{FormGroup, Label};
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// More than one line of text.
///
/// ```
/// use maud::Render;
/// let html = govuk::Textarea::new("notes", "Notes").rows(8).value("a < b").render().into_string();
/// assert!(html.contains("rows=\"8\">a &lt; b</textarea>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Textarea {
    pub(crate) field: Field,
    pub(crate) value: Option<String>,
    rows: Option<u32>,
    spellcheck: Option<bool>,
    disabled: bool,
    autocomplete: Option<String>,
    pub(crate) classes: Classes,
    pub(crate) attributes: Attributes,
}

common!(Textarea);
field!(Textarea);

impl Textarea {
    /// A field sent as `name` and asked for by `label`.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Textarea { field: Field::new(name, label), ..Textarea::default() }
    }
    /// What the field holds when the page is shown.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
    /// How many lines are shown; 5 unless told otherwise.
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = Some(rows);
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
    /// What the browser may fill in: a token of the HTML standard.
    pub fn autocomplete(mut self, token: impl Into<String>) -> Self {
        self.autocomplete = Some(token.into());
        self
    }
    pub(crate) fn draw(&self, w: &mut String, group: &FormGroup, class: &str, own_class: &str) {
        self.field.draw(w, group, class, |w, described| {
            group.draw_before(w);
            let error = if self.field.error.is_some() { "govuk-textarea--error" } else { "" };
            el(w, "textarea")
                .classes(&["govuk-textarea", error, own_class], &self.classes)
                .attr("id", self.field.id())
                .attr("name", &self.field.name)
                .number("rows", Some(self.rows.unwrap_or(5)))
                .number("spellcheck", self.spellcheck)
                .flag("disabled", self.disabled)
                .maybe("aria-describedby", described)
                .maybe("autocomplete", self.autocomplete.as_deref())
                .attrs(&self.attributes)
                .body(|w| {
                    let value = self.value.as_deref().unwrap_or_default();
                    // A browser drops a newline directly after the start tag; a second one keeps what was typed.
                    if value.starts_with('\n') {
                        w.push('\n');
                    }
                    crate::html::escape(w, value);
                });
            group.draw_after(w);
        });
    }
}

impl Render for Textarea {
    fn render_to(&self, w: &mut String) {
        self.draw(w, &self.field.group, "", "");
    }
}
