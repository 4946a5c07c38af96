//! What is hashed, byte by byte. `docs/decisions/0002-the-canonical-form.md` gives the same definition for whoever checks it with other tools.
//!
//! Text is its length in bytes (eight bytes, big-endian) and its UTF-8; whole numbers are eight bytes, big-endian, two's complement; a value
//! that may be absent is preceded by one byte, 0 (absent, nothing follows) or 1; a truth is one byte. In this order:
//!
//! ```text
//! "trefoil/entry/1" · chain · number · stream · version · kind · schema
//! · happened: from? · to? · precision · held?: (from? · to? · precision)
//! · recorded_at · actor · agency · purpose · cause?: (chain · number) · sealed · body as stored · prev (32 bytes, as text is)
//! ```
//!
//! The first entry of a chain has 32 zero bytes for `prev`. Instants are microseconds since 1970 in UTC.

use hmac::{Hmac, KeyInit, Mac};
use kernel::{Precision, Vague};
use sha2::{Digest, Sha256};

use crate::stored::Stored;

/// The tag under which entries are hashed; another form would be another tag.
const ENTRY: &str = "trefoil/entry/1";

/// Bytes in the canonical form.
#[derive(Default)]
pub(crate) struct Canonical {
    bytes: Vec<u8>,
}

impl Canonical {
    pub(crate) fn new(tag: &str) -> Self {
        let mut form = Self { bytes: Vec::with_capacity(1024) };
        form.text(tag);
        form
    }
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        self.bytes.extend_from_slice(bytes);
        self
    }
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }
    pub(crate) fn int(&mut self, number: i64) -> &mut Self {
        self.bytes.extend_from_slice(&number.to_be_bytes());
        self
    }
    pub(crate) fn truth(&mut self, truth: bool) -> &mut Self {
        self.bytes.push(u8::from(truth));
        self
    }
    fn opt_int(&mut self, number: Option<i64>) -> &mut Self {
        self.truth(number.is_some());
        if let Some(number) = number {
            self.int(number);
        }
        self
    }
    fn vague(&mut self, vague: &Vague) -> &mut Self {
        self.opt_int(vague.from.map(|at| at.as_microsecond()));
        self.opt_int(vague.to.map(|at| at.as_microsecond()));
        self.text(precision_word(vague.precision))
    }
    pub(crate) fn done(self) -> Vec<u8> {
        self.bytes
    }
}

/// The hash of an entry, as the module says.
pub(crate) fn hash(entry: &Stored) -> [u8; 32] {
    let mut form = Canonical::new(ENTRY);
    form.text(&entry.chain).int(entry.number).text(&entry.stream).int(entry.version).text(&entry.kind).int(i64::from(entry.schema));
    form.vague(&entry.happened);
    form.truth(entry.held.is_some());
    if let Some(held) = &entry.held {
        form.vague(held);
    }
    form.int(entry.recorded_at).text(&entry.actor).text(&entry.agency).text(&entry.purpose);
    form.truth(entry.cause.is_some());
    if let Some(cause) = &entry.cause {
        form.text(&cause.chain).int(cause.number);
    }
    form.truth(entry.sealed).bytes(&entry.body).bytes(&entry.prev);
    Sha256::digest(form.done()).into()
}

/// HMAC-SHA256.
pub(crate) fn keyed(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    #[allow(clippy::expect_used, reason = "HMAC takes a key of any length, and this one is 32 bytes")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes any key");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

pub(crate) fn precision_word(precision: Precision) -> &'static str {
    match precision {
        Precision::Exact => "exact",
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Year => "year",
        Precision::About => "about",
        Precision::Unknown => "unknown",
    }
}

pub(crate) fn precision_of(word: &str) -> Option<Precision> {
    Some(match word {
        "exact" => Precision::Exact,
        "day" => Precision::Day,
        "month" => Precision::Month,
        "year" => Precision::Year,
        "about" => Precision::About,
        "unknown" => Precision::Unknown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use kernel::{Precision, Timestamp, Vague};

    use super::*;
    use crate::EntryRef;

    fn entry() -> Stored {
        let at = |micros| Timestamp::from_microsecond(micros).ok();
        Stored {
            chain: "oak".into(),
            number: 7,
            stream: "note:1".into(),
            version: 2,
            kind: "note.amended".into(),
            schema: 1,
            happened: Vague { from: at(1_767_225_600_000_000), to: at(1_767_311_999_999_999), precision: Precision::Day },
            held: None,
            recorded_at: 1_767_225_600_000_001,
            actor: "ann".into(),
            agency: "council".into(),
            purpose: "safeguarding".into(),
            cause: Some(EntryRef { chain: "commons".into(), number: 3 }),
            sealed: false,
            body: b"{}".to_vec(),
            prev: [9; 32],
            hash: [0; 32],
        }
    }

    #[test]
    fn the_canonical_form_is_the_one_that_was_written_down() {
        assert_eq!(hex::encode(hash(&entry())), "7a4db9a5e7275ee46207afdd4afdca58ed99e26f054a0955c3f4e091a7e45ce1");
    }

    #[test]
    fn nothing_and_emptiness_are_told_apart() {
        let mut other = entry();
        other.held = Some(Vague::unknown());
        assert_ne!(hash(&other), hash(&entry()));
        let mut moved = entry();
        (moved.actor, moved.agency) = ("annc".into(), "ouncil".into());
        assert_ne!(hash(&moved), hash(&entry()));
    }
}
