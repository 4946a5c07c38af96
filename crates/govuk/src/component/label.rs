//! Label: what a field asks.

use crate::Content;
use crate::html::{Attributes, Classes, Size, common, el, from_content};
use maud::Render;

/// The question beside a field. Fields tie it to their own id.
///
/// ```
/// use govuk::{Label, Size};
/// use maud::Render;
/// let label = Label::new("What is your name?").size(Size::Large).page_heading();
/// assert!(label.render().into_string().starts_with("<h1"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Label {
    content: Content,
    size: Option<Size>,
    page_heading: bool,
    for_id: Option<String>,
    pub(crate) classes: Classes,
    attributes: Attributes,
}

common!(Label);
from_content!(Label);

impl Label {
    /// A label in the size of body text.
    pub fn new(content: impl Into<Content>) -> Self {
        Label { content: content.into(), ..Label::default() }
    }
    /// The id of the field, for a label used alone.
    pub fn for_id(mut self, id: impl Into<String>) -> Self {
        self.for_id = Some(id.into());
        self
    }
    /// The size of its letters.
    pub fn size(mut self, size: Size) -> Self {
        self.size = Some(size);
        self
    }
    /// It is also the page's `<h1>`: for one question per page.
    pub fn page_heading(mut self) -> Self {
        self.page_heading = true;
        self
    }
    pub(crate) fn draw(&self, w: &mut String, for_id: Option<&str>) {
        self.draw_as(w, for_id, "");
    }
    pub(crate) fn draw_as(&self, w: &mut String, for_id: Option<&str>, class: &str) {
        if self.content.is_empty() {
            return;
        }
        let size = match self.size {
            Some(Size::ExtraLarge) => "govuk-label--xl",
            Some(Size::Large) => "govuk-label--l",
            Some(Size::Medium) => "govuk-label--m",
            Some(Size::Small) => "govuk-label--s",
            None => "",
        };
        let label = |w: &mut String| {
            el(w, "label")
                .classes(&["govuk-label", size, class], &self.classes)
                .attrs(&self.attributes)
                .maybe("for", for_id)
                .content(&self.content);
        };
        if self.page_heading {
            el(w, "h1").class("govuk-label-wrapper").body(label);
        } else {
            label(w);
        }
    }
}

impl Render for Label {
    fn render_to(&self, w: &mut String) {
        self.draw(w, self.for_id.as_deref());
    }
}
