//! Invented campaigns with planted bad questions: a graded response model (Samejima 1969) in settings that really differ.

use std::collections::BTreeMap;

use clinic::Returns;
use rand::{Rng, SeedableRng as _, seq::SliceRandom as _};
use rand_chacha::ChaCha8Rng;

/// What is wrong with a planted question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plant {
    Missing,
    Floor,
    Ceiling,
    Noise,
    Turned,
    Uniform,
    Nonuniform,
}

pub(crate) const PLANTS: [Plant; 7] =
    [Plant::Missing, Plant::Floor, Plant::Ceiling, Plant::Noise, Plant::Turned, Plant::Uniform, Plant::Nonuniform];

/// How a campaign is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    pub(crate) returns: usize,
    pub(crate) questions: usize,
    pub(crate) settings: usize,
    /// Standard deviation of the settings' mean standing; that of returns within a setting is 1.
    pub(crate) impact: f64,
    pub(crate) missing: f64,
    pub(crate) plants: Vec<Plant>,
    /// Log-odds of planted differences.
    pub(crate) shift: f64,
    /// Log-normal spread of discriminations around 1.5, and standard deviation of difficulties.
    pub(crate) spread: f64,
    pub(crate) difficulty: f64,
}

pub(crate) struct Campaign {
    pub(crate) returns: Returns,
    pub(crate) planted: BTreeMap<String, Plant>,
}

const SCALES: [&[&str]; 6] = [
    &["no", "yes"],
    &["no", "partly", "yes"],
    &["0", "1", "2", "3"],
    &["Red", "Amber", "Green"],
    &["Inadequate", "Requires improvement", "Good", "Outstanding"],
    &["1", "2", "3", "4", "5"],
];

pub(crate) fn seeded(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Sum of uniforms: normal enough for an invented school.
pub(crate) fn normal(rng: &mut impl Rng) -> f64 {
    (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0
}

fn logistic(rng: &mut impl Rng) -> f64 {
    let u: f64 = rng.random_range(1e-9..1.0 - 1e-9);
    (u / (1.0 - u)).ln()
}

pub(crate) fn draw(design: &Design, rng: &mut impl Rng) -> Campaign {
    let means: Vec<f64> = (0..design.settings).map(|_| design.impact * normal(rng)).collect();
    let weights: Vec<f64> = (0..design.settings).map(|_| rng.random_range(0.4..1.6)).collect();
    let total: f64 = weights.iter().sum();
    let setting_of = |mut at: f64| {
        weights.iter().position(|weight| {
            at -= weight / total;
            at < 0.0
        })
    };
    let setting: Vec<usize> = (0..design.returns).map(|_| setting_of(rng.random()).unwrap_or(0)).collect();
    let standing: Vec<f64> = setting.iter().map(|setting| means[*setting] + normal(rng)).collect();
    let names: Vec<String> = setting.iter().map(|setting| format!("setting {setting}")).collect();
    let mut returns = Returns::of_settings(&names.iter().map(String::as_str).collect::<Vec<_>>());

    let mut plants: Vec<Option<Plant>> = design.plants.iter().copied().map(Some).collect();
    plants.resize(design.questions, None);
    plants.shuffle(rng);
    // A planted difference needs a setting large enough to show it.
    let sizes: Vec<usize> = (0..design.settings).map(|one| setting.iter().filter(|other| **other == one).count()).collect();
    let large: Vec<usize> = (0..design.settings).filter(|one| sizes[*one] * design.settings * 2 >= design.returns).collect();
    let mut planted = BTreeMap::new();
    for (number, plant) in plants.into_iter().enumerate() {
        let name = format!("q{}", number + 1);
        let scale = SCALES[rng.random_range(0..SCALES.len())];
        let slope = 1.5 * (design.spread * normal(rng)).exp();
        let centre = design.difficulty * normal(rng);
        let mut cuts: Vec<f64> = (1..scale.len()).map(|_| centre + normal(rng) * 0.8).collect();
        cuts.sort_by(f64::total_cmp);
        let odd = large[rng.random_range(0..large.len())];
        let sign = if rng.random() { 1.0 } else { -1.0 };
        let middle = cuts[cuts.len() / 2];
        let missing = if plant == Some(Plant::Missing) { rng.random_range(0.45..0.7) } else { design.missing * rng.random_range(0.5..1.5) };
        let end = rng.random_range(0.96..0.99);
        let mut cells = Vec::with_capacity(design.returns);
        for (standing, setting) in standing.iter().zip(&setting) {
            let mine = *setting == odd;
            let latent = match plant {
                Some(Plant::Noise) => middle * slope + 1.5 * logistic(rng),
                Some(Plant::Uniform) if mine => slope * standing + sign * design.shift + logistic(rng),
                Some(Plant::Nonuniform) if mine => slope * middle + logistic(rng) * 1.5,
                _ => slope * standing + logistic(rng),
            };
            let mut place = cuts.iter().filter(|cut| latent > slope * **cut).count();
            match plant {
                Some(Plant::Turned) => place = scale.len() - 1 - place,
                Some(Plant::Ceiling) => place = if rng.random_bool(end) { scale.len() - 1 } else { place.min(scale.len() - 2) },
                Some(Plant::Floor) => place = if rng.random_bool(end) { 0 } else { place.max(1) },
                _ => {}
            }
            cells.push(if rng.random_bool(missing) { "" } else { scale[place] });
        }
        returns.ask(&name, &cells);
        if let Some(plant) = plant {
            planted.insert(name, plant);
        }
    }
    Campaign { returns, planted }
}
