//! The model: how often the fields agree for one person, for two strangers, and for two people of one household.
//!
//! Fellegi and Sunter (1969) weigh each field by log(m/u): *m* is how often records of one person reach a level of agreement, *u* how
//! often records of two strangers do. Here there is a third kind of pair, *s*: two people of one household, who share surname and
//! address and differ in what is personal. Without it a brother or sister, whose surname, street and postcode agree, outweighs a
//! different given name; with it, what a household shares counts for nothing between its members.

use crate::{
    compare::{Chance, Comparator, Compared, FIELDS_MAX, Outcome},
    level::{COUNTED, EXACT, Level, MISSING},
};

/// The share of twins among pairs of brothers and sisters. About three births in a hundred are of twins or more (ONS, Birth
/// characteristics in England and Wales), and twins are always both of an age to be in the same files.
const TWINS: f64 = 0.05;

/// How likely each level of a field is for the three kinds of pair, as natural logarithms.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldModel {
    pub(crate) one_person: Vec<f32>,
    pub(crate) strangers: Vec<f32>,
    pub(crate) household: Vec<f32>,
}

/// Everything that is learnt from the data; with the comparators it gives each pair its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) fields: Vec<FieldModel>,
    /// Of all pairs, the shares that are one person and that are two of a household
    pub(crate) one_person: f64,
    pub(crate) household: f64,
}

/// What the fields add up to for each kind of pair, with the kind's own share: natural logarithms.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Likelihoods {
    pub(crate) one_person: f32,
    pub(crate) strangers: f32,
    pub(crate) household: f32,
}

impl Likelihoods {
    /// The logarithm of the odds that the pair is one person.
    #[inline]
    pub(crate) fn log_odds(self) -> f32 {
        let (larger, smaller) =
            if self.strangers >= self.household { (self.strangers, self.household) } else { (self.household, self.strangers) };
        self.one_person - (larger + (smaller - larger).exp().ln_1p())
    }

    /// No less than [`Self::log_odds`], and quicker.
    #[inline]
    pub(crate) fn log_odds_at_most(self) -> f32 {
        self.one_person - self.strangers.max(self.household)
    }

    /// The probability of each kind: one person, household.
    pub(crate) fn posteriors(self) -> (f64, f64) {
        let top = self.one_person.max(self.strangers).max(self.household);
        let [one, strangers, household] = [self.one_person, self.strangers, self.household].map(|value| f64::from(value - top).exp());
        let all = one + strangers + household;
        (one / all, household / all)
    }
}

impl Model {
    /// A model before learning: typical error rates, and chances between strangers from what has been counted among random pairs.
    pub(crate) fn typical(comparator: &Comparator<'_>, counted: &[[f64; 16]], pairs: f64, matches: f64) -> Self {
        let fields = comparator.fields.iter().enumerate().map(|(place, field)| {
            let levels = field.levels();
            let one_person = levels.iter().map(|level| logarithm(level.typical)).collect();
            let strangers = strangers(*field, levels, &counted[place], comparator.exact[place]);
            let household = household(*field, levels, &strangers);
            FieldModel { one_person, strangers, household }
        });
        let share = (matches / pairs.max(1.0)).clamp(1e-12, 0.5);
        Self { fields: fields.collect(), one_person: share, household: share * 0.3 }
    }

    #[inline]
    pub(crate) fn chance(&self, place: usize, outcome: Outcome) -> f32 {
        match outcome.chance {
            Chance::Level => self.fields[place].strangers[usize::from(outcome.level)],
            Chance::Value(value) => value,
            Chance::Scaled(by) => self.fields[place].strangers[usize::from(outcome.level)] + by,
        }
    }

    /// Adds the fields of a pair up.
    pub(crate) fn likelihoods(&self, fields: &[Compared], outcomes: &[Outcome; FIELDS_MAX]) -> Likelihoods {
        let mut sum = self.priors();
        fields.iter().enumerate().for_each(|(place, field)| self.add(&mut sum, place, *field, outcomes[place]));
        sum
    }

    /// Adds one field's outcome.
    #[inline]
    pub(crate) fn add(&self, sum: &mut Likelihoods, place: usize, field: Compared, outcome: Outcome) {
        if outcome.level <= COUNTED {
            return;
        }
        let chance = self.chance(place, outcome);
        let model = &self.fields[place];
        sum.one_person += model.one_person[usize::from(outcome.level)];
        sum.strangers += chance;
        sum.household += household_chance(field, model, outcome, chance);
    }

