//! # Published statistics
//!
//! Files of the Department for Education and the Office for National Statistics are *imported* as they were published: the cells of the
//! partnership's own area, its statistical neighbours, its region, London and England, with their symbols for what was held back. A newer
//! edition of a file takes the place of the older, which stays on the record.
//!
//! * facts and state: [`fact`] · the rule: [`decide`] · reading files: [`mod@read`] · read side: [`rows`] · pages: [`web`] ·
//!   figures: [`figures`] · the command line's import: [`mod@import`]
//!
//! **Invariant:** a cell is kept as it was printed; nothing is rounded, filled in or computed.
//! **Invariant:** a broken file changes nothing, and the refusal says file, line and what.
//! **Invariant:** the same file a second time changes nothing.

mod decide;
mod fact;
mod figures;
mod import;
mod measures;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use platform::{Action, Nav, Slice};

pub use self::{
    decide::{Command, Refusal},
    fact::{Cell, Fact, Release},
    import::{Imported, import},
    measures::{FileKind, Measure, measures},
    read::{Areas, BadFile, ReadRelease, neighbours, read},
};

pub const VIEW: Action = Action("statistics.view");
pub const IMPORT: Action = Action("statistics.import");

pub fn slice() -> Slice {
    Slice::new("statistics")
        .record::<Release>(&[rows::RELEASE, rows::STATISTIC], "/statistics/releases/")
        .actions(&[VIEW, IMPORT])
        .routes(web::routes())
        .figures(figures::FIGURES.iter().copied())
        .nav(Nav { title: "Published statistics", href: "/statistics", action: VIEW, order: 600 })
}
