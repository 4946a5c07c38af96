//! Words of fixed lists: what is stored, and what is shown.

/// An enum whose variants have a stored word and a shown text; `ALL` is what forms and filters offer.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident => $stored:literal, $shown:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[serde(rename = $stored)] $variant),+ }
        impl $name {
            /// Stored word and shown text, in the order to be offered.
            pub const ALL: &[(&str, &str)] = &[$(($stored, $shown)),+];
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $stored),+ } }
            pub fn title(self) -> &'static str { match self { $(Self::$variant => $shown),+ } }
            /// None for a word that is not on the list.
            pub fn from_word(word: &str) -> Option<Self> { match word { $($stored => Some(Self::$variant),)+ _ => None } }
        }
    };
}
