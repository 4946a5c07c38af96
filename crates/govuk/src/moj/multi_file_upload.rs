//! Multi file upload: several files, one after another, with what was uploaded so far.

use crate::Content;
use crate::html::{Attributes, Classes, common, el, escape};
use maud::{Markup, Render};

/// A file that was uploaded.
#[derive(Clone, Debug)]
#[must_use]
pub struct UploadedFile {
    message: Content,
    file_name: String,
    original_name: String,
    delete: String,
}

impl UploadedFile {
    /// `file_name` is what the server knows the file by, `original_name` what the person does.
    pub fn new(file_name: impl Into<String>, original_name: impl Into<String>) -> Self {
        let original_name = original_name.into();
        let message = Content::from(&original_name);
        UploadedFile { message, file_name: file_name.into(), original_name, delete: "Delete".into() }
    }
    /// What is said about the file; its own name unless told otherwise.
    pub fn message(mut self, message: impl Into<Content>) -> Self {
        self.message = message.into();
        self
    }
    /// What the button says that takes the file away; "Delete" unless told otherwise.
    pub fn delete_text(mut self, text: impl Into<String>) -> Self {
        self.delete = text.into();
        self
    }
    fn draw(&self, w: &mut String) {
        el(w, "div").class("govuk-summary-list__row moj-multi-file-upload__row").body(|w| {
            el(w, "div").class("govuk-summary-list__value moj-multi-file-upload__message").content(&self.message);
            el(w, "div").class("govuk-summary-list__actions moj-multi-file-upload__actions").body(|w| {
                el(w, "button")
                    .attr("type", "submit")
                    .attr("name", "delete")
                    .class("moj-multi-file-upload__delete govuk-button govuk-button--secondary govuk-!-margin-bottom-0")
                    .attr("value", &self.file_name)
                    .body(|w| {
                        escape(w, &self.delete);
                        w.push(' ');
                        el(w, "span").class("govuk-visually-hidden").text(&self.original_name);
                    });
            });
        });
    }
}

/// Several files, one after another. It brings no form: put it into one. The file field needs the class
/// `moj-multi-file-upload__input` for the script to find it; without scripts a button beside the field sends the form.
///
/// ```
/// use govuk::{Button, FileUpload, moj::{MultiFileUpload, UploadedFile}};
/// use maud::{html, Render};
/// let fields = html! {
///     (FileUpload::new("documents", "Upload a file").class("moj-multi-file-upload__input"))
///     (Button::new("Upload file").secondary())
/// };
/// let upload = MultiFileUpload::new("Files added", fields).urls("/upload", "/delete").file(UploadedFile::new("a1b2", "minutes.pdf"));
/// assert!(upload.render().into_string().contains(r#"value="a1b2""#));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct MultiFileUpload {
    heading: Content,
    files: Vec<UploadedFile>,
    upload: Markup,
    classes: Classes,
    attributes: Attributes,
}

common!(MultiFileUpload);

impl MultiFileUpload {
    /// The fields that upload a file, and the heading over the files that were.
    pub fn new(heading: impl Into<Content>, upload: Markup) -> Self {
        let attributes = Attributes::default();
        MultiFileUpload { heading: heading.into(), files: Vec::new(), upload, classes: Classes::default(), attributes }
    }
    /// Where the script sends a file, and where it says that one is taken away.
    pub fn urls(self, upload: impl Into<String>, delete: impl Into<String>) -> Self {
        self.attribute("data-upload-url", upload).attribute("data-delete-url", delete)
    }
    /// Adds a file that was uploaded.
    pub fn file(mut self, file: UploadedFile) -> Self {
        self.files.push(file);
        self
    }
}

impl Render for MultiFileUpload {
    fn render_to(&self, w: &mut String) {
        el(w, "div")
            .classes(&["moj-multi-file-upload"], &self.classes)
            .attr("data-module", "moj-multi-file-upload")
            .attrs(&self.attributes)
            .body(|w| {
                let hidden = if self.files.is_empty() { "moj-hidden" } else { "" };
                el(w, "div").classes(&["moj-multi-file__uploaded-files", hidden], &Classes::default()).body(|w| {
                    el(w, "h2").class("govuk-heading-m").content(&self.heading);
                    el(w, "div")
                        .class("govuk-summary-list moj-multi-file-upload__list")
                        .body(|w| self.files.iter().for_each(|file| file.draw(w)));
                });
                el(w, "div").class("moj-multi-file-upload__upload").body(|w| self.upload.render_to(w));
            });
    }
}
