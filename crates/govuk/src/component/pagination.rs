//! Pagination: a long list in pages.

use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

const ARROW_PREVIOUS: &str = r#"<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>"#;
const ARROW_NEXT: &str = r#"<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>"#;

/// The link to the page before or after.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct PaginationLink {
    href: String,
    content: Option<Content>,
    label: Option<String>,
    attributes: Attributes,
}

impl PaginationLink {
    /// A link that says "Previous page" or "Next page".
    pub fn new(href: impl Into<String>) -> Self {
        PaginationLink { href: href.into(), ..PaginationLink::default() }
    }
    /// Other words.
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = Some(content.into());
        self
    }
    /// The title of the page it goes to; shown where pages have titles instead of numbers.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
    /// Adds an attribute to the link.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
}

/// A page in the row of numbers.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct PaginationItem {
    number: Option<String>,
    href: String,
    current: bool,
    label: Option<String>,
    attributes: Attributes,
}

impl PaginationItem {
    /// The link to a page.
    pub fn page(number: impl ToString, href: impl Into<String>) -> Self {
        PaginationItem { number: Some(number.to_string()), href: href.into(), ..PaginationItem::default() }
    }
    /// Dots, for pages left out.
    pub fn ellipsis() -> Self {
        PaginationItem::default()
    }
    /// It is the page one is on.
    pub fn current(mut self) -> Self {
        self.current = true;
        self
    }
    /// What a screen reader says; "Page 3" unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
    /// Adds an attribute to the link.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.add(name, value.into());
        self
    }
}

/// A long list in pages.
///
/// ```
/// use maud::Render;
/// let html = govuk::Pagination::pages(4, 9, |page| format!("/audits?page={page}")).render().into_string();
/// assert!(html.contains("aria-label=\"Page 4\" aria-current=\"page\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Pagination {
    previous: Option<PaginationLink>,
    next: Option<PaginationLink>,
    pub(crate) items: Option<Vec<PaginationItem>>,
    label: Option<String>,
    pub(crate) classes: Classes,
    attributes: Attributes,
}

common!(Pagination);

impl Pagination {
    /// Pagination without links.
    pub fn new() -> Self {
        Self::default()
    }
    /// Page `current` of `total`, counted from 1: the first, the last and the neighbours, with dots between.
    pub fn pages(current: usize, total: usize, href: impl Fn(usize) -> String) -> Self {
        let mut all = Pagination::new();
        if current > 1 {
            all = all.previous(PaginationLink::new(href(current - 1)));
        }
        if current < total {
            all = all.next(PaginationLink::new(href(current + 1)));
        }
        let mut last = 0;
        for page in (1..=total).filter(|page| *page == 1 || *page == total || page.abs_diff(current) <= 1) {
            if page > last + 1 {
                all = all.item(PaginationItem::ellipsis());
            }
            let item = PaginationItem::page(page, href(page));
            all = all.item(if page == current { item.current() } else { item });
            last = page;
        }
        all
    }
    /// The link to the page before.
    pub fn previous(mut self, link: PaginationLink) -> Self {
        self.previous = Some(link);
        self
    }
    /// The link to the page after.
    pub fn next(mut self, link: PaginationLink) -> Self {
        self.next = Some(link);
        self
    }
    /// Adds a page to the row of numbers.
    pub fn item(mut self, item: PaginationItem) -> Self {
        self.items.get_or_insert_default().push(item);
        self
    }
    /// What a screen reader calls it; "Pagination" unless told otherwise.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
    fn is_block(&self) -> bool {
        self.items.is_none() && (self.next.is_some() || self.previous.is_some())
    }
    fn draw_link(&self, w: &mut String, link: &PaginationLink, previous: bool) {
        let block = self.is_block();
        let (class, rel, arrow, word) = if previous {
            ("govuk-pagination__prev", "prev", ARROW_PREVIOUS, "Previous")
        } else {
            ("govuk-pagination__next", "next", ARROW_NEXT, "Next")
        };
        el(w, "div").class(class).body(|w| {
            let a = el(w, "a").class("govuk-link govuk-pagination__link").attr("href", &link.href).attr("rel", rel);
            a.attrs(&link.attributes).body(|w| {
                if block || previous {
                    w.push_str(arrow);
                }
                let decorated = if block && link.label.is_none() { "govuk-pagination__link-title--decorated" } else { "" };
                el(w, "span").classes(&["govuk-pagination__link-title", decorated], &Classes::default()).body(|w| match &link.content {
                    Some(content) => content.render_to(w),
                    None => {
                        w.push_str(word);
                        el(w, "span").class("govuk-visually-hidden").text(" page");
                    }
                });
                if let Some(label) = link.label.as_ref().filter(|_| block) {
                    el(w, "span").class("govuk-visually-hidden").text(":");
                    el(w, "span").class("govuk-pagination__link-label").text(label);
                }
                if !block && !previous {
                    w.push_str(arrow);
                }
            });
        });
    }
}

fn draw_item(w: &mut String, item: &PaginationItem) {
    let current = if item.current { "govuk-pagination__item--current" } else { "" };
    let ellipsis = if item.number.is_none() { "govuk-pagination__item--ellipsis" } else { "" };
    el(w, "li").classes(&["govuk-pagination__item", current, ellipsis], &Classes::default()).body(|w| match &item.number {
        None => w.push('⋯'),
        Some(number) => {
            let label = item.label.clone().unwrap_or_else(|| format!("Page {number}"));
            el(w, "a")
                .class("govuk-link govuk-pagination__link")
                .attr("href", &item.href)
                .attr("aria-label", &label)
                .maybe("aria-current", item.current.then_some("page"))
                .attrs(&item.attributes)
                .text(number);
        }
    });
}

impl Render for Pagination {
    fn render_to(&self, w: &mut String) {
        let block = if self.is_block() { "govuk-pagination--block" } else { "" };
        el(w, "nav")
            .classes(&["govuk-pagination", block], &self.classes)
            .attr("aria-label", self.label.as_deref().unwrap_or("Pagination"))
            .attrs(&self.attributes)
            .body(|w| {
                if let Some(link) = &self.previous {
                    self.draw_link(w, link, true);
                }
                if let Some(items) = &self.items {
                    el(w, "ul").class("govuk-pagination__list").body(|w| items.iter().for_each(|item| draw_item(w, item)));
                }
                if let Some(link) = &self.next {
                    self.draw_link(w, link, false);
                }
            });
    }
}
