//! Reads a time from what people write in forms and files.

use std::str::FromStr;

use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use super::Vague;
use crate::{moment::london, words::MONTHS};

/// Why a text is not a time, in words fit for a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATime {
    #[error("Enter a date, or write ‘not known’")]
    Empty,
    #[error("Enter the year with 4 digits, like 2024")]
    ShortYear,
    #[error("Enter a date that exists: ‘{0}’ does not")]
    NoSuchDate(String),
    #[error("Enter a date like 2 March 2024, March 2024 or about 2023, or write ‘not known’")]
    Unreadable,
}

const UNKNOWN: [&str; 9] =
    ["unknown", "not known", "n/k", "nk", "not recorded", "don't know", "do not know", "date unknown", "date not known"];
const ABOUT: [&str; 9] = ["about ", "around ", "approximately ", "approx. ", "approx ", "circa ", "c. ", "c ", "~"];

impl FromStr for Vague {
    type Err = NotATime;

    /// Reads "2024-03-02", "2 March 2024", "02/03/2024" (the day first), "02/03/2024 14:30", "2 March 2024 at 2:30pm", "March 2024", "03/2024",
    /// "2024", an instant with its offset ("2024-03-02T14:30:00Z"), "between 2 March 2024 and 5 May 2024", any of these after "about", and "not known".
    /// A time without an offset is English civil time.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
        let lower = tidy.to_lowercase();
        if lower.is_empty() {
            return Err(NotATime::Empty);
        }
        if UNKNOWN.contains(&lower.as_str()) {
            return Ok(Self::unknown());
        }
        if let Some(span) = lower.strip_prefix("between ") {
            let (one, other) = span.split_once(" and ").ok_or(NotATime::Unreadable)?;
            return match (read_date(one)?, read_date(other)?) {
                (Some(one), Some(other)) => Ok(Self::between(one, other)),
                _ => Err(NotATime::Unreadable),
            };
        }
        if let Some(core) = ABOUT.iter().find_map(|word| lower.strip_prefix(word)) {
            return read(core.trim()).map(Self::about);
        }
        read(&lower)
    }
}

fn read(lower: &str) -> Result<Vague, NotATime> {
    if let Ok(at) = lower.to_uppercase().parse::<Timestamp>() {
        return Ok(Vague::exact(at));
    }
    if let Some(date) = read_date(lower)? {
        return Ok(Vague::day(date));
    }
    if let Some(time) = read_month_or_year(lower) {
        return Ok(time);
    }
    read_date_and_time(lower)
}

/// Some date, None if the text does not look like one, an error if it looks like one and is not.
fn read_date(text: &str) -> Result<Option<Date>, NotATime> {
    let words: Vec<&str> = text.split([' ', '/', '-', '.', ',']).filter(|word| !word.is_empty()).collect();
    let words = match words.as_slice() {
        [weekday, rest @ ..] if rest.len() == 3 && is_weekday(weekday) => rest,
        all => all,
    };
    let [first, middle, last] = words else { return Ok(None) };
    let number = |word: &str| word.parse::<i16>().ok().filter(|_| word.bytes().all(|byte| byte.is_ascii_digit()));
    let month = month_number(middle).or_else(|| number(middle).and_then(|number| i8::try_from(number).ok()));
    let day_word =
        |word: &str| ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).map_or_else(|| word.to_owned(), str::to_owned);
    // The year comes first in ISO dates and last in English ones.
    let (year, day) = if first.len() == 4 && number(first).is_some() { (*first, *last) } else { (*last, *first) };
    let (Some(year_number), Some(month), Some(day)) = (number(year), month, number(&day_word(day))) else { return Ok(None) };
    if year.len() != 4 {
        return Err(NotATime::ShortYear);
    }
    let date = i8::try_from(day).ok().and_then(|day| Date::new(year_number, month, day).ok());
    date.map(Some).ok_or_else(|| NotATime::NoSuchDate(text.to_owned()))
}

fn read_month_or_year(text: &str) -> Option<Vague> {
    let words: Vec<&str> = text.split([' ', '/', '-', ',']).filter(|word| !word.is_empty()).collect();
    let year = |word: &str| if word.len() == 4 { word.parse::<i16>().ok() } else { None };
    let month = |word: &str| month_number(word).or_else(|| if word.len() <= 2 { word.parse().ok() } else { None });
    match words.as_slice() {
        [only] => year(only).and_then(Vague::year),
        [one, other] => match (year(one), year(other)) {
            (None, Some(year)) => Vague::month(year, month(one)?),
            (Some(year), None) => Vague::month(year, month(other)?),
            _ => None,
        },
        _ => None,
    }
}

fn read_date_and_time(text: &str) -> Result<Vague, NotATime> {
    // Either half may come first: "02/03/2024 14:30", "2 March 2024 at 2:30pm", "2:30pm on 2 March 2024", "2024-03-02t14:30".
    let spaced = text.replacen(" at ", " ", 1).replacen(", ", " ", 1);
    let spaced = match spaced.split_once('t') {
        Some((date, time)) if date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
            format!("{date} {time}")
        }
        _ => spaced,
    };
    let splits = [spaced.split_once(" on ").map(|(time, date)| (date, time)), spaced.rsplit_once(' ')];
    for (date, time) in splits.into_iter().flatten() {
        if let (Some(time), Some(date)) = (read_time(time), read_date(date.trim())?) {
            let zoned = date.to_datetime(time).to_zoned(london()).map_err(|_| NotATime::NoSuchDate(text.to_owned()))?;
            return Ok(Vague::exact(zoned.timestamp()));
        }
    }
    Err(NotATime::Unreadable)
}

/// "14:30", "14.30", "14:30:05", "2:30pm", "9am", "midday", "midnight".
fn read_time(text: &str) -> Option<Time> {
    match text {
        "midday" | "noon" => return Time::new(12, 0, 0, 0).ok(),
        "midnight" => return Time::new(0, 0, 0, 0).ok(),
        _ => {}
    }
    let (clock, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (text, None),
    };
    let parts: Vec<i8> = clock.split([':', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts.as_slice() {
        [hour] if half.is_some() => (*hour, 0, 0),
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// The number of a month named in full or by three or four letters.
fn month_number(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let named = MONTHS.iter().position(|month| {
        let month = month.to_lowercase();
        month == word || (word.len() >= 3 && word.len() <= 4 && month.starts_with(&word))
    })?;
    i8::try_from(named + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|day| *day == word || (word.len() >= 3 && day.starts_with(word)))
}
