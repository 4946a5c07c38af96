//! A linkage from beginning to end: learn, choose rules, compare, decide.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::{
    Assignment, Config, Decisions, Model, RuleTaken, Table, Variants,
    atom::Atoms,
    block::{self, Blocks, Keys},
    compare::Comparator,
    join,
    names::Memory,
    table::Kind,
    train,
};

/// Pairs a sampled record may be compared with while rules are tried, by one rule and by all of them.
const TRIED_BY_ONE_RULE: f64 = 150.0;
const TRIED_IN_ALL: f64 = 350.0;
/// Pairs a record up to which a rule is not made narrower.
const CHEAP: f64 = 3.0;
/// Records a thread takes at a time.
const PIECE: usize = 2_048;

/// What to do with a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// One person
    Join,
    /// A person should look
    Review,
}

/// A pair that is joined or should be looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Records by number: ask the table for their ids
    pub left: u32,
    pub right: u32,
    /// That the two are one person, given also who else they might be
    pub probability: f64,
    /// The odds of the pair's own evidence with the prior, as a logarithm to base two
    pub weight: f64,
    pub verdict: Verdict,
    /// Whether a person decided it
    pub decided: bool,
}

/// What came out, with everything needed to explain it.
pub struct Linkage<'t> {
    pub(crate) comparator: Comparator<'t>,
    pub model: Model,
    pub rules: Vec<RuleTaken>,
    /// Joined pairs and pairs to review, by record
    pub pairs: Vec<Pair>,
    /// How many pairs were compared
    pub compared: u64,
    /// Whether each record was joined with one other at most
    pub one_to_one: bool,
    /// What that adds to a pair's odds, as a natural logarithm
    pub(crate) one_to_one_bonus: f32,
    /// Rounds of expectation-maximisation
    pub rounds: usize,
}

/// Links the table's records. The same table, configuration and decisions give the same result on any number of cores.
#[must_use]
pub fn run<'t>(table: &'t Table, config: &Config, variants: &'t Variants, decisions: &Decisions) -> Linkage<'t> {
    let (comparator, atoms) = rayon::join(|| Comparator::new(table, variants), || Atoms::new(table));
    let random = train::random_pairs(table, &comparator, config.seed);
    let counted = train::count(comparator.fields.len(), &random, |_| 1.0);
    let (left, right) = table.records();
    let expected = if table.kind == Kind::Dedupe { left as f64 * 0.2 } else { left.min(right) as f64 * 0.5 };
    let typical = Model::typical(&comparator, &counted, table.pairs(), expected);

    let sample = train::sample(table, config.training_records, config.seed);
    let limit = block::block_limit(config.pairs_per_record);
    let mut tried = block::try_all(table, &atoms, &sample, (CHEAP, TRIED_BY_ONE_RULE), limit);
    tried.sort_by(|one, other| one.cost.total_cmp(&other.cost));
    let mut spent = 0.0;
    let mut together: Vec<(u32, u32)> = Vec::new();
    for tried in &mut tried {
        spent += tried.cost;
        let pairs = std::mem::take(&mut tried.pairs);
        if spent <= TRIED_IN_ALL {
            together.extend(pairs);
        }
    }
    together.par_sort_unstable();
    together.dedup();
    let examples = train::examples(&comparator, &sample, &together, &typical);
    drop(together);
    let (model, rounds) = train::learn(table, &comparator, typical, &sample, &examples, &random);

    let bonus = if table.kind == Kind::Link && config.assignment != Assignment::Many {
        join::one_to_one_bonus(table, model.one_person * table.pairs())
    } else {
        0.0
    };
    // Doubtful matches count by their probability: rules must bring them together too.
    let matches: Vec<(u32, u32, f64)> = examples
        .iter()
        .map(|example| {
            let log_odds = example.packed.likelihoods(&model, &comparator.fields).log_odds() + bonus;
            (example.place, example.other, join::probability(f64::from(log_odds)))
        })
        .filter(|(_, _, probability)| *probability > 0.1)
        .collect();
    let (rules, told) = block::choose(table, &atoms, &tried, &sample, &matches, config.pairs_per_record);
    drop((tried, examples, random));
    let (keys, blocks) = Keys::new(table, &atoms, &rules, limit);
    drop(atoms);

    let (mut scored, compared) = score(table, &comparator, &model, (&keys, &blocks), config, bonus);
    let one_to_one = table.kind == Kind::Link
        && match config.assignment {
            Assignment::OneToOne => true,
            Assignment::Many => false,
            Assignment::Auto => join::looks_one_to_one(&scored),
        };
    let bonus = if one_to_one { bonus } else { 0.0 };
    scored.iter_mut().for_each(|pair| pair.log_odds += bonus);
    let weigh = |left: u32, right: u32| log_odds(&comparator, &model, left, right) + bonus;
    let pairs = join::decide(table, scored, one_to_one, config, decisions, &weigh);
    Linkage { comparator, model, rules: told, pairs, compared, one_to_one, one_to_one_bonus: bonus, rounds }
}

