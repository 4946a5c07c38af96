//! When a decision is taken: the instant and the date, handed in and never asked for.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::calendar;

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

    /// The date `days` working days from today, which is day 0: the last day on which a limit of `days` working days that starts now is met.
    pub fn working_days_from_today(&self, days: u32) -> Date {
        calendar::add_working_days(self.today, i32::try_from(days).unwrap_or(i32::MAX))
    }
}

/// The civil time of England; the time zone data are compiled in.
pub fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// The date in England at an instant.
pub fn london_date(at: Timestamp) -> Date {
    at.to_zoned(london()).date()
}

/// The first instant of a date in England. None at the very edges of the calendar.
pub fn start_of_day(date: Date) -> Option<Timestamp> {
    date.to_zoned(london()).ok().map(|zoned| zoned.timestamp())
}

/// The last microsecond of a date in England (23:59:59.999999). None at the very edges of the calendar.
pub fn end_of_day(date: Date) -> Option<Timestamp> {
    let next = date.tomorrow().ok().and_then(start_of_day)?;
    next.checked_sub(jiff::SignedDuration::from_micros(1)).ok()
}
