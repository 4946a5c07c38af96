//! Which pairs are compared at all. Rules are looked for among many, and taken by what they were measured to find and to cost.
//!
//! A rule says what two records must have in common to be compared, *same birth date* or *same postcode and same initial*. On a sample of
//! records every rule is tried against the whole other file. A first model, learnt on everything that the sample's rules brought together,
//! says which of those pairs are one person; then rules are taken one after the other, each time the one that finds most that no rule
//! before it has found, less what its pairs cost.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    atom::{Atoms, Source},
    table::{Kind, Table},
};

/// A rule: atoms that must all agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) atoms: Vec<usize>,
}

/// How a rule did on the sample.
pub(crate) struct Tried {
    pub(crate) rule: Rule,
    /// Pairs per sampled record
    pub(crate) cost: f64,
    /// The pairs: the sampled record's place in the sample, and the other record
    pub(crate) pairs: Vec<(u32, u32)>,
    /// Keys that too many records have to be looked up by
    too_common: FxHashSet<u32>,
}

/// A rule that was taken, told in words for the reader of the result.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleTaken {
    /// "same birth date and same initial of the surname"
    pub words: String,
    /// How many pairs it brings together in all, as measured on the sample
    pub pairs: f64,
    /// Which share of all pairs need not be compared under it
    pub reduction: f64,
    /// The share of the sample's matches that it finds and none before it has found
    pub adds: f64,
}

/// Records of one key, on the other side, beyond which the key says too little to be looked up by.
pub(crate) fn block_limit(pairs_per_record: f64) -> usize {
    (pairs_per_record * 40.0).max(200.0) as usize
}

/// All rules worth trying: single atoms that say enough, two of different sources, and three that are each weak.
fn candidates(atoms: &Atoms) -> Vec<Rule> {
    let all = &atoms.atoms;
    let overlap = |one: Source, other: Source| {
        one == other
            || matches!(
                (one, other),
                (Source::BothNames, Source::GivenName | Source::Surname) | (Source::GivenName | Source::Surname, Source::BothNames)
            )
    };
    let mut rules: Vec<Rule> = (0..all.len()).filter(|atom| all[*atom].alone).map(|atom| Rule { atoms: vec![atom] }).collect();
    for (one, first) in all.iter().enumerate() {
        for (other, second) in all.iter().enumerate().skip(one + 1) {
            if overlap(first.source, second.source) {
                continue;
            }
            // A number of one's own needs no company.
            let numbers = |source: Source, alone: bool| matches!(source, Source::Other(_)) && alone;
            if !numbers(first.source, first.alone) && !numbers(second.source, second.alone) {
                rules.push(Rule { atoms: vec![one, other] });
            }
            if matches!((first.source, second.source), (Source::GivenName, Source::Surname)) && !first.alone && !second.alone {
                let third =
                    all.iter().enumerate().filter(|(_, atom)| matches!(atom.source, Source::Birth | Source::Address) && !atom.alone);
                rules.extend(third.map(|(third, _)| Rule { atoms: vec![one, other, third] }));
            }
        }
    }
    rules
}

/// Tries the rules, those of one atom first: a rule whose atoms hold another that is cheap enough by itself finds nothing that the other
/// does not, and is not tried.
pub(crate) fn try_all(table: &Table, atoms: &Atoms, sample: &[u32], (cheap, cost_limit): (f64, f64), limit: usize) -> Vec<Tried> {
    let mut tried: Vec<Tried> = Vec::new();
    let candidates = candidates(atoms);
    for size in 1..=3 {
        let cheap_ones: Vec<&Rule> = tried.iter().filter(|tried| tried.cost <= cheap).map(|tried| &tried.rule).collect();
        let holds = |rule: &Rule, other: &Rule| other.atoms.iter().all(|atom| rule.atoms.contains(atom));
        let next = candidates.iter().filter(|rule| rule.atoms.len() == size && !cheap_ones.iter().any(|cheap| holds(rule, cheap)));
        let next = next.cloned().collect();
        tried.extend(try_rules(table, atoms, next, sample, cost_limit, limit));
    }
    tried
}

