//! Footer: links, licence and copyright at the foot of every page.

use super::logo::draw_crown;
use crate::Content;
use crate::html::{Attributes, Classes, common, el, escape};
use maud::Render;

const LICENCE_LOGO: &str = r#"<svg aria-hidden="true" focusable="false" class="govuk-footer__licence-logo" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 483.2 195.7" height="17" width="41"><path fill="currentColor" d="M421.5 142.8V.1l-50.7 32.3v161.1h112.4v-50.7zm-122.3-9.6A47.12 47.12 0 0 1 221 97.8c0-26 21.1-47.1 47.1-47.1 16.7 0 31.4 8.7 39.7 21.8l42.7-27.2A97.63 97.63 0 0 0 268.1 0c-36.5 0-68.3 20.1-85.1 49.7A98 98 0 0 0 97.8 0C43.9 0 0 43.9 0 97.8s43.9 97.8 97.8 97.8c36.5 0 68.3-20.1 85.1-49.7a97.76 97.76 0 0 0 149.6 25.4l19.4 22.2h3v-87.8h-80l24.3 27.5zM97.8 145c-26 0-47.1-21.1-47.1-47.1s21.1-47.1 47.1-47.1 47.2 21 47.2 47S123.8 145 97.8 145"/></svg>"#;
const LICENCE: &str = r#"All content is available under the <a class="govuk-footer__link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence v3.0</a>, except where otherwise stated"#;
const COPYRIGHT: &str = "https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/uk-government-licensing-framework/crown-copyright/";

/// A link of the footer.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct FooterLink {
    text: String,
    href: String,
    attributes: Attributes,
}

impl FooterLink {
    /// A link.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        FooterLink { text: text.into(), href: href.into(), attributes: Attributes::default() }
    }
    /// Adds an attribute to the link.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
    fn draw(&self, w: &mut String) {
        el(w, "a").class("govuk-footer__link").attr("href", &self.href).attrs(&self.attributes).text(&self.text);
    }
}

/// How much of the footer's width a section takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FooterWidth {
    /// All of it.
    #[default]
    Full,
    /// Two thirds.
    TwoThirds,
    /// Half.
    OneHalf,
    /// A third.
    OneThird,
    /// A quarter.
    OneQuarter,
}

impl FooterWidth {
    const fn class(self) -> &'static str {
        match self {
            FooterWidth::Full => "govuk-grid-column-full",
            FooterWidth::TwoThirds => "govuk-grid-column-two-thirds",
            FooterWidth::OneHalf => "govuk-grid-column-one-half",
            FooterWidth::OneThird => "govuk-grid-column-one-third",
            FooterWidth::OneQuarter => "govuk-grid-column-one-quarter",
        }
    }
}

/// A titled list of links.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct FooterSection {
    title: String,
    links: Vec<FooterLink>,
    columns: Option<u8>,
    width: FooterWidth,
}

impl FooterSection {
    /// A section without links.
    pub fn new(title: impl Into<String>) -> Self {
        FooterSection { title: title.into(), ..FooterSection::default() }
    }
    /// Adds a link.
    pub fn link(mut self, link: FooterLink) -> Self {
        self.links.push(link);
        self
    }
    /// Sets the links in 2 or 3 columns.
    pub fn columns(mut self, columns: u8) -> Self {
        self.columns = Some(columns);
        self
    }
    /// How wide the section is.
    pub fn width(mut self, width: FooterWidth) -> Self {
        self.width = width;
        self
    }
    fn draw(&self, w: &mut String) {
        el(w, "div").classes(&["govuk-footer__section", self.width.class()], &Classes::default()).body(|w| {
            el(w, "h2").class("govuk-footer__heading govuk-heading-m").text(&self.title);
            if self.links.is_empty() {
                return;
            }
            let columns = self.columns.map(|columns| format!("govuk-footer__list--columns-{columns}")).unwrap_or_default();
            el(w, "ul").classes(&["govuk-footer__list", &columns], &Classes::default()).body(|w| {
                for link in &self.links {
                    el(w, "li").class("govuk-footer__list-item").body(|w| link.draw(w));
                }
            });
        });
    }
}

