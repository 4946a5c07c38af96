//! Time limits: an amount and a unit, counted from a trigger to the moment by which the thing must be done.
//!
//! The day of the trigger is day 0. A limit in days, weeks or months is met if done by 23:59:59 in England on the due date; a limit in hours
//! runs to an instant, through nights and weekends. Months keep the day of the month and clamp to the end of a shorter one.

#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Span, Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{self, SchoolCalendar},
    moment::{Moment, end_of_day, london, london_date},
    words::{plain_date, plain_instant},
};

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Neither a weekend nor a bank holiday in England and Wales.
    WorkingDay,
    /// A day on which the pupil's own school is open to pupils; needs that school's calendar.
    SchoolDay,
    CalendarDay,
    Week,
    Month,
    /// By the clock, day and night.
    Hour,
}

impl Unit {
    pub const ALL: [Unit; 6] = [Unit::WorkingDay, Unit::SchoolDay, Unit::CalendarDay, Unit::Week, Unit::Month, Unit::Hour];

    /// As it is written in a rule set.
    pub const fn as_str(self) -> &'static str {
        match self {
            Unit::WorkingDay => "working_day",
            Unit::SchoolDay => "school_day",
            Unit::CalendarDay => "calendar_day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Hour => "hour",
        }
    }

    const fn in_words(self) -> &'static str {
        match self {
            Unit::WorkingDay => "working day",
            Unit::SchoolDay => "school day",
            Unit::CalendarDay => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Hour => "hour",
        }
    }
}

impl FromStr for Unit {
    type Err = NotAUnit;
    fn from_str(text: &str) -> Result<Self, NotAUnit> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == text).ok_or_else(|| NotAUnit(text.to_owned()))
    }
}

/// The text names no unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a unit; use working_day, school_day, calendar_day, week, month or hour")]
pub struct NotAUnit(String);

/// When a clock started: on a date, or at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    Date(Date),
    Instant(Timestamp),
}

impl Trigger {
    /// The date of the trigger in England: day 0.
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::Instant(at) => london_date(at),
        }
    }
}

impl From<Date> for Trigger {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Timestamp> for Trigger {
    fn from(at: Timestamp) -> Self {
        Self::Instant(at)
    }
}

/// When a thing is due: by the end of a date in England, or by an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    Date(Date),
    Instant(Timestamp),
}

impl Due {
    /// The date in England on which the limit ends.
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::Instant(at) => london_date(at),
        }
    }

    /// The last instant at which the limit is met: the end of the due date in England, or the instant itself.
    pub fn ends_at(self) -> Timestamp {
        match self {
            Self::Date(date) => end_of_day(date).unwrap_or(Timestamp::MAX),
            Self::Instant(at) => at,
        }
    }

    /// Whether doing it at `done` is in time.
    pub fn is_met_at(self, done: Timestamp) -> bool {
        done <= self.ends_at()
    }

    /// Whether doing it on `done`, a date whose hour is not known, may count as in time.
    pub fn is_met_on(self, done: Date) -> bool {
        done <= self.date()
    }

    /// Whether a thing not yet done is late now. This is asked, never stored.
    pub fn is_overdue(self, moment: &Moment) -> bool {
        !self.is_met_at(moment.now)
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    /// The sooner first; at the same instant, one given as a date before one given as an instant.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let rank = |due: &Self| (due.ends_at(), matches!(due, Self::Instant(_)));
        rank(self).cmp(&rank(other))
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => f.write_str(&plain_date(*date)),
            Self::Instant(at) => f.write_str(&plain_instant(*at)),
        }
    }
}

/// Why a limit cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCountable {
    #[error("A limit in school days can only be counted with the calendar of the pupil's school")]
    NoSchoolCalendar,
    #[error("The school's calendar ends before the limit does: add the dates of the next term")]
    CalendarEnds,
    #[error("The limit runs past the end of the calendar")]
    TooFar,
}

/// An amount of a unit: "15 working days".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limit {
    pub amount: u32,
    pub unit: Unit,
}

impl Limit {
    pub const fn new(amount: u32, unit: Unit) -> Self {
        Self { amount, unit }
    }
    pub const fn working_days(amount: u32) -> Self {
        Self::new(amount, Unit::WorkingDay)
    }

