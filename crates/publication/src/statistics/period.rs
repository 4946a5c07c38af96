//! Periods as publishers print them: 2025, 202425, 2015/16.

use kernel::Date;
use serde::Deserialize;

/// What a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// The year to 31 March.
    ReportingYear,
    /// The year to 30 September.
    SeptemberYear,
    /// The school year; it ends on 31 August.
    AcademicYear,
    /// An estimate of 30 June.
    MidYear,
    Year,
}

impl Calendar {
    /// The last day of a period; none where it is no period.
    pub fn ends_on(self, period: &str) -> Option<Date> {
        let (month, day) = match self {
            Self::ReportingYear => (3, 31),
            Self::SeptemberYear => (9, 30),
            Self::AcademicYear => (8, 31),
            Self::MidYear => (6, 30),
            Self::Year => (12, 31),
        };
        Date::new(last_year(period)?, month, day).ok()
    }

    /// As it is said within a sentence.
    pub fn words(self, period: &str) -> String {
        match self {
            Self::ReportingYear if period.len() == 4 => format!("year to March {period}"),
            Self::SeptemberYear => format!("year to September {period}"),
            Self::MidYear => format!("June {period}"),
            _ => shown(period),
        }
    }
}

/// The calendar year in which it ends: of 2025, 202425, 2024-25, 2024/25 and 2014-16.
fn last_year(period: &str) -> Option<i16> {
    let digits: String = period.chars().filter(char::is_ascii_digit).collect();
    let others = period.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let first: i16 = digits.get(..4)?.parse().ok()?;
    if !(1900..=2200).contains(&first) || digits.len() > 6 {
        return None;
    }
    match (digits.len(), others.as_str()) {
        (4, "") => Some(first),
        (6, "" | "-" | "/") => {
            let short: i16 = digits.get(4..)?.parse().ok()?;
            let last = first / 100 * 100 + short;
            let last = if last < first { last + 100 } else { last };
            (last > first && last - first < 10).then_some(last)
        }
        _ => None,
    }
}

/// "2024/25" of 202425; anything else as it is.
pub(super) fn shown(period: &str) -> String {
    match period.split_at_checked(4) {
        Some((year, next)) if next.len() == 2 && period.bytes().all(|b| b.is_ascii_digit()) => format!("{year}/{next}"),
        _ => period.to_owned(),
    }
}

/// The period a year before one of four digits; empty for others.
pub(super) fn year_before(period: &str) -> String {
    match period.parse::<i16>() {
        Ok(year) if period.len() == 4 => (year - 1).to_string(),
        _ => String::new(),
    }
}

/// The first year (from 1990) named in a file's name, for tables that do not say theirs.
pub(super) fn in_name(file: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (0..file.len().saturating_sub(3))
        .filter_map(|at| file.get(at..at + 4))
        .find(|four| digits(four) && four.parse::<i16>().is_ok_and(|year| (1990..2100).contains(&year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_when_its_calendar_says() {
        let ends = |calendar: Calendar, period: &str| calendar.ends_on(period).map(|date| date.to_string());
        assert_eq!(ends(Calendar::ReportingYear, "2025").as_deref(), Some("2025-03-31"));
        assert_eq!(ends(Calendar::AcademicYear, "202425").as_deref(), Some("2025-08-31"));
        assert_eq!(ends(Calendar::AcademicYear, "199900").as_deref(), Some("2000-08-31"));
        assert_eq!(ends(Calendar::MidYear, "2024").as_deref(), Some("2024-06-30"));
        assert_eq!(ends(Calendar::ReportingYear, "2014-16").as_deref(), Some("2016-03-31"));
        for wrong in ["", "25", "20255", "202424", "Hillingdon", "2025 (OT)"] {
            assert_eq!(Calendar::Year.ends_on(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_year_is_found_in_a_files_name() {
        assert_eq!(in_name("population_mid2020_england.csv"), Some("2020"));
        assert_eq!(in_name("imd2025_england_lsoa21.csv"), Some("2025"));
        assert_eq!(in_name("imd.csv"), None);
    }

    #[test]
    fn the_year_before_is_known_of_single_years_only() {
        assert_eq!(year_before("2025"), "2024");
        assert_eq!(year_before("202425"), "");
        assert_eq!(shown("202425"), "2024/25");
        assert_eq!(shown("2025"), "2025");
    }
}
