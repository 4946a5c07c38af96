//! Badge: a fact about a person or a record that must not be missed.

use crate::Content;
use crate::html::{Attributes, Classes, common, el, from_content};
use maud::Render;

/// The colour of a [`Badge`]. It never carries the meaning alone: the word does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeColour {
    /// The standard colour, a blue.
    #[default]
    Standard,
    /// Purple.
    Purple,
    /// Bright purple.
    BrightPurple,
    /// Red.
    Red,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Black.
    Black,
    /// Grey.
    Grey,
}

impl BadgeColour {
    const fn class(self) -> &'static str {
        match self {
            BadgeColour::Standard => "",
            BadgeColour::Purple => "moj-badge--purple",
            BadgeColour::BrightPurple => "moj-badge--bright-purple",
            BadgeColour::Red => "moj-badge--red",
            BadgeColour::Green => "moj-badge--green",
            BadgeColour::Blue => "moj-badge--blue",
            BadgeColour::Black => "moj-badge--black",
            BadgeColour::Grey => "moj-badge--grey",
        }
    }
}

/// A word in a frame, for what must not be missed. For the state of a task use [`crate::Tag`].
///
/// ```
/// use govuk::moj::{Badge, BadgeColour};
/// use maud::Render;
/// let html = Badge::new("Restricted").colour(BadgeColour::Red).render().into_string();
/// assert_eq!(html, r#"<span class="moj-badge moj-badge--red">Restricted</span>"#);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Badge {
    content: Content,
    colour: BadgeColour,
    large: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(Badge);
from_content!(Badge);

impl Badge {
    /// A badge of the standard colour and size.
    pub fn new(content: impl Into<Content>) -> Self {
        Badge { content: content.into(), ..Badge::default() }
    }
    /// Its colour.
    pub fn colour(mut self, colour: BadgeColour) -> Self {
        self.colour = colour;
        self
    }
    /// In larger letters.
    pub fn large(mut self) -> Self {
        self.large = true;
        self
    }
}

impl Render for Badge {
    fn render_to(&self, w: &mut String) {
        let large = if self.large { "moj-badge--large" } else { "" };
        el(w, "span").classes(&["moj-badge", self.colour.class(), large], &self.classes).attrs(&self.attributes).content(&self.content);
    }
}
