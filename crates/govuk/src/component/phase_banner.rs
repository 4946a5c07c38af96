//! Phase banner: the service is new and still being tested.

use super::Tag;
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A line that says how finished the service is.
///
/// ```
/// use maud::Render;
/// let html = govuk::PhaseBanner::new("Beta", "This is a new service.").render().into_string();
/// assert!(html.contains("govuk-phase-banner__content__tag\">Beta</strong>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct PhaseBanner {
    tag: Tag,
    content: Content,
    classes: Classes,
    attributes: Attributes,
}

common!(PhaseBanner);

impl PhaseBanner {
    /// A line with the phase's name and a sentence.
    pub fn new(tag: impl Into<Tag>, content: impl Into<Content>) -> Self {
        PhaseBanner { tag: tag.into(), content: content.into(), ..PhaseBanner::default() }
    }
}

impl Render for PhaseBanner {
    fn render_to(&self, w: &mut String) {
        el(w, "div").classes(&["govuk-phase-banner", "govuk-width-container"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "p").class("govuk-phase-banner__content").body(|w| {
                self.tag.draw(w, "govuk-phase-banner__content__tag");
                w.push(' ');
                el(w, "span").class("govuk-phase-banner__text").content(&self.content);
            });
        });
    }
}
