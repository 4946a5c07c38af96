//! What every field has in common: name, id, label, hint, error, and the ids that describe it.

use super::{ErrorMessage, Hint, Label};
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::{Markup, Render};

/// The box around a field, with what stands before and after it inside the box.
///
/// ```
/// use govuk::{FormGroup, Input};
/// let input = Input::new("code", "Code").form_group(FormGroup::new().class("app-code"));
/// # let _ = input;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct FormGroup {
    pub(crate) before: Option<Content>,
    pub(crate) after: Option<Content>,
    pub(crate) classes: Classes,
    pub(crate) attributes: Attributes,
}

common!(FormGroup);

impl FormGroup {
    /// A plain box.
    pub fn new() -> Self {
        Self::default()
    }
    /// HTML before the field, after its label, hint and error.
    pub fn before(mut self, html: Markup) -> Self {
        self.before = Some(html.into());
        self
    }
    /// HTML after the field.
    pub fn after(mut self, html: Markup) -> Self {
        self.after = Some(html.into());
        self
    }
    /// Draws the box; red when there is an error.
    pub(crate) fn draw(&self, w: &mut String, class: &str, error: bool, body: impl FnOnce(&mut String)) {
        el(w, "div")
            .classes(&["govuk-form-group", if error { "govuk-form-group--error" } else { "" }, class], &self.classes)
            .attrs(&self.attributes)
            .body(body);
    }
    pub(crate) fn draw_before(&self, w: &mut String) {
        if let Some(before) = &self.before {
            before.render_to(w);
        }
    }
    pub(crate) fn draw_after(&self, w: &mut String) {
        if let Some(after) = &self.after {
            after.render_to(w);
        }
    }
}

/// The shared state of the fields that have one control and one label.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) id: Option<String>,
    pub(crate) label: Label,
    pub(crate) hint: Option<Hint>,
    pub(crate) error: Option<ErrorMessage>,
    pub(crate) described_by: Option<String>,
    pub(crate) group: FormGroup,
}

impl Field {
    pub(crate) fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Field { name: name.into(), label: label.into(), ..Field::default() }
    }
    /// The id, or the name where none was given.
    pub(crate) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }
    /// Draws the box, label, hint and error, then the control, which is told what describes it.
    pub(crate) fn draw(&self, w: &mut String, group: &FormGroup, class: &str, control: impl FnOnce(&mut String, Option<&str>)) {
        group.draw(w, class, self.error.is_some(), |w| {
            self.label.draw(w, Some(self.id()));
            let described = draw_hint_and_error(w, self.id(), self.described_by.as_deref(), self.hint.as_ref(), self.error.as_ref());
            control(w, described.as_deref());
        });
    }
}

/// The ids that describe the field `id`, in the order that screen readers should say them.
pub(crate) fn describe(id: &str, described_by: Option<&str>, hint: Option<&Hint>, error: Option<&ErrorMessage>) -> Option<String> {
    let mut ids: Vec<String> = described_by.filter(|ids| !ids.is_empty()).map(str::to_owned).into_iter().collect();
    if hint.is_some() {
        ids.push(format!("{id}-hint"));
    }
    if error.is_some() {
        ids.push(format!("{id}-error"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// Draws hint and error of the field `id`, and answers the ids that describe it, in the order that screen readers should say them.
pub(crate) fn draw_hint_and_error(
    w: &mut String,
    id: &str,
    described_by: Option<&str>,
    hint: Option<&Hint>,
    error: Option<&ErrorMessage>,
) -> Option<String> {
    if let Some(hint) = hint {
        hint.draw(w, Some(&format!("{id}-hint")), "");
    }
    if let Some(error) = error {
        error.draw(w, Some(&format!("{id}-error")));
    }
    describe(id, described_by, hint, error)
}

/// The builder methods of a type with the field `field: Field`.
macro_rules! field {
    ($type:ident) => {
        impl $type {
            /// The control's id; its name unless told otherwise.
            pub fn id(mut self, id: impl Into<String>) -> Self {
                self.field.id = Some(id.into());
                self
            }
            /// Replaces the label.
            pub fn label(mut self, label: impl Into<crate::Label>) -> Self {
                self.field.label = label.into();
                self
            }
            /// The size of the label's letters.
            pub fn label_size(mut self, size: crate::Size) -> Self {
                self.field.label = self.field.label.size(size);
                self
            }
            /// The label is also the page's `<h1>`, in large letters: for one question per page.
            pub fn page_heading(mut self) -> Self {
                self.field.label = self.field.label.size(crate::Size::Large).page_heading();
                self
            }
            /// Help under the label.
            pub fn hint(mut self, hint: impl Into<crate::Hint>) -> Self {
                self.field.hint = Some(hint.into());
                self
            }
            /// What is wrong with the answer.
            pub fn error(mut self, error: impl Into<crate::ErrorMessage>) -> Self {
                self.field.error = Some(error.into());
                self
            }
            /// The ids of other elements that describe the field, separated by spaces.
            pub fn described_by(mut self, ids: impl Into<String>) -> Self {
                self.field.described_by = Some(ids.into());
                self
            }
            /// The box around the field.
            pub fn form_group(mut self, group: crate::FormGroup) -> Self {
                self.field.group = group;
                self
            }
        }
    };
}
pub(crate) use field;
