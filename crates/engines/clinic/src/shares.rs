//! Shares and their intervals, chances of the normal and binomial distributions, and many tests at once.

use statrs::distribution::{Binomial, ContinuousCDF as _, DiscreteCDF as _, Normal};

/// One-sided 95 per cent.
pub(crate) const Z_95: f64 = 1.644_853_626_951_472_6;
/// One-sided 99 per cent.
pub(crate) const Z_99: f64 = 2.326_347_874_040_841;

/// Lower one-sided 95 per cent bound of a share (Wilson 1927).
pub(crate) fn lower_bound(count: usize, of: usize) -> f64 {
    if of == 0 {
        return 0.0;
    }
    let (n, share, z2) = (of as f64, count as f64 / of as f64, Z_95 * Z_95);
    let spread = Z_95 * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    (share + z2 / (2.0 * n) - spread) / (1.0 + z2 / n)
}

/// The chance of `count` or more out of `of`, were each as likely as `share`.
pub(crate) fn chance_of_as_many(count: usize, of: usize, share: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    Binomial::new(share, of as u64).map_or(1.0, |binomial| binomial.sf(count as u64 - 1))
}

/// Both-sided chance of a standard normal value as far out as this.
pub(crate) fn both_sided(z: f64) -> f64 {
    Normal::new(0.0, 1.0).map_or(1.0, |normal| (2.0 * normal.cdf(-z.abs())).min(1.0))
}

/// Holds the share of false alarms among all alarms (Benjamini and Hochberg 1995): adjusted chances in the order given.
pub(crate) fn adjusted(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|one, other| chances[*other].total_cmp(&chances[*one]));
    let mut adjusted = vec![1.0; chances.len()];
    let mut least: f64 = 1.0;
    for (place, at) in order.into_iter().enumerate() {
        let rank = (chances.len() - place) as f64;
        least = least.min(chances[at] * chances.len() as f64 / rank);
        adjusted[at] = least;
    }
    adjusted
}

pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values.get(middle).copied()
    } else {
        Some(f64::midpoint(*values.get(middle.checked_sub(1)?)?, values[middle]))
    }
}

/// Median distance from the median, as a standard deviation of a normal distribution: two bad questions in ten do not move it.
pub(crate) fn robust_deviation(values: &[f64]) -> Option<f64> {
    let middle = median(values)?;
    let distances: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    median(&distances).map(|distance| 1.482_602_218_505_602 * distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_adjusted_as_benjamini_and_hochberg_say() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH").
        let found = adjusted(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in found.iter().zip([0.02, 0.04, 0.04, 0.02]) {
            assert!((found - expected).abs() < 1e-12, "{found} and {expected}");
        }
    }

    #[test]
    fn the_lower_bound_of_a_share_is_below_it_and_nears_it() {
        assert!(lower_bound(95, 100) > 0.89 && lower_bound(95, 100) < 0.92);
        assert!(lower_bound(9_500, 10_000) > 0.945);
        assert!(lower_bound(0, 0).abs() < f64::EPSILON);
    }

    #[test]
    fn as_many_or_more_counts_the_number_itself() {
        assert!((chance_of_as_many(2, 2, 0.5) - 0.25).abs() < 1e-12);
        assert!((chance_of_as_many(0, 2, 0.5) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_median_of_an_even_number_is_between_the_two() {
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }
}
