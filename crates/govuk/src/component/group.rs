//! What radios, checkboxes and dates have in common: a fieldset, its hint and error, and the ids that describe it.

use super::field::{describe, draw_hint_and_error};
use super::{ErrorMessage, Fieldset, FormGroup, Hint, Legend};

/// The shared state of the fields that have many controls under one legend.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) fieldset: Option<Fieldset>,
    pub(crate) hint: Option<Hint>,
    pub(crate) error: Option<ErrorMessage>,
    pub(crate) described_by: Option<String>,
    pub(crate) group: FormGroup,
}

impl Group {
    pub(crate) fn new(id: impl Into<String>, legend: impl Into<Legend>) -> Self {
        Group { id: id.into(), fieldset: Some(Fieldset::new(legend)), ..Group::default() }
    }
    /// Draws box, fieldset, hint and error, then the controls, which are told what describes them where no fieldset does.
    pub(crate) fn draw(&self, w: &mut String, role: Option<&str>, controls: impl FnOnce(&mut String, Option<&str>)) {
        let own = self.fieldset.as_ref().and_then(Fieldset::own_described_by).or(self.described_by.as_deref());
        let described = describe(&self.id, own, self.hint.as_ref(), self.error.as_ref());
        self.group.draw(w, "", self.error.is_some(), |w| match &self.fieldset {
            Some(fieldset) => fieldset.draw(w, described.as_deref(), role, |w| {
                draw_hint_and_error(w, &self.id, own, self.hint.as_ref(), self.error.as_ref());
                controls(w, None);
            }),
            None => {
                draw_hint_and_error(w, &self.id, own, self.hint.as_ref(), self.error.as_ref());
                controls(w, described.as_deref());
            }
        });
    }
}

/// The builder methods of a type with the field `group: Group`.
macro_rules! group {
    ($type:ident) => {
        impl $type {
            /// Help under the legend.
            pub fn hint(mut self, hint: impl Into<crate::Hint>) -> Self {
                self.group.hint = Some(hint.into());
                self
            }
            /// What is wrong with the answer.
            pub fn error(mut self, error: impl Into<crate::ErrorMessage>) -> Self {
                self.group.error = Some(error.into());
                self
            }
            /// The ids of other elements that describe the group, separated by spaces.
            pub fn described_by(mut self, ids: impl Into<String>) -> Self {
                self.group.described_by = Some(ids.into());
                self
            }
            /// The box around the group.
            pub fn form_group(mut self, group: crate::FormGroup) -> Self {
                self.group.group = group;
                self
            }
            /// Replaces the fieldset and its legend.
            pub fn fieldset(mut self, fieldset: crate::Fieldset) -> Self {
                self.group.fieldset = Some(fieldset);
                self
            }
            /// Without a fieldset: for a group that stands in another one.
            pub fn without_fieldset(mut self) -> Self {
                self.group.fieldset = None;
                self
            }
            /// The size of the legend's letters.
            pub fn legend_size(mut self, size: crate::Size) -> Self {
                self.group.fieldset = self.group.fieldset.map(|fieldset| fieldset.with_legend(|legend| legend.size(size)));
                self
            }
            /// The legend is also the page's `<h1>`, in large letters: for one question per page.
            pub fn page_heading(mut self) -> Self {
                self.group.fieldset =
                    self.group.fieldset.map(|fieldset| fieldset.with_legend(|legend| legend.size(crate::Size::Large).page_heading()));
                self
            }
        }
    };
}
pub(crate) use group;
