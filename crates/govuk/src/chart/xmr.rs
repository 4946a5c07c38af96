//! The statistics of a statistical process control chart of single values (XmR): mean, limits and signals. Pure numbers.

/// Fewer known points than this make a plain run chart: too few to estimate limits from.
pub const ENOUGH_POINTS: usize = 12;
/// Three standard deviations as a multiple of the mean moving range: 3 ÷ 1.128, where 1.128 is the expected range of two
/// values of a normal distribution in standard deviations (Shewhart's constant d₂ for n = 2).
pub const LIMIT_FACTOR: f64 = 2.66;
/// This many points in a row on one side of the mean are a signal.
pub const RUN: usize = 8;
/// This many points in a row, each above the one before (or each below), are a signal.
pub const TREND: usize = 6;

/// Why a point is unlikely to be ordinary variation. The most telling comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Above the upper or below the lower limit.
    OutsideLimits,
    /// One of at least [`TREND`] in a row that rise or fall.
    Trend,
    /// One of at least [`RUN`] in a row on one side of the mean.
    OneSide,
}

impl Signal {
    /// What the signal says, for a table or a key.
    pub const fn words(self) -> &'static str {
        match self {
            Self::OutsideLimits => "Outside the limits",
            Self::OneSide => "8 or more in a row on one side of the mean",
            Self::Trend => "6 or more in a row rising or falling",
        }
    }
}

/// Where ordinary variation is expected to lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Of the known points.
    pub mean: f64,
    /// Of the differences between neighbours, without their sign.
    pub mean_moving_range: f64,
    /// [`LIMIT_FACTOR`] mean moving ranges below the mean, or the least value that can happen if that is higher.
    pub lower: f64,
    /// [`LIMIT_FACTOR`] mean moving ranges above the mean.
    pub upper: f64,
}

/// What the points say.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Nothing is known.
    Nothing,
    /// Too few points for limits: only the median.
    Run { median: f64 },
    /// Enough points: limits, and for each point, in order, its signals (sorted, none for a missing point).
    Control { limits: Limits, signals: Vec<Vec<Signal>> },
}

/// Reads points in order of time, `None` where a point is missing.
///
/// The lower limit is never below `least`, the smallest value that can happen (0 for a count). A missing point interrupts: no
/// moving range is taken across it, and no run or trend goes through it. A point on the mean is on neither side of it.
pub fn read(points: &[Option<f64>], least: Option<f64>) -> Reading {
    let points: Vec<Option<f64>> = points.iter().map(|point| point.filter(|value| value.is_finite())).collect();
    let known: Vec<f64> = points.iter().copied().flatten().collect();
    let ranges: Vec<f64> = points
        .windows(2)
        .filter_map(|pair| match pair {
            [Some(before), Some(after)] => Some((after - before).abs()),
            _ => None,
        })
        .collect();
    if known.is_empty() {
        return Reading::Nothing;
    }
    // Points with gaps between all of them have no moving range, and so no limits however many they are.
    if known.len() < ENOUGH_POINTS || ranges.is_empty() {
        return Reading::Run { median: median(known) };
    }
    let mean = mean_of(&known);
    let mean_moving_range = mean_of(&ranges);
    let reach = LIMIT_FACTOR * mean_moving_range;
    let lower = least.map_or(mean - reach, |least| (mean - reach).max(least));
    let limits = Limits { mean, mean_moving_range, lower, upper: mean + reach };
    Reading::Control { limits, signals: signals(&points, limits) }
}

fn mean_of(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    values.iter().map(|value| value / count).sum()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(0.0);
    let half = values.len() / 2;
    if values.len().is_multiple_of(2) { at(half.saturating_sub(1)) / 2.0 + at(half) / 2.0 } else { at(half) }
}

fn signals(points: &[Option<f64>], limits: Limits) -> Vec<Vec<Signal>> {
    let mut found: Vec<Vec<Signal>> = vec![Vec::new(); points.len()];
    let sign = |difference: f64| {
        if difference > 0.0 {
            1
        } else if difference < 0.0 {
            -1
        } else {
            0
        }
    };
    let sides: Vec<i8> = points.iter().map(|point| point.map_or(0, |value| sign(value - limits.mean))).collect();
    // Steps between neighbours: `steps[i]` leads from point i to point i + 1.
    let steps: Vec<i8> = points
        .windows(2)
        .map(|pair| match pair {
            [Some(before), Some(after)] => sign(after - before),
            _ => 0,
        })
        .collect();
    let mut mark = |range: std::ops::Range<usize>, signal: Signal| {
        for signals in found.iter_mut().skip(range.start).take(range.len()) {
            signals.push(signal);
        }
    };
    for (index, point) in points.iter().enumerate() {
        if point.is_some_and(|value| value > limits.upper || value < limits.lower) {
            mark(index..index + 1, Signal::OutsideLimits);
        }
    }
    for run in runs(&sides).filter(|run| run.len() >= RUN) {
        mark(run, Signal::OneSide);
    }
    // A trend of n points has n - 1 steps.
    for run in runs(&steps).filter(|run| run.len() + 1 >= TREND) {
        mark(run.start..run.end + 1, Signal::Trend);
    }
    for signals in &mut found {
        signals.sort_unstable();
        signals.dedup();
    }
    found
}

