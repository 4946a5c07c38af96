//! The NHS number.

use std::{fmt, str::FromStr};

use super::{NotAnIdentifier, all_digits, identifier, packed};

identifier! {
    /// An NHS number: ten digits, the last a check digit modulo 11 (NHS Data Dictionary, "NHS NUMBER"). Numbers beginning 999 are set apart for
    /// tests. Stored as ten digits; shown 3-3-4, as "943 476 5919".
    NhsNumber
}

impl NhsNumber {
    /// Whether the number lies in the range set apart for tests (999 xxx xxxx).
    pub fn is_test(&self) -> bool {
        self.0.starts_with("999")
    }
}

impl FromStr for NhsNumber {
    type Err = NotAnIdentifier;

    /// Reads ten digits, with or without spaces or hyphens.
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let digits = packed(text).replace('-', "");
        if digits.len() != 10 || !all_digits(&digits) {
            return Err(NotAnIdentifier("Enter an NHS number with 10 digits, like 943 476 5919"));
        }
        let values: Vec<u32> = digits.bytes().map(|byte| u32::from(byte - b'0')).collect();
        let sum: u32 = values.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
        // 11 stands for 0; 10 cannot be written as a digit, so no such number is issued.
        let check = match 11 - sum % 11 {
            11 => 0,
            check => check,
        };
        if values.last() != Some(&check) {
            return Err(NotAnIdentifier("Check the NHS number: the last digit does not fit the others"));
        }
        Ok(Self(digits))
    }
}

impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }
}
