//! Brings values to one spelling before they are compared: names, dates, postcodes, streets, telephone numbers and identifiers.
//!
//! Cleaning only removes differences that carry no meaning (capitals, accents, punctuation, abbreviations). What is doubtful stays as it is,
//! because a comparator can still find it near, and a value that stands for *not known* becomes nothing at all.

use jiff::civil::Date;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What people type when they do not know.
const NOT_KNOWN: &[&str] = &[
    "",
    "null",
    "none",
    "nil",
    "nan",
    "na",
    "n a",
    "unknown",
    "unk",
    "not known",
    "notknown",
    "nk",
    "not stated",
    "not recorded",
    "missing",
    "tbc",
    "x",
    "xx",
    "xxx",
    "no fixed abode",
    "nfa",
    "unspecified",
];

/// What stands in a given name's place before a child has one.
const NO_GIVEN_NAME: &[&str] =
    &["baby", "unborn", "unborn baby", "infant", "child", "boy", "girl", "male", "female", "baby boy", "baby girl", "newborn"];

/// Lower case without accents or punctuation, words separated by one blank; apostrophes close up (O'Neill is one word).
#[must_use]
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |letter: char| {
        if letter.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(letter);
        } else if !matches!(letter, '\'' | '’' | '`' | '´') {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|byte| push(char::from(byte.to_ascii_lowercase())));
    } else {
        text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).for_each(push);
    }
    folded
}

fn known(folded: String) -> Option<String> {
    (!NOT_KNOWN.contains(&folded.as_str())).then_some(folded)
}

/// Any text that is compared as a whole: a town, a school, an ethnicity code.
pub(crate) fn words(text: &str) -> Option<String> {
    known(fold(text))
}

pub(crate) fn surname(text: &str) -> Option<String> {
    known(fold(text))
}

pub(crate) fn given_name(text: &str) -> Option<String> {
    let folded = fold(text);
    // A single letter is an initial, also an x.
    if folded.len() == 1 {
        return Some(folded);
    }
    known(folded).filter(|name| !NO_GIVEN_NAME.contains(&name.as_str()))
}

/// `m`, `f` or another short word; 9 and 0 are *not stated* and *not known* in the NHS data dictionary.
pub(crate) fn sex(text: &str) -> Option<String> {
    let folded = known(fold(text))?;
    match folded.as_str() {
        "m" | "male" | "1" | "boy" | "man" => Some("m".into()),
        "f" | "female" | "2" | "girl" | "woman" => Some("f".into()),
        "0" | "9" | "u" | "not specified" => None,
        _ => Some(folded),
    }
}

/// Digits and letters in capitals. Runs of one digit (0000000000, 9999999999) are what systems write when they have no number.
pub(crate) fn number(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    let first = kept.chars().next()?;
    let says_nothing = kept.len() < 3 || kept.chars().all(|letter| letter == first);
    (!says_nothing && !NOT_KNOWN.contains(&kept.to_ascii_lowercase().as_str())).then_some(kept)
}

/// A telephone number without its spaces, `+44` and `0044` written as `0`.
pub(crate) fn phone(text: &str) -> Option<String> {
    let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
    for prefix in ["0044", "44"] {
        if digits.len() > 10 && digits.starts_with(prefix) {
            digits = format!("0{}", digits[prefix.len()..].trim_start_matches('0'));
        }
    }
    number(&digits).filter(|digits| digits.len() >= 5)
}

pub(crate) fn email(text: &str) -> Option<String> {
    let trimmed = text.trim().to_lowercase();
    trimmed.contains('@').then_some(trimmed)
}

/// A British postcode in capitals without blanks, letters and digits that are easily confused (O and 0, I and 1) put right by their
/// place; anything else only in capitals, because other countries have postcodes of their own.
pub(crate) fn postcode(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    if kept.len() < 2 || NOT_KNOWN.contains(&kept.to_ascii_lowercase().as_str()) {
        return None;
    }
    if (5..=7).contains(&kept.len()) {
        let mut letters: Vec<u8> = kept.bytes().collect();
        let inward = letters.len() - 3;
        letters[0] = letter_for(letters[0]);
        letters[inward] = digit_for(letters[inward]);
        letters[inward + 1] = letter_for(letters[inward + 1]);
        letters[inward + 2] = letter_for(letters[inward + 2]);
        if let Ok(mended) = String::from_utf8(letters)
            && is_british(&mended)
        {
            return Some(mended);
        }
    }
    Some(kept)
}

fn letter_for(byte: u8) -> u8 {
    match byte {
        b'0' => b'O',
        b'1' => b'I',
        b'5' => b'S',
        other => other,
    }
}

