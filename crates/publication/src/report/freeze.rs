//! Citations answered: figures measured once each, kept back where they are small, and compared with what was frozen.

use std::collections::BTreeMap;

use ledger::Read;
use platform::{Change, Measured, Period, Quantity, Scope, Site, Suppress, suppressed};

use super::{
    cite::{Cite, Figured},
    fact::{Defined, Frozen, Printed},
    kept_back::{Open, keep_back_together},
    rows::Shown,
};

/// A figure for a year with its arguments: what is measured once, however often it is cited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub id: String,
    pub year: i16,
    pub arguments: Vec<String>,
}

/// A figure as the report shows it.
#[derive(Debug, Clone)]
pub(super) struct Cited {
    /// From 1, in order of first appearance.
    pub number: i64,
    pub figure: Defined,
    pub measured: Measured,
    /// The whole and its parts as they may be published: one decision for the whole document.
    pub whole: Quantity,
    pub parts: Vec<(String, Quantity)>,
}

impl Cited {
    /// Whether anything of it is kept back. Then the facts behind it are neither listed nor numbered: their number is what is kept back.
    pub(super) fn keeps_back(&self) -> bool {
        keeps_back(&self.whole, &self.parts)
    }
}

fn keeps_back(whole: &Quantity, parts: &[(String, Quantity)]) -> bool {
    std::iter::once(whole).chain(parts.iter().map(|(_, quantity)| quantity)).any(|quantity| *quantity == Quantity::KeptBack)
}

pub(super) type Answers = BTreeMap<Key, Cited>;

/// As of when the report's figures are measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct AsOf {
    pub chain: i64,
    pub commons: i64,
}

/// The figures a citation needs: its own, or one for each year of a chart.
pub(super) fn keys(site: &Site, cite: &Cite, year: i16) -> Result<Vec<Key>, String> {
    let (of, last) = match cite {
        Cite::Figure(of) | Cite::Table(of) => (of, 1),
        Cite::Chart { of, last } => (of, i16::from((*last).max(1))),
        Cite::Record(_) | Cite::Quote { .. } => return Ok(Vec::new()),
    };
    (0..last).rev().map(|back| key(site, of, year, back)).collect()
}

pub(super) fn key(site: &Site, of: &Figured, year: i16, back: i16) -> Result<Key, String> {
    let figure = site.figure(&of.id).ok_or_else(|| format!("there is no figure `{}`: the list of figures is at /figures", of.id))?;
    if let Some(unknown) = of.arguments.keys().find(|name| !figure.arguments.contains(&name.as_str())) {
        return Err(format!("the figure `{}` takes no `{unknown}`", of.id));
    }
    let argument = |name: &&str| of.arguments.get(*name).cloned().ok_or_else(|| format!("the figure `{}` needs `{name}=…`", of.id));
    let arguments = figure.arguments.iter().map(argument).collect::<Result<_, _>>()?;
    Ok(Key { id: of.id.clone(), year: of.year.unwrap_or(year) - back, arguments })
}

/// Measures what is cited, each figure once, numbered in order of first appearance.
pub(super) async fn measure(site: &Site, tx: &mut Read, chain: &str, as_of: AsOf, wanted: Vec<Key>) -> ledger::Result<Answers> {
    let mut answers = Answers::new();
    let mut rules = BTreeMap::new();
    for key in wanted {
        if answers.contains_key(&key) {
            continue;
        }
        let Some(figure) = site.figure(&key.id).copied() else { continue };
        let scope = Scope {
            chain: chain.to_owned(),
            as_of: as_of.chain,
            commons_as_of: as_of.commons,
            period: Period::financial_year(key.year),
            arguments: key.arguments.clone(),
        };
        let measured = figure.measure(tx, &scope).await?;
        let number = i64::try_from(answers.len()).unwrap_or(0) + 1;
        let (whole, parts) = publishable(figure.suppress, &measured);
        rules.insert(number, figure.suppress);
        let figure = Defined::of(site, &figure, &key.arguments);
        answers.insert(key, Cited { number, figure, measured, whole, parts });
    }
    let figures = answers.values_mut().map(|Cited { number, measured, whole, parts, .. }| {
        let suppress = rules.get(number).copied().unwrap_or(Suppress::SmallCounts);
        Open { suppress, measured, whole, parts }
    });
    keep_back_together(&mut figures.collect::<Vec<_>>());
    Ok(answers)
}