    /// When a clock that starts at `trigger` runs out.
    ///
    /// A limit in hours from a plain date, whose hour nobody recorded, runs to the end of the date on which it would end had it started at the
    /// last moment of that date: a thing is never called late while it may still be in time.
    ///
    /// # Errors
    /// The limit is in school days (see [`Limit::due_at_school`]), or runs past the end of the calendar.
    pub fn due(self, trigger: impl Into<Trigger>) -> Result<Due, NotCountable> {
        let trigger = trigger.into();
        let start = trigger.date();
        let dated = |span: Span| start.checked_add(span).map(Due::Date).map_err(|_| NotCountable::TooFar);
        let amount = i64::from(self.amount);
        match (self.unit, trigger) {
            (Unit::WorkingDay, _) => Ok(Due::Date(calendar::add_working_days(start, self.signed_amount()))),
            (Unit::SchoolDay, _) => Err(NotCountable::NoSchoolCalendar),
            (Unit::CalendarDay, _) => dated(days(amount)?),
            (Unit::Week, _) => dated(days(amount * 7)?),
            (Unit::Month, _) => dated(months(amount)?),
            (Unit::Hour, Trigger::Instant(at)) => {
                at.checked_add(SignedDuration::from_hours(amount)).map(Due::Instant).map_err(|_| NotCountable::TooFar)
            }
            (Unit::Hour, Trigger::Date(_)) => dated(days((amount + 23) / 24)?),
        }
    }

    /// [`Limit::due`], with the calendar that a limit in school days is counted by.
    ///
    /// # Errors
    /// The calendar ends before the limit does, or the limit runs past the end of time.
    pub fn due_at_school(self, trigger: impl Into<Trigger>, school: &SchoolCalendar) -> Result<Due, NotCountable> {
        let trigger = trigger.into();
        if self.unit == Unit::SchoolDay {
            school.add_school_days(trigger.date(), self.amount).map(Due::Date).ok_or(NotCountable::CalendarEnds)
        } else {
            self.due(trigger)
        }
    }

    /// The latest date or instant that leaves the whole limit before `event`: "at least 7 working days before publication".
    ///
    /// # Errors
    /// The limit is in school days, or runs past the beginning of the calendar.
    pub fn latest_before(self, event: impl Into<Trigger>) -> Result<Due, NotCountable> {
        let event = event.into();
        let start = event.date();
        let dated = |span: Span| start.checked_sub(span).map(Due::Date).map_err(|_| NotCountable::TooFar);
        let amount = i64::from(self.amount);
        match (self.unit, event) {
            (Unit::WorkingDay, _) => Ok(Due::Date(calendar::add_working_days(start, -self.signed_amount()))),
            (Unit::SchoolDay, _) => Err(NotCountable::NoSchoolCalendar),
            (Unit::CalendarDay, _) => dated(days(amount)?),
            (Unit::Week, _) => dated(days(amount * 7)?),
            (Unit::Month, _) => dated(months(amount)?),
            (Unit::Hour, Trigger::Instant(at)) => {
                at.checked_sub(SignedDuration::from_hours(amount)).map(Due::Instant).map_err(|_| NotCountable::TooFar)
            }
            (Unit::Hour, Trigger::Date(_)) => dated(days((amount + 23) / 24)?),
        }
    }

    fn signed_amount(self) -> i32 {
        i32::try_from(self.amount).unwrap_or(i32::MAX)
    }
}

fn days(amount: i64) -> Result<Span, NotCountable> {
    Span::new().try_days(amount).map_err(|_| NotCountable::TooFar)
}

fn months(amount: i64) -> Result<Span, NotCountable> {
    Span::new().try_months(amount).map_err(|_| NotCountable::TooFar)
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.amount, self.unit) {
            (0, Unit::Hour) => f.write_str("at once"),
            (0, _) => f.write_str("the same day"),
            (1, unit) => write!(f, "1 {}", unit.in_words()),
            (amount, unit) => write!(f, "{amount} {}s", unit.in_words()),
        }
    }
}

/// The statistical test the Department for Education applies to review child protection conferences: 91 days after the initial conference for
/// the first, 183 days after the last for later ones. It is a test of the return, not the time limit (which is in calendar months).
pub fn dfe_review_test(previous: Date, first_review: bool) -> Date {
    previous.saturating_add(if first_review { 91 } else { 183 }.days())
}

/// An instant at a civil time in England, for tests and for forms that ask for a date and a time. None if there is no such time.
pub fn at_london(date: Date, hour: i8, minute: i8) -> Option<Timestamp> {
    let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    date.to_datetime(time).to_zoned(london()).ok().map(|zoned| zoned.timestamp())
}
