//! A printed cell: a number, or the symbol that stands where the number would.

use super::catalogue;

/// What a cell says, read and worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// As a reader is shown it: thousands parted by commas, at most the decimals asked for. A symbol as it was printed.
    pub shown: String,
    /// Empty where it is a number.
    pub symbol: String,
    /// The number in thousandths, rounded; none for a symbol.
    pub thousandths: Option<i64>,
}

impl Value {
    /// None where it is neither a number nor a symbol that publishers use.
    pub(super) fn read(printed: &str, decimals: Option<usize>) -> Option<Self> {
        if catalogue::symbol(printed).is_some() {
            return Some(Self { shown: printed.to_owned(), symbol: printed.to_owned(), thousandths: None });
        }
        let number = number(printed)?;
        #[allow(clippy::cast_possible_truncation, reason = "the number was checked to be far smaller")]
        let thousandths = (number * 1000.0).round() as i64;
        let plain = printed.replace(',', "");
        let shown = match decimals {
            Some(most) if printed.contains(['e', 'E']) || decimals_of(&plain) > most => format!("{number:.most$}"),
            _ => plain,
        };
        Some(Self { shown: thousands(&shown), symbol: String::new(), thousandths: Some(thousandths) })
    }
}

/// A finite number below a million million: digits, perhaps commas between them, a point, a sign, an exponent as spreadsheets print it.
fn number(printed: &str) -> Option<f64> {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | 'e' | 'E');
    if !printed.chars().all(allowed) || !printed.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    printed.replace(',', "").parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e12)
}

fn decimals_of(plain: &str) -> usize {
    plain.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Commas between thousands of the whole part.
pub(super) fn thousands(plain: &str) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = rest.split_once('.').map_or((rest, None), |(whole, decimals)| (whole, Some(decimals)));
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return plain.to_owned();
    }
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match decimals {
        Some(decimals) => format!("{sign}{grouped}.{decimals}"),
        None => format!("{sign}{grouped}"),
    }
}

/// `number` for each `times` of `of`, in tenths, a half rounded up; none where there is nobody to be the rate of.
pub(super) fn rate_tenths(number: i64, of: i64, times: i64) -> Option<i64> {
    let (number, of, times) = (i128::from(number), i128::from(of), i128::from(times));
    let tenths = (of > 0).then(|| (number * times * 20 + of) / (2 * of))?;
    i64::try_from(tenths).ok()
}

/// 339.4 of 3394.
pub(super) fn tenths_shown(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    thousands(&format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10))
}

/// The middle of some numbers in thousandths; the mean of the two middle ones where there are as many above as below.
pub(super) fn median(mut thousandths: Vec<i64>) -> Option<i64> {
    thousandths.sort_unstable();
    let middle = thousandths.len() / 2;
    let high = *thousandths.get(middle)?;
    if thousandths.len() % 2 == 1 {
        return Some(high);
    }
    let low = *thousandths.get(middle.checked_sub(1)?)?;
    Some((low + high).div_euclid(2))
}

/// Thousandths with one decimal, or none where they are whole.
pub(super) fn thousandths_shown(thousandths: i64) -> String {
    let tenths = (thousandths + 50).div_euclid(100);
    if tenths % 10 == 0 { thousands(&(tenths / 10).to_string()) } else { tenths_shown(tenths) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_number_is_shown_as_printed_with_its_thousands_parted() {
        let value = Value::read("402400", None).unwrap();
        assert_eq!((value.shown.as_str(), value.thousandths), ("402,400", Some(402_400_000)));
        assert_eq!(Value::read("22.6", Some(1)).unwrap().shown, "22.6");
        assert_eq!(Value::read("41", Some(1)).unwrap().shown, "41");
        assert_eq!(Value::read("-1234.5", None).unwrap().shown, "-1,234.5");
    }

    #[test]
    fn what_a_spreadsheet_made_of_a_number_is_put_right_where_it_is_shown() {
        assert_eq!(Value::read("38.799999999999997", Some(1)).unwrap().shown, "38.8");
        assert_eq!(Value::read("7.0000000000000007E-2", Some(2)).unwrap().shown, "0.07");
        assert_eq!(Value::read("92.9470983025", Some(1)).unwrap().shown, "92.9");
    }

    #[test]
    fn symbols_are_kept_as_printed_and_anything_else_is_refused() {
        for symbol in ["c", "z", "x", "u", "k", "low", "-"] {
            let value = Value::read(symbol, Some(1)).unwrap();
            assert_eq!((value.shown.as_str(), value.symbol.as_str(), value.thousandths), (symbol, symbol, None));
        }
        for wrong in ["", "12 of 40", "n", "inf", "NaN", "1e400", "E", "C"] {
            assert_eq!(Value::read(wrong, None), None, "{wrong}");
        }
    }

    #[test]
    fn a_rate_is_rounded_half_up_and_is_none_of_nobody() {
        // 2,563 of 75,524 children: 339.36 for each 10,000.
        assert_eq!(rate_tenths(2563, 75524, 10_000), Some(3394));
        assert_eq!(rate_tenths(1, 20_000, 10_000), Some(5));
        assert_eq!(rate_tenths(1, 0, 10_000), None);
        assert_eq!(tenths_shown(3394), "339.4");
        assert_eq!(tenths_shown(12_345), "1,234.5");
    }

    #[test]
    fn the_median_is_the_middle_one_or_the_mean_of_two() {
        assert_eq!(median(vec![3000, 1000, 2000]), Some(2000));
        assert_eq!(median(vec![1000, 2000]), Some(1500));
        assert_eq!(median(vec![]), None);
        assert_eq!((thousandths_shown(1500), thousandths_shown(2_000_000)), ("1.5".to_owned(), "2,000".to_owned()));
    }
}
