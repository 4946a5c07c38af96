//! The rule.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{
    Fact, Statistics,
    catalogue::source,
    fact::{Changed, Edition},
    read::{Cell, Release},
};

/// So many cells travel in one fact, so that none is large.
const CELLS_MOST: usize = 500;

#[derive(Debug, Clone)]
pub enum Command {
    Import { release: Arc<Release> },
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("This is an earlier edition, up to {last}, than the one that is here, up to {here}")]
    Older { last: String, here: String },
    #[error("This is another table than the one imported here before")]
    AnotherTable,
    #[error("This is none of the published tables that Trefoil knows")]
    Unknown,
}

pub(super) fn decide(was: &Statistics, command: Command) -> Result<Vec<Fact>, Refusal> {
    let Command::Import { release } = command;
    let (changes, change) = changes(was, &release);
    let edition = Box::new(edition(&release, change).ok_or(Refusal::Unknown)?);
    match &was.edition {
        Some(here) if here.source != edition.source => Err(Refusal::AnotherTable),
        Some(here) if here.sha256 == edition.sha256 && here.areas == edition.areas => Ok(vec![]),
        Some(here) if edition.last < here.last => Err(Refusal::Older { last: edition.last, here: here.last.clone() }),
        _ => Ok(std::iter::once(Fact::Imported { edition }).chain(changes).collect()),
    }
}

fn edition(release: &Release, change: Changed) -> Option<Edition> {
    let source = source(release.source)?;
    let ends = || release.cells.iter().flat_map(|(_, cells)| cells).map(|cell| cell.ends_on.as_str());
    Some(Edition {
        source: source.key.clone(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        licence: source.licence.clone(),
        published_at: source.published_at.clone(),
        file: release.file.clone(),
        sha256: release.sha256.clone(),
        areas: release.areas.clone(),
        first: ends().min().unwrap_or_default().to_owned(),
        last: release.last().unwrap_or_default().to_owned(),
        kept: release.cells.iter().map(|(measure, cells)| ((*measure).to_owned(), count(cells.len()))).collect(),
        change,
        lines: release.lines,
        lines_kept: release.lines_kept,
        passed_over: release.passed_over.clone(),
        places: release.places.clone(),
    })
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// Only what the edition prints otherwise than the one before, so that a figure that changed names the cells that did.
fn changes(was: &Statistics, release: &Release) -> (Vec<Fact>, Changed) {
    let mut facts = Vec::new();
    let mut change = Changed::default();
    let mut now = HashSet::new();
    for (measure, cells) in &release.cells {
        let key = |cell: &Cell| ((*measure).to_owned(), cell.area.clone(), cell.period.clone());
        now.extend(cells.iter().map(key));
        let before = |cell: &Cell| was.printed.get(&key(cell));
        let new: Vec<Cell> = cells.iter().filter(|cell| before(cell) != Some(&cell.printed)).cloned().collect();
        let first = count(new.iter().filter(|cell| before(cell).is_none()).count());
        change.new += first;
        change.otherwise += count(new.len()) - first;
        for cells in new.chunks(CELLS_MOST) {
            let named = release.named.iter().filter(|area| cells.iter().any(|cell| cell.area == area.code)).cloned().collect();
            facts.push(Fact::Printed { measure: (*measure).to_owned(), file: release.file.clone(), named, cells: cells.to_vec() });
        }
    }
    let mut gone: BTreeMap<&String, Vec<(String, String)>> = BTreeMap::new();
    for key in was.printed.keys().filter(|key| !now.contains(*key)) {
        gone.entry(&key.0).or_default().push((key.1.clone(), key.2.clone()));
    }
    for (measure, cells) in gone {
        change.withdrawn += count(cells.len());
        facts.extend(cells.chunks(CELLS_MOST).map(|cells| Fact::Withdrawn { measure: measure.clone(), cells: cells.to_vec() }));
    }
    for (of, near) in release.neighbours.iter().filter(|(of, near)| was.neighbours.get(*of) != Some(*near)) {
        facts.push(Fact::NeighboursNamed { of: of.clone(), near: near.clone() });
    }
    (facts, change)
}
