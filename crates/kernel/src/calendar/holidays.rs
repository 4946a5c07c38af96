//! Bank holidays: the table, the rule for the years that are not in it, and counting by them.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jiff::{ToSpan, civil::Date, civil::Weekday};

/// The bank holidays of England and Wales. A year with a date in the table is taken from the table; any other is worked out by rule.
#[derive(Debug, Clone, Default)]
pub struct BankHolidays {
    dates: BTreeMap<Date, String>,
    years: BTreeSet<i16>,
}

/// Why a table of bank holidays cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("bank holidays: {0}")]
pub struct HolidayError(String);

static SHIPPED: LazyLock<BankHolidays> =
    // The text is compiled in and a test parses it; if it were ever broken, every year would be worked out by rule.
    LazyLock::new(|| BankHolidays::parse(include_str!("../../../../data/bank_holidays.toml")).unwrap_or_default());

impl BankHolidays {
    /// The table that is compiled in: GOV.UK's dates for 2012 to 2028.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table: TOML, one `YYYY-MM-DD = "name"` a line.
    ///
    /// # Errors
    /// The text is not TOML, a key is not a date, or a value is not text.
    pub fn parse(text: &str) -> Result<Self, HolidayError> {
        let named: BTreeMap<String, String> = toml::from_str(text).map_err(|fault| HolidayError(fault.message().to_owned()))?;
        let mut table = Self::default();
        for (day, name) in named {
            let date: Date = day.parse().map_err(|_| HolidayError(format!("`{day}` is not a date")))?;
            table.declare(date, name);
        }
        Ok(table)
    }

    /// This table with one more holiday, for a one-off that was proclaimed after the table was made.
    #[must_use]
    pub fn with(mut self, date: Date, name: impl Into<String>) -> Self {
        if !self.years.contains(&date.year()) {
            // The year was not in the table. What the rule gives for it is written in, so that the one-off adds to it.
            for (day, known) in holidays_by_rule(date.year()) {
                self.declare(day, known);
            }
        }
        self.declare(date, name.into());
        self
    }

    fn declare(&mut self, date: Date, name: impl Into<String>) {
        self.years.insert(date.year());
        self.dates.insert(date, name.into());
    }

    /// The holidays of a year, in order, with their names.
    pub fn in_year(&self, year: i16) -> Vec<(Date, String)> {
        if self.years.contains(&year) {
            self.dates.iter().filter(|(date, _)| date.year() == year).map(|(date, name)| (*date, name.clone())).collect()
        } else {
            holidays_by_rule(year).into_iter().map(|(date, name)| (date, name.to_owned())).collect()
        }
    }

    /// Whether `date` is a bank holiday or its substitute.
    pub fn is_bank_holiday(&self, date: Date) -> bool {
        if self.years.contains(&date.year()) {
            self.dates.contains_key(&date)
        } else {
            holidays_by_rule(date.year()).iter().any(|(day, _)| *day == date)
        }
    }

    /// Neither a weekend nor a bank holiday.
    pub fn is_working_day(&self, date: Date) -> bool {
        !is_weekend(date) && !self.is_bank_holiday(date)
    }

    /// See [`add_working_days`](super::add_working_days). Stops at the first or last date there is.
    pub fn add_working_days(&self, date: Date, days: i32) -> Date {
        let mut day = date;
        let mut left = days.unsigned_abs();
        while left > 0 {
            let Some(next) = step(day, days > 0) else { break };
            day = next;
            left -= u32::from(self.is_working_day(day));
        }
        day
    }

    /// See [`working_days_between`](super::working_days_between).
    pub fn working_days_between(&self, from: Date, to: Date) -> i32 {
        let (forwards, sign) = match from.cmp(&to) {
            Ordering::Equal => return 0,
            Ordering::Less => (true, 1),
            Ordering::Greater => (false, -1),
        };
        let (mut day, mut count) = (from, 0);
        while day != to {
            let Some(next) = step(day, forwards) else { break };
            day = next;
            count += i32::from(self.is_working_day(day));
        }
        sign * count
    }
}

pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn step(day: Date, forwards: bool) -> Option<Date> {
    if forwards { day.tomorrow().ok() } else { day.yesterday().ok() }
}

/// The bank holidays of any year by rule alone, in order: the eight of the 1971 Act and the usual proclamations, with substitute days.
/// One-offs (a jubilee, a coronation) cannot be foreseen: they live in the table.
pub fn holidays_by_rule(year: i16) -> Vec<(Date, &'static str)> {
    let mut days = Vec::with_capacity(8);
    let mut keep = |date: Option<Date>, name| days.extend(date.map(|date| (date, name)));
    keep(day(year, 1, 1).map(weekday_on_or_after), "New Year's Day");
    let easter = easter_sunday(year);
    keep(easter.map(|sunday| sunday.saturating_sub(2.days())), "Good Friday");
    keep(easter.map(|sunday| sunday.saturating_add(1.day())), "Easter Monday");
    keep(day(year, 5, 1).and_then(|may| may.nth_weekday_of_month(1, Weekday::Monday).ok()), "Early May");
    keep(day(year, 5, 1).and_then(|may| may.nth_weekday_of_month(-1, Weekday::Monday).ok()), "Spring");
    keep(day(year, 8, 1).and_then(|august| august.nth_weekday_of_month(-1, Weekday::Monday).ok()), "Summer");
    let (christmas, boxing) = match day(year, 12, 25).map(Date::weekday) {
        Some(Weekday::Saturday) => (27, 28),
        Some(Weekday::Sunday) => (27, 26),
        Some(Weekday::Friday) => (25, 28),
        _ => (25, 26),
    };
    keep(day(year, 12, christmas), "Christmas Day");
    keep(day(year, 12, boxing), "Boxing Day");
    days.sort();
    days
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn weekday_on_or_after(date: Date) -> Date {
    let mut day = date;
    while is_weekend(day) {
        day = day.saturating_add(1.day());
    }
    day
}

/// Easter Sunday of the Gregorian calendar, by the "anonymous" computus of 1876 (`Nature`, 20 April 1876), in its usual steps.
fn easter_sunday(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number.rem_euclid(19);
    let (century, in_century) = (year_number.div_euclid(100), year_number.rem_euclid(100));
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    day(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?)
}
