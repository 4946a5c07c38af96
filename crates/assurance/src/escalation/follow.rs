//! What follows by itself: agencies are told, and silence moves an escalation on.

use ledger::Entry;
use platform::{Reacting, System, Unmet, tell_agency};

use super::{Command, Escalation, Fact, Refusal, rows};

/// The other agency is told that something waits for it. The words are fixed and say nothing about the case.
pub(super) fn tell<'a>(system: &'a System, entry: &'a Entry) -> Reacting<'a> {
    Box::pin(async move {
        let record = &entry.stream;
        let mut tx = system.site.ledger().read().await?;
        let Some(shown) = rows::one(&mut tx, &system.chain, &entry.stream).await? else { return Ok(()) };
        drop(tx);
        match entry.fact::<Fact>()? {
            Fact::Raised { .. } => {
                tell_agency(system, &shown.raised_with, "An escalation waits for your agency's answer", record, "raised").await?;
            }
            Fact::Answered { .. } => {
                tell_agency(system, &shown.raised_by, "An escalation your agency raised was answered", record, "answered").await?;
            }
            Fact::Advanced { .. } => {
                tell_agency(system, &shown.raised_with, "An escalation has moved to its next stage", record, "advanced").await?;
                tell_agency(system, &shown.raised_by, "An escalation has moved to its next stage", record, "advanced").await?;
            }
            _ => {}
        }
        Ok(())
    })
}

/// Each open escalation whose limit has passed moves to its next stage, once.
pub(super) fn silence(system: &System) -> Reacting<'_> {
    Box::pin(async move {
        let mut tx = system.site.ledger().read().await?;
        let silent = rows::silent(&mut tx, &system.chain, system.at.today).await?;
        drop(tx);
        for (stream, stage) in silent {
            match system.act::<Escalation>(&stream, Command::AdvanceForSilence, &format!("{stream}:stage-{stage}")).await {
                // Somebody may have acted in between.
                Ok(_) | Err(Unmet::Refused(Refusal::NotYetSilent | Refusal::Ended | Refusal::NoHigherStage)) => {}
                Err(unmet) => anyhow::bail!("an escalation could not be moved on: {unmet:?}"),
            }
        }
        Ok(())
    })
}
