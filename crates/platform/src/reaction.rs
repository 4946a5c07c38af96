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
        handled += react(site, &chain).await?;
    }
    Ok(handled)
}

/// One reaction that fails holds up nobody but itself; the first failure is told once the others have run.
async fn react(site: &Site, chain: &str) -> anyhow::Result<usize> {
    let mut going: Vec<Reaction> = site.reactions().to_vec();
    let (mut handled, mut failed) = (0, None);
    loop {
        let names: Vec<&str> = going.iter().map(|reaction| reaction.name).collect();
        let batch = site.ledger().consume(&names, chain, BATCH).await?;
        let Some(last) = batch.entries.last().map(|entry| entry.number) else { break };
        let mut stuck = Vec::new();
        for (at, reaction) in going.iter().enumerate() {
            for entry in batch.new_to(at) {
                if !reaction.kinds.contains(&entry.kind.as_str()) || entry.body == ledger::Body::Forgotten {
                    continue;
                }
                let system = System::because(site.clone(), reaction.name, entry);
                if let Err(error) = (reaction.run)(&system, entry).await {
                    failed.get_or_insert(error.context(reaction.name));
                    stuck.push(reaction.name);
                    break;
                }
                handled += 1;
            }
        }
        let done: Vec<&str> = names.into_iter().filter(|name| !stuck.contains(name)).collect();
        if !done.is_empty() {
            site.ledger().advance(&done, chain, last).await?;
        }
        going.retain(|reaction| !stuck.contains(&reaction.name));
    }
    failed.map_or(Ok(handled), Err)
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
