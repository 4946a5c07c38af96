//! The demonstration years: an invented partnership's 2024-25, 2025-26 and the months after, made by people acting through the one door
//! under a simulated clock.
//!
//! **Invariant:** everybody and everything in it is invented; the published figures of one real area are named as the comparator.
//! **Invariant:** the same seed makes the same hashes.
//! **Invariant:** the simulated clock is reachable only from here.

mod agencies;
mod contributions;
mod escalations;
mod groups;
mod meetings;
mod people;
mod priorities;
mod reports;
mod stage;

use std::{
    path::Path,
    sync::{Arc, atomic::AtomicI64},
};

use jiff::civil::date;
use ledger::{Chance, Clock};
use platform::{
    COMMONS, Config, Site, System,
    partnership::{self, Partnership},
};

use self::stage::Stage;
use crate::wire;

/// The chain of the partnership a visitor looks around in.
pub const PARTNERSHIP: &str = "northbrook";
/// The neighbour that shares its police and its integrated care board.
pub const NEIGHBOUR: &str = "eastmere";

/// The last day that is told of.
const ENDS: kernel::Date = date(2026, 9, 30);

/// Written last into the folder, so that a demonstration that was interrupted is made again.
const DONE: &str = "demonstration.made";

/// True where the folder holds a whole demonstration.
pub fn is_made(data: &Path) -> bool {
    data.join(DONE).exists()
}

/// Makes the years in an empty installation.
///
/// # Errors
/// A folder that holds an installation which is no demonstration, or a story that a rule refused.
pub async fn make(config: Config, seed: u64) -> anyhow::Result<()> {
    let data = config.data.clone();
    let begins = date(2024, 3, 25);
    let hands = Arc::new(AtomicI64::new(kernel::Vague::day(begins).from.map_or(0, |at| at.as_microsecond())));
    let (site, _) = Site::open(config, Clock::Simulated(hands.clone()), Chance::Seeded(seed), wire::slices()).await?;
    anyhow::ensure!(
        site.ledger().chains().await?.iter().all(|chain| chain == COMMONS),
        "{} holds an installation that is not a whole demonstration: choose another folder, or delete it",
        data.display()
    );
    let mut stage = Stage::new(site, hands, seed, begins);
    found(&stage, PARTNERSHIP, "Northbrook Safeguarding Partnership").await?;
    found(&stage, NEIGHBOUR, "Eastmere Safeguarding Partnership").await?;
    let agencies = agencies::register(&mut stage).await?;
    people::appoint(&mut stage, &agencies).await?;
    let mut events = escalations::plan(&mut stage, &agencies)?;
    events.extend(agencies::later(&agencies));
    events.extend(groups::plan(&mut stage, &agencies)?);
    events.extend(meetings::plan(&mut stage, &agencies)?);
    events.extend(priorities::plan(&agencies)?);
    events.extend(contributions::plan(&agencies)?);
    events.extend(reports::plan());
    anyhow::ensure!(events.iter().all(|event| event.day <= ENDS), "something happens after the demonstration ends");
    events.sort_by_key(|event| (event.day, event.hour, event.order));
    let mut hour = (begins, 0, 0);
    for event in events {
        // Acts of one hour follow one another by a second, and never go back; what follows from them follows at the hour's end.
        if (hour.0, hour.1) == (event.day, event.hour) {
            hour.2 += 1;
        } else {
            stage.settle().await?;
            hour = (event.day, event.hour, 0);
        }
        stage.until(event.day, event.hour, hour.2).await?;
        match event.what {
            What::Escalation(step) => escalations::happen(&stage, step).await?,
            What::Agency(step) => agencies::happen(&mut stage, step).await?,
            What::Group(step) => groups::happen(&stage, *step).await?,
            What::Meeting(step) => meetings::happen(&stage, *step).await?,
            What::Priority(step) => priorities::happen(&stage, *step).await?,
            What::Contribution(step) => contributions::happen(&stage, step).await?,
            What::Report(step) => reports::happen(&stage, step).await?,
        }
    }
    stage.settle().await?;
    stage.until(ENDS, 17, 0).await?;
    stage.site.ledger().close().await;
    std::fs::write(data.join(DONE), format!("seed {seed}\n"))?;
    Ok(())
}

/// Something that happens on a day at an hour; `order` tells two of one hour apart.
struct Event {
    day: kernel::Date,
    hour: i8,
    order: usize,
    what: What,
}

enum What {
    Escalation(escalations::Step),
    Agency(agencies::Step),
    Group(Box<groups::Step>),
    Meeting(Box<meetings::Step>),
    Priority(Box<priorities::Step>),
    Contribution(contributions::Step),
    Report(reports::Step),
}

async fn found(stage: &Stage, slug: &str, name: &str) -> anyhow::Result<()> {
    let system = System::routine(stage.site.clone(), "installation", COMMONS);
    // The area whose published figures stand in for this invented one, as the labelled comparator.
    let command = partnership::Command::Found { name: name.to_owned(), slug: slug.to_owned(), areas: vec!["E09000017".to_owned()] };
    system.act::<Partnership>(stage.id(), command, slug).await.map_err(|unmet| anyhow::anyhow!("{unmet:?}"))?;
    stage.settle().await
}
