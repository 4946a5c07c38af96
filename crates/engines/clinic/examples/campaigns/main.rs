//! Many invented campaigns through the clinic: how many planted questions are found, how many clean ones are flagged, how long it takes.
//!
//! `cargo run --release -p clinic --example campaigns -- 300` prints Markdown; a further word picks the rows whose name has it.

mod simulate;

use std::{collections::BTreeMap, time::Instant};

use clinic::{Beside, Flag, examine};
use rand::{Rng, seq::SliceRandom as _};
use simulate::{Campaign, Design, PLANTS, Plant, draw, seeded};

#[derive(Default)]
struct Tally {
    clean: usize,
    false_alarms: usize,
    by_flag: BTreeMap<Flag, usize>,
    planted: BTreeMap<Plant, (usize, usize)>,
    first: usize,
}

impl Tally {
    fn add(&mut self, campaign: &Campaign) {
        let findings = examine(&campaign.returns, &Beside::default());
        for (rank, finding) in findings.questions.iter().enumerate() {
            let flagged = !finding.flags.is_empty();
            if let Some(plant) = campaign.planted.get(&finding.question) {
                let tally = self.planted.entry(*plant).or_default();
                *tally = (tally.0 + usize::from(flagged), tally.1 + 1);
                self.first += usize::from(rank < campaign.planted.len());
            } else {
                self.clean += 1;
                self.false_alarms += usize::from(flagged);
                finding.flags.iter().for_each(|flag| *self.by_flag.entry(*flag).or_default() += 1);
            }
        }
    }

    fn print(&self, name: &str) {
        let (found, of) = self.planted.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let per_cent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let kinds: Vec<String> =
            self.planted.iter().map(|(plant, (found, of))| format!("{plant:?} {:.0}", per_cent(*found, *of))).collect();
        let flags: Vec<String> = self.by_flag.iter().map(|(flag, count)| format!("{flag:?} {:.2}", per_cent(*count, self.clean))).collect();
        println!(
            "| {name} | {found} of {of} ({:.1} %) | {} | {} of {} ({:.2} %) | {} |",
            per_cent(found, of),
            kinds.join(", "),
            self.false_alarms,
            self.clean,
            per_cent(self.false_alarms, self.clean),
            flags.join(", ")
        );
    }
}

/// A name, a first seed, whether bad questions are planted, and what is peculiar about the campaigns.
type Family = (&'static str, u64, bool, fn(&mut Design));

const FAMILIES: [Family; 7] = [
    ("clean banks", 1, false, |_| {}),
    ("planted", 2, true, |_| {}),
    ("settings far apart (sd 1.5), clean", 3, false, |design| design.impact = 1.5),
    ("settings far apart, 15 questions, 1,000 returns, clean", 4, false, |design| {
        (design.impact, design.questions, design.returns) = (1.2, 15, 1000);
    }),
    ("uneven discrimination and difficulty, clean", 5, false, |design| (design.spread, design.difficulty) = (0.5, 1.3)),
    ("80 returns, clean", 6, false, |design| (design.returns, design.settings) = (80, 4)),
    ("120 schools, three bad questions of 30", 7, true, |design| {
        (design.returns, design.questions, design.settings) = (120, 30, 3);
        design.plants.truncate(3);
    }),
];

/// A campaign of any size that partnerships run: 80 to 1,000 returns, 12 to 120 questions, two to eight settings.
fn any(rng: &mut impl Rng, plants: bool) -> Design {
    let returns = *[80, 120, 200, 300, 500, 1000].get(rng.random_range(0..6)).unwrap_or(&200);
    let questions = rng.random_range(12..=if returns < 150 { 40 } else { 120 });
    let mut chosen = Vec::new();
    if plants {
        let mut kinds = PLANTS.to_vec();
        kinds.shuffle(rng);
        chosen = kinds.into_iter().take(rng.random_range(1..=(questions / 5).min(7))).collect();
    }
    Design {
        returns,
        questions,
        settings: rng.random_range(2..=if returns < 200 { 4 } else { 8 }),
        impact: rng.random_range(0.0..1.0),
        missing: rng.random_range(0.0..0.15),
        plants: chosen,
        shift: rng.random_range(1.2..1.8),
        spread: 0.3,
        difficulty: 1.0,
    }
}

fn main() {
    let campaigns: u64 = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(200);
    println!("{campaigns} campaigns a row.\n");
    println!(
        "| campaigns | planted questions found | of each kind, per cent | clean questions flagged | by flag, per cent |\n|---|---|---|---|---|"
    );
    let only = std::env::args().nth(2).unwrap_or_default();
    for (name, seed, plants, change) in FAMILIES.into_iter().filter(|family| family.0.contains(&only)) {
        let mut tally = Tally::default();
        for number in 0..campaigns {
            let mut rng = seeded(seed * 1_000_000 + number);
            let mut design = any(&mut rng, plants);
            change(&mut design);
            tally.add(&draw(&design, &mut rng));
        }
        tally.print(name);
    }
    let mut rng = seeded(9);
    let large = Design { returns: 1000, questions: 120, settings: 8, ..any(&mut rng, true) };
    let campaign = draw(&large, &mut rng);
    let started = Instant::now();
    let findings = examine(&campaign.returns, &Beside::default());
    println!("\n1,000 returns by {} questions in 8 settings: {:.2} s.", findings.questions.len(), started.elapsed().as_secs_f64());
}
