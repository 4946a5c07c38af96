//! Says in words how a pair came by its weight: a waterfall from what is expected of any two records to what these two show.

use serde::Serialize;

use crate::{
    Linkage,
    compare::{Compared, Outcome},
    level::{COUNTED, MISSING, given},
    model::Likelihoods,
    names::Memory,
    role::Role,
};

/// One bar of the waterfall.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What was compared: "given name", or "before any comparison"
    pub field: String,
    /// What the two records say, as compared
    pub left: String,
    pub right: String,
    /// The level of agreement, a stable name
    pub level: &'static str,
    /// What this adds to the weight, in bits: one more doubles the odds
    pub weight: f64,
    /// The same as a sentence
    pub sentence: String,
}

/// How a pair came by its weight: the steps add up to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    pub left: String,
    pub right: String,
    pub steps: Vec<Step>,
    /// The sum of the steps: the odds as a logarithm to base two
    pub weight: f64,
    /// What the weight alone comes to, before other candidates of the same records are looked at
    pub probability: f64,
}

const BITS: f64 = std::f64::consts::LOG2_E;

impl Linkage<'_> {
    /// Explains any two records, joined or not.
    #[must_use]
    pub fn explain(&self, left: u32, right: u32) -> Explanation {
        let (table, fields) = (self.comparator.table, &self.comparator.fields);
        let outcomes = self.comparator.compare(left, right, &mut Memory::new());
        let prior = self.model.priors();
        let start = f64::from(prior.one_person - prior.strangers) * BITS;
        let mut steps = vec![Step {
            field: "before any comparison".into(),
            left: String::new(),
            right: String::new(),
            level: "prior",
            weight: start,
            sentence: format!("Of all pairs of records, about one in {} is one person.", round((-f64::from(prior.one_person)).exp())),
        }];
        for (place, field) in fields.iter().enumerate() {
            let outcome = outcomes[place];
            let level = field.levels()[usize::from(outcome.level)];
            let weight = if outcome.level <= COUNTED {
                0.0
            } else {
                f64::from(self.model.fields[place].one_person[usize::from(outcome.level)] - self.model.chance(place, outcome)) * BITS
            };
            let (name, slots) = self.name(*field);
            let text = |record: u32| {
                let texts: Vec<String> = slots
                    .iter()
                    .map(|slot| shown(table.slots[*slot].role, table.text(record, *slot)))
                    .filter(|text| !text.is_empty())
                    .collect();
                texts.join(", ")
            };
            let (one, other) = (text(left), text(right));
            let sentence = sentence(&name, &one, &other, outcome, level.words, weight);
            steps.push(Step { field: name, left: one, right: other, level: level.key, weight, sentence });
        }
        let sum: Likelihoods = self.model.likelihoods(fields, &outcomes);
        let alone = f64::from(sum.log_odds()) * BITS;
        let bonus = f64::from(self.one_to_one_bonus) * BITS;
        let weight = alone + bonus;
        let household = alone - steps.iter().map(|step| step.weight).sum::<f64>();
        if household < -0.05 {
            steps.push(Step {
                field: "household".into(),
                left: String::new(),
                right: String::new(),
                level: "household",
                weight: household,
                sentence: format!(
                    "What agrees here is what people of one household share, and what is personal does not agree as well: a brother, sister or twin \
                     explains it too ({}).",
                    bits(household)
                ),
            });
        } else if let Some(first) = steps.first_mut() {
            // What rounding leaves over goes where it is least seen.
            first.weight += household;
        }
        if self.one_to_one {
            steps.push(Step {
                field: "one to one".into(),
                left: String::new(),
                right: String::new(),
                level: "one-to-one",
                weight: bonus,
                sentence: format!(
                    "Most records have their own partner, so that few strangers are left to be taken for each other ({}).",
                    bits(bonus)
                ),
            });
        }
        let probability = 1.0 / (1.0 + (-weight / BITS).exp());
        Explanation { left: table.id(left).to_owned(), right: table.id(right).to_owned(), steps, weight, probability }
    }

    /// A field's name for readers, and the columns it is made of.
    fn name(&self, field: Compared) -> (String, Vec<usize>) {
        match field {
            Compared::Given { slot, .. } => ("given name".into(), vec![slot]),
            Compared::Middle { slot } => ("middle name".into(), vec![slot]),
            Compared::Surname { slot } => ("surname".into(), vec![slot]),
            Compared::Birth { slot } => ("birth date".into(), vec![slot]),
            Compared::Address { postcode, street } => ("address".into(), street.into_iter().chain(postcode).collect()),
            Compared::Sex { slot } => ("sex".into(), vec![slot]),
            Compared::Plain { slot, .. } => (self.comparator.table.slots[slot].label.replace('_', " "), vec![slot]),
        }
    }
}

/// A cleaned value as a reader would write it.
fn shown(role: Role, text: &str) -> String {
    match role {
        Role::Street => text.replacen('|', " ", 1).trim().to_owned(),
        Role::BirthDate => text.trim_end_matches("-00").to_owned(),
        _ => text.to_owned(),
    }
}

fn sentence(name: &str, one: &str, other: &str, outcome: Outcome, words: &str, weight: f64) -> String {
    let subject = capital(name);
    if outcome.level == MISSING {
        return format!("{subject} {words}.");
    }
    if outcome.level == COUNTED {
        return format!("{subject} {words}; it adds nothing of its own.");
    }
    let values = if one == other { format!("“{one}”") } else { format!("“{one}” and “{other}”") };
    let subject = if matches!(outcome.level, given::SWAPPED | given::SWAPPED_NEAR) && name == "given name" {
        "Given name".to_owned()
    } else {
        subject
    };
    format!("{subject} {words}: {values} ({}).", bits(weight))
}

/// "16 times the odds" says more to most readers than four bits.
fn bits(weight: f64) -> String {
    let times = round(weight.abs().exp2());
    if weight.abs() < 0.05 {
        "the odds stay as they are".into()
    } else if weight > 0.0 {
        format!("{times} times as likely to be one person, {weight:+.1} bits")
    } else {
        format!("{times} times less likely to be one person, {weight:+.1} bits")
    }
}

/// Two figures that count, with commas.
fn round(value: f64) -> String {
    if value < 10.0 {
        return format!("{value:.1}");
    }
    let size = 10_f64.powf((value.log10().floor() - 1.0).max(0.0));
    let digits = format!("{:.0}", (value / size).round() * size);
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Linkage<'_> {
    /// The learnt model as plain text: per field and level, how often one person, strangers and people of one household show it.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut text =
            format!("one person in {}, one household in {}\n", round(1.0 / self.model.one_person), round(1.0 / self.model.household));
        for (place, field) in self.comparator.fields.iter().enumerate() {
            text.push_str(&format!("{}\n", self.name(*field).0));
            let model = &self.model.fields[place];
            for (level, told) in field.levels().iter().enumerate().skip(usize::from(COUNTED) + 1) {
                let share = |of: &[f32]| f64::from(of[level]).exp();
                let (one, strangers, household) = (share(&model.one_person), share(&model.strangers), share(&model.household));
                let weight = (one / strangers).log2();
                text.push_str(&format!("  {:22} m {one:.5}  u {strangers:.6}  household {household:.5}  {weight:+.1} bits\n", told.key));
            }
        }
        text
    }
}
