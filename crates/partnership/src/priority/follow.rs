//! What follows by itself: an agency that is to lead is told so.

use ledger::Entry;
use platform::{Reacting, System, tell_agency};

use super::Fact;

pub(super) fn tell<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let agency = match entry.fact::<Fact>()? {
            Fact::Set { terms, .. } => terms.lead.agency().map(str::to_owned),
            Fact::Restated { joins, .. } => joins,
            _ => None,
        };
        if let Some(agency) = agency {
            tell_agency(system, &agency, "Your agency leads on one of the partnership's priorities", &entry.stream, "lead").await?;
        }
        Ok(())
    })
}
