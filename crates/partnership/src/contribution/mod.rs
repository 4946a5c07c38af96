//! # Contribution
//!
//! Each partner says what it did in the year and what difference it made. It is *invited* by a day, *reminded*, *written* as often as it
//! likes, *submitted* by its author, *signed off* by somebody else of the same agency, or *returned* for more by them or by the business manager. The yearly report needs one
//! from each statutory partner, and prints what was signed.
//!
//! * facts and state: [`fact`] · the rule: [`decide`] · read side: [`rows`] · pages: [`web`] · figures: [`figures`] · reminders: [`follow`]
//!
//! **Invariant:** one contribution an agency and year.
//! **Invariant:** whoever wrote it does not sign it off.
//! **Invariant:** a signed contribution is not changed; it is returned first.

mod decide;
mod fact;
mod figures;
mod follow;
mod passages;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use std::time::Duration;

use platform::{Action, Nav, Reaction, Routine, Slice};

pub use self::{
    decide::{Command, Refusal},
    fact::{Contribution, Fact, Words},
};

pub const VIEW: Action = Action("contribution.view");
pub const INVITE: Action = Action("contribution.invite");
pub const WRITE: Action = Action("contribution.write");
pub const SIGN: Action = Action("contribution.sign");
pub const RETURN: Action = Action("contribution.return");

pub fn slice() -> Slice {
    Slice::new("contribution")
        .record::<Contribution>(&[rows::CONTRIBUTION], "/contributions/")
        .actions(&[VIEW, INVITE, WRITE, SIGN, RETURN])
        .list(&web::LIST)
        .routes(web::routes())
        .figures(figures::FIGURES.iter().copied())
        .passages(passages::PASSAGES.iter().copied())
        .reaction(Reaction {
            name: "contribution-notices",
            kinds: &["contribution.invited", "contribution.submitted", "contribution.returned"],
            run: follow::tell,
        })
        .routine(Routine { name: "contribution-reminders", every: Duration::from_secs(3600), run: follow::remind })
        .nav(Nav { title: "Contributions", href: "/contributions", action: VIEW, order: 500 })
}

/// The stream of an agency's contribution to a year: one, however often it is asked for.
pub fn stream_of(agency: &str, year: i16) -> String {
    format!("contribution-{year}-{agency}")
}
