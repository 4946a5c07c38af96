//! Identifiers that sort by the time they were made (UUID version 7, RFC 9562).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A UUIDv7, written in lower case with hyphens. Ids enter the system on commands; nothing pure makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Uuid);

impl Id {
    /// An id made at `unix_ms` (milliseconds since 1970) with ten bytes of chance, handed in so that a demonstration can repeat itself.
    pub fn made_at(unix_ms: u64, chance: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &chance).into_uuid())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// The text was not an id.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an id")]
pub struct NotAnId(String);

impl FromStr for Id {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Uuid::try_parse(text).map(Self).map_err(|_| NotAnId(text.to_owned()))
    }
}
