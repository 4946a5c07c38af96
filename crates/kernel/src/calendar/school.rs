//! The days on which one school is open to pupils.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BankHolidays, holidays::is_weekend};

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    pub first: Date,
    pub last: Date,
}

impl Term {
    pub fn new(first: Date, last: Date) -> Self {
        Self { first, last }
    }

    fn holds(self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }
}

/// When a school is open to pupils: in its terms, on weekdays that are neither bank holidays nor closures (half-term, training days, snow).
///
/// Limits such as the ten and twenty days of the School Attendance (Pupil Registration) (England) Regulations 2024 count these days. Nothing
/// is known beyond the last term, so counting past it has no answer rather than a wrong one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolCalendar {
    terms: Vec<Term>,
    #[serde(default)]
    closures: BTreeSet<Date>,
    #[serde(default)]
    extra_days: BTreeSet<Date>,
}

impl SchoolCalendar {
    /// A calendar of terms, in any order. A term whose last day comes before its first is empty.
    pub fn new(terms: impl IntoIterator<Item = Term>) -> Self {
        let mut terms: Vec<Term> = terms.into_iter().collect();
        terms.sort();
        Self { terms, ..Self::default() }
    }

    /// This calendar, closed to pupils from `first` to `last`, both included.
    #[must_use]
    pub fn closed(mut self, first: Date, last: Date) -> Self {
        let mut day = first;
        while day <= last {
            self.closures.insert(day);
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        self
    }

    /// This calendar, open on a day that would otherwise be closed (a school that opens on Sundays, a day made up).
    #[must_use]
    pub fn open_on(mut self, date: Date) -> Self {
        self.extra_days.insert(date);
        self
    }

    /// Whether the school is open to pupils on `date`, so far as this calendar knows.
    pub fn is_school_day(&self, date: Date) -> bool {
        self.extra_days.contains(&date)
            || self.terms.iter().any(|term| term.holds(date))
                && !is_weekend(date)
                && !self.closures.contains(&date)
                && !BankHolidays::shipped().is_bank_holiday(date)
    }

    /// The `days`th school day after `date`, which is day 0. None where the terms known do not reach so far.
    pub fn add_school_days(&self, date: Date, days: u32) -> Option<Date> {
        let end = self.last_day();
        let (mut day, mut left) = (date, days);
        while left > 0 {
            day = day.tomorrow().ok().filter(|next| end.is_some_and(|end| *next <= end))?;
            left -= u32::from(self.is_school_day(day));
        }
        Some(day)
    }

    /// How many school days come after `from` up to and including `to`; nought where `to` is not later.
    pub fn school_days_between(&self, from: Date, to: Date) -> u32 {
        let (mut day, mut count) = (from, 0);
        let to = self.last_day().map_or(from, |end| end.min(to));
        while day < to {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            count += u32::from(self.is_school_day(day));
        }
        count
    }

    fn last_day(&self) -> Option<Date> {
        self.terms.iter().map(|term| term.last).chain(self.extra_days.last().copied()).max()
    }
}
