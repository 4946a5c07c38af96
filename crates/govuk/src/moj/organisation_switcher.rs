//! Organisation switcher: for which organisation one is acting, and a link to act for another.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// The link of an [`OrganisationSwitcher`].
#[derive(Clone, Debug)]
#[must_use]
pub struct OrganisationLink {
    href: String,
    text: String,
    id: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(OrganisationLink);

impl OrganisationLink {
    /// A link that says "Change organisation".
    pub fn new(href: impl Into<String>) -> Self {
        let text = "Change organisation".into();
        OrganisationLink { href: href.into(), text, id: None, classes: Classes::default(), attributes: Attributes::default() }
    }
    /// Other words.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
    /// The link's id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// For which organisation one is acting.
///
/// ```
/// use govuk::moj::{OrganisationLink, OrganisationSwitcher};
/// use maud::Render;
/// let html = OrganisationSwitcher::new("Hillside School").link(OrganisationLink::new("/acting")).render().into_string();
/// assert!(html.contains("Change organisation"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct OrganisationSwitcher {
    content: Content,
    label: Option<String>,
    id: Option<String>,
    link: Option<OrganisationLink>,
    classes: Classes,
    attributes: Attributes,
}

common!(OrganisationSwitcher);

impl OrganisationSwitcher {
    /// The organisation one is acting for.
    pub fn new(content: impl Into<Content>) -> Self {
        OrganisationSwitcher { content: content.into(), ..OrganisationSwitcher::default() }
    }
    /// What a screen reader calls it; "Organisation switcher" unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
    /// The element's id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// Where another is chosen. Left out for those who act for one alone.
    pub fn link(mut self, link: OrganisationLink) -> Self {
        self.link = Some(link);
        self
    }
}

impl Render for OrganisationSwitcher {
    fn render_to(&self, w: &mut String) {
        el(w, "div")
            .maybe("id", self.id.as_deref())
            .classes(&["moj-organisation-nav"], &self.classes)
            .attr("aria-label", self.label.as_deref().unwrap_or("Organisation switcher"))
            .attrs(&self.attributes)
            .body(|w| {
                el(w, "div").class("moj-organisation-nav__title").content(&self.content);
                if let Some(link) = &self.link {
                    el(w, "a")
                        .maybe("id", link.id.as_deref())
                        .attr("href", &link.href)
                        .classes(&["moj-organisation-nav__link"], &link.classes)
                        .attrs(&link.attributes)
                        .text(&link.text);
                }
            });
    }
}
