//! When a decision is taken: the instant and the date, handed in and never asked for.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The clock as a rule sees it: the instant, and the date in England at that instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    /// The date in Europe/London.
    pub today: Date,
}

impl Moment {
    pub fn at(now: Timestamp) -> Self {
        Self { now, today: now.to_zoned(london()).date() }
    }
}

/// The civil time of England; the time zone data are compiled in.
pub fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}
