//! Learns the model: *u* from random pairs, *m* by expectation-maximisation over what many blocking rules bring together.

use rand::{Rng, SeedableRng, seq::index};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::{
    compare::Comparator,
    level::COUNTED,
    model::{self, Likelihoods, Model, Packed},
    names::Memory,
    table::{Kind, Table},
};

/// Random pairs that *u* is counted from.
const RANDOM_PAIRS: usize = 250_000;
/// Pairs of the sample whose odds are below this even before learning are left out: they are strangers whatever is learnt.
const HOPELESS_LOG_ODDS: f32 = -9.0;
/// How many matches the typical error rates count for: enough to keep a rare level from nothing, little beside real evidence.
const PRIOR_MATCHES: f64 = 10.0;
const ROUNDS_MAX: usize = 60;
const SETTLED: f64 = 1e-5;
/// Pairs a thread takes at a time. Fixed, so that sums come out the same on any number of cores.
const CHUNK: usize = 8_192;

/// The records of the left side that the model is learnt on.
pub(crate) fn sample(table: &Table, wanted: usize, seed: u64) -> Vec<u32> {
    let (lefts, _) = table.sides();
    let all = lefts.len();
    if all <= wanted {
        return lefts.collect();
    }
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut picked: Vec<u32> = index::sample(&mut chance, all, wanted).into_iter().map(|place| place as u32).collect();
    picked.sort_unstable();
    picked
}

