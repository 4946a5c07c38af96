//! Codes of places, schools and authorities: shape only, for none of them carries a check digit.

use std::str::FromStr;

use super::{NotAnIdentifier, all_digits, identifier, packed, shown_as_stored};

identifier! {
    /// A unique property reference number (Ordnance Survey): 1 to 12 digits. One property may hold many households, so a household is never inferred
    /// from this alone.
    Uprn
}
identifier! {
    /// A code of the Government Statistical Service (Office for National Statistics, "Register of Geographic Codes"): a letter and eight digits. Codes
    /// change when boundaries do, so a stored code belongs to the year of its source.
    GssCode
}
identifier! {
    /// A local authority's own number for a child (Children in Need census, "LA child ID", rules 1570 and 1580): up to 20 letters and digits. Case is kept.
    LaChildId
}
identifier! {
    /// The Department for Education's number of a local authority: 3 digits.
    DfeLaCode
}
identifier! {
    /// A school's unique reference number in "Get information about schools": 6 digits.
    Urn
}
identifier! {
    /// A school's establishment number with that of its authority: 7 digits, also written "312/4300".
    LaEstab
}
shown_as_stored!(Uprn, GssCode, LaChildId, DfeLaCode, Urn, LaEstab);

/// Reads exactly `length` digits.
fn digits(text: &str, length: std::ops::RangeInclusive<usize>, refusal: &'static str) -> Result<String, NotAnIdentifier> {
    let packed = packed(text);
    if all_digits(&packed) && length.contains(&packed.len()) { Ok(packed) } else { Err(NotAnIdentifier(refusal)) }
}

impl FromStr for Uprn {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        digits(text, 1..=12, "Enter a UPRN of 1 to 12 digits").map(Self)
    }
}

impl FromStr for DfeLaCode {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        digits(text, 3..=3, "Enter a DfE local authority code of 3 digits, like 312").map(Self)
    }
}

impl FromStr for Urn {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        digits(text, 6..=6, "Enter a URN of 6 digits").map(Self)
    }
}

impl FromStr for LaEstab {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        digits(&text.replacen('/', "", 1), 7..=7, "Enter a school’s LAESTAB of 7 digits, like 312/4300").map(Self)
    }
}

impl FromStr for LaChildId {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let text = text.trim();
        let fits = (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAnIdentifier("Enter a child ID of up to 20 letters and numbers")) }
    }
}

impl FromStr for GssCode {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let code = packed(text);
        let fits = code.len() == 9 && code.starts_with(['E', 'W', 'S', 'N', 'K']) && all_digits(code.get(1..).unwrap_or(""));
        if fits { Ok(Self(code)) } else { Err(NotAnIdentifier("Enter a GSS code of a letter and 8 digits, like E09000017")) }
    }
}

/// What kind of English area a GSS code names, as far as the product needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GssKind {
    LowerSuperOutputArea,
    MiddleSuperOutputArea,
    Ward,
    UnitaryAuthority,
    District,
    MetropolitanDistrict,
    LondonBorough,
    County,
    PoliceForceArea,
    IntegratedCareBoard,
    Other,
}

impl GssCode {
    /// The kind of area, by the first three characters.
    pub fn kind(&self) -> GssKind {
        match self.0.get(..3) {
            Some("E01") => GssKind::LowerSuperOutputArea,
            Some("E02") => GssKind::MiddleSuperOutputArea,
            Some("E05") => GssKind::Ward,
            Some("E06") => GssKind::UnitaryAuthority,
            Some("E07") => GssKind::District,
            Some("E08") => GssKind::MetropolitanDistrict,
            Some("E09") => GssKind::LondonBorough,
            Some("E10") => GssKind::County,
            Some("E23") => GssKind::PoliceForceArea,
            Some("E54") => GssKind::IntegratedCareBoard,
            _ => GssKind::Other,
        }
    }
}