    pub(crate) fn priors(&self) -> Likelihoods {
        Likelihoods {
            one_person: self.one_person.ln() as f32,
            strangers: (1.0 - self.one_person - self.household).max(1e-9).ln() as f32,
            household: self.household.ln() as f32,
        }
    }
}

/// What is personal agrees in a household as it does between strangers; what is shared, and the birth dates, have shares of their own.
#[inline]
pub(crate) fn household_chance(field: Compared, model: &FieldModel, outcome: Outcome, chance: f32) -> f32 {
    if field.is_shared_by_a_household() || matches!(field, Compared::Birth { .. }) {
        model.household[usize::from(outcome.level)]
    } else {
        chance
    }
}

pub(crate) fn logarithm(share: f64) -> f32 {
    share.max(1e-9).ln() as f32
}

/// The chances of the levels between strangers, from random pairs; of exact agreement, from the values' own shares, because random pairs
/// hardly ever show it.
pub(crate) fn strangers(field: Compared, levels: &[Level], counted: &[f64; 16], exact: f32) -> Vec<f32> {
    let known: f64 = counted.iter().enumerate().filter(|(level, _)| *level > usize::from(COUNTED)).map(|(_, count)| count).sum();
    // A level that was never seen is about as likely as one seen half a time.
    let floor = if known > 0.0 { 0.5 / known } else { 1e-6 };
    let share = |level: usize| if known > 0.0 { (counted[level] / known).max(floor) } else { levels[level].typical };
    let mut chances: Vec<f64> = (0..levels.len()).map(|level| if level <= usize::from(COUNTED) { 1.0 } else { share(level) }).collect();
    if !matches!(field, Compared::Address { .. }) && !matches!(field, Compared::Sex { .. }) {
        chances[usize::from(EXACT)] = f64::from(exact).exp();
    }
    chances.into_iter().map(logarithm).collect()
}

/// A household to begin with: it shares what households share, and its birth dates are those of strangers but for twins.
pub(crate) fn household(field: Compared, levels: &[Level], strangers: &[f32]) -> Vec<f32> {
    if matches!(field, Compared::Birth { .. }) {
        let exact = f64::from(strangers[usize::from(EXACT)]).exp();
        let rest = (1.0 - TWINS) / (1.0 - exact).max(1e-3);
        let chance = |(level, chance): (usize, &f32)| if level == usize::from(EXACT) { logarithm(TWINS) } else { chance + logarithm(rest) };
        return strangers.iter().enumerate().map(chance).collect();
    }
    if field.is_shared_by_a_household() {
        return levels.iter().map(|level| logarithm(level.typical)).collect();
    }
    strangers.to_vec()
}

/// A pair packed for learning: its levels, and the parts of the likelihoods that stay as they are while *m* is learnt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packed {
    pub(crate) levels: [u8; FIELDS_MAX],
    /// Chance terms that belong to the values and not to the level: for strangers and for a household's personal fields
    pub(crate) strangers: f32,
    pub(crate) household: f32,
    /// One bit per field whose chance is the value's own
    pub(crate) own: u16,
}

impl Packed {
    pub(crate) fn new(fields: &[Compared], outcomes: &[Outcome; FIELDS_MAX]) -> Self {
        let mut packed = Packed { levels: [MISSING; FIELDS_MAX], strangers: 0.0, household: 0.0, own: 0 };
        for (place, field) in fields.iter().enumerate() {
            let outcome = outcomes[place];
            packed.levels[place] = outcome.level;
            let personal = !field.is_shared_by_a_household() && !matches!(field, Compared::Birth { .. });
            let (by, own) = match outcome.chance {
                Chance::Level => (0.0, false),
                Chance::Value(value) => (value, true),
                Chance::Scaled(by) => (by, false),
            };
            if outcome.level > COUNTED {
                packed.strangers += by;
                packed.household += if personal { by } else { 0.0 };
                packed.own |= u16::from(own) << place;
            }
        }
        packed
    }

    #[inline]
    pub(crate) fn likelihoods(&self, model: &Model, fields: &[Compared]) -> Likelihoods {
        let mut sum = model.priors();
        sum.strangers += self.strangers;
        sum.household += self.household;
        for (place, field) in fields.iter().enumerate() {
            let level = usize::from(self.levels[place]);
            if level <= usize::from(COUNTED) {
                continue;
            }
            let of = &model.fields[place];
            let chance = if self.own >> place & 1 == 1 { 0.0 } else { of.strangers[level] };
            sum.one_person += of.one_person[level];
            sum.strangers += chance;
            let household = field.is_shared_by_a_household() || matches!(field, Compared::Birth { .. });
            sum.household += if household { of.household[level] } else { chance };
        }
        sum
    }
}