fn digit_for(byte: u8) -> u8 {
    match byte {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        b'S' => b'5',
        other => other,
    }
}

/// Whether a cleaned postcode has the British form: one or two letters of the area, the district, then a digit and two letters.
pub(crate) fn is_british(postcode: &str) -> bool {
    let bytes = postcode.as_bytes();
    if !(5..=7).contains(&bytes.len()) {
        return false;
    }
    let (outward, inward) = bytes.split_at(bytes.len() - 3);
    let area = outward.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let district = &outward[area.min(outward.len())..];
    let district_fits = district.first().is_some_and(u8::is_ascii_digit) && district.len() <= 2;
    (1..=2).contains(&area)
        && district_fits
        && inward[0].is_ascii_digit()
        && inward[1].is_ascii_uppercase()
        && inward[2].is_ascii_uppercase()
}

/// The outward part, the sector and the area of a British postcode, as lengths from its beginning: (area, district, sector).
pub(crate) fn postcode_parts(postcode: &str) -> Option<(usize, usize, usize)> {
    if !is_british(postcode) {
        return None;
    }
    let area = postcode.bytes().take_while(u8::is_ascii_uppercase).count();
    Some((area, postcode.len() - 3, postcode.len() - 2))
}

/// One way to write each common kind of street, last word of the street's name only (St James Street).
const STREET_KINDS: &[(&str, &str)] = &[
    ("rd", "road"),
    ("str", "street"),
    ("st", "street"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("dr", "drive"),
    ("drv", "drive"),
    ("cl", "close"),
    ("clo", "close"),
    ("cls", "close"),
    ("ln", "lane"),
    ("la", "lane"),
    ("ct", "court"),
    ("crt", "court"),
    ("pl", "place"),
    ("cres", "crescent"),
    ("cresc", "crescent"),
    ("cr", "crescent"),
    ("gdns", "gardens"),
    ("gdn", "gardens"),
    ("grn", "green"),
    ("gr", "grove"),
    ("gro", "grove"),
    ("grv", "grove"),
    ("tce", "terrace"),
    ("terr", "terrace"),
    ("ter", "terrace"),
    ("sq", "square"),
    ("pk", "park"),
    ("wy", "way"),
    ("hl", "hill"),
    ("hwy", "highway"),
    ("pde", "parade"),
    ("mws", "mews"),
    ("bldgs", "buildings"),
    ("wk", "walk"),
];

/// A street without its number, and the number (with letters, flats joined on): `Flat 2, 14a Mill Rd` is `mill road` and `2 14a`.
pub(crate) fn street(text: &str) -> Option<(String, String)> {
    let folded = known(fold(text))?;
    let (mut name, mut number) = (Vec::new(), Vec::new());
    for word in folded.split(' ') {
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            number.push(word);
        } else if !matches!(word, "flat" | "apartment" | "apt" | "unit" | "no" | "room" | "the") {
            name.push(word);
        }
    }
    if let Some(last) = name.last_mut()
        && let Some((_, whole)) = STREET_KINDS.iter().find(|(short, _)| short == last)
    {
        *last = whole;
    }
    Some((name.join(" "), number.join(" ")))
}

/// A birth date: a year with, where known, month and day (0 where not).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Birth {
    pub(crate) year: i16,
    pub(crate) month: i8,
    pub(crate) day: i8,
}

impl Birth {
    /// Days since a fixed day, for whole dates.
    pub(crate) fn day_number(self) -> Option<i32> {
        let date = Date::new(self.year, self.month, self.day).ok()?;
        Some(date.duration_since(Date::new(1900, 1, 1).ok()?).as_hours().div_euclid(24).try_into().unwrap_or(0))
    }
}

