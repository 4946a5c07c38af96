//! # Adoption
//!
//! A partnership *adopts* a version of the information-sharing agreement: a dated fact with the version's hash, so that *under which clause,
//! then?* has an answer.
//!
//! **Invariant:** only the version this program runs can be adopted: what is written down is what is enforced.

mod decide;
mod fact;
#[cfg(test)]
mod tests;
mod web;

use ledger::{Table, text};

use crate::{Action, Slice};

pub use self::{
    decide::{Command, Refusal},
    fact::{Adoption, Fact},
};

pub const VIEW: Action = Action("agreement.view");
pub const ADOPT: Action = Action("agreement.adopt");

/// One line for each version adopted: `id` is stream and version.
const ADOPTED: Table =
    Table { name: "adoption", version: 1, versioned: true, columns: &[text("agreement"), text("adopted_on"), text("note")], indexes: &[] };

/// The one stream of a partnership's adoptions.
pub const STREAM: &str = "adoption";

pub(crate) fn slice() -> Slice {
    Slice::new("adoption").record::<Adoption>(&[ADOPTED], "/agreement/adopted?").actions(&[VIEW, ADOPT]).routes(web::routes())
}
