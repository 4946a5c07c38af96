//! File upload: a file from the person's own machine.

use super::Label;
use super::field::{Field, field};
use crate::html::{Attributes, Classes, Plural, common, el};
use maud::Render;

/// What the improved upload says.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct FileUploadTexts {
    /// On the button; "Choose file".
    pub choose: Option<String>,
    /// "No file chosen".
    pub none: Option<String>,
    /// "3 files chosen".
    pub many: Option<Plural>,
    /// "or drop file".
    pub drop: Option<String>,
    /// Said when a file is dragged over the field.
    pub entered: Option<String>,
    /// Said when it is dragged away.
    pub left: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Improved {
    texts: FileUploadTexts,
    classes: Classes,
    attributes: Attributes,
}

/// A field for a file. Its form must be sent as `multipart/form-data`.
///
/// ```
/// use maud::Render;
/// let html = govuk::FileUpload::new("letter", "Upload a letter").improved().render().into_string();
/// assert!(html.contains("data-module=\"govuk-file-upload\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct FileUpload {
    pub(crate) field: Field,
    disabled: bool,
    multiple: bool,
    improved: Option<Improved>,
    classes: Classes,
    attributes: Attributes,
}

common!(FileUpload);
field!(FileUpload);

impl FileUpload {
    /// A field sent as `name` and asked for by `label`.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        FileUpload { field: Field::new(name, label), ..FileUpload::default() }
    }
    /// More than one file may be chosen.
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }
    /// Cannot be used.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
    /// With a place to drop files, where JavaScript is on.
    pub fn improved(mut self) -> Self {
        self.improved.get_or_insert_default();
        self
    }
    /// The improved upload with other words.
    pub fn texts(mut self, texts: FileUploadTexts) -> Self {
        self.improved.get_or_insert_default().texts = texts;
        self
    }
    /// Adds a class to the place to drop files.
    pub fn wrapper_class(mut self, class: &str) -> Self {
        self.improved.get_or_insert_default().classes.add(class);
        self
    }
    /// Adds an attribute to the place to drop files.
    pub fn wrapper_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.improved.get_or_insert_default().attributes.add(name, value.into());
        self
    }
    /// Which files the browser offers (".pdf,.docx"). The server must still check.
    pub fn accept(self, types: impl Into<String>) -> Self {
        self.attribute("accept", types)
    }
    fn draw_control(&self, w: &mut String, described: Option<&str>) {
        let mut ours = self.classes.clone();
        if self.field.error.is_some() {
            ours.add("govuk-file-upload--error");
        }
        el(w, "input")
            .classes(&["govuk-file-upload"], &ours)
            .attr("id", self.field.id())
            .attr("name", &self.field.name)
            .attr("type", "file")
            .flag("disabled", self.disabled)
            .flag("multiple", self.multiple)
            .maybe("aria-describedby", described)
            .attrs(&self.attributes)
            .void();
    }
}

impl Render for FileUpload {
    fn render_to(&self, w: &mut String) {
        let group = &self.field.group;
        self.field.draw(w, group, "", |w, described| {
            group.draw_before(w);
            match &self.improved {
                None => self.draw_control(w, described),
                Some(improved) => {
                    let mut texts = Attributes::default();
                    texts.maybe("data-i18n.choose-files-button", improved.texts.choose.as_deref());
                    texts.maybe("data-i18n.no-file-chosen", improved.texts.none.as_deref());
                    if let Some(many) = &improved.texts.many {
                        many.add_to(&mut texts, "multiple-files-chosen");
                    }
                    texts.maybe("data-i18n.drop-instruction", improved.texts.drop.as_deref());
                    texts.maybe("data-i18n.entered-drop-zone", improved.texts.entered.as_deref());
                    texts.maybe("data-i18n.left-drop-zone", improved.texts.left.as_deref());
                    el(w, "div")
                        .classes(&["govuk-file-upload-wrapper"], &improved.classes)
                        .attr("data-module", "govuk-file-upload")
                        .attrs(&texts)
                        .attrs(&improved.attributes)
                        .body(|w| self.draw_control(w, described));
                }
            }
            group.draw_after(w);
        });
    }
}