pub(crate) fn log_odds(comparator: &Comparator<'_>, model: &Model, left: u32, right: u32) -> f32 {
    let outcomes = comparator.compare(left, right, &mut Memory::new());
    model.likelihoods(&comparator.fields, &outcomes).log_odds()
}

/// A compared pair and the logarithm of its odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) log_odds: f32,
}

/// Compares what the rules bring together, each pair once, and keeps what may matter.
fn score(
    table: &Table,
    comparator: &Comparator<'_>,
    model: &Model,
    (keys, blocks): (&Keys, &[Blocks]),
    config: &Config,
    bonus: f32,
) -> (Vec<Scored>, u64) {
    // Others that a record might be lower its probabilities later, never raise them: what is below review now stays below.
    let least = ((config.review.clamp(1e-6, 1.0 - 1e-6) / (1.0 - config.review.clamp(1e-6, 1.0 - 1e-6))).ln() - 1.0) as f32 - bonus;
    let prior = model.priors();
    let mut kept = Vec::new();
    let mut compared = 0;
    for (rule, blocks) in blocks.iter().enumerate() {
        let parts: Vec<(Vec<Scored>, u64)> = blocks
            .pieces(PIECE)
            .into_par_iter()
            .map_init(Memory::new, |memory, piece| {
                let (mut kept, mut compared) = (Vec::new(), 0);
                let mut others = blocks.rights.partition_point(|(key, _)| *key < blocks.lefts[piece.start].0);
                for (key, left) in &blocks.lefts[piece] {
                    while blocks.rights.get(others).is_some_and(|(other, _)| other < key) {
                        others += 1;
                    }
                    for (_, right) in blocks.rights[others..].iter().take_while(|(other, _)| other == key) {
                        let again = table.kind == Kind::Dedupe && right <= left;
                        if again || keys.is_found_before(rule, *left, *right) {
                            continue;
                        }
                        compared += 1;
                        let mut sum = prior;
                        comparator.compare_each(*left, *right, memory, |place, field, outcome| model.add(&mut sum, place, field, outcome));
                        if sum.log_odds_at_most() >= least {
                            let log_odds = sum.log_odds();
                            if log_odds >= least {
                                kept.push(Scored { left: *left, right: *right, log_odds });
                            }
                        }
                    }
                }
                (kept, compared)
            })
            .collect();
        for (part, count) in parts {
            kept.extend(part);
            compared += count;
        }
    }
    debug_assert_eq!(
        kept.iter().map(|pair| (pair.left, pair.right)).collect::<FxHashSet<_>>().len(),
        kept.len(),
        "a pair is compared once"
    );
    kept.par_sort_unstable_by(|one, other| {
        other.log_odds.total_cmp(&one.log_odds).then((one.left, one.right).cmp(&(other.left, other.right)))
    });
    (kept, compared)
}
