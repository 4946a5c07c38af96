//! # Break-glass
//!
//! Somebody who needs a record now and has no clause for it *breaks the glass*: says why, proves again that it is them, and sees that one
//! record for an hour. Whoever answers for the agreement is told at once, and somebody else *reviews* it within two working days.
//!
//! **Invariant:** a reason of at least twenty characters, and a fresh proof of who it is.
//! **Invariant:** one named record, sixty minutes; whether the agreement allows it at all is the agreement's business.
//! **Invariant:** nobody reviews their own.

mod decide;
mod fact;
mod figures;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use ledger::Entry;

use crate::{Action, Reacting, Reaction, Slice, cx::System, notice};

pub(crate) use self::rows::open_on;
pub use self::{
    decide::{Command, Refusal},
    fact::{BreakGlass, Fact, Reason},
};

pub const OPEN: Action = Action("breakglass.open");
pub const REVIEW: Action = Action("breakglass.review");

pub(crate) fn slice() -> Slice {
    Slice::new("break_glass")
        .record::<BreakGlass>(&[rows::BREAK_GLASS], "/break-glass/")
        .actions(&[OPEN, REVIEW])
        .list(&web::LIST)
        .figures(figures::FIGURES.iter().copied())
        .routes(web::routes())
        .reaction(Reaction { name: "break-glass-notices", kinds: &["break_glass.opened"], run: tell })
}

/// Everybody who may review is told at once.
fn tell<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let path = format!("/break-glass/{}", entry.stream);
        for person in rows::reviewers(system, &entry.actor).await? {
            notice::tell(system, &person, "Somebody opened a record by break-glass: it needs your review", &path, "opened").await?;
        }
        Ok(())
    })
}
