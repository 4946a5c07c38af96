//! From odds to joins: one to one, or clusters; never against what a person has decided.
//!
//! A person's decision is a fact: two records decided to be *the same* are joined in every run, two decided to be *never the same* are
//! never joined, neither directly nor over a third; *not sure* keeps a pair in review whatever its weight.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Config, Error, Pair, Table, Verdict, run::Scored, table::Kind};

/// What a person decided about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    Same,
    NeverTheSame,
    NotSure,
}

/// Decisions by the records' ids, left and right. Of several about the same two records the last one given holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    decided: Vec<(String, String, Decision)>,
}

impl Decisions {
    pub fn add(&mut self, left: impl Into<String>, right: impl Into<String>, decision: Decision) {
        self.decided.push((left.into(), right.into(), decision));
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.decided.is_empty()
    }

    /// By the records' numbers, lower first. A decision about a record that is not in the table waits for a run in which it is.
    fn by_record(&self, table: &Table) -> FxHashMap<(u32, u32), Decision> {
        let mut wanted: FxHashSet<&str> = FxHashSet::default();
        self.decided.iter().for_each(|(left, right, _)| {
            wanted.insert(left);
            wanted.insert(right);
        });
        let records = |range: std::ops::Range<u32>| -> FxHashMap<&str, u32> {
            range.map(|record| (table.id(record), record)).filter(|(id, _)| wanted.contains(id)).collect()
        };
        if self.is_empty() {
            return FxHashMap::default();
        }
        let (lefts, rights) = table.sides();
        let (lefts, rights) = (records(lefts), records(rights));
        let numbered = self.decided.iter().filter_map(|(left, right, decision)| {
            let (one, other) = (*lefts.get(left.as_str())?, *rights.get(right.as_str())?);
            (one != other).then_some(((one.min(other), one.max(other)), *decision))
        });
        numbered.collect()
    }

    /// Reads `left id, right id, decision` rows; the decision is `same`, `never` or `unsure`.
    ///
    /// # Errors
    /// Where the text is not such a table, with the line.
    pub fn from_csv(file: &str, text: impl std::io::Read) -> Result<Self, Error> {
        let mut decisions = Self::default();
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text);
        for row in reader.records() {
            let row = row.map_err(|error| Error::File { file: file.into(), what: format!("cannot be read as CSV: {error}") })?;
            let line = row.position().map_or(0, csv::Position::line);
            let [Some(left), Some(right), Some(word)] = [row.get(0), row.get(1), row.get(2)] else {
                return Err(Error::Line { file: file.into(), line, what: "must have a left id, a right id and a decision".into() });
            };
            let decision = match word.to_lowercase().as_str() {
                "same" => Decision::Same,
                "never" | "never the same" | "apart" => Decision::NeverTheSame,
                "unsure" | "not sure" => Decision::NotSure,
                other => {
                    return Err(Error::Line {
                        file: file.into(),
                        line,
                        what: format!("has the decision `{other}`, which is not same, never or unsure"),
                    });
                }
            };
            decisions.add(left, right, decision);
        }
        Ok(decisions)
    }
}

/// Records with more than one good partner, as a share of those with one, beyond which a file holds persons twice.
const TWICE: f64 = 0.02;

/// Whether the data itself says that a record has one partner at most: hardly any has two that are nearly certain.
pub(crate) fn looks_one_to_one(scored: &[Scored]) -> bool {
    let certain = 0.95_f32;
    let least = (certain / (1.0 - certain)).ln();
    let (mut lefts, mut rights) = (FxHashMap::<u32, u32>::default(), FxHashMap::<u32, u32>::default());
    for pair in scored.iter().filter(|pair| pair.log_odds >= least) {
        *lefts.entry(pair.left).or_default() += 1;
        *rights.entry(pair.right).or_default() += 1;
    }
    let several = |side: &FxHashMap<u32, u32>| side.values().filter(|count| **count > 1).count() as f64;
    several(&lefts) <= TWICE * lefts.len() as f64 + 1.0 && several(&rights) <= TWICE * rights.len() as f64 + 1.0
}