/// In which order a column writes numeric dates that begin with neither a four-digit year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DateOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// ISO, `yyyymmdd`, day or month first with any separator, a month in words, or a year (and month) alone; a time of day is dropped.
pub(crate) fn birth(text: &str, order: DateOrder) -> Option<Birth> {
    let text = text.trim();
    // A time of day follows a T or a blank.
    let text = match text.as_bytes().get(10) {
        Some(b'T') => text.get(..10).unwrap_or(text),
        _ => text.split(' ').next().filter(|first| first.len() >= 8).unwrap_or(text),
    };
    let parts: Vec<&str> = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let (year, month, day) = match parts.as_slice() {
        [only] if only.len() == 8 && only.bytes().all(|byte| byte.is_ascii_digit()) => {
            let leading = number(&only[..4])?;
            if (1850..=2150).contains(&leading) {
                (leading, number(&only[4..6])?, number(&only[6..])?)
            } else {
                (number(&only[4..])?, number(&only[2..4])?, number(&only[..2])?)
            }
        }
        [only] if only.len() == 4 => (number(only)?, 0, 0),
        [first, second] if first.len() == 4 => (number(first)?, number(second)?, 0),
        [first, second] if second.len() == 4 => (number(second)?, month_number(first)?, 0),
        [first, second, third] if first.len() == 4 => (number(first)?, month_number(second)?, number(third)?),
        [first, second, third] => {
            let year = full_year(number(third)?, third.len());
            if first.bytes().next()?.is_ascii_alphabetic() {
                (year, month_number(first)?, number(second)?)
            } else if second.bytes().next()?.is_ascii_alphabetic() || order == DateOrder::DayFirst {
                (year, month_number(second)?, number(first)?)
            } else {
                (year, number(first)?, number(second)?)
            }
        }
        _ => return None,
    };
    // A day and month that only fit the other way round were written the other way round.
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let plausible = (1850..=2150).contains(&year) && (0..=12).contains(&month) && (0..=31).contains(&day);
    let real = month == 0 || day == 0 || Date::new(year, month, day).is_ok();
    (plausible && real).then_some(Birth { year, month, day })
}

fn month_number(part: &str) -> Option<i16> {
    if let Ok(number) = part.parse() {
        return Some(number);
    }
    let lower = part.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == lower).and_then(|index| i16::try_from(index + 1).ok())
}

/// Two digits are of this century up to thirty, as most systems have it.
fn full_year(year: i16, digits: usize) -> i16 {
    match (digits, year) {
        (2, 0..=30) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

/// Whether a column writes month before day: asked of the values that can only be one or the other.
pub(crate) fn date_order<'a>(values: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    for value in values {
        let mut parts = value.trim().split(['/', '-', '.']).map(|part| part.parse::<u16>().unwrap_or(0));
        match (parts.next(), parts.next()) {
            (Some(13..=31), Some(1..=12)) => day_first += 1,
            (Some(1..=12), Some(13..=31)) => month_first += 1,
            _ => {}
        }
    }
    if month_first > day_first { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_usual_notation() {
        let born = Some(Birth { year: 2009, month: 4, day: 23 });
        for text in [
            "2009-04-23",
            "20090423",
            "23/04/2009",
            "23.4.2009",
            "23-Apr-2009",
            "Apr 23 2009",
            "23 April 2009",
            "2009-04-23T00:00:00",
            "2009-04-23 00:00",
            "23/04/09",
        ] {
            assert_eq!(birth(text, DateOrder::DayFirst), born, "{text}");
        }
        assert_eq!(birth("04/05/2009", DateOrder::MonthFirst), Some(Birth { year: 2009, month: 4, day: 5 }));
        assert_eq!(birth("2009", DateOrder::DayFirst), Some(Birth { year: 2009, month: 0, day: 0 }));
        assert_eq!(birth("2009-04", DateOrder::DayFirst), Some(Birth { year: 2009, month: 4, day: 0 }));
        for text in ["", "unknown", "31/02/2009", "0000-00-00", "99/99/9999"] {
            assert_eq!(birth(text, DateOrder::DayFirst), None, "{text}");
        }
        assert_eq!(date_order(["01/02/2010", "03/25/2011"].into_iter()), DateOrder::MonthFirst);
    }

    #[test]
    fn what_stands_for_not_known_is_nothing() {
        for text in ["", " - ", "N/A", "Unknown", "not known", "NULL"] {
            assert_eq!(surname(text), None, "{text}");
            assert_eq!(given_name(text), None, "{text}");
        }
        assert_eq!(given_name("Baby"), None);
        assert_eq!(number("0000000000"), None);
        assert_eq!(sex("9"), None);
    }

    #[test]
    fn spellings_without_meaning_fall_together() {
        assert_eq!(surname("O’Neill-Brontë"), surname("ONEILL BRONTE"));
        assert_eq!(postcode("ls1 4ap"), Some("LS14AP".into()));
        assert_eq!(postcode("LS1 4AP"), postcode("LS1-4ap"));
        assert_eq!(postcode("0X1 OAA"), Some("OX10AA".into()));
        assert_eq!(street("Flat 2, 14a Mill Rd."), Some(("mill road".into(), "2 14a".into())));
        assert_eq!(phone("+44 7700 900123"), phone("07700 900 123"));
        assert_eq!(number("943 476 5919"), Some("9434765919".into()));
    }
}
