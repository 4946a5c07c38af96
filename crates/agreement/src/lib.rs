//! # The agreement
//! The information-sharing agreement is the policy: what the partnership's governance lead reads in the folder `agreement/` is what decides.
//! A question ([`Asker`], an action, a [`Class`] of records) gets a [`Decision`] with its [`Receipt`], or with the clauses that would be
//! [`Needed`] and whom to ask. Nothing is allowed that no clause permits, and no clause overrides a guard.
//!
//! **Invariant:** no clause allows anything across partnerships.
//! **Invariant:** a system administrator reads no content.
//! **Invariant:** a hidden record is never known to somebody who may not see it.
//!
//! This is the only crate that names `cedar_policy`.

mod agreement;
mod ask;
mod check;
mod clause;
mod decide;
mod error;
mod matrix;
mod scenario;
mod words;

pub use self::{
    agreement::Agreement,
    ask::{ActionSpec, Asker, COMMONS, Class, Decision, Needed, Receipt, Standing},
    clause::{Clause, Duty, LimitUnit},
    error::AgreementError,
    matrix::{Requirement, WouldAllow},
    scenario::ScenarioResult,
    words::{Compartment, NotAWord, Restriction, Role, Verb},
};

/// [`Agreement::standing`], for callers that hold the agreement and read better this way round.
pub fn standing(agreement: &Agreement, asker: &Asker, action: &str, view_action: &str, class: &Class) -> Standing {
    agreement.standing(asker, action, view_action, class)
}
