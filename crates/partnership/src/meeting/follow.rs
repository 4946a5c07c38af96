//! What follows by itself: the agencies concerned are told, in fixed words that say nothing about anybody.

use std::collections::BTreeSet;

use ledger::Entry;
use platform::{Reacting, System, tell_agency};

use super::{Fact, rows};

pub(super) fn tell<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let path = format!("/meetings/{}", entry.stream);
        match entry.fact::<Fact>()? {
            Fact::Convened { seats, .. } => {
                let agencies: BTreeSet<String> = seats.into_iter().map(|seat| seat.agency).collect();
                for agency in agencies {
                    tell_agency(system, &agency, "A meeting in which your agency has a seat has been convened", &path, "convened").await?;
                }
            }
            Fact::Cancelled { .. } => {
                let mut tx = system.site.ledger().read().await?;
                let seats = rows::seats(&mut tx, &system.chain, &entry.stream).await?;
                drop(tx);
                let agencies: BTreeSet<String> = seats.into_iter().map(|seat| seat.agency).collect();
                for agency in agencies {
                    tell_agency(system, &agency, "A meeting in which your agency has a seat is cancelled", &path, "cancelled").await?;
                }
            }
            Fact::Decided { decision, .. } => {
                tell_agency(system, &decision.owner, "A meeting decided something that your agency is to do", &path, "decided").await?;
            }
            Fact::Challenged { challenge } => {
                tell_agency(system, &challenge.to, "A challenge waits for your agency's answer", &path, "challenged").await?;
            }
            Fact::ChallengeAnswered { challenge, .. } => {
                let by = rows::challenger(system, &entry.stream, &challenge).await?;
                if let Some(by) = by {
                    tell_agency(system, &by, "A challenge your agency raised was answered", &path, "answered").await?;
                }
            }
            _ => {}
        }
        Ok(())
    })
}
