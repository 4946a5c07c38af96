//! The records of both files in one compact table: each value once, each record a row of numbers.
//!
//! Both files share their dictionaries, so two values are equal where their numbers are; 0 is *not known*.

use std::hash::{BuildHasher, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::role::Role;

/// Texts, each once, by number. Number 0 is no text.
#[derive(Debug, Clone)]
pub(crate) struct Dictionary {
    text: String,
    ends: Vec<u32>,
    /// From a text's hash to the number of the text, or of the first of several with that hash.
    numbers: FxHashMap<u64, u32>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self { text: String::new(), ends: vec![0], numbers: FxHashMap::default() }
    }
}

impl Dictionary {
    /// The number of a text, given it now if it has none yet.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let mut hash = hash_of(text);
        loop {
            match self.numbers.get(&hash) {
                Some(&number) if self.get(number) == text => return number,
                // Another text has this hash: the next free one is this text's place.
                Some(_) => hash = hash.wrapping_add(1),
                None => break,
            }
        }
        self.text.push_str(text);
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.numbers.insert(hash, number);
        number
    }

    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        if number == 0 || number >= self.ends.len() {
            return "";
        }
        &self.text[self.ends[number - 1] as usize..self.ends[number] as usize]
    }

    /// One more than the largest number.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Gives back the memory that only finding numbers needs.
    pub(crate) fn close(&mut self) {
        self.numbers = FxHashMap::default();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

pub(crate) fn hash_of<T: Hash + ?Sized>(value: &T) -> u64 {
    let hash = FxBuildHasher.hash_one(value);
    // Fx leaves the low bits of short keys alike; the blocks of the linkage are cut from all of them.
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ (hash >> 29)
}

/// A column of the table.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) role: Role,
    /// The heading, as the left file has it
    pub(crate) label: String,
    pub(crate) dictionary: usize,
}

/// Which records are compared: every one of the left with every one of the right, or all with all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Link,
    Dedupe,
}

/// Both files' records. Left records come first.
#[derive(Debug)]
pub struct Table {
    pub(crate) kind: Kind,
    pub(crate) slots: Vec<Slot>,
    pub(crate) dictionaries: Vec<Dictionary>,
    /// Row by row, one number per slot
    pub(crate) values: Vec<u32>,
    pub(crate) ids: Dictionary,
    /// Per record the number of its id; the two files may use the same ids
    pub(crate) id_of: Vec<u32>,
    pub(crate) left: usize,
    /// Per record its cluster in truth, where a truth column was named; 0 is not known
    pub(crate) truth: Option<Vec<u32>>,
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.id_of.len()
    }

    pub(crate) fn row(&self, record: u32) -> &[u32] {
        let width = self.slots.len();
        &self.values[record as usize * width..][..width]
    }

    /// A record's own name for itself.
    #[must_use]
    pub fn id(&self, record: u32) -> &str {
        self.ids.get(self.id_of[record as usize])
    }

    pub(crate) fn text(&self, record: u32, slot: usize) -> &str {
        self.dictionaries[self.slots[slot].dictionary].get(self.row(record)[slot])
    }

    /// The records that may be the first of a pair, and those that may be the second.
    pub(crate) fn sides(&self) -> (std::ops::Range<u32>, std::ops::Range<u32>) {
        let (left, all) = (self.left as u32, self.len() as u32);
        match self.kind {
            Kind::Link => (0..left, left..all),
            Kind::Dedupe => (0..all, 0..all),
        }
    }

    /// How many pairs there are in all.
    #[must_use]
    pub fn pairs(&self) -> f64 {
        let (left, all) = (self.left as f64, self.len() as f64);
        match self.kind {
            Kind::Link => left * (all - left),
            Kind::Dedupe => all * (all - 1.0) / 2.0,
        }
    }

    /// How many records each side has.
    #[must_use]
    pub fn records(&self) -> (usize, usize) {
        (self.left, self.len() - self.left)
    }

    /// The place of the first slot of a role.
    pub(crate) fn slot(&self, role: Role) -> Option<usize> {
        self.slots.iter().position(|slot| slot.role == role)
    }

    /// How many records have each value of a slot.
    pub(crate) fn counts(&self, slot: usize) -> Vec<u32> {
        let mut counts = vec![0_u32; self.dictionaries[self.slots[slot].dictionary].len()];
        let width = self.slots.len();
        self.values.iter().skip(slot).step_by(width).for_each(|value| counts[*value as usize] += 1);
        counts
    }
}
