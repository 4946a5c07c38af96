//! Tabs: parts of a page of which one shows at a time.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// One part. Text becomes a paragraph; markup is drawn as it is.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Tab {
    label: String,
    content: Content,
    id: Option<String>,
    attributes: Attributes,
    panel_attributes: Attributes,
}

impl Tab {
    /// A part called `label`.
    pub fn new(label: impl Into<String>, content: impl Into<Content>) -> Self {
        Tab { label: label.into(), content: content.into(), ..Tab::default() }
    }
    /// The part's id, which the address ends with while it shows.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// Adds an attribute to the tab's link.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
    /// Adds an attribute to the part itself.
    pub fn panel_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.panel_attributes.add(name, value.into());
        self
    }
}

/// Parts of which one shows at a time; without JavaScript they stand one after another under a list of links.
///
/// ```
/// use govuk::{Tab, Tabs};
/// use maud::Render;
/// let html = Tabs::new("past").tab(Tab::new("Past day", "12")).tab(Tab::new("Past week", "70")).render().into_string();
/// assert!(html.contains("href=\"#past-2\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Tabs {
    id_prefix: String,
    id: Option<String>,
    title: Option<String>,
    items: Vec<Tab>,
    classes: Classes,
    attributes: Attributes,
}

common!(Tabs);

impl Tabs {
    /// Tabs whose ids begin with `id_prefix`.
    pub fn new(id_prefix: impl Into<String>) -> Self {
        Tabs { id_prefix: id_prefix.into(), ..Tabs::default() }
    }
    /// Adds a part.
    pub fn tab(mut self, tab: Tab) -> Self {
        self.items.push(tab);
        self
    }
    /// The element's id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
    /// The heading that shows without JavaScript; "Contents" unless told otherwise.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
    fn panel_id(&self, index: usize, tab: &Tab) -> String {
        tab.id.clone().unwrap_or_else(|| format!("{}-{}", self.id_prefix, index + 1))
    }
}

impl Render for Tabs {
    fn render_to(&self, w: &mut String) {
        let tabs = el(w, "div").maybe("id", self.id.as_deref()).classes(&["govuk-tabs"], &self.classes).attrs(&self.attributes);
        tabs.attr("data-module", "govuk-tabs").body(|w| {
            el(w, "h2").class("govuk-tabs__title").text(self.title.as_deref().unwrap_or("Contents"));
            if self.items.is_empty() {
                return;
            }
            el(w, "ul").class("govuk-tabs__list").body(|w| {
                for (index, tab) in self.items.iter().enumerate() {
                    let selected = if index == 0 { "govuk-tabs__list-item--selected" } else { "" };
                    el(w, "li").classes(&["govuk-tabs__list-item", selected], &Classes::default()).body(|w| {
                        let href = format!("#{}", self.panel_id(index, tab));
                        el(w, "a").class("govuk-tabs__tab").attr("href", &href).attrs(&tab.attributes).text(&tab.label);
                    });
                }
            });
            for (index, tab) in self.items.iter().enumerate() {
                let hidden = if index > 0 { "govuk-tabs__panel--hidden" } else { "" };
                el(w, "div")
                    .classes(&["govuk-tabs__panel", hidden], &Classes::default())
                    .attr("id", &self.panel_id(index, tab))
                    .attrs(&tab.panel_attributes)
                    .body(|w| match &tab.content {
                        Content::Text(text) if !text.is_empty() => el(w, "p").class("govuk-body").text(text),
                        content => content.render_to(w),
                    });
            }
        });
    }
}
