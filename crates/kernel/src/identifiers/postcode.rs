//! The postcode.

use std::str::FromStr;

use super::{NotAnIdentifier, identifier, packed, shown_as_stored};

identifier! {
    /// A UK postcode by the shape that GOV.UK publishes (bulk data transfer specification, "Postcode"), in capitals with one space: "SW1A 1AA". Whether
    /// it exists is for a lookup to say.
    Postcode
}
shown_as_stored!(Postcode);

impl Postcode {
    /// The part before the space ("SW1A"), coarse enough for a public map.
    pub fn outward(&self) -> &str {
        self.0.split_once(' ').map_or("", |(outward, _)| outward)
    }

    /// The outward part and the sector ("SW1A 1").
    pub fn sector(&self) -> &str {
        self.0.get(..self.0.len().saturating_sub(2)).unwrap_or("")
    }
}

impl FromStr for Postcode {
    type Err = NotAnIdentifier;

    /// Reads a postcode in any case, with or without its space.
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        const REFUSAL: NotAnIdentifier = NotAnIdentifier("Enter a full UK postcode, like SW1A 1AA");
        let packed = packed(text);
        if !packed.is_ascii() || !(5..=7).contains(&packed.len()) {
            return Err(REFUSAL);
        }
        let (outward, inward) = packed.split_at(packed.len() - 3);
        let inward_fits = matches!(inward.as_bytes(), [digit, one, two] if digit.is_ascii_digit() && one.is_ascii_uppercase() && two.is_ascii_uppercase());
        let fits = (inward_fits && outward_fits(outward.as_bytes())) || packed == "GIR0AA";
        if fits { Ok(Self(format!("{outward} {inward}"))) } else { Err(REFUSAL) }
    }
}

/// A9, A99, A9A, AA9, AA99 or AA9A, the second letter never I or Z.
fn outward_fits(outward: &[u8]) -> bool {
    let letter = u8::is_ascii_uppercase;
    let digit = u8::is_ascii_digit;
    let second = |byte: &u8| matches!(byte, b'A'..=b'H' | b'J'..=b'Y');
    match outward {
        [a, b] => letter(a) && digit(b),
        [a, b, c] => letter(a) && (digit(b) && (digit(c) || letter(c)) || second(b) && digit(c)),
        [a, b, c, d] => letter(a) && second(b) && digit(c) && (digit(d) || letter(d)),
        _ => false,
    }
}
