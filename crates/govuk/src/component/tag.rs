//! Tag: the state of something, in a word.

use crate::Content;
use crate::html::{Attributes, Classes, common, el, from_content};
use maud::Render;

/// The colour of a [`Tag`]. It never carries the meaning alone: the word does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagColour {
    /// The standard colour.
    #[default]
    Blue,
    /// Grey.
    Grey,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Purple.
    Purple,
    /// Magenta.
    Magenta,
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
}

impl TagColour {
    const fn class(self) -> &'static str {
        match self {
            TagColour::Blue => "",
            TagColour::Grey => "govuk-tag--grey",
            TagColour::Green => "govuk-tag--green",
            TagColour::Teal => "govuk-tag--teal",
            TagColour::Purple => "govuk-tag--purple",
            TagColour::Magenta => "govuk-tag--magenta",
            TagColour::Red => "govuk-tag--red",
            TagColour::Orange => "govuk-tag--orange",
            TagColour::Yellow => "govuk-tag--yellow",
        }
    }
}

/// The state of something.
///
/// ```
/// use govuk::{Tag, TagColour};
/// use maud::Render;
/// let html = Tag::new("Overdue").colour(TagColour::Red).render().into_string();
/// assert_eq!(html, r#"<strong class="govuk-tag govuk-tag--red">Overdue</strong>"#);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Tag {
    content: Content,
    colour: TagColour,
    classes: Classes,
    attributes: Attributes,
}

common!(Tag);
from_content!(Tag);

impl Tag {
    /// A blue tag.
    pub fn new(content: impl Into<Content>) -> Self {
        Tag { content: content.into(), ..Tag::default() }
    }
    /// Its colour.
    pub fn colour(mut self, colour: TagColour) -> Self {
        self.colour = colour;
        self
    }
    pub(crate) fn draw(&self, w: &mut String, class: &str) {
        el(w, "strong").classes(&["govuk-tag", class, self.colour.class()], &self.classes).attrs(&self.attributes).content(&self.content);
    }
}

impl Render for Tag {
    fn render_to(&self, w: &mut String) {
        self.draw(w, "");
    }
}
