//! How much a pair of categories counts as agreement: 1 for the same category, 0 for the two furthest apart.

/// Weights between the categories of one set of ratings, symmetric, in `[0, 1]`.
#[derive(Debug, Clone)]
pub(crate) enum Weights {
    /// The same category agrees, any other does not.
    Identity { categories: usize },
    /// 1 - |a - b| / range (Cohen 1968).
    Linear { places: Vec<f64> },
    /// 1 - (a - b)² / range² (Fleiss and Cohen 1973). Also Krippendorff's interval metric.
    Quadratic { places: Vec<f64> },
    /// Krippendorff's ordinal metric: the squared number of ratings between two categories, half of each included. `below` counts the
    /// ratings up to the middle of each category.
    Ordinal { below: Vec<f64> },
    /// Krippendorff's ratio metric: ((a - b) / (a + b))².
    Ratio { places: Vec<f64> },
}

impl Weights {
    /// The ordinal metric, from how often each category occurs in units that two or more rated.
    pub(crate) fn ordinal(occurrences: &[f64]) -> Weights {
        let middle = |sum: &mut f64, count: &f64| {
            let below = *sum + count / 2.0;
            *sum += count;
            Some(below)
        };
        Weights::Ordinal { below: occurrences.iter().scan(0.0, middle).collect() }
    }

    pub(crate) fn categories(&self) -> usize {
        match self {
            Weights::Identity { categories } => *categories,
            Weights::Linear { places } | Weights::Quadratic { places } | Weights::Ratio { places } => places.len(),
            Weights::Ordinal { below } => below.len(),
        }
    }

    /// The weight of every pair of categories as a function, with the range computed once.
    pub(crate) fn function(&self) -> Box<dyn Fn(usize, usize) -> f64 + '_> {
        match self {
            Weights::Identity { .. } => Box::new(|a, b| f64::from(u8::from(a == b))),
            Weights::Linear { places } => {
                let range = range(places);
                Box::new(move |a, b| 1.0 - (places[a] - places[b]).abs() / range)
            }
            Weights::Quadratic { places } | Weights::Ordinal { below: places } => {
                let range = range(places);
                Box::new(move |a, b| 1.0 - ((places[a] - places[b]) / range).powi(2))
            }
            Weights::Ratio { places } => {
                let apart = |a: f64, b: f64| if a + b == 0.0 { 0.0 } else { ((a - b) / (a + b)).powi(2) };
                let furthest = apart(places.first().copied().unwrap_or(0.0), places.last().copied().unwrap_or(0.0));
                let scale = if furthest > 0.0 { furthest } else { 1.0 };
                Box::new(move |a, b| 1.0 - apart(places[a], places[b]) / scale)
            }
        }
    }
}

/// From the lowest to the highest place; 1 where all places are one, so that nothing is divided by nothing.
fn range(places: &[f64]) -> f64 {
    let range = places.last().copied().unwrap_or(0.0) - places.first().copied().unwrap_or(0.0);
    if range > 0.0 { range } else { 1.0 }
}