pub(crate) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// What it adds to the odds of a pair that each record belongs to one person at most. Two records that are strangers are both without
/// their own partner, or have it elsewhere; where most records have a partner, few strangers are left over to be taken for each other.
/// A natural logarithm, from the share of records on each side that have a partner.
pub(crate) fn one_to_one_bonus(table: &Table, matches: f64) -> f32 {
    let (left, right) = table.records();
    let without = |records: usize| (1.0 - matches / (records as f64).max(1.0)).clamp(0.05, 1.0);
    -(without(left) * without(right)).ln() as f32
}

/// Settles every pair. `scored` comes by falling odds; `weigh` gives the odds of any pair that was not compared.
pub(crate) fn decide(
    table: &Table,
    scored: Vec<Scored>,
    one_to_one: bool,
    config: &Config,
    decisions: &Decisions,
    weigh: &dyn Fn(u32, u32) -> f32,
) -> Vec<Pair> {
    let decided = decisions.by_record(table);
    let mut pairs = match table.kind {
        Kind::Dedupe => cluster(table, scored, config, &decided, weigh),
        Kind::Link => link(table, scored, one_to_one, config, &decided, weigh),
    };
    pairs.sort_by_key(|pair| (pair.left, pair.right));
    pairs
}

fn link(
    table: &Table,
    mut scored: Vec<Scored>,
    one_to_one: bool,
    config: &Config,
    decided: &FxHashMap<(u32, u32), Decision>,
    weigh: &dyn Fn(u32, u32) -> f32,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    // Whoever a person has joined is spoken for.
    let mut taken = vec![false; if one_to_one { table.len() } else { 0 }];
    let mut in_order: Vec<_> = decided.iter().collect();
    in_order.sort_by_key(|(pair, _)| **pair);
    for (&(left, right), decision) in in_order {
        let weight = f64::from(weigh(left, right));
        match decision {
            Decision::Same => {
                pairs.push(Pair {
                    left,
                    right,
                    probability: 1.0,
                    weight: weight / std::f64::consts::LN_2,
                    verdict: Verdict::Join,
                    decided: true,
                });
                if one_to_one {
                    taken[left as usize] = true;
                    taken[right as usize] = true;
                }
            }
            Decision::NotSure => {
                let probability = probability(weight);
                pairs.push(Pair {
                    left,
                    right,
                    probability,
                    weight: weight / std::f64::consts::LN_2,
                    verdict: Verdict::Review,
                    decided: true,
                });
            }
            Decision::NeverTheSame => {}
        }
    }
    scored.retain(|pair| !decided.contains_key(&(pair.left, pair.right)));
    if !one_to_one {
        let settled = scored.iter().filter_map(|pair| settle(*pair, probability(f64::from(pair.log_odds)), config));
        pairs.extend(settled);
        return pairs;
    }
    scored.retain(|pair| !taken[pair.left as usize] && !taken[pair.right as usize]);
    // Each record is one person at most, so those it might be compete: a pair's odds are against strangers and against the others.
    let mut rivals = vec![0.0_f64; table.len()];
    for pair in &scored {
        let odds = f64::from(pair.log_odds).exp();
        rivals[pair.left as usize] += odds;
        rivals[pair.right as usize] += odds;
    }
    for pair in &scored {
        if taken[pair.left as usize] || taken[pair.right as usize] {
            continue;
        }
        let odds = f64::from(pair.log_odds).exp();
        let others = rivals[pair.left as usize] + rivals[pair.right as usize] - 2.0 * odds;
        let settled = settle(*pair, odds / (1.0 + odds + others.max(0.0)), config);
        if let Some(settled) = settled {
            if settled.verdict == Verdict::Join {
                taken[pair.left as usize] = true;
                taken[pair.right as usize] = true;
            }
            pairs.push(settled);
        }
    }
    pairs
}

fn settle(pair: Scored, probability: f64, config: &Config) -> Option<Pair> {
    let verdict = if probability >= config.join {
        Verdict::Join
    } else if probability >= config.review {
        Verdict::Review
    } else {
        return None;
    };
    let weight = f64::from(pair.log_odds) / std::f64::consts::LN_2;
    Some(Pair { left: pair.left, right: pair.right, probability, weight, verdict, decided: false })
}

