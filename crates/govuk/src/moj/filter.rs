//! Filter: narrows a list; says what it is narrowed by and takes each of it away again.

use crate::html::{Attributes, common_attributes, el};
use crate::{Button, Content};
use maud::{Markup, Render};

/// What a list is narrowed by at the moment.
#[derive(Clone, Debug)]
#[must_use]
pub struct SelectedFilters {
    heading: Content,
    clear: (String, String),
    categories: Vec<SelectedCategory>,
}

impl SelectedFilters {
    /// Under this heading, with a link that clears all.
    pub fn new(heading: impl Into<Content>, clear: impl Into<String>, href: impl Into<String>) -> Self {
        SelectedFilters { heading: heading.into(), clear: (clear.into(), href.into()), categories: Vec::new() }
    }
    /// Adds what one question is answered with.
    pub fn category(mut self, category: SelectedCategory) -> Self {
        self.categories.push(category);
        self
    }
    fn draw(&self, w: &mut String) {
        el(w, "div").class("moj-filter__selected").body(|w| {
            el(w, "div").class("moj-filter__selected-heading").body(|w| {
                el(w, "div").class("moj-filter__heading-title").body(|w| el(w, "h2").class("govuk-heading-m").content(&self.heading));
                el(w, "div").class("moj-filter__heading-action").body(|w| {
                    let (text, href) = &self.clear;
                    el(w, "p").body(|w| el(w, "a").class("govuk-link govuk-link--no-visited-state").attr("href", href).text(text));
                });
            });
            for category in &self.categories {
                el(w, "h3").class("govuk-heading-s govuk-!-margin-bottom-0").content(&category.heading);
                el(w, "ul").class("moj-filter-tags").body(|w| category.items.iter().for_each(|(text, href)| draw_tag(w, text, href)));
            }
        });
    }
}

fn draw_tag(w: &mut String, text: &str, href: &str) {
    el(w, "li").body(|w| {
        el(w, "a").class("moj-filter__tag").attr("href", href).body(|w| {
            el(w, "span").class("govuk-visually-hidden").text("Remove this filter");
            w.push(' ');
            crate::html::escape(w, text);
        });
    });
}

/// What one question is answered with.
#[derive(Clone, Debug)]
#[must_use]
pub struct SelectedCategory {
    heading: Content,
    items: Vec<(String, String)>,
}

impl SelectedCategory {
    /// The question, in a word or two.
    pub fn new(heading: impl Into<Content>) -> Self {
        SelectedCategory { heading: heading.into(), items: Vec::new() }
    }
    /// Adds an answer; the link goes to the list without it.
    pub fn item(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.items.push((text.into(), href.into()));
        self
    }
}

/// Narrows a list. It brings no form: put it into one that is sent with `get`.
///
/// ```
/// use govuk::{Input, moj::Filter};
/// use maud::{html, Render};
/// let filter = Filter::new("Filter", html! { (Input::new("words", "Words")) });
/// assert!(filter.render().into_string().contains("Apply filters"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Filter {
    heading: Content,
    selected: Option<SelectedFilters>,
    submit: Button,
    options: Markup,
    attributes: Attributes,
}

common_attributes!(Filter);

impl Filter {
    /// A filter with these fields.
    pub fn new(heading: impl Into<Content>, options: Markup) -> Self {
        let submit = Button::new("Apply filters");
        Filter { heading: heading.into(), selected: None, submit, options, attributes: Attributes::default() }
    }
    /// Says what the list is narrowed by.
    pub fn selected(mut self, selected: SelectedFilters) -> Self {
        self.selected = Some(selected);
        self
    }
    /// Replaces the button, which says "Apply filters".
    pub fn submit(mut self, button: Button) -> Self {
        self.submit = button;
        self
    }
}

impl Render for Filter {
    fn render_to(&self, w: &mut String) {
        el(w, "div").class("moj-filter").attr("data-module", "moj-filter").attrs(&self.attributes).body(|w| {
            el(w, "div").class("moj-filter__header").body(|w| {
                el(w, "div").class("moj-filter__header-title").body(|w| el(w, "h2").class("govuk-heading-m").content(&self.heading));
                // A script puts the button here that closes the filter on a phone.
                el(w, "div").class("moj-filter__header-action").body(|_| {});
            });
            el(w, "div").class("moj-filter__content").body(|w| {
                if let Some(selected) = &self.selected {
                    selected.draw(w);
                }
                el(w, "div").class("moj-filter__options").body(|w| {
                    self.submit.render_to(w);
                    self.options.render_to(w);
                });
            });
        });
    }
}