/// Random pairs, packed: nearly all of them strangers.
pub(crate) fn random_pairs(table: &Table, comparator: &Comparator<'_>, seed: u64) -> Vec<Packed> {
    let (lefts, rights) = table.sides();
    if lefts.is_empty() || rights.is_empty() || table.len() < 2 {
        return Vec::new();
    }
    let wanted = (RANDOM_PAIRS as f64).min(table.pairs() * 4.0) as usize;
    let chunks: Vec<usize> = (0..wanted.div_ceil(CHUNK)).collect();
    let drawn = chunks.par_iter().map(|chunk| {
        let mut chance = ChaCha8Rng::seed_from_u64(seed ^ (*chunk as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut memory = Memory::new();
        let count = CHUNK.min(wanted - chunk * CHUNK);
        let pairs = (0..count).map(|_| (chance.random_range(lefts.clone()), chance.random_range(rights.clone())));
        pairs
            .filter(|(left, right)| left != right)
            .map(|(left, right)| Packed::new(&comparator.fields, &comparator.compare(left, right, &mut memory)))
            .collect()
    });
    drawn.collect::<Vec<Vec<Packed>>>().into_iter().flatten().collect()
}

/// How often each level was seen, each pair counting for the weight it is given.
pub(crate) fn count(fields: usize, pairs: &[Packed], weight: impl Fn(&Packed) -> f64 + Sync) -> Vec<[f64; 16]> {
    let parts: Vec<Vec<[f64; 16]>> = pairs
        .par_chunks(CHUNK)
        .map(|chunk| {
            let mut counts = vec![[0.0; 16]; fields];
            for pair in chunk {
                let weight = weight(pair);
                for (place, counts) in counts.iter_mut().enumerate() {
                    counts[usize::from(pair.levels[place])] += weight;
                }
            }
            counts
        })
        .collect();
    let mut sum = vec![[0.0; 16]; fields];
    for part in parts {
        for (sum, part) in sum.iter_mut().zip(part) {
            sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
    }
    sum
}

/// A pair of the sample that learning takes into account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Example {
    /// The left record's place in the sample
    pub(crate) place: u32,
    pub(crate) other: u32,
    pub(crate) packed: Packed,
}

/// Compares what the sample's rules brought together and keeps what is not hopeless. `pairs` are sorted and each there once.
pub(crate) fn examples(comparator: &Comparator<'_>, sample: &[u32], pairs: &[(u32, u32)], model: &Model) -> Vec<Example> {
    let parts: Vec<Vec<Example>> = pairs
        .par_chunks(CHUNK)
        .map_init(Memory::new, |memory, chunk| {
            let compared = chunk.iter().map(|(place, other)| {
                let packed = Packed::new(&comparator.fields, &comparator.compare(sample[*place as usize], *other, memory));
                Example { place: *place, other: *other, packed }
            });
            compared.filter(|example| may_matter(example.packed.likelihoods(model, &comparator.fields))).collect()
        })
        .collect();
    parts.into_iter().flatten().collect()
}

/// Whether a pair may be one person, or two of a household, once more is known.
fn may_matter(sum: Likelihoods) -> bool {
    sum.log_odds_at_most() > HOPELESS_LOG_ODDS || sum.household > sum.strangers + HOPELESS_LOG_ODDS / 2.0
}

/// What a chunk of examples is expected to hold: matches, pairs of a household, and each kind's levels by field.
type Expected = (f64, f64, Vec<[f64; 16]>, Vec<[f64; 16]>);

/// Expectation-maximisation. The pairs of the sample stand for all pairs with its records, because whatever no rule brings together is
/// taken for strangers; so the shares are of all pairs, and the rules' own fields need not be left out.
pub(crate) fn learn(
    table: &Table,
    comparator: &Comparator<'_>,
    mut model: Model,
    sample: &[u32],
    examples: &[Example],
    random: &[Packed],
) -> (Model, usize) {
    let fields = comparator.fields.len();
    let (_, others) = table.sides();
    let own = usize::from(table.kind == Kind::Dedupe);
    let pairs = sample.len() as f64 * (others.len() - own.min(others.len())) as f64;
    let prior: Vec<Vec<f64>> =
        comparator.fields.iter().map(|field| field.levels().iter().map(|level| level.typical * PRIOR_MATCHES).collect()).collect();
    let mut rounds = 0;
    for round in 1..=ROUNDS_MAX {
        rounds = round;
        let parts: Vec<Expected> = examples
            .par_chunks(CHUNK)
            .map(|chunk| {
                let (mut matches, mut households) = (0.0, 0.0);
                let (mut one_person, mut household) = (vec![[0.0; 16]; fields], vec![[0.0; 16]; fields]);
                for example in chunk {
                    let sum = example.packed.likelihoods(&model, &comparator.fields);
                    let (one, two) = sum.posteriors();
                    matches += one;
                    households += two;
                    // A twin has everything but the given name in common with the other, so how often one person's given names differ
                    // is learnt only where a household does not explain what agrees.
                    let could_be_twins = sum.household > sum.strangers;
                    for (place, field) in comparator.fields.iter().enumerate() {
                        let level = usize::from(example.packed.levels[place]);
                        if !(could_be_twins && field.is_a_name_of_ones_own()) {
                            one_person[place][level] += one;
                        }
                        household[place][level] += two;
                    }
                }
                (matches, households, one_person, household)
            })
            .collect();
        let (mut matches, mut households) = (0.0, 0.0);
        let (mut one_person, mut household) = (vec![[0.0; 16]; fields], vec![[0.0; 16]; fields]);
        for part in parts {
            matches += part.0;
            households += part.1;
            for place in 0..fields {
                for level in 0..16 {
                    one_person[place][level] += part.2[place][level];
                    household[place][level] += part.3[place][level];
                }
            }
        }
        let mut change = 0.0_f64;
        for (place, field) in comparator.fields.iter().enumerate() {
            change = change.max(settle(&mut model.fields[place].one_person, &one_person[place], &prior[place]));
            if field.is_shared_by_a_household() {
                change = change.max(settle(&mut model.fields[place].household, &household[place], &prior[place]));
            }
        }
        model.one_person = (matches / pairs.max(1.0)).clamp(1e-12, 0.5);
        model.household = (households / pairs.max(1.0)).clamp(1e-12, 0.4);
        // Random pairs of a small file are not all strangers: those that are not are taken out of *u* again.
        if round % 5 == 0 && round <= 20 {
            let counted = count(fields, random, |pair| {
                let (one, two) = pair.likelihoods(&model, &comparator.fields).posteriors();
                1.0 - one - two
            });
            for (place, field) in comparator.fields.iter().enumerate() {
                let strangers = model::strangers(*field, field.levels(), &counted[place], comparator.exact[place]);
                if !field.is_shared_by_a_household() {
                    model.fields[place].household = model::household(*field, field.levels(), &strangers);
                }
                model.fields[place].strangers = strangers;
            }
        } else if change < SETTLED {
            break;
        }
    }
    (model, rounds)
}

/// New shares from counts, with the prior's; how much the largest changed.
fn settle(shares: &mut [f32], counts: &[f64; 16], prior: &[f64]) -> f64 {
    let known = usize::from(COUNTED) + 1;
    let total: f64 = (known..shares.len()).map(|level| counts[level] + prior[level]).sum();
    let mut change = 0.0_f64;
    for level in known..shares.len() {
        let share = model::logarithm(((counts[level] + prior[level]) / total).max(1e-7));
        change = change.max((f64::from(share).exp() - f64::from(shares[level]).exp()).abs());
        shares[level] = share;
    }
    change
}
