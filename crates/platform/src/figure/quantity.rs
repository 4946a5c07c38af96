//! What a figure comes to, and how it is printed: under ten no bare percentages; small counts kept back, and what would betray them.

use serde::{Deserialize, Serialize};

use super::{Counted, Measure};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    Count(i64),
    Share {
        n: i64,
        of: i64,
    },
    /// Tenths, so that no float is stored.
    Tenths(i64),
    /// As published elsewhere, symbols kept: c suppressed, z not applicable, x not available, u low reliability.
    Published(String),
    /// Nothing to measure.
    Nothing,
    /// Kept back because it is small, or because it would give a small one away.
    KeptBack,
}

impl Quantity {
    pub(super) fn of(measure: Measure, rows: &[&Counted]) -> Self {
        let chosen: Vec<&&Counted> = rows.iter().filter(|row| row.n).collect();
        let count = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
        match measure {
            Measure::Count => Self::Count(count),
            Measure::Share if rows.is_empty() => Self::Nothing,
            Measure::Share => Self::Share { n: count, of: i64::try_from(rows.len()).unwrap_or(i64::MAX) },
            Measure::Sum => Self::Count(chosen.iter().map(|row| row.value).sum()),
            Measure::Median => median(chosen.iter().map(|row| row.value).collect()),
            // Of several there is no one that was published: each stands in its own part.
            Measure::AsPublished => match &chosen[..] {
                [row] => Self::Published(row.shown.clone()),
                _ => Self::Nothing,
            },
        }
    }

    /// As a number for a chart; none where there is nothing to draw.
    pub fn number(&self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
        match self {
            Self::Count(n) => Some(*n as f64),
            Self::Share { n, of } if *of > 0 => Some(*n as f64 * 100.0 / *of as f64),
            Self::Tenths(tenths) => Some(*tenths as f64 / 10.0),
            Self::Published(text) => text.replace(',', "").trim().parse().ok(),
            Self::Share { .. } | Self::Nothing | Self::KeptBack => None,
        }
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(n) => f.write_str(&thousands(*n)),
            Self::Share { n, of } if *of < 10 => write!(f, "{n} of {of}"),
            Self::Share { n, of } => write!(f, "{}% ({} of {})", (n * 200 + of) / (2 * of), thousands(*n), thousands(*of)),
            Self::Tenths(tenths) if tenths % 10 == 0 => f.write_str(&thousands(tenths / 10)),
            Self::Tenths(tenths) => write!(f, "{}.{}", thousands(tenths / 10), (tenths % 10).abs()),
            Self::Published(text) => f.write_str(text),
            Self::Nothing => f.write_str("none to measure"),
            Self::KeptBack => f.write_str("kept back"),
        }
    }
}

fn median(mut values: Vec<i64>) -> Quantity {
    values.sort_unstable();
    let middle = values.len() / 2;
    match (values.get(middle), values.len() % 2) {
        (None, _) => Quantity::Nothing,
        (Some(high), 0) => Quantity::Tenths((values[middle - 1] + high) * 5),
        (Some(only), _) => Quantity::Tenths(only * 10),
    }
}

fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if n < 0 { format!("-{grouped}") } else { grouped }
}

/// A count of one to four says too much about somebody.
fn small(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Count(n) => (1..5).contains(n),
        Quantity::Share { n, of } => (1..5).contains(n) || (1..5).contains(&(of - n)) || (1..5).contains(of),
        _ => false,
    }
}

/// The whole and its parts as they may be published together: small ones kept back and, where one alone is kept back beside its
/// total, the next smallest too, so that no subtraction gives it away.
pub fn suppressed(whole: &Quantity, parts: &[(String, Quantity)]) -> (Quantity, Vec<(String, Quantity)>) {
    let mut shown: Vec<(String, Quantity)> = parts.to_vec();
    for (_, quantity) in &mut shown {
        if small(quantity) {
            *quantity = Quantity::KeptBack;
        }
    }
    let whole = if small(whole) { Quantity::KeptBack } else { whole.clone() };
    let kept_back = shown.iter().filter(|(_, quantity)| *quantity == Quantity::KeptBack).count();
    if kept_back == 1 && whole != Quantity::KeptBack {
        let next = shown.iter_mut().filter(|(_, quantity)| match quantity {
            Quantity::Count(n) => *n > 0,
            Quantity::Share { of, .. } => *of > 0,
            _ => false,
        });
        if let Some((_, quantity)) = next.min_by_key(|(_, quantity)| match quantity {
            Quantity::Count(n) | Quantity::Share { n, .. } => *n,
            _ => i64::MAX,
        }) {
            *quantity = Quantity::KeptBack;
        }
    }
    (whole, shown)
}
