//! # Partnership
//!
//! A safeguarding partnership of one or more local authority areas is *founded*, with a chain of its own and a chain of access beside it.
//!
//! **Invariant:** a partnership's chain is named once, at its founding, and never changes.

mod decide;
mod fact;
mod rows;
#[cfg(test)]
mod tests;

use crate::{Action, Reacting, Reaction, Slice, access, cx::System};

pub use self::{
    decide::{Command, Refusal},
    fact::{Fact, Partnership},
};

pub const VIEW: Action = Action("partnership.view");
pub const FOUND: Action = Action("partnership.found");

pub(crate) fn slice() -> Slice {
    Slice::new("partnership").record::<Partnership>(&[rows::PARTNERSHIP], "").actions(&[VIEW, FOUND]).reaction(Reaction {
        name: "chains",
        kinds: &["partnership.founded"],
        run: make_chains,
    })
}

/// A partnership's own chain, and the chain of access beside it.
fn make_chains<'a>(system: &'a System, entry: &'a ledger::Entry) -> Reacting<'a> {
    Box::pin(async move {
        if let Fact::Founded { slug, .. } = entry.fact::<Fact>()? {
            system.site.ledger().ensure_chain(&slug).await?;
            system.site.ledger().ensure_chain(&access::chain_beside(&slug)).await?;
        }
        Ok(())
    })
}
