//! What follows by itself: agencies are told that they are asked, and reminded while nothing has come.

use ledger::Entry;
use platform::{Reacting, System, Unmet, tell_agency};

use super::{Command, Contribution, Fact, Refusal, rows};

pub(super) fn tell<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let mut tx = system.site.ledger().read().await?;
        let Some(shown) = rows::one(&mut tx, &system.chain, &entry.stream).await? else { return Ok(()) };
        drop(tx);
        let (subject, occasion) = match entry.fact::<Fact>()? {
            Fact::Invited { .. } => ("Your agency is asked for its contribution to the yearly report", "invited"),
            Fact::Submitted { .. } => ("A contribution of your agency waits to be signed off", "submitted"),
            Fact::Returned { .. } => ("A contribution of your agency was returned for more", "returned"),
            _ => return Ok(()),
        };
        tell_agency(system, &shown.agency, subject, &entry.stream, occasion).await?;
        Ok(())
    })
}

/// Two weeks before, three days before, and the day after it was due: once each.
const REMINDERS: &[i32] = &[14, 3, -1];

pub(super) fn remind(system: &System) -> Reacting<'_> {
    Box::pin(async move {
        let mut tx = system.site.ledger().read().await?;
        let waiting = rows::waiting(&mut tx, &system.chain).await?;
        drop(tx);
        for (stream, agency, due) in waiting {
            let left = (due - system.at.today).get_days();
            let Some(before) = REMINDERS.iter().rev().find(|days| left <= **days) else { continue };
            let occasion = format!("{stream}:{before}");
            match system.act::<Contribution>(&stream, Command::Remind { before: i64::from(*before) }, &occasion).await {
                Ok(done) if !done.repeated => {
                    let subject = "Your agency's contribution to the yearly report is still to come";
                    tell_agency(system, &agency, subject, &stream, &occasion).await?;
                }
                Ok(_) | Err(Unmet::Refused(Refusal::AlreadyReminded)) => {}
                Err(unmet) => anyhow::bail!("a contribution could not be asked for again: {unmet:?}"),
            }
        }
        Ok(())
    })
}