/// Clusters by average linkage: two clusters become one while the mean odds between their members favour it, strongest first, and no
/// decision is against it.
fn cluster(
    table: &Table,
    scored: Vec<Scored>,
    config: &Config,
    decided: &FxHashMap<(u32, u32), Decision>,
    weigh: &dyn Fn(u32, u32) -> f32,
) -> Vec<Pair> {
    let mut of: Vec<u32> = (0..table.len() as u32).collect();
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let known: FxHashMap<(u32, u32), f32> = scored.iter().map(|pair| ((pair.left, pair.right), pair.log_odds)).collect();
    let odds = |one: u32, other: u32| -> f64 {
        let pair = (one.min(other), one.max(other));
        f64::from(known.get(&pair).copied().unwrap_or_else(|| weigh(pair.0, pair.1)))
    };
    let least = (config.join.clamp(1e-9, 1.0 - 1e-9) / (1.0 - config.join.clamp(1e-9, 1.0 - 1e-9))).ln();
    let mut merge = |of: &mut Vec<u32>, left: u32, right: u32, always: bool| -> bool {
        let (one, other) = (of[left as usize], of[right as usize]);
        if one == other {
            return true;
        }
        let all = |cluster: u32| members.get(&cluster).cloned().unwrap_or_else(|| vec![cluster]);
        let (mine, theirs) = (all(one), all(other));
        let crossing = || mine.iter().flat_map(|one| theirs.iter().map(move |other| (*one.min(other), *one.max(other))));
        if crossing().any(|pair| decided.get(&pair).is_some_and(|decision| *decision == Decision::NeverTheSame)) {
            return false;
        }
        let unsure = crossing().any(|pair| decided.get(&pair).is_some_and(|decision| *decision == Decision::NotSure));
        let mean = || crossing().map(|(one, other)| odds(one, other)).sum::<f64>() / (mine.len() * theirs.len()) as f64;
        if !always && (unsure || mean() < least) {
            return false;
        }
        for record in &theirs {
            of[*record as usize] = one;
        }
        members.insert(one, mine.into_iter().chain(theirs).collect());
        members.remove(&other);
        true
    };
    let mut same: Vec<(u32, u32)> = decided.iter().filter(|(_, decision)| **decision == Decision::Same).map(|(pair, _)| *pair).collect();
    same.sort_unstable();
    for (left, right) in same {
        merge(&mut of, left, right, true);
    }
    let mut apart: Vec<Scored> = Vec::new();
    for pair in &scored {
        if f64::from(pair.log_odds) < least || !merge(&mut of, pair.left, pair.right, false) {
            apart.push(*pair);
        }
    }
    let mut pairs = Vec::new();
    let mut clusters: Vec<&Vec<u32>> = members.values().collect();
    clusters.sort();
    for members in clusters {
        for (place, one) in members.iter().enumerate() {
            for other in &members[place + 1..] {
                let (left, right) = (*one.min(other), *one.max(other));
                let log_odds = odds(left, right);
                let person = decided.get(&(left, right)).copied();
                // Within a cluster the others vouch for a pair that would be weak alone.
                let probability = if person == Some(Decision::Same) { 1.0 } else { probability(log_odds).max(config.join) };
                let verdict = if person == Some(Decision::NotSure) { Verdict::Review } else { Verdict::Join };
                pairs.push(Pair {
                    left,
                    right,
                    probability,
                    weight: log_odds / std::f64::consts::LN_2,
                    verdict,
                    decided: person.is_some(),
                });
            }
        }
    }
    let unsure = decided.iter().filter(|(pair, decision)| **decision == Decision::NotSure && of[pair.0 as usize] != of[pair.1 as usize]);
    for (&(left, right), _) in unsure {
        let log_odds = odds(left, right);
        pairs.push(Pair {
            left,
            right,
            probability: probability(log_odds),
            weight: log_odds / std::f64::consts::LN_2,
            verdict: Verdict::Review,
            decided: true,
        });
    }
    for pair in apart {
        if of[pair.left as usize] == of[pair.right as usize] || decided.contains_key(&(pair.left, pair.right)) {
            continue;
        }
        let alone = probability(f64::from(pair.log_odds));
        if alone >= config.review {
            let weight = f64::from(pair.log_odds) / std::f64::consts::LN_2;
            pairs.push(Pair {
                left: pair.left,
                right: pair.right,
                probability: alone.min(config.join),
                weight,
                verdict: Verdict::Review,
                decided: false,
            });
        }
    }
    pairs
}
