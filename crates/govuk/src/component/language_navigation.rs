//! Language navigation: the same page in other languages.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// A language the page can be read in.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Language {
    content: Content,
    href: Option<String>,
    lang: Option<String>,
    href_lang: Option<String>,
    dir: Option<String>,
    description: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(Language);

impl Language {
    /// The language the page is in.
    pub fn current(content: impl Into<Content>) -> Self {
        Language { content: content.into(), ..Language::default() }
    }
    /// Another language, named in itself ("Cymraeg").
    pub fn link(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Language { content: content.into(), href: Some(href.into()), ..Language::default() }
    }
    /// The code of the language in which its name is written ("cy").
    pub fn lang(mut self, code: impl Into<String>) -> Self {
        self.lang = Some(code.into());
        self
    }
    /// The code of the language of the page it links to, where it is another.
    pub fn href_lang(mut self, code: impl Into<String>) -> Self {
        self.href_lang = Some(code.into());
        self
    }
    /// The direction in which its name is written ("rtl").
    pub fn dir(mut self, dir: impl Into<String>) -> Self {
        self.dir = Some(dir.into());
        self
    }
    /// Words only a screen reader says after the name ("(Welsh)").
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
    fn draw(&self, w: &mut String) {
        let lang = self.lang.as_deref();
        match &self.href {
            None => el(w, "span")
                .classes(&["govuk-language-navigation__text"], &self.classes)
                .attr("aria-current", "true")
                .maybe("lang", lang)
                .maybe("dir", self.dir.as_deref())
                .attrs(&self.attributes)
                .content(&self.content),
            Some(href) => el(w, "a")
                .classes(&["govuk-language-navigation__link"], &self.classes)
                .attr("href", href)
                .attr("rel", "alternate")
                .maybe("lang", lang)
                .maybe("hreflang", self.href_lang.as_deref().or(lang))
                .maybe("dir", self.dir.as_deref())
                .attrs(&self.attributes)
                .body(|w| {
                    self.content.render_to(w);
                    if let Some(description) = &self.description {
                        el(w, "span").class("govuk-visually-hidden").text(&format!(" {description}"));
                    }
                }),
        }
    }
}

/// The same page in other languages.
///
/// ```
/// use govuk::{Language, LanguageNavigation};
/// use maud::Render;
/// let html = LanguageNavigation::new().item(Language::current("English")).item(Language::link("Cymraeg", "/cy").lang("cy"));
/// assert!(html.render().into_string().contains("hreflang=\"cy\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct LanguageNavigation {
    items: Vec<Language>,
    label: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(LanguageNavigation);

impl LanguageNavigation {
    /// A list without languages.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a language.
    pub fn item(mut self, language: Language) -> Self {
        self.items.push(language);
        self
    }
    /// What a screen reader calls it; "Language" unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
}

impl Render for LanguageNavigation {
    fn render_to(&self, w: &mut String) {
        el(w, "nav")
            .classes(&["govuk-language-navigation"], &self.classes)
            .attrs(&self.attributes)
            .attr("aria-label", self.label.as_deref().unwrap_or("Language"))
            .body(|w| {
                el(w, "ul").class("govuk-language-navigation__list").body(|w| {
                    for item in &self.items {
                        el(w, "li").class("govuk-language-navigation__list-item").body(|w| item.draw(w));
                    }
                });
            });
    }
}