/// The foot of the page. It shows neither crown nor licence unless asked: the product need not run on a gov.uk domain.
///
/// ```
/// use govuk::{Footer, FooterLink};
/// use maud::Render;
/// let html = Footer::new().link(FooterLink::new("Accessibility", "/accessibility")).text("Run by the partnership").render().into_string();
/// assert!(!html.contains("<svg"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Footer {
    crown: bool,
    sections: Vec<FooterSection>,
    meta: bool,
    meta_title: Option<String>,
    links: Vec<FooterLink>,
    custom: Option<Content>,
    licence: Option<Option<Content>>,
    copyright: Option<Option<Content>>,
    container_classes: Classes,
    classes: Classes,
    attributes: Attributes,
}

common!(Footer);

impl Footer {
    /// An empty footer.
    pub fn new() -> Self {
        Self::default()
    }
    /// The footer of a service on a gov.uk domain: crown, Open Government Licence and Crown copyright.
    pub fn gov_uk() -> Self {
        Footer { crown: true, licence: Some(None), copyright: Some(None), ..Self::default() }
    }
    /// Adds a titled list of links.
    pub fn section(mut self, section: FooterSection) -> Self {
        self.sections.push(section);
        self
    }
    /// Adds a link to the line of support links.
    pub fn link(mut self, link: FooterLink) -> Self {
        self.meta = true;
        self.links.push(link);
        self
    }
    /// What a screen reader calls the support links; "Support links" unless told otherwise.
    pub fn links_title(mut self, title: impl Into<String>) -> Self {
        self.meta = true;
        self.meta_title = Some(title.into());
        self
    }
    /// Words under the support links.
    pub fn text(mut self, content: impl Into<Content>) -> Self {
        self.meta = true;
        self.custom = Some(content.into());
        self
    }
    /// Says under which licence the content may be used.
    pub fn licence(mut self, licence: impl Into<Content>) -> Self {
        self.licence = Some(Some(licence.into()));
        self
    }
    /// Says nothing about a licence.
    pub fn without_licence(mut self) -> Self {
        self.licence = None;
        self
    }
    /// Whose copyright it is, linked to the page about Crown copyright.
    pub fn copyright(mut self, copyright: impl Into<Content>) -> Self {
        self.copyright = Some(Some(copyright.into()));
        self
    }
    /// Adds a class to the container inside.
    pub fn container_class(mut self, class: &str) -> Self {
        self.container_classes.add(class);
        self
    }
    fn draw_meta(&self, w: &mut String) {
        if self.meta {
            el(w, "h2").class("govuk-visually-hidden").text(self.meta_title.as_deref().unwrap_or("Support links"));
            if !self.links.is_empty() {
                el(w, "ul").class("govuk-footer__inline-list").body(|w| {
                    for link in &self.links {
                        el(w, "li").class("govuk-footer__inline-list-item").body(|w| link.draw(w));
                    }
                });
            }
            if let Some(custom) = &self.custom {
                el(w, "div").class("govuk-footer__meta-custom").content(custom);
            }
        }
        if let Some(licence) = &self.licence {
            w.push_str(LICENCE_LOGO);
            el(w, "span").class("govuk-footer__licence-description").body(|w| match licence {
                Some(licence) => licence.render_to(w),
                None => w.push_str(LICENCE),
            });
        }
    }
}

impl Render for Footer {
    fn render_to(&self, w: &mut String) {
        el(w, "div").classes(&["govuk-footer"], &self.classes).attrs(&self.attributes).body(|w| {
            el(w, "div").classes(&["govuk-width-container"], &self.container_classes).body(|w| {
                if self.crown {
                    draw_crown(w);
                }
                if !self.sections.is_empty() {
                    el(w, "div").class("govuk-footer__navigation").body(|w| self.sections.iter().for_each(|section| section.draw(w)));
                    el(w, "hr").class("govuk-footer__section-break").void();
                }
                el(w, "div").class("govuk-footer__meta").body(|w| {
                    el(w, "div").class("govuk-footer__meta-item govuk-footer__meta-item--grow").body(|w| self.draw_meta(w));
                    let Some(copyright) = &self.copyright else { return };
                    el(w, "div").class("govuk-footer__meta-item").body(|w| {
                        let link = el(w, "a").class("govuk-footer__link govuk-footer__copyright-logo").attr("href", COPYRIGHT);
                        link.body(|w| match copyright {
                            Some(copyright) => copyright.render_to(w),
                            None => escape(w, "© Crown copyright"),
                        });
                    });
                });
            });
        });
    }
}
