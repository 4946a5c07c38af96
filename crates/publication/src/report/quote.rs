//! What records say, answered: read once each, as known at one instant, and frozen as it was printed.

use std::collections::BTreeMap;

use ledger::Read;
use platform::{Period, Said, Scope, Site};

use super::{
    cite::{Cite, Quoted},
    fact::FrozenWords,
    freeze::AsOf,
    rows::Shown,
};

/// A passage and the year it is of.
pub(super) type Key = (String, i16);
pub(super) type Passages = BTreeMap<Key, Vec<Said>>;

/// The passage a citation needs, if it cites one.
///
/// # Errors
/// There is no such passage, in words.
pub(super) fn key(site: &Site, cite: &Cite, year: i16) -> Result<Option<Key>, String> {
    let Cite::Record(Quoted { id, year: own, .. }) = cite else { return Ok(None) };
    match site.passage(id) {
        None => Err(format!("no record says `{id}`: what can be quoted is listed below the text")),
        Some(_) => Ok(Some((id.clone(), own.unwrap_or(year)))),
    }
}

/// Reads what is cited, each passage once.
pub(super) async fn read(site: &Site, tx: &mut Read, chain: &str, as_of: AsOf, wanted: Vec<Key>) -> ledger::Result<Passages> {
    let mut passages = Passages::new();
    for (id, year) in wanted {
        if passages.contains_key(&(id.clone(), year)) {
            continue;
        }
        let Some(passage) = site.passage(&id).copied() else { continue };
        let scope = Scope {
            chain: chain.to_owned(),
            as_of: as_of.chain,
            commons_as_of: as_of.commons,
            period: Period::financial_year(year),
            arguments: Vec::new(),
        };
        passages.insert((id, year), passage.quote(tx, &scope).await?);
    }
    Ok(passages)
}

pub(super) fn thawed(frozen: Vec<FrozenWords>) -> Passages {
    frozen.into_iter().map(|frozen| ((frozen.passage, frozen.year), frozen.said)).collect()
}

pub(super) fn frozen(passages: &Passages) -> Vec<FrozenWords> {
    let one = |((passage, year), said): (&Key, &Vec<Said>)| FrozenWords { passage: passage.clone(), year: *year, said: said.clone() };
    passages.iter().map(one).collect()
}

/// What a citation quotes.
pub(super) fn said<'a>(passages: &'a Passages, of: &Quoted, year: i16) -> Vec<&'a Said> {
    let all = passages.get(&(of.id.clone(), of.year.unwrap_or(year)));
    let fits = |said: &&Said| of.only.as_ref().is_none_or(|only| said.heading == *only);
    all.into_iter().flatten().filter(fits).collect()
}

/// Why a citation quotes nothing, where it was to quote one record by its heading.
pub(super) fn missing(passages: &Passages, cite: &Cite, year: i16) -> Option<String> {
    let Cite::Record(of) = cite else { return None };
    let only = of.only.as_ref()?;
    said(passages, of, year).is_empty().then(|| format!("no record of `{}` is headed “{only}” in that year", of.id))
}

/// Quoted words that a record no longer says, beside what it says now; empty where it says nothing now.
pub(super) struct Changed {
    pub heading: String,
    pub then: String,
    pub now: String,
    pub href: String,
}

/// Reads every frozen passage anew.
pub(super) async fn changed(site: &Site, tx: &mut Read, report: &Shown, frozen: Vec<FrozenWords>) -> ledger::Result<Vec<Changed>> {
    let then = thawed(frozen);
    let now_at = AsOf { chain: tx.head(&report.chain).await?, commons: tx.head(platform::COMMONS).await? };
    let now = read(site, tx, &report.chain, now_at, then.keys().cloned().collect()).await?;
    let mut changes = Vec::new();
    for (key, before) in &then {
        let after = now.get(key).map_or(&[][..], Vec::as_slice);
        let same = |a: &Said, b: &Said| a.id == b.id && a.heading == b.heading;
        for old in before {
            let words = after.iter().find(|new| same(old, new)).map_or("", |new| new.words.as_str());
            if words != old.words {
                let (heading, href) = (old.heading.clone(), old.href.clone());
                changes.push(Changed { heading, then: old.words.clone(), now: words.to_owned(), href });
            }
        }
        for new in after.iter().filter(|new| !before.iter().any(|old| same(old, new))) {
            changes.push(Changed { heading: new.heading.clone(), then: String::new(), now: new.words.clone(), href: new.href.clone() });
        }
    }
    Ok(changes)
}
