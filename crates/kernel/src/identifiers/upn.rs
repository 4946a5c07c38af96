//! The unique pupil number, and why a child may have none.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NotAnIdentifier, all_digits, identifier, packed, shown_as_stored};

/// The check letters: the alphabet without I, O and S, which look like figures.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

identifier! {
    /// A unique pupil number (Department for Education, "Unique pupil numbers: guide"): a check letter, three digits of the local authority, four of
    /// the school, two of the year and three of the serial. In a *temporary* number the last is a letter.
    Upn
}
shown_as_stored!(Upn);

impl Upn {
    /// Whether the number was given for the time being, until the pupil's own is known.
    pub fn is_temporary(&self) -> bool {
        self.0.ends_with(|last: char| last.is_ascii_uppercase())
    }

    /// The DfE number of the local authority that allocated it.
    pub fn la_code(&self) -> &str {
        &self.0[1..4]
    }

    /// The check letter of the twelve characters that follow it, if they could follow one. Each counts its value times its place (2 to 13); the sum
    /// modulo 23 is the place of the letter.
    pub fn check_letter(rest: &str) -> Option<char> {
        let (number, serial_end) = (rest.get(..11)?, rest.as_bytes().get(11)?);
        if rest.len() != 12 || !all_digits(number) {
            return None;
        }
        let last = if serial_end.is_ascii_digit() {
            usize::from(serial_end - b'0')
        } else {
            LETTERS.iter().position(|letter| letter == serial_end)?
        };
        let values = number.bytes().map(|byte| usize::from(byte - b'0')).chain([last]);
        let sum: usize = values.zip(2..=13).map(|(value, place)| value * place).sum();
        LETTERS.get(sum % 23).map(|letter| char::from(*letter))
    }
}

impl FromStr for Upn {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let upn = packed(text);
        if upn.chars().count() != 13 || !upn.is_ascii() {
            return Err(NotAnIdentifier("Enter a UPN with 13 characters, like A312430026042"));
        }
        match Self::check_letter(&upn[1..]) {
            None => Err(NotAnIdentifier("Enter a UPN that is a letter followed by 12 digits; only a temporary UPN ends in a letter")),
            Some(letter) if upn.starts_with(letter) => Ok(Self(upn)),
            Some(_) => Err(NotAnIdentifier("Check the UPN: its first letter does not fit the numbers after it")),
        }
    }
}

/// Why a child has no unique pupil number in the return (Children in Need census, "UPN unknown").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum UpnUnknown {
    Un1,
    Un2,
    Un3,
    Un4,
    Un5,
    Un6,
    Un7,
}

impl UpnUnknown {
    pub const ALL: [Self; 7] = [Self::Un1, Self::Un2, Self::Un3, Self::Un4, Self::Un5, Self::Un6, Self::Un7];

    /// The code of the return.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Un1 => "UN1",
            Self::Un2 => "UN2",
            Self::Un3 => "UN3",
            Self::Un4 => "UN4",
            Self::Un5 => "UN5",
            Self::Un6 => "UN6",
            Self::Un7 => "UN7",
        }
    }

    /// The reason in words, for a list to choose from.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Un1 => "Not of school age, and none has been given yet",
            Self::Un2 => "Never in a maintained school in England",
            Self::Un3 => "Educated outside England",
            Self::Un4 => "New, and not yet known in the last week of the period",
            Self::Un5 => "Sources disagree about the UPN",
            Self::Un6 => "Not yet born",
            Self::Un7 => "Referral that led to no further action",
        }
    }
}

impl FromStr for UpnUnknown {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let code = packed(text);
        let known = Self::ALL.into_iter().find(|reason| reason.code() == code);
        known.ok_or(NotAnIdentifier("Enter a reason from UN1 to UN7 for having no UPN"))
    }
}

impl std::fmt::Display for UpnUnknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
