//! Times as people know them: exact, a day, a month, a year, about, or unknown.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::moment::london;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    Exact,
    Day,
    Month,
    Year,
    About,
    Unknown,
}

/// A span of time that certainly contains the event, and how precisely it is known. `from` and `to` are instants in UTC; `to` is the last
/// microsecond of the span. An unknown time has no span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vague {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub precision: Precision,
}

impl Vague {
    pub fn exact(at: Timestamp) -> Self {
        Self { from: Some(at), to: Some(at), precision: Precision::Exact }
    }
    pub fn unknown() -> Self {
        Self { from: None, to: None, precision: Precision::Unknown }
    }
    /// The whole of a day in England.
    pub fn day(date: Date) -> Self {
        let start = |date: Date| date.to_zoned(london()).map(|zoned| zoned.timestamp()).ok();
        let end = date.tomorrow().ok().and_then(start).map(|next| next - jiff::SignedDuration::from_micros(1));
        Self { from: start(date), to: end, precision: Precision::Day }
    }
}
