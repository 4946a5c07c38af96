//! The interval around an estimate: Student's t with one degree of freedom fewer than units, cut at 1.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

/// How sure an interval is to hold the true value, were the units drawn again and again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence(f64);

impl Confidence {
    pub const PER_CENT_95: Confidence = Confidence(0.95);

    /// A level between 0 and 1, both excluded.
    #[must_use]
    pub fn new(level: f64) -> Option<Confidence> {
        (level > 0.0 && level < 1.0).then_some(Confidence(level))
    }
}

/// An estimate and the variance of its distribution over samples of units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Estimate {
    pub(crate) value: f64,
    pub(crate) variance: f64,
    /// Units that the variance was computed from.
    pub(crate) units: usize,
}

impl Estimate {
    /// Lower and upper end. The upper end is cut at 1, the most that raters can agree; the lower is not cut, as in Gwet's packages,
    /// because the lowest value of a coefficient depends on the data. `None` for fewer than two units.
    pub(crate) fn interval(&self, confidence: Confidence) -> Option<(f64, f64)> {
        if self.units < 2 || !self.variance.is_finite() {
            return None;
        }
        // Rounding can take the variance of identical values below zero by a hair.
        let half = quantile((1.0 + confidence.0) / 2.0, self.units - 1)? * self.variance.max(0.0).sqrt();
        Some((self.value - half, (self.value + half).min(1.0)))
    }
}

/// Quantile of Student's t.
fn quantile(probability: f64, degrees: usize) -> Option<f64> {
    StudentsT::new(0.0, 1.0, degrees as f64).ok().map(|t| t.inverse_cdf(probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_student_t_are_those_of_tables() {
        // One and two degrees have closed forms: tan(pi (p - 1/2)) and 2 (p - 1/2) sqrt(2 / (4 p (1 - p))).
        let one = (std::f64::consts::PI * 0.475).tan();
        let two = 2.0 * 0.475 * (2.0_f64 / (4.0 * 0.975 * 0.025)).sqrt();
        for (degrees, expected, to) in
            [(1, one, 1e-11), (2, two, 1e-11), (11, 2.200_985, 1e-6), (39, 2.022_691, 1e-6), (120, 1.979_930, 1e-6)]
        {
            let found = quantile(0.975, degrees).expect("a quantile");
            assert!((found - expected).abs() < to, "{degrees} degrees: {found}, expected {expected}");
        }
    }

    #[test]
    fn the_upper_end_is_cut_at_one_and_the_lower_is_not() {
        let (low, high) = Estimate { value: -0.9, variance: 0.25, units: 10 }.interval(Confidence::PER_CENT_95).expect("an interval");
        assert!(low < -1.0 && high < 1.0);
        let (_, high) = Estimate { value: 0.9, variance: 0.25, units: 10 }.interval(Confidence::PER_CENT_95).expect("an interval");
        assert!((high - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn one_unit_has_no_interval() {
        assert!(Estimate { value: 1.0, variance: 0.0, units: 1 }.interval(Confidence::PER_CENT_95).is_none());
    }
}
