//! # Published statistics
//!
//! Tables that the Department for Education and the Office for National Statistics publish are *imported* as they are, and kept for the
//! partnership's area, its ten statistical neighbours, its region and England: each **measure**, for each area and period, with the symbol
//! where the publisher printed one instead of a number. An edition that comes later takes the place of the earlier one, cell by cell.
//!
//! * what can be imported: [`catalogue`] (`data/measures.toml`) and [`period`] · from bytes to cells, pure: [`sheet`], [`mod@read`],
//!   [`neighbours`], [`value`] · which areas: [`areas`] · facts and state: [`fact`] · the rule: [`decide`] · read side: [`rows`] ·
//!   numbers over the years and side by side: [`mod@series`] · bringing files in: [`mod@import`], [`upload`] · pages: [`web`], [`mod@measure`] ·
//!   figures: [`figures`] · JSON: the list's own, and [`mod@measure`]'s
//!
//! **Invariant:** what was printed is kept as it was printed, with its file and line; nothing printed is ever put right.
//! **Invariant:** what is worked out here (a rate, a median, a sum) is marked as worked out here wherever it is shown.
//! **Invariant:** a file that cannot be read whole changes nothing, nor do those given with it; the refusal says file, line and what.
//! **Invariant:** a line about areas that is not understood is passed over and named, never left out in silence.
//! **Invariant:** the same bytes for the same areas change nothing when they come again.

mod areas;
mod catalogue;
mod decide;
mod fact;
mod figures;
mod import;
mod measure;
mod neighbours;
mod period;
mod read;
#[cfg(test)]
mod real;
mod rows;
mod series;
mod sheet;
#[cfg(test)]
mod tests;
mod upload;
mod value;
mod web;

use platform::{Action, Nav, Slice};

pub use self::{
    areas::{Area, Areas, ENGLAND, Level, Neighbour, Place},
    catalogue::{Known, Source, measure, measures, source, sources, symbol},
    decide::{Command, Refusal},
    fact::{Changed, Fact, Statistics},
    import::{Brought, Door, Given, Outcome, bring, import, in_folder},
    read::{Cell, PassedOver, Release, read_release},
    rows::release_id,
    series::{Compared, Near, Point, Series, compared, median, series},
    sheet::BadFile,
};

pub const VIEW: Action = Action("statistics.view");
pub const IMPORT: Action = Action("statistics.import");

pub fn slice() -> Slice {
    Slice::new("statistics")
        .record::<Statistics>(
            &[rows::STATISTIC, rows::RELEASE, rows::LOCAL_AUTHORITY, rows::STATISTICAL_NEIGHBOUR],
            "/statistics/releases/",
        )
        .actions(&[VIEW, IMPORT])
        .list(&web::LIST)
        .routes(web::routes())
        .routes(measure::routes())
        .routes(upload::routes())
        .figures(figures::FIGURES.iter().copied())
        .worded(figures::words)
        .nav(Nav { title: "Published statistics", href: "/statistics", action: VIEW, order: 600 })
}
