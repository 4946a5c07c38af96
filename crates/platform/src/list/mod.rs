//! Lists: one specification gives the page with filters, sorting and paging, its CSV and XLSX, and its JSON, all under the same
//! authorisation. Filtering, sorting and counting happen in the database, after access has been decided per class.

mod export;
mod pages;
mod query;

use crate::{Action, Home};

pub(crate) use self::pages::routes;
pub use self::query::{Asked, Cell, Found};

/// What a slice says to have a list.
#[derive(Debug)]
pub struct ListSpec {
    /// "/escalations": the page; `.csv` and `.xlsx` beside it, `/api/v1/escalations` for JSON.
    pub path: &'static str,
    pub title: &'static str,
    pub intro: &'static str,
    /// The record each line is.
    pub kind: &'static str,
    pub action: Action,
    pub home: Home,
    /// Table and alias, joined to `record r` on chain and id, current rows only: "escalation e". Further joins may follow.
    pub from: &'static str,
    /// Extra condition, `1 = 1` where none.
    pub only: &'static str,
    pub columns: &'static [ListColumn],
    pub filters: &'static [ListFilter],
    /// The key of the column sorted by at first, with `-` before it for last first.
    pub sort: &'static str,
    /// Said where there is nothing at all: what the list is for and how its first line comes about.
    pub empty: &'static str,
    /// The button above: action needed, address, text.
    pub start: Option<(Action, &'static str, &'static str)>,
}

/// `sql` is an expression over `r` and the tables of `from`; `@today` stands for today's date and `@me` for the asker's agency.
#[derive(Debug)]
pub struct ListColumn {
    pub key: &'static str,
    pub title: &'static str,
    pub sql: &'static str,
    pub show: Show,
}

#[derive(Debug)]
pub enum Show {
    /// Text that links to the record.
    Link,
    Text,
    /// ISO text.
    Date,
    Number,
    /// Microseconds since 1970.
    Instant,
    /// A stored word and what is shown for it.
    Words(&'static [(&'static str, &'static str)]),
    /// A stored word shown as a coloured tag: word, text, GOV.UK tag colour.
    Tag(&'static [(&'static str, &'static str, &'static str)]),
}

#[derive(Debug)]
pub struct ListFilter {
    pub key: &'static str,
    pub title: &'static str,
    pub sql: &'static str,
    /// Stored word and text.
    pub options: &'static [(&'static str, &'static str)],
}

pub(crate) const PER_PAGE: i64 = 25;
/// Exports stop here, and say so.
pub(crate) const EXPORT_MOST: i64 = 50_000;
