//! Identifiers of people, places and organisations, each checked as far as it can check itself.
//!
//! An identifier is kept as text in its canonical form (capital letters, no stray spaces) and travels as that text. The refusals are written for
//! the page on which the identifier was typed.

mod codes;
mod nhs;
mod postcode;
#[cfg(test)]
mod tests;
mod upn;

pub use self::{
    codes::{DfeLaCode, GssCode, GssKind, LaChildId, LaEstab, Uprn, Urn},
    nhs::NhsNumber,
    postcode::Postcode,
    upn::{Upn, UpnUnknown},
};

/// The text is not the identifier it was offered as. The message is fit for the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnIdentifier(pub(crate) &'static str);

/// A newtype over checked text: `FromStr` is written beside it; display is the text unless it is written out.
macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The canonical text, as it is stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::identifiers::NotAnIdentifier;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(identifier: $name) -> String {
                identifier.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

/// Shows an identifier as its canonical text.
macro_rules! shown_as_stored {
    ($($name:ident),+) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

pub(crate) use {identifier, shown_as_stored};

/// What was typed, without spaces and in capitals.
fn packed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Whether the text is digits and nothing else.
fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