/// Tries every rule on the sampled records, each against the whole other side. Rules that bring together more than `cost_limit` pairs a
/// record come back without their pairs.
fn try_rules(table: &Table, atoms: &Atoms, rules: Vec<Rule>, sample: &[u32], cost_limit: f64, limit: usize) -> Vec<Tried> {
    let (_, others) = table.sides();
    let most = (cost_limit * sample.len() as f64) as usize;
    let attempt = |rule: Rule| {
        let mut wanted: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        // Most records have a key that nobody in the sample has: a bit for each wanted key says so sooner than the map does.
        let mut bits = vec![0_u64; 1 << 10];
        let bit = |key: u32| ((key >> 6 & 0x3ff) as usize, 1_u64 << (key >> 16 & 63));
        for (place, record) in sample.iter().enumerate() {
            let key = atoms.key(&rule.atoms, *record);
            if key != 0 {
                wanted.entry(key).or_default().push(place as u32);
                let (word, bit) = bit(key);
                bits[word] |= bit;
            }
        }
        let mut found: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut count = 0_usize;
        let mut spoilt: FxHashSet<u32> = FxHashSet::default();
        for record in others.clone() {
            let key = atoms.key(&rule.atoms, record);
            let (word, bit) = bit(key);
            if key == 0 || bits[word] & bit == 0 {
                continue;
            }
            if let Some(places) = wanted.get(&key)
                && !spoilt.contains(&key)
            {
                let block = found.entry(key).or_default();
                block.push(record);
                count += places.len();
                if block.len() > limit {
                    count -= places.len() * block.len();
                    found.remove(&key);
                    spoilt.insert(key);
                }
                if count > most {
                    return Tried { rule, cost: f64::INFINITY, pairs: Vec::new(), too_common: spoilt };
                }
            }
        }
        let mut pairs = Vec::with_capacity(count);
        for (key, block) in &found {
            for place in &wanted[key] {
                pairs.extend(block.iter().filter(|other| **other != sample[*place as usize]).map(|other| (*place, *other)));
            }
        }
        let cost = pairs.len() as f64 / sample.len().max(1) as f64;
        Tried { rule, cost, pairs, too_common: spoilt }
    };
    rules.into_par_iter().map(attempt).collect()
}

/// Takes rules by what each adds to what is found, less what it costs. `matches` are pairs of the sample (its records by place) with the
/// probability that they are one person.
pub(crate) fn choose(
    table: &Table,
    atoms: &Atoms,
    tried: &[Tried],
    sample: &[u32],
    matches: &[(u32, u32, f64)],
    pairs_per_record: f64,
) -> (Vec<Rule>, Vec<RuleTaken>) {
    let total: f64 = matches.iter().map(|(_, _, weight)| weight).sum::<f64>().max(1e-9);
    let affordable: Vec<&Tried> = tried.iter().filter(|tried| tried.cost.is_finite() && tried.cost > 0.0).collect();
    let covers: Vec<Vec<bool>> = affordable
        .par_iter()
        .map(|tried| {
            let finds = |(place, other, _): &(u32, u32, f64)| {
                let key = atoms.key(&tried.rule.atoms, sample[*place as usize]);
                key != 0 && key == atoms.key(&tried.rule.atoms, *other) && !tried.too_common.contains(&key)
            };
            matches.iter().map(finds).collect()
        })
        .collect();
    let missed_without = |chosen: &[usize]| -> Vec<f64> {
        let found = |place: usize| chosen.iter().any(|rule| covers[*rule][place]);
        matches.iter().enumerate().map(|(place, (_, _, weight))| if found(place) { 0.0 } else { *weight }).collect()
    };
    let gain = |rule: usize, missed: &[f64]| -> f64 {
        covers[rule].iter().zip(missed).filter(|(covered, _)| **covered).map(|(_, weight)| weight).sum()
    };
    // What a rule finds must be worth its pairs, and the time it takes to sort the records by its key.
    // In small files pairs are cheap, because they are few.
    let size = (table.len() as f64 / 100_000.0).clamp(0.02, 1.0);
    let (pair_price, rule_price) = (PAIR_PRICE * size, RULE_PRICE * size);
    let worth = |gain: f64, cost: f64| gain > total * (pair_price * cost + rule_price);
    let (mut chosen, mut spent): (Vec<usize>, f64) = (Vec::new(), 0.0);
    loop {
        let missed = missed_without(&chosen);
        let gains = (0..affordable.len()).map(|rule| (rule, gain(rule, &missed), affordable[rule].cost));
        let gains = gains.filter(|(_, gain, cost)| worth(*gain, *cost) && (chosen.is_empty() || spent + cost <= pairs_per_record));
        let rate = |gain: f64, cost: f64| gain / (cost + RULE_PRICE / PAIR_PRICE);
        let Some((rule, _, cost)) = gains.reduce(|best, next| if rate(next.1, next.2) > rate(best.1, best.2) { next } else { best }) else {
            break;
        };
        spent += cost;
        chosen.push(rule);
    }
    // A rule taken early may have been overtaken by those after it.
    let mut dearest = chosen.clone();
    dearest.sort_by(|one, other| affordable[*other].cost.total_cmp(&affordable[*one].cost));
    for rule in dearest {
        let others: Vec<usize> = chosen.iter().copied().filter(|other| *other != rule).collect();
        if !others.is_empty() && !worth(gain(rule, &missed_without(&others)), affordable[rule].cost) {
            chosen = others;
        }
    }
    let tell = |place: usize| {
        let rule = affordable[chosen[place]];
        let share = if table.kind == Kind::Dedupe { 0.5 } else { 1.0 };
        let pairs = rule.cost * table.sides().0.len() as f64 * share;
        let words: Vec<String> = rule.rule.atoms.iter().map(|atom| format!("same {}", atoms.atoms[*atom].words)).collect();
        let adds = gain(chosen[place], &missed_without(&chosen[..place])) / total;
        RuleTaken { words: words.join(" and "), pairs, reduction: 1.0 - pairs / table.pairs().max(1.0), adds }
    };
    let told = (0..chosen.len()).map(tell).collect();
    (chosen.iter().map(|rule| affordable[*rule].rule.clone()).collect(), told)
}

