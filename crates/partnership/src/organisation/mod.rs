//! # Organisation
//!
//! An agency is *registered* with its type and the day it began; it works in one or more partnerships (its **footprint**: a police command
//! unit over three boroughs, an integrated care board over several, a council over one); it has named leads and sites; it may be renamed,
//! merged into a successor, and closed.
//!
//! * facts and state: [`fact`] · the rule: [`decide`] · read side: [`rows`] · pages: [`web`] · figures: [`figures`]
//!
//! **Invariant:** an organisation lives on the commons: one body is one record, however many partnerships it works in.
//! **Invariant:** a closed organisation takes no further fact; its successor is a registered organisation and never itself.
//! **Invariant:** in each partnership's footprint it stands once, as a statutory partner, a relevant agency or another body.

mod decide;
mod fact;
mod figures;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use platform::{Action, Nav, Slice};

pub use self::{
    decide::{Command, Reads, Refusal},
    fact::{AgencyType, Fact, Organisation, Phase, Post, Standing},
    rows::{Agency, agencies_in, name_of},
};

pub const VIEW: Action = Action("organisation.view");
pub const REGISTER: Action = Action("organisation.register");
pub const AMEND: Action = Action("organisation.amend");
pub const CLOSE: Action = Action("organisation.close");

pub fn slice() -> Slice {
    Slice::new("organisation")
        .record::<Organisation>(&[rows::ORGANISATION, rows::FOOTPRINT, rows::LEAD, rows::SITE], "/organisations/")
        .actions(&[VIEW, REGISTER, AMEND, CLOSE])
        .list(&web::LIST)
        .routes(web::routes())
        .figures(figures::FIGURES.iter().copied())
        .nav(Nav { title: "Organisations", href: "/organisations", action: VIEW, order: 100 })
}
