//! Financial years and their quarters: the periods that returns, budgets and yearly reports are made for.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A year from 1 April to 31 March, written "2025-26". Holds the year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FinancialYear(i16);

/// The text names no financial year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Enter a financial year like 2025-26")]
pub struct NotAFinancialYear;

impl FinancialYear {
    /// The financial year that begins on 1 April of `year`. None outside the years 1900 to 2200, which no record of ours can mean.
    pub fn starting(year: i16) -> Option<Self> {
        (1900..=2200).contains(&year).then_some(Self(year))
    }

    /// The financial year that a date lies in (held to the years 1900 to 2200).
    pub fn from_date(day: Date) -> Self {
        let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
        Self(year.clamp(1900, 2200))
    }

    /// 1 April.
    pub fn first_day(self) -> Date {
        date(self.0, 4, 1)
    }
    /// 31 March of the next year.
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 3, 31)
    }
    /// The calendar year in which it begins.
    pub fn start_year(self) -> i16 {
        self.0
    }
    #[must_use]
    pub fn previous(self) -> Self {
        Self((self.0 - 1).max(1900))
    }
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(2200))
    }
    pub fn contains(self, day: Date) -> bool {
        self.first_day() <= day && day <= self.last_day()
    }
    /// Its four quarters: April to June, and so on.
    pub fn quarters(self) -> [Quarter; 4] {
        [1, 2, 3, 4].map(|number| Quarter { year: self, number })
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

impl FromStr for FinancialYear {
    type Err = NotAFinancialYear;

    /// Reads "2025-26", "2025/26", "2025–26", "2025-2026" and "2025/2026".
    fn from_str(text: &str) -> Result<Self, NotAFinancialYear> {
        let (first, second) = text.trim().split_once(['-', '/', '–']).ok_or(NotAFinancialYear)?;
        let number = |part: &str, lengths: &[usize]| {
            let fits = lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            if fits { part.parse::<i16>().map_err(|_| NotAFinancialYear) } else { Err(NotAFinancialYear) }
        };
        let (start, end) = (number(first, &[4])?, number(second, &[2, 4])?);
        let follows = if second.len() == 4 { end == start + 1 } else { end == (start + 1) % 100 };
        if follows { Self::starting(start).ok_or(NotAFinancialYear) } else { Err(NotAFinancialYear) }
    }
}

impl TryFrom<String> for FinancialYear {
    type Error = NotAFinancialYear;
    fn try_from(text: String) -> Result<Self, NotAFinancialYear> {
        text.parse()
    }
}

impl From<FinancialYear> for String {
    fn from(year: FinancialYear) -> String {
        year.to_string()
    }
}

/// A quarter of a financial year, written "2025-26 Q1" (April to June).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: FinancialYear,
    number: u8,
}

/// The text names no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Enter a quarter like 2025-26 Q1")]
pub struct NotAQuarter;

impl Quarter {
    /// The quarter a date lies in.
    pub fn from_date(day: Date) -> Self {
        let number = match day.month() {
            4..=6 => 1,
            7..=9 => 2,
            10..=12 => 3,
            _ => 4,
        };
        Self { year: FinancialYear::from_date(day), number }
    }
    pub fn year(self) -> FinancialYear {
        self.year
    }
    /// 1 to 4.
    pub fn number(self) -> u8 {
        self.number
    }
    pub fn first_day(self) -> Date {
        let start = self.year.start_year();
        match self.number {
            1 => date(start, 4, 1),
            2 => date(start, 7, 1),
            3 => date(start, 10, 1),
            _ => date(start + 1, 1, 1),
        }
    }
    pub fn last_day(self) -> Date {
        let start = self.year.start_year();
        match self.number {
            1 => date(start, 6, 30),
            2 => date(start, 9, 30),
            3 => date(start, 12, 31),
            _ => date(start + 1, 3, 31),
        }
    }
    pub fn contains(self, day: Date) -> bool {
        self.first_day() <= day && day <= self.last_day()
    }
    #[must_use]
    pub fn previous(self) -> Self {
        match self.number {
            1 => Self { year: self.year.previous(), number: 4 },
            number => Self { year: self.year, number: number - 1 },
        }
    }
    #[must_use]
    pub fn next(self) -> Self {
        match self.number {
            4 => Self { year: self.year.next(), number: 1 },
            number => Self { year: self.year, number: number + 1 },
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = NotAQuarter;
    fn from_str(text: &str) -> Result<Self, NotAQuarter> {
        let (year, number) = text.trim().split_once(' ').ok_or(NotAQuarter)?;
        let number =
            number.trim().strip_prefix(['Q', 'q']).and_then(|number| number.parse().ok()).filter(|number| (1..=4).contains(number));
        Ok(Self { year: year.parse().map_err(|_| NotAQuarter)?, number: number.ok_or(NotAQuarter)? })
    }
}

impl TryFrom<String> for Quarter {
    type Error = NotAQuarter;
    fn try_from(text: String) -> Result<Self, NotAQuarter> {
        text.parse()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> String {
        quarter.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_financial_year_runs_from_1_april_to_31_march() {
        let year: FinancialYear = "2025-26".parse().unwrap();
        assert_eq!((year.first_day(), year.last_day()), (date(2025, 4, 1), date(2026, 3, 31)));
        assert!(year.contains(date(2026, 3, 31)) && !year.contains(date(2026, 4, 1)) && !year.contains(date(2025, 3, 31)));
        assert_eq!(FinancialYear::from_date(date(2026, 3, 31)), year);
        assert_eq!((year.previous().to_string(), year.next().to_string()), ("2024-25".into(), "2026-27".into()));
        assert_eq!("1999-00".parse::<FinancialYear>().unwrap().to_string(), "1999-00");
    }

    #[test]
    fn a_financial_year_is_read_however_it_is_written_and_refused_when_it_is_none() {
        for text in ["2025-26", "2025/26", "2025–26", "2025-2026", " 2025/2026 "] {
            assert_eq!(text.parse::<FinancialYear>().unwrap().to_string(), "2025-26", "{text}");
        }
        for text in ["2025", "2025-27", "25-26", "2025-2027", "2025-6", "2025-+26", ""] {
            assert_eq!(text.parse::<FinancialYear>(), Err(NotAFinancialYear), "{text}");
        }
    }

    #[test]
    fn the_last_quarter_is_january_to_march() {
        let quarter: Quarter = "2025-26 Q4".parse().unwrap();
        assert_eq!((quarter.first_day(), quarter.last_day()), (date(2026, 1, 1), date(2026, 3, 31)));
        assert_eq!(quarter.next().to_string(), "2026-27 Q1");
        assert!("2025-26 Q5".parse::<Quarter>().is_err() && "2025-26".parse::<Quarter>().is_err());
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_own_year_and_quarter_and_in_no_other(offset in 0_i32..60_000) {
            let day = date(1950, 1, 1).saturating_add(offset.days());
            let (year, quarter) = (FinancialYear::from_date(day), Quarter::from_date(day));
            prop_assert!(year.contains(day) && !year.next().contains(day) && !year.previous().contains(day));
            prop_assert_eq!(year.quarters().iter().filter(|quarter| quarter.contains(day)).count(), 1);
            prop_assert_eq!((quarter.next().previous(), quarter.to_string().parse::<Quarter>().unwrap()), (quarter, quarter));
        }
    }
}
