//! How near two birth dates or two postcodes are that are not the same.

use crate::{clean::Birth, level::birth};

/// A postcode of up to eight letters in one word, and the numbers of its area, district and sector; these are 0 where it is not British.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Postcode {
    pub(crate) letters: u64,
    pub(crate) length: u8,
    pub(crate) area: u16,
    pub(crate) district: u16,
    pub(crate) sector: u32,
}

impl Postcode {
    /// Whether two are one slip apart.
    pub(crate) fn is_near(self, other: Postcode) -> bool {
        let (shorter, longer) = if self.length <= other.length { (self, other) } else { (other, self) };
        let differing = shorter.letters ^ longer.letters;
        if differing == 0 {
            return self.length == other.length;
        }
        let start = differing.leading_zeros() / 8;
        match longer.length - shorter.length {
            0 => {
                let last = 7 - differing.trailing_zeros() / 8;
                let pair = |letters: u64| (letters >> (8 * (6 - start.min(6)))) as u16;
                start >= last || (last == start + 1 && pair(shorter.letters) == pair(longer.letters).swap_bytes())
            }
            1 => start >= 7 || longer.letters << (8 * (start + 1)) == shorter.letters << (8 * start),
            _ => false,
        }
    }
}

/// The level that two different birth dates reach; each comes with its number of days.
pub(crate) fn compare_births((one, one_day): (Birth, i32), (other, other_day): (Birth, i32)) -> u8 {
    if one.day == 0 || other.day == 0 {
        let months = one.month == 0 || other.month == 0 || one.month == other.month;
        return if one.year == other.year && months { birth::VAGUE } else { birth::DIFFERENT };
    }
    if one.year == other.year && one.month == other.day && one.day == other.month {
        return birth::TRANSPOSED;
    }
    if one_digit_out(one, other) {
        return birth::ONE_DIGIT;
    }
    let near = one_day != i32::MIN && other_day != i32::MIN && one_day.abs_diff(other_day) <= 7;
    if near || (one.year == other.year && one.month == other.month) {
        return birth::DAYS_OUT;
    }
    if one.month == other.month && one.day == other.day {
        return birth::YEAR_OUT;
    }
    if one.year == other.year { birth::YEAR } else { birth::DIFFERENT }
}

/// One of the eight digits differs, or two neighbours within the year, the month or the day are the other way round.
fn one_digit_out(one: Birth, other: Birth) -> bool {
    let digits = |birth: Birth| {
        let (year, month, day) = (birth.year.unsigned_abs(), u16::from(birth.month.unsigned_abs()), u16::from(birth.day.unsigned_abs()));
        [year / 1000, year / 100 % 10, year / 10 % 10, year % 10, month / 10, month % 10, day / 10, day % 10]
    };
    let (one, other) = (digits(one), digits(other));
    let mut differing = (0..8).filter(|place| one[*place] != other[*place]);
    match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, _) => true,
        (Some(first), Some(second), None) => {
            second == first + 1 && first != 3 && first != 5 && one[first] == other[second] && one[second] == other[first]
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;

    fn births(one: &str, other: &str) -> u8 {
        let read = |text: &str| {
            let birth = clean::birth(text, clean::DateOrder::DayFirst).unwrap_or_default();
            (birth, birth.day_number().unwrap_or(i32::MIN))
        };
        compare_births(read(one), read(other))
    }

    #[test]
    fn birth_dates_are_told_apart_by_the_kind_of_mistake() {
        let cases = [
            ("2010-03-05", "2010-05-03", birth::TRANSPOSED),
            ("2010-03-05", "2010-03-06", birth::ONE_DIGIT),
            ("2010-03-05", "2011-03-05", birth::ONE_DIGIT),
            ("2010-03-12", "2010-03-21", birth::ONE_DIGIT),
            ("2010-03-29", "2010-04-02", birth::DAYS_OUT),
            ("2010-03-05", "2010-03-17", birth::DAYS_OUT),
            ("2010-03-05", "1995-03-05", birth::YEAR_OUT),
            ("2010-03-05", "2010-11-28", birth::YEAR),
            ("2010-03-05", "2010", birth::VAGUE),
            ("2010-03-05", "2010-03", birth::VAGUE),
            ("2010-03-05", "2011-04", birth::DIFFERENT),
            ("2010-03-05", "1987-11-28", birth::DIFFERENT),
        ];
        for (one, other, level) in cases {
            assert_eq!((births(one, other), births(other, one)), (level, level), "{one} {other}");
        }
    }

    fn code(text: &str) -> Postcode {
        let mut letters = [0_u8; 8];
        letters[..text.len()].copy_from_slice(text.as_bytes());
        Postcode { letters: u64::from_be_bytes(letters), length: text.len() as u8, ..Postcode::default() }
    }

    #[test]
    fn postcodes_are_near_if_one_slip_apart() {
        for (one, other) in [
            ("LS14AP", "LS14AQ"),
            ("LS14AP", "LS41AP"),
            ("LS14AP", "LS124AP"),
            ("LS14AP", "S14AP"),
            ("ZL138YU", "ZL138UY"),
            ("LS14AP", "LS14P"),
        ] {
            assert!(code(one).is_near(code(other)) && code(other).is_near(code(one)), "{one} {other}");
        }
        for (one, other) in [("LS14AP", "LS15AQ"), ("LS14AP", "SL14PA"), ("LS14AP", "LS1234AP"), ("LS14AP", "LS125AP")] {
            assert!(!code(one).is_near(code(other)) && !code(other).is_near(code(one)), "{one} {other}");
        }
    }
}
