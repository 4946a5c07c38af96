//! Any number of raters, with missing ratings: Fleiss, Gwet, Brennan-Prediger and Krippendorff, with the variance of each over units.
//!
//! A unit that only one rater rated tells nothing about agreement but something about how often categories are used; these formulas
//! use it for the second (Gwet 2014, chapters 2 to 5), and alpha leaves it out (Krippendorff 2011).

use crate::{interval::Estimate, two_raters::expected, weights::Weights};

/// What raters would agree by chance is taken from …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chance {
    /// … nothing: plain agreement.
    None,
    /// … how often all raters use each category (Fleiss 1971).
    Margins,
    /// … how often a rating is a guess (Gwet 2008).
    Guesses,
    /// … all categories alike (Brennan and Prediger 1981).
    Even,
}

/// A unit: its categories with their counts, how many rated it, and the agreement among them.
struct Unit<'a> {
    counts: &'a [(usize, f64)],
    raters: f64,
    /// Weighted share of agreeing pairs; 0 where there is no pair.
    agreed: f64,
}

impl Unit<'_> {
    fn rated_twice(&self) -> bool {
        self.raters >= 2.0
    }

    /// The mean over the unit's ratings of something that depends on the category.
    fn mean(&self, of: &[f64]) -> f64 {
        self.counts.iter().map(|(category, count)| count * of[*category]).sum::<f64>() / self.raters
    }
}

fn unit<'a>(counts: &'a [(usize, f64)], weight: &dyn Fn(usize, usize) -> f64) -> Unit<'a> {
    let raters: f64 = counts.iter().map(|(_, count)| count).sum();
    let weighted = |category: usize| counts.iter().map(|(other, count)| weight(category, *other) * count).sum::<f64>();
    let pairs: f64 = counts.iter().map(|(category, count)| count * (weighted(*category) - 1.0)).sum();
    let agreed = if raters >= 2.0 { pairs / (raters * (raters - 1.0)) } else { 0.0 };
    Unit { counts, raters, agreed }
}

/// `None` where no unit was rated twice, or chance agreement is certain.
pub(crate) fn coefficient(counts: &[Vec<(usize, f64)>], weights: &Weights, chance: Chance) -> Option<Estimate> {
    let weight = weights.function();
    let units: Vec<Unit<'_>> = counts.iter().map(|counts| unit(counts, &weight)).collect();
    let n = units.len() as f64;
    let twice = units.iter().filter(|unit| unit.rated_twice()).count() as f64;
    if twice == 0.0 {
        return None;
    }
    let agreed = units.iter().map(|unit| unit.agreed).sum::<f64>() / twice;
    let mut shares = vec![0.0; weights.categories()];
    for unit in &units {
        unit.counts.iter().for_each(|(category, count)| shares[*category] += count / unit.raters / n);
    }
    let (by_chance, of_category) = by_chance(&weight, &shares, chance);
    let left = 1.0 - by_chance;
    if left.abs() < 1e-12 {
        return None;
    }
    let value = (agreed - by_chance) / left;
    let linearised = units.iter().map(|unit| {
        let own = if unit.rated_twice() { n / twice * (unit.agreed - by_chance) / left } else { 0.0 };
        let correction = of_category.as_ref().map_or(0.0, |of| 2.0 * (1.0 - value) * (unit.mean(of) - by_chance) / left);
        (own - correction - value).powi(2)
    });
    if chance == Chance::None {
        // Plain agreement is a mean over the units rated twice, and nothing else is known about it.
        let squares: f64 = units.iter().filter(|unit| unit.rated_twice()).map(|unit| (unit.agreed - agreed).powi(2)).sum();
        return Some(Estimate { value: agreed, variance: squares / (twice * (twice - 1.0)), units: twice as usize });
    }
    let variance = linearised.sum::<f64>() / (n * (n - 1.0));
    Some(Estimate { value, variance, units: units.len() })
}

/// Chance agreement, and what each category adds to it where it depends on the ratings.
fn by_chance(weight: &dyn Fn(usize, usize) -> f64, shares: &[f64], chance: Chance) -> (f64, Option<Vec<f64>>) {
    let categories = shares.len() as f64;
    let all_weights = || (0..shares.len()).map(|a| (0..shares.len()).map(|b| weight(a, b)).sum::<f64>()).sum::<f64>();
    match chance {
        Chance::None => (0.0, None),
        Chance::Even => (all_weights() / categories.powi(2), None),
        Chance::Margins => {
            let of = expected(weight, shares);
            (shares.iter().zip(&of).map(|(share, of)| share * of).sum(), Some(of))
        }
        Chance::Guesses => {
            let scale = all_weights() / (categories * (categories - 1.0));
            let of: Vec<f64> = shares.iter().map(|share| scale * (1.0 - share)).collect();
            (shares.iter().zip(&of).map(|(share, of)| share * of).sum(), Some(of))
        }
    }
}

/// How often each category occurs in units that two or more rated.
pub(crate) fn occurrences(counts: &[Vec<(usize, f64)>], categories: usize) -> Vec<f64> {
    let mut occurrences = vec![0.0; categories];
    let pairable = counts.iter().filter(|counts| counts.iter().map(|(_, count)| count).sum::<f64>() >= 2.0);
    pairable.flatten().for_each(|(category, count)| occurrences[*category] += count);
    occurrences
}

/// Krippendorff's alpha, with Gwet's variance. `None` where no unit was rated twice or all pairable ratings are one category.
pub(crate) fn alpha(counts: &[Vec<(usize, f64)>], weights: &Weights) -> Option<Estimate> {
    let weight = weights.function();
    let units: Vec<Unit<'_>> = counts.iter().map(|counts| unit(counts, &weight)).filter(Unit::rated_twice).collect();
    let n = units.len() as f64;
    let ratings: f64 = units.iter().map(|unit| unit.raters).sum();
    let mean_raters = ratings / n;
    // Units count in proportion to their raters, and the small correction makes the ratings their own population.
    let plain = units.iter().map(|unit| unit.agreed * unit.raters / mean_raters).sum::<f64>() / n;
    let agreed = (1.0 - 1.0 / ratings) * plain + 1.0 / ratings;
    let shares: Vec<f64> = occurrences(counts, weights.categories()).iter().map(|count| count / ratings).collect();
    let of = expected(&weight, &shares);
    let by_chance: f64 = shares.iter().zip(&of).map(|(share, of)| share * of).sum();
    let left = 1.0 - by_chance;
    if units.is_empty() || left.abs() < 1e-12 {
        return None;
    }
    let value = (agreed - by_chance) / left;
    let uncorrected = (plain - by_chance) / left;
    let linearised = units.iter().map(|unit| {
        let more = (unit.raters - mean_raters) / mean_raters;
        let own = (unit.agreed * unit.raters / mean_raters - agreed * more - by_chance) / left;
        let expected = unit.mean(&of) * unit.raters / mean_raters - by_chance * more;
        (own - 2.0 * (1.0 - uncorrected) * (expected - by_chance) / left - uncorrected).powi(2)
    });
    let variance = linearised.sum::<f64>() / (n * (n - 1.0));
    Some(Estimate { value, variance, units: units.len() })
}
