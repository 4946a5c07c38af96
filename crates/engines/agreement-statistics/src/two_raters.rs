//! Two raters who both rated every unit: Cohen's kappa, weighted kappa, Scott's pi and plain agreement, with large-sample variances.
//!
//! Variances: Fleiss, Cohen and Everitt (1969), *Large sample standard errors of kappa and weighted kappa*, Psychological Bulletin 72;
//! for Scott's pi the same argument with the mean of both raters' margins (Gwet 2014, chapter 5).

use crate::{interval::Estimate, weights::Weights};

/// What two raters would agree by chance is taken from …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chance {
    /// … nothing: plain agreement.
    None,
    /// … each rater's own margin (Cohen 1960, 1968).
    OwnMargins,
    /// … the mean of both margins (Scott 1955).
    CommonMargins,
}

/// `None` where chance agreement is certain, so that nothing can be better than chance.
pub(crate) fn coefficient(pairs: &[(usize, usize)], weights: &Weights, chance: Chance) -> Option<Estimate> {
    let n = pairs.len() as f64;
    let weight = weights.function();
    let agreed = mean(pairs, &weight);
    let (first, second) = match chance {
        Chance::None => {
            let variance = (mean(pairs, |a, b| weight(a, b).powi(2)) - agreed.powi(2)) / n;
            return Some(Estimate { value: agreed, variance, units: pairs.len() });
        }
        Chance::OwnMargins => margins(pairs, weights.categories()),
        Chance::CommonMargins => {
            let (first, second) = margins(pairs, weights.categories());
            let common: Vec<f64> = first.iter().zip(&second).map(|(a, b)| f64::midpoint(*a, *b)).collect();
            (common.clone(), common)
        }
    };
    // What a rating of the first rater can expect from the second, and the other way round.
    let against_second = expected(&weight, &second);
    let against_first = expected(&weight, &first);
    let by_chance: f64 = first.iter().zip(&against_second).map(|(share, weight)| share * weight).sum();
    let left = 1.0 - by_chance;
    if left.abs() < 1e-12 {
        return None;
    }
    let value = (agreed - by_chance) / left;
    let spread = mean(pairs, |a, b| (weight(a, b) - (1.0 - value) * (against_second[a] + against_first[b])).powi(2));
    let variance = (spread - (agreed - 2.0 * (1.0 - value) * by_chance).powi(2)) / (n * left.powi(2));
    Some(Estimate { value, variance, units: pairs.len() })
}

fn mean(pairs: &[(usize, usize)], of: impl Fn(usize, usize) -> f64) -> f64 {
    pairs.iter().map(|(a, b)| of(*a, *b)).sum::<f64>() / pairs.len() as f64
}

fn margins(pairs: &[(usize, usize)], categories: usize) -> (Vec<f64>, Vec<f64>) {
    let (mut first, mut second) = (vec![0.0; categories], vec![0.0; categories]);
    let share = 1.0 / pairs.len() as f64;
    for (a, b) in pairs {
        first[*a] += share;
        second[*b] += share;
    }
    (first, second)
}

/// For every category, the mean weight with a rating drawn from the margin.
pub(crate) fn expected(weight: &dyn Fn(usize, usize) -> f64, margin: &[f64]) -> Vec<f64> {
    let with = |category: usize| margin.iter().enumerate().map(|(other, share)| weight(category, other) * share).sum();
    (0..margin.len()).map(with).collect()
}
