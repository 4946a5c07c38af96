//! Pagination of a list that also says how many results there are.

use crate::html::{el, escape};
use maud::Render;

/// How many results a list has and which of them are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Results {
    which: Which,
    noun: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Total(u32),
    Range { from: u32, to: u32, total: Option<u32> },
    Page { page: u32, of: u32 },
}

impl Results {
    fn of(which: Which) -> Self {
        Results { which, noun: "results".into() }
    }
    /// "12 total results".
    pub fn total(count: u32) -> Self {
        Self::of(Which::Total(count))
    }
    /// "Showing 11 to 20 of 45 total results".
    pub fn range(from: u32, to: u32, total: u32) -> Self {
        Self::of(Which::Range { from, to, total: Some(total) })
    }
    /// "Showing results 11 to 20", where counting all would be slow.
    pub fn range_of_many(from: u32, to: u32) -> Self {
        Self::of(Which::Range { from, to, total: None })
    }
    /// "Page 2 of 5".
    pub fn page(page: u32, of: u32) -> Self {
        Self::of(Which::Page { page, of })
    }
    /// Another word for "results", in the plural.
    pub fn noun(mut self, noun: impl Into<String>) -> Self {
        self.noun = noun.into();
        self
    }
    /// What is said; a list on one page says no more than how many there are.
    fn words(&self, paged: bool) -> Option<String> {
        let noun = &self.noun;
        Some(match self.which {
            Which::Total(0) => return None,
            Which::Total(count) => format!("{count} total {noun}"),
            Which::Range { total: Some(count), .. } if !paged => format!("{count} total {noun}"),
            Which::Range { .. } | Which::Page { .. } if !paged => return None,
            Which::Range { from, to, total: Some(count) } => format!("Showing {from} to {to} of {count} total {noun}"),
            Which::Range { from, to, total: None } => format!("Showing {noun} {from} to {to}"),
            Which::Page { page, of } => format!("Page {page} of {of}"),
        })
    }
}

/// Pages of a list with a line that says how many results there are.
///
/// ```
/// use govuk::moj::{Pagination, Results};
/// use maud::Render;
/// let pages = govuk::Pagination::pages(2, 5, |page| format!("?page={page}"));
/// let html = Pagination::new(pages).results(Results::range(11, 20, 45)).render().into_string();
/// assert!(html.contains("Showing 11 to 20 of 45 total results"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Pagination {
    pages: crate::Pagination,
    results: Option<Results>,
}

impl Pagination {
    /// Around a row of pages; the row is left out where it has only one.
    pub fn new(pages: crate::Pagination) -> Self {
        Pagination { pages, results: None }
    }
    /// Says how many results there are.
    pub fn results(mut self, results: Results) -> Self {
        self.results = Some(results);
        self
    }
}

impl Render for Pagination {
    fn render_to(&self, w: &mut String) {
        let pages = self.pages.items.as_ref().map_or(0, Vec::len);
        el(w, "div").class("moj-pagination").body(|w| {
            if pages > 1 {
                let mut row = self.pages.clone();
                row.classes = row.classes.after("moj-pagination__pagination");
                row.render_to(w);
            }
            if let Some(words) = self.results.as_ref().and_then(|results| results.words(pages > 0)) {
                el(w, "p").class("moj-pagination__results").body(|w| escape(w, &words));
            }
        });
    }
}
