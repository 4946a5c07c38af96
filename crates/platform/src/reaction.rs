//! What follows from a fact, elsewhere and afterwards: reactions read by cursor, routines by the clock; both write through the one door.

use std::time::Duration;

use futures::future::BoxFuture;
use ledger::Entry;

use crate::{Site, cx::System};

pub type Reacting<'a> = BoxFuture<'a, anyhow::Result<()>>;

/// Runs once for each entry whose kind it names, however often it is tried: its acts carry a key made of its name and their cause.
#[derive(Clone, Copy)]
pub struct Reaction {
    pub name: &'static str,
    /// "escalation.raised" …
    pub kinds: &'static [&'static str],
    pub run: for<'a> fn(&'a System, &'a Entry) -> Reacting<'a>,
}

/// Asks, every so often, what silence has brought about (a stage whose limit has passed), and acts on it with a key of its own making.
#[derive(Clone, Copy)]
pub struct Routine {
    pub name: &'static str,
    pub every: Duration,
    pub run: for<'a> fn(&'a System) -> Reacting<'a>,
}

const BATCH: i64 = 200;

/// Brings every reaction up to the head of every chain. Called after each commit, and by tests and the demonstration until quiet.
///
/// # Errors
/// The first reaction that failed; its cursor has not moved past the entry it failed on.
pub async fn react_all(site: &Site) -> anyhow::Result<usize> {
    let mut handled = 0;
    for chain in site.ledger().chains().await? {
        if chain.ends_with(".access") {
            continue;
        }
        for reaction in site.reactions() {
            handled += react(site, *reaction, &chain).await?;
        }
    }
    Ok(handled)
}

async fn react(site: &Site, reaction: Reaction, chain: &str) -> anyhow::Result<usize> {
    let mut handled = 0;
    loop {
        let entries = site.ledger().consume(reaction.name, chain, BATCH).await?;
        let Some(last) = entries.last().map(|entry| entry.number) else { return Ok(handled) };
        for entry in &entries {
            if reaction.kinds.contains(&entry.kind.as_str()) && entry.body != ledger::Body::Forgotten {
                let system = System::because(site.clone(), reaction.name, entry);
                (reaction.run)(&system, entry).await?;
                handled += 1;
            }
        }
        site.ledger().advance(reaction.name, chain, last).await?;
    }
}

/// Runs every routine once, for every partnership.
///
/// # Errors
/// The first routine that failed.
pub async fn run_routines(site: &Site) -> anyhow::Result<()> {
    for routine in site.routines() {
        run_routine(site, *routine).await?;
    }
    Ok(())
}

async fn run_routine(site: &Site, routine: Routine) -> anyhow::Result<()> {
    for chain in site.ledger().chains().await? {
        if !chain.ends_with(".access") && chain != crate::COMMONS {
            let system = System::routine(site.clone(), routine.name, &chain);
            (routine.run)(&system).await?;
        }
    }
    Ok(())
}

/// Reactions after every commit, routines by their own rhythm, until the site closes.
pub fn start(site: &Site) {
    let reacting = site.clone();
    tokio::spawn(async move {
        let mut committed = reacting.ledger().committed();
        loop {
            if let Err(error) = react_all(&reacting).await {
                tracing::error!(error = format!("{error:#}"), "a reaction failed and will be tried again");
                tokio::time::sleep(Duration::from_secs(5)).await;
                continue;
            }
            if committed.changed().await.is_err() {
                return;
            }
        }
    });
    for routine in site.routines().iter().copied() {
        let site = site.clone();
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(routine.every);
            loop {
                ticks.tick().await;
                if let Err(error) = run_routine(&site, routine).await {
                    tracing::error!(routine = routine.name, error = format!("{error:#}"), "a routine failed and will run again");
                }
            }
        });
    }
}