/// Stretches of the same sign, noughts left out.
fn runs(signs: &[i8]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut start = 0;
    signs.chunk_by(|a, b| a == b).filter_map(move |chunk| {
        let range = start..start + chunk.len();
        start = range.end;
        chunk.first().is_some_and(|sign| *sign != 0).then_some(range)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "a test fails by panicking")]
    use super::*;

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    fn control(points: &[Option<f64>], least: Option<f64>) -> (Limits, Vec<Vec<Signal>>) {
        match read(points, least) {
            Reading::Control { limits, signals } => (limits, signals),
            other => panic!("expected limits, got {other:?}"),
        }
    }

    fn flagged(signals: &[Vec<Signal>], signal: Signal) -> Vec<usize> {
        signals.iter().enumerate().filter(|(_, s)| s.contains(&signal)).map(|(index, _)| index).collect()
    }

    const STEADY: [f64; 12] = [10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0];

    #[test]
    fn limits_are_the_mean_and_2_66_mean_moving_ranges_either_side() {
        // By hand: sum 138, mean 11.5; ranges 2 1 2 3 2 1 2 3 2 1 2, sum 21, mean 21/11; 2.66 × 21/11 = 5.078181…
        let (limits, signals) = control(&known(&STEADY), None);
        assert!((limits.mean - 11.5).abs() < 1e-9);
        assert!((limits.mean_moving_range - 21.0 / 11.0).abs() < 1e-9);
        assert!((limits.lower - 6.421_818_181_8).abs() < 1e-9);
        assert!((limits.upper - 16.578_181_818_1).abs() < 1e-9);
        assert!(signals.iter().all(Vec::is_empty));
    }

    #[test]
    fn a_lower_limit_stops_at_the_least_that_can_happen() {
        // By hand: six pairs of 0 and 4, mean 2, ranges all 4: 2 - 10.64 is below nought.
        let (limits, _) = control(&known(&[0.0, 4.0].repeat(6)), Some(0.0));
        assert!((limits.lower, (limits.upper - 12.64).abs() < 1e-9) == (0.0, true));
    }

    #[test]
    fn eleven_points_are_a_plain_run_chart_around_the_median() {
        assert_eq!(read(&known(&STEADY[..11]), None), Reading::Run { median: 11.0 });
        assert_eq!(read(&known(&[4.0, 1.0]), None), Reading::Run { median: 2.5 });
        assert_eq!(read(&[None, Some(f64::NAN)], None), Reading::Nothing);
    }

    #[test]
    fn a_point_outside_the_limits_is_signalled_and_its_neighbours_are_not() {
        let mut values = [10.0, 12.0].repeat(7);
        values[6] = 30.0;
        // By hand: sum 174 over 14; ranges: eleven of 2 and two of 18 (12 to 30 and back), sum 58 over 13; upper 24.2963.
        let (limits, signals) = control(&known(&values), None);
        assert!((limits.upper - (174.0 / 14.0 + 2.66 * 58.0 / 13.0)).abs() < 1e-9);
        assert_eq!(flagged(&signals, Signal::OutsideLimits), vec![6]);
    }

    #[test]
    fn eight_in_a_row_on_one_side_are_a_signal_and_seven_are_not() {
        let eight = [1.0, 2.0].repeat(4).into_iter().chain([9.0, 8.0].repeat(4)).collect::<Vec<_>>();
        let (_, signals) = control(&known(&eight), None);
        assert_eq!(flagged(&signals, Signal::OneSide), (0..16).collect::<Vec<_>>());
        let seven = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 9.0, 8.0, 9.0, 8.0, 9.0, 8.0, 9.0];
        assert!(flagged(&control(&known(&seven), None).1, Signal::OneSide).is_empty());
    }

    #[test]
    fn six_rising_or_falling_are_a_signal_and_five_are_not() {
        let six = [5.0, 5.0, 5.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 8.0, 9.0, 5.0];
        assert_eq!(flagged(&control(&known(&six), None).1, Signal::Trend), vec![3, 4, 5, 6, 7, 8]);
        let falling = six.map(|value| -value);
        assert_eq!(flagged(&control(&known(&falling), None).1, Signal::Trend), vec![3, 4, 5, 6, 7, 8]);
        let five = [5.0, 5.0, 5.0, 5.0, 5.0, 6.0, 7.0, 8.0, 9.0, 8.0, 9.0, 5.0];
        assert!(flagged(&control(&known(&five), None).1, Signal::Trend).is_empty());
    }

    #[test]
    fn a_missing_point_interrupts_ranges_runs_and_trends() {
        let mut points = known(&[1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 9.0, 8.0, 9.0, 8.0, 9.0, 8.0, 9.0, 8.0]);
        points[4] = None;
        let (limits, signals) = control(&points, None);
        assert_eq!(flagged(&signals, Signal::OneSide), (8..16).collect::<Vec<_>>());
        // By hand: the ranges left are 1 1 1, 1 1, 7, and seven of 1: 12 + 7 over 13.
        assert!((limits.mean_moving_range - 19.0 / 13.0).abs() < 1e-9);
    }
}
