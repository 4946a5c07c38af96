//! What follows by itself: the agencies concerned are told, in fixed words that say nothing about anybody.

use std::collections::BTreeSet;

use ledger::Entry;
use platform::{Reacting, System, tell_agency};

use super::{Fact, rows};

pub(super) fn tell<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let meeting = entry.stream.as_str();
        match entry.fact::<Fact>()? {
            Fact::Convened { seats, .. } => {
                let agencies: BTreeSet<String> = seats.into_iter().map(|seat| seat.agency).collect();
                for agency in agencies {
                    tell_agency(system, &agency, "A meeting in which your agency has a seat has been convened", meeting, "convened")
                        .await?;
                }
            }
            Fact::Cancelled { .. } => {
                let mut tx = system.site.ledger().read().await?;
                let seats = rows::seats(&mut tx, &system.chain, meeting).await?;
                drop(tx);
                let agencies: BTreeSet<String> = seats.into_iter().map(|seat| seat.agency).collect();
                for agency in agencies {
                    tell_agency(system, &agency, "A meeting in which your agency has a seat is cancelled", meeting, "cancelled").await?;
                }
            }
            Fact::Decided { decision, .. } => {
                tell_agency(system, &decision.owner, "A meeting decided something that your agency is to do", meeting, "decided").await?;
            }
            Fact::Challenged { challenge } => {
                tell_agency(system, &challenge.to, "A challenge waits for your agency's answer", meeting, "challenged").await?;
            }
            Fact::ChallengeAnswered { challenge, .. } => {
                let by = rows::challenger(system, meeting, &challenge).await?;
                if let Some(by) = by {
                    tell_agency(system, &by, "A challenge your agency raised was answered", meeting, "answered").await?;
                }
            }
            _ => {}
        }
        Ok(())
    })
}
