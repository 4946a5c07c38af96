//! Working days in England and Wales, and school days.
//!
//! A **working day** is not a Saturday, a Sunday or a bank holiday in England and Wales (Banking and Financial Dealings Act 1971,
//! Schedule 1, and royal proclamations). A **school day** is a day on which the pupil's own school is open to pupils, and is not the same.
//! In both the day of the trigger is day 0, so a limit of one working day is met until the end of the next working day.

mod holidays;
mod school;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use self::{
    holidays::{BankHolidays, HolidayError, holidays_by_rule},
    school::{SchoolCalendar, Term},
};

/// Whether `date` is a working day in England and Wales, by the shipped table of bank holidays.
pub fn is_working_day(date: Date) -> bool {
    BankHolidays::shipped().is_working_day(date)
}

/// Whether `date` is a bank holiday in England and Wales, by the shipped table of bank holidays.
pub fn is_bank_holiday(date: Date) -> bool {
    BankHolidays::shipped().is_bank_holiday(date)
}

/// The `days`th working day after `date`, which is day 0; before it where `days` is negative. Nought gives `date` itself.
pub fn add_working_days(date: Date, days: i32) -> Date {
    BankHolidays::shipped().add_working_days(date, days)
}

/// How many working days on from `from` is `to`: `from` is not counted, `to` is. Negative where `to` is the earlier.
pub fn working_days_between(from: Date, to: Date) -> i32 {
    BankHolidays::shipped().working_days_between(from, to)
}
