//! # Annual report
//!
//! For a partnership, an audience and a year, a report is *opened*; its sections are *written* in Markdown that cites figures by name; the
//! rows of the statutory checklist are *answered*; it is *signed* by all three statutory partners, and *published*: frozen, hashed, and
//! open to everybody. Every figure in it opens onto its definition and the facts counted.
//!
//! * facts and state: [`fact`] · the rule: [`decide`] · read side: [`rows`] · what the law asks: [`sections`] · the citation language:
//!   [`cite`] · from text to page and PDF: [`compose`], [`html`], [`mod@print`] · figures frozen and recomputed: [`freeze`] ·
//!   small counts kept back in all of them alike: [`kept_back`] · words of records: [`quote`] · pages: [`web`] ·
//!   a first draft: [`mod@starter`]
//!
//! **Invariant:** a number in the text that is neither a figure, a date, a citation nor quoted stops the report, with its line.
//! **Invariant:** a signature is for one wording: when the text changes, it no longer counts.
//! **Invariant:** what is published is never changed; what its figures have become since is shown beside it.

mod build;
mod cite;
mod compose;
mod decide;
mod edit;
mod fact;
mod figures;
mod freeze;
mod html;
mod kept_back;
mod print;
mod public;
mod quote;
mod rows;
mod sections;
mod starter;
#[cfg(test)]
mod tests;
mod web;

use platform::{Action, Nav, Slice};

pub use self::{
    build::{Built, build, publish_command, sign_command},
    compose::Problem,
    decide::{Command, Reads, Refusal},
    fact::{Answer, Audience, Defined, Fact, Frozen, FrozenWords, Printed, Report, Signer},
    sections::{checklist_keys, section_keys},
    starter::starter,
};

pub const VIEW: Action = Action("report.view");
pub const OPEN: Action = Action("report.open");
pub const DRAFT: Action = Action("report.draft");
pub const SIGN: Action = Action("report.sign");
pub const PUBLISH: Action = Action("report.publish");

pub fn slice() -> Slice {
    Slice::new("report")
        .record::<Report>(&[rows::REPORT, rows::SECTION, rows::ANSWER, rows::SIGNATURE, rows::FROZEN, rows::WORDS], "/reports/")
        .actions(&[VIEW, OPEN, DRAFT, SIGN, PUBLISH])
        .list(&web::LIST)
        .routes(web::routes())
        .routes(edit::routes())
        .routes(public::routes())
        .figures(figures::FIGURES.iter().copied())
        .nav(Nav { title: "Annual reports", href: "/reports", action: VIEW, order: 700 })
}
