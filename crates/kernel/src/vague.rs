//! Times as people know them: exact, a day, a month, a year, about, or unknown.

mod read;
#[cfg(test)]
mod tests;

use std::{cmp::Ordering, fmt};

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

pub use self::read::NotATime;
use crate::{
    moment::{end_of_day, london_date, start_of_day},
    words::{month_name, plain_date, plain_instant},
};

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
        Self::span(date, date, Precision::Day)
    }
    /// The whole of the month that `date` lies in.
    pub fn month_of(date: Date) -> Self {
        Self::span(date.first_of_month(), date.last_of_month(), Precision::Month)
    }
    /// The whole of the year that `date` lies in.
    pub fn year_of(date: Date) -> Self {
        Self::span(date.first_of_year(), date.last_of_year(), Precision::Year)
    }
    /// The whole of a month; `month` is 1 to 12. None if there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok().map(Self::month_of)
    }
    /// The whole of a calendar year. None if there is no such year.
    pub fn year(year: i16) -> Option<Self> {
        Date::new(year, 1, 1).ok().map(Self::year_of)
    }
    /// Some time between two dates, both included, in either order.
    pub fn between(one: Date, other: Date) -> Self {
        Self::span(one.min(other), one.max(other), Precision::About)
    }

    /// "About" a time. The span is widened so that it still certainly contains the event: a day (or an instant) by three days either way, a month by a
    /// month, a year by a year. What is about or unknown already stays as it is.
    #[must_use]
    pub fn about(core: Self) -> Self {
        let (Some(from), Some(to)) = (core.from, core.to) else { return Self::unknown() };
        let (first, last) = (london_date(from), london_date(to));
        let (first, last) = match core.precision {
            Precision::About | Precision::Unknown => return core,
            Precision::Exact | Precision::Day => (first.saturating_sub(3.days()), last.saturating_add(3.days())),
            Precision::Month => (first.saturating_sub(1.month()), last.saturating_add(1.month()).last_of_month()),
            Precision::Year => (first.saturating_sub(1.year()), last.saturating_add(1.year())),
        };
        Self::span(first, last, Precision::About)
    }

    fn span(first: Date, last: Date, precision: Precision) -> Self {
        Self { from: start_of_day(first), to: end_of_day(last), precision }
    }

    /// Whether anything is known of when it was.
    pub fn is_known(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// The order of a timeline: by when the span begins, then by when it ends, then the more precise first; an unknown time comes last. Total.
    pub fn timeline_order(&self, other: &Self) -> Ordering {
        let key = |time: &Self| {
            let from = time.from.or(if time.to.is_some() { Some(Timestamp::MIN) } else { None });
            let to = time.to.unwrap_or(Timestamp::MAX);
            (from.is_none(), from, to, time.precision as u8)
        };
        key(self).cmp(&key(other))
    }

    /// Whether this was over before the other began, whatever the exact times were. Nothing is certain of an unknown time.
    pub fn certainly_before(&self, other: &Self) -> bool {
        matches!((self.to, other.from), (Some(end), Some(start)) if end < start)
    }

    /// Whether the two may have been at the same time: neither is certainly before the other.
    pub fn may_overlap(&self, other: &Self) -> bool {
        !self.certainly_before(other) && !other.certainly_before(self)
    }

    /// Whether the event had certainly happened by `at`.
    pub fn certainly_by(&self, at: Timestamp) -> bool {
        self.to.is_some_and(|end| end <= at)
    }

    /// Whether the event may have happened by `at`; always so for an unknown time.
    pub fn possibly_by(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|start| start <= at)
    }
}

impl fmt::Display for Vague {
    /// As a sentence needs it: "2:30pm on 2 March 2024", "2 March 2024", "March 2024", "2024", "about March 2024",
    /// "between 2 March 2024 and 5 May 2024", "not known".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(from), Some(to)) = (self.from, self.to) else { return f.write_str("not known") };
        let (first, last) = (london_date(from), london_date(to));
        match self.precision {
            Precision::Exact => f.write_str(&plain_instant(from)),
            Precision::Day => f.write_str(&plain_date(first)),
            Precision::Month => write!(f, "{} {}", month_name(first.month()), first.year()),
            Precision::Year => write!(f, "{}", first.year()),
            Precision::Unknown => f.write_str("not known"),
            Precision::About => {
                // The span was widened evenly, so its middle is what was said.
                let year = first.saturating_add(1.year());
                let month = first.saturating_add(1.month());
                let day = first.saturating_add(3.days());
                if Self::about(Self::year_of(year)) == *self {
                    write!(f, "about {}", year.year())
                } else if Self::about(Self::month_of(month)) == *self {
                    write!(f, "about {} {}", month_name(month.month()), month.year())
                } else if Self::about(Self::day(day)) == *self {
                    write!(f, "about {}", plain_date(day))
                } else if first == last {
                    write!(f, "about {}", plain_date(first))
                } else {
                    write!(f, "between {} and {}", plain_date(first), plain_date(last))
                }
            }
        }
    }
}
