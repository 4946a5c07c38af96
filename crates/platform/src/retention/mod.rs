//! # Retention
//!
//! When the time to keep a record is over, one person *proposes* its destruction and another *approves* it: its key is destroyed, its rows,
//! words and evidence are cleared, and its entries stay in the chain, unopenable, as the proof that there was something. A *legal hold*
//! stops all of it until lifted.
//!
//! **Invariant:** two people; no legal hold; a certificate that stays.
//! **Invariant:** not while another record is about it, nor while a person it is about was written about within the past year.
//! **Invariant:** whoever proposes has seen when the record's time is over, and says under which rule.

mod decide;
mod fact;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use crate::{Action, Slice};

pub use self::{
    decide::{Command, Reads, Refusal},
    fact::{Fact, Retention},
};

pub const PROPOSE: Action = Action("retention.propose");
pub const APPROVE: Action = Action("retention.approve");

pub(crate) fn slice() -> Slice {
    Slice::new("retention")
        .record::<Retention>(&[rows::RETENTION], "/retention/")
        .actions(&[PROPOSE, APPROVE])
        .list(&web::LIST)
        .routes(web::routes())
}

/// The stream of a record's retention: one a record, beside it.
pub fn stream_of(record: &str) -> String {
    format!("retention:{record}")
}
