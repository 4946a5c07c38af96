//! Accordion: sections that fold, for people who need only one or two of many.

use crate::Content;
use crate::html::{Attributes, Classes, HeadingLevel, common, el};
use maud::Render;

/// One section.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct AccordionSection {
    heading: Content,
    summary: Option<Content>,
    content: Content,
    expanded: bool,
    number: Option<usize>,
}

impl AccordionSection {
    /// A folded section. Text becomes a paragraph; markup is drawn as it is.
    pub fn new(heading: impl Into<Content>, content: impl Into<Content>) -> Self {
        AccordionSection { heading: heading.into(), content: content.into(), ..AccordionSection::default() }
    }
    /// A line under the heading.
    pub fn summary(mut self, summary: impl Into<Content>) -> Self {
        self.summary = Some(summary.into());
        self
    }
    /// Unfolded when the page is shown.
    pub fn expanded(mut self) -> Self {
        self.expanded = true;
        self
    }
    /// The number in its ids, where it is not its place in the list: keeps ids steady while others come and go.
    pub fn number(mut self, number: usize) -> Self {
        self.number = Some(number);
        self
    }
    fn draw(&self, w: &mut String, id: &str, place: usize, level: HeadingLevel) {
        let number = self.number.unwrap_or(place);
        let expanded = if self.expanded { "govuk-accordion__section--expanded" } else { "" };
        el(w, "div").classes(&["govuk-accordion__section", expanded], &Classes::default()).body(|w| {
            el(w, "div").class("govuk-accordion__section-header").body(|w| {
                el(w, level.tag()).class("govuk-accordion__section-heading").body(|w| {
                    let heading = el(w, "span").class("govuk-accordion__section-button");
                    heading.attr("id", &format!("{id}-heading-{number}")).content(&self.heading);
                });
                if let Some(summary) = &self.summary {
                    let line = el(w, "div").class("govuk-accordion__section-summary govuk-body");
                    line.attr("id", &format!("{id}-summary-{number}")).content(summary);
                }
            });
            let content = el(w, "div").attr("id", &format!("{id}-content-{number}")).class("govuk-accordion__section-content");
            content.body(|w| match &self.content {
                Content::Text(text) if !text.is_empty() => el(w, "p").class("govuk-body").text(text),
                content => content.render_to(w),
            });
        });
    }
}

/// Sections that fold, where JavaScript is on.
///
/// ```
/// use govuk::{Accordion, AccordionSection};
/// use maud::Render;
/// let html = Accordion::new("help").section(AccordionSection::new("Writing well", "Use short words.")).render().into_string();
/// assert!(html.contains("id=\"help-content-1\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Accordion {
    id: String,
    sections: Vec<AccordionSection>,
    level: Option<HeadingLevel>,
    remember_expanded: Option<bool>,
    texts: AccordionTexts,
    classes: Classes,
    attributes: Attributes,
}

/// What the buttons of an [`Accordion`] say.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct AccordionTexts {
    /// "Hide all sections".
    pub hide_all: Option<String>,
    /// "Hide".
    pub hide: Option<String>,
    /// "Hide this section", for screen readers.
    pub hide_label: Option<String>,
    /// "Show all sections".
    pub show_all: Option<String>,
    /// "Show".
    pub show: Option<String>,
    /// "Show this section", for screen readers.
    pub show_label: Option<String>,
}

common!(Accordion);

impl Accordion {
    /// An accordion without sections. Its id must be unlike any other on the service: the browser remembers what was unfolded by it.
    pub fn new(id: impl Into<String>) -> Self {
        Accordion { id: id.into(), ..Accordion::default() }
    }
    /// Adds a section.
    pub fn section(mut self, section: AccordionSection) -> Self {
        self.sections.push(section);
        self
    }
    /// How deep the headings are; `<h2>` unless told otherwise.
    pub fn heading_level(mut self, level: HeadingLevel) -> Self {
        self.level = Some(level);
        self
    }
    /// Whether the browser remembers what was unfolded; it does unless told otherwise.
    pub fn remember_expanded(mut self, remember: bool) -> Self {
        self.remember_expanded = Some(remember);
        self
    }
    /// Other words for the buttons.
    pub fn texts(mut self, texts: AccordionTexts) -> Self {
        self.texts = texts;
        self
    }
}

impl Render for Accordion {
    fn render_to(&self, w: &mut String) {
        let level = self.level.unwrap_or(HeadingLevel::H2);
        el(w, "div")
            .classes(&["govuk-accordion"], &self.classes)
            .attr("data-module", "govuk-accordion")
            .attr("id", &self.id)
            .maybe("data-i18n.hide-all-sections", self.texts.hide_all.as_deref())
            .maybe("data-i18n.hide-section", self.texts.hide.as_deref())
            .maybe("data-i18n.hide-section-aria-label", self.texts.hide_label.as_deref())
            .maybe("data-i18n.show-all-sections", self.texts.show_all.as_deref())
            .maybe("data-i18n.show-section", self.texts.show.as_deref())
            .maybe("data-i18n.show-section-aria-label", self.texts.show_label.as_deref())
            .number("data-remember-expanded", self.remember_expanded)
            .attrs(&self.attributes)
            .body(|w| self.sections.iter().enumerate().for_each(|(index, section)| section.draw(w, &self.id, index + 1, level)));
    }
}