/// The figures as they were frozen: a published report is never measured again.
pub(super) fn thawed(site: &Site, frozen: Vec<Frozen>) -> Answers {
    let one = |frozen: Frozen| {
        let Printed { figure, whole, parts } = printed(site, &frozen)?;
        let measured = frozen.measured;
        let year = measured.scope.period.from.year();
        let key = Key { id: measured.figure.clone(), year, arguments: measured.scope.arguments.clone() };
        Some((key, Cited { number: frozen.number, figure, measured, whole, parts }))
    };
    frozen.into_iter().filter_map(one).collect()
}

/// As it was printed. What was frozen before that was kept shows by the definition it was measured with.
fn printed(site: &Site, frozen: &Frozen) -> Option<Printed> {
    let by_definition = || {
        let figure = site.figure_version(&frozen.measured.figure, frozen.measured.version)?;
        let (whole, parts) = publishable(figure.suppress, &frozen.measured);
        let figure = Defined::of(site, figure, &frozen.measured.scope.arguments);
        Some(Printed { figure, whole, parts })
    };
    frozen.printed.clone().or_else(by_definition)
}

fn publishable(suppress: Suppress, measured: &Measured) -> (Quantity, Vec<(String, Quantity)>) {
    match suppress {
        Suppress::Never => (measured.quantity.clone(), measured.parts.clone()),
        Suppress::SmallCounts => suppressed(&measured.quantity, &measured.parts),
    }
}

/// To be frozen, in order.
pub(super) fn frozen(answers: &Answers) -> Vec<Frozen> {
    let one = |cited: &Cited| {
        let printed = Printed { figure: cited.figure.clone(), whole: cited.whole.clone(), parts: cited.parts.clone() };
        Frozen { number: cited.number, measured: cited.measured.clone(), printed: Some(printed) }
    };
    let mut all: Vec<Frozen> = answers.values().map(one).collect();
    all.sort_by_key(|frozen| frozen.number);
    all
}

/// A frozen figure beside what it comes to now, and why. Both as they may be published.
pub(super) struct Recomputed {
    pub number: i64,
    pub title: String,
    pub then: Quantity,
    /// None where the figure is no longer defined.
    pub now: Option<Quantity>,
    /// Something of it is kept back, then or now, so the reasons are told without their numbers: the difference would give it away.
    pub kept_back: bool,
    pub change: Change,
}

/// Computes every frozen figure anew, with today's definition and all that is known today.
pub(super) async fn recompute(site: &Site, tx: &mut Read, report: &Shown, frozen: Vec<Frozen>) -> ledger::Result<Vec<Recomputed>> {
    let (head, commons) = (tx.head(&report.chain).await?, tx.head(platform::COMMONS).await?);
    let mut all = Vec::new();
    let mut anew = Vec::new();
    for frozen in frozen {
        let Some(Printed { figure: Defined { title, .. }, whole, parts }) = printed(site, &frozen) else { continue };
        let Frozen { number, measured: then, .. } = frozen;
        let kept_back = keeps_back(&whole, &parts);
        let mut one = Recomputed { number, title, then: whole, now: None, kept_back, change: Change::default() };
        if let Some(figure) = site.figure(&then.figure).copied() {
            let scope = Scope { as_of: head, commons_as_of: commons, ..then.scope.clone() };
            let measured = figure.measure(tx, &scope).await?;
            one.change = then.change(&measured);
            // What was kept back once stays so, whatever today's definition says: the record is still nearly the same.
            let suppress = if kept_back { Suppress::SmallCounts } else { figure.suppress };
            let (mut now, now_parts) = publishable(suppress, &measured);
            if one.then == Quantity::KeptBack {
                now = Quantity::KeptBack;
            }
            anew.push((all.len(), suppress, measured, now, now_parts));
        }
        all.push(one);
    }
    let figures = anew.iter_mut().map(|(_, suppress, measured, whole, parts)| Open { suppress: *suppress, measured, whole, parts });
    keep_back_together(&mut figures.collect::<Vec<_>>());
    for (place, _, _, now, parts) in anew {
        if let Some(one) = all.get_mut(place) {
            one.kept_back |= keeps_back(&now, &parts);
            one.now = Some(now);
        }
    }
    Ok(all)
}