/// What one more pair a record must find at least, as a share of all matches; and what one more rule must.
const PAIR_PRICE: f64 = 1.0 / 5_000.0;
const RULE_PRICE: f64 = 1.0 / 10_000.0;

/// The chosen rules' keys, record by record, without those that are too common.
pub(crate) struct Keys {
    rules: usize,
    keys: Vec<u32>,
}

impl Keys {
    /// The keys of every rule, and each rule's blocks.
    pub(crate) fn new(table: &Table, atoms: &Atoms, rules: &[Rule], limit: usize) -> (Self, Vec<Blocks>) {
        let (lefts, others) = table.sides();
        let sorted = |side: std::ops::Range<u32>, column: &[u32]| {
            let mut keyed: Vec<(u32, u32)> = side.map(|record| (column[record as usize], record)).filter(|(key, _)| *key != 0).collect();
            keyed.sort_unstable();
            keyed
        };
        let parts: Vec<(Vec<u32>, Blocks)> = rules
            .par_iter()
            .map(|rule| {
                let mut column: Vec<u32> = (0..table.len() as u32).map(|record| atoms.key(&rule.atoms, record)).collect();
                let mut rights = sorted(others.clone(), &column);
                let too_common: FxHashSet<u32> =
                    rights.chunk_by(|one, next| one.0 == next.0).filter(|block| block.len() > limit).map(|block| block[0].0).collect();
                if !too_common.is_empty() {
                    column.iter_mut().filter(|key| too_common.contains(key)).for_each(|key| *key = 0);
                    rights.retain(|(key, _)| !too_common.contains(key));
                }
                let lefts = if table.kind == Kind::Dedupe { rights.clone() } else { sorted(lefts.clone(), &column) };
                (column, Blocks { lefts, rights })
            })
            .collect();
        let keys = (0..table.len()).flat_map(|record| parts.iter().map(move |(column, _)| column[record])).collect();
        (Self { rules: rules.len(), keys }, parts.into_iter().map(|(_, blocks)| blocks).collect())
    }

    #[inline]
    fn row(&self, record: u32) -> &[u32] {
        &self.keys[record as usize * self.rules..][..self.rules]
    }

    /// Whether an earlier rule brings the two records together already.
    #[inline]
    pub(crate) fn is_found_before(&self, rule: usize, left: u32, right: u32) -> bool {
        self.row(left)[..rule].iter().zip(&self.row(right)[..rule]).any(|(one, other)| one == other && *one != 0)
    }
}

/// A rule's records by their keys, of the first side and of the other, as two sorted lists.
pub(crate) struct Blocks {
    pub(crate) lefts: Vec<(u32, u32)>,
    pub(crate) rights: Vec<(u32, u32)>,
}

impl Blocks {
    /// The first places of pieces of about the same length, none of which cuts a block of the left list in two.
    pub(crate) fn pieces(&self, length: usize) -> Vec<std::ops::Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = 0;
        while start < self.lefts.len() {
            let mut end = (start + length).min(self.lefts.len());
            while end < self.lefts.len() && self.lefts[end].0 == self.lefts[end - 1].0 {
                end += 1;
            }
            pieces.push(start..end);
            start = end;
        }
        pieces
    }
}
