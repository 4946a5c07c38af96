//! Values in classes: which fall together on a map.

/// How values are grouped. At most [`Classes::MOST`] classes, since more shades than that cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Classes {
    /// As many areas in each class as can be, equal values always together.
    Quantile(usize),
    /// Classes of equal width from the lowest to the highest value.
    Equal(usize),
}

impl Classes {
    pub const MOST: usize = 5;
}

/// The lowest and highest value of each class that has any, in rising order. Every number given is in exactly one class.
pub(crate) fn classify(numbers: &[f64], classes: Classes) -> Vec<(f64, f64)> {
    let mut sorted: Vec<f64> = numbers.iter().copied().filter(|number| number.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let (Some(low), Some(high)) = (sorted.first().copied(), sorted.last().copied()) else { return Vec::new() };
    let count = match classes {
        Classes::Quantile(count) | Classes::Equal(count) => count.clamp(1, Classes::MOST),
    };
    // Halved before they are subtracted, so that no pair of numbers is too far apart.
    let half_span = high / 2.0 - low / 2.0;
    let class_of = |index: usize, number: f64| match classes {
        // The class of the first among equals.
        Classes::Quantile(_) => sorted.iter().position(|other| *other == number).unwrap_or(index) * count / sorted.len(),
        Classes::Equal(_) if half_span > 0.0 => (((number / 2.0 - low / 2.0) / half_span * count as f64).floor() as usize).min(count - 1),
        Classes::Equal(_) => 0,
    };
    let mut ranges: Vec<(usize, f64, f64)> = Vec::new();
    for (index, number) in sorted.iter().copied().enumerate() {
        let class = class_of(index, number);
        match ranges.last_mut() {
            Some((last, _, highest)) if *last == class => *highest = number,
            _ => ranges.push((class, number, number)),
        }
    }
    ranges.into_iter().map(|(_, lowest, highest)| (lowest, highest)).collect()
}
