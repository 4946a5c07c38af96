//! How close two names are: a familiar form, one slip of the pen, nearly the same, a part in common, or apart.

use rapidfuzz::distance::{jaro_winkler, osa};

use crate::{
    Variants,
    role::Role,
    table::{Dictionary, Table},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closeness {
    Variant,
    Slip,
    Near,
    Part,
    Apart,
}

/// From this Jaro-Winkler similarity on, two names are near (Winkler 1990 and most who followed take 0.88 to 0.92).
const NEAR_ENOUGH: f64 = 0.88;

/// Answers already worked out by one thread: common names meet each other over and over.
pub(crate) struct Memory {
    places: Vec<(u64, Closeness)>,
}

impl Memory {
    /// Small enough to stay in a core's own cache.
    const SIZE: usize = 1 << 14;

    pub(crate) fn new() -> Self {
        Self { places: vec![(0, Closeness::Apart); Self::SIZE] }
    }
}

/// What is asked of a name before its letters are looked at one by one.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    /// A set of the letters, one bit each, and the bits below
    letters: u32,
    first: u8,
    /// A set of the groups of familiar forms, by their numbers' last six bits
    groups: u64,
}

/// How one name stands to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Standing {
    /// One of them is the other's first letter: the logarithm of the share of names that begin with it
    Initial(f32),
    Close(Closeness),
}

/// Names with too few letters in common cannot be near, nor can one be a part of the other.
#[inline]
fn are_apart(one: Marks, other: Marks) -> bool {
    let apart = ((one.letters ^ other.letters) & LETTERS).count_ones();
    apart > LETTERS_APART && one.groups & other.groups == 0 && (one.letters | other.letters) & SEVERAL_WORDS == 0
}

/// Set where a name has several words, or is a single letter.
const SEVERAL_WORDS: u32 = 1 << 31;
const ONE_LETTER: u32 = 1 << 30;
const LETTERS: u32 = (1 << 27) - 1;
/// Near names differ in this many letters at most.
const LETTERS_APART: u32 = 5;

impl Marks {
    fn new(name: &str, groups: &[u16]) -> Self {
        let letters = name.bytes().fold(0, |set, byte| {
            set | match byte {
                b'a'..=b'z' => 1 << (byte - b'a'),
                b' ' => SEVERAL_WORDS,
                _ => 1 << 26,
            }
        });
        let letters = if name.len() == 1 { letters | ONE_LETTER } else { letters };
        Self { letters, first: name.bytes().next().unwrap_or(0), groups: groups.iter().fold(0, |set, group| set | 1 << (group % 64)) }
    }
}

pub(crate) struct Names<'t> {
    dictionary: &'t Dictionary,
    marks: Vec<Marks>,
    /// Per name the groups of familiar forms it belongs to
    groups: Vec<&'t [u16]>,
    /// Per slot and name, 0 rare, 1 uncommon, 2 common; empty for slots that hold no names
    rarity: Vec<Vec<u8>>,
    /// Per slot and first letter (a to z, others together): the logarithm of the share of names that begin with it
    initials: Vec<[f32; 27]>,
}

impl<'t> Names<'t> {
    pub(crate) fn new(table: &'t Table, counts: &[Vec<u32>], variants: &'t Variants) -> Self {
        let dictionary = &table.dictionaries[0];
        let all = || (0..dictionary.len() as u32).map(|number| dictionary.get(number));
        // A spelling is rare if it is what a slip would leave behind: a handful among many. It is common if it is surely a name.
        let records = table.len() as u32;
        let (rare, uncommon) = ((records / 40_000).max(2), (records / 4_000).max(5));
        let mut rarity = vec![Vec::new(); table.slots.len()];
        let mut initials = vec![[0.0; 27]; table.slots.len()];
        for (place, slot) in table.slots.iter().enumerate() {
            if !matches!(slot.role, Role::GivenName | Role::MiddleName | Role::Surname) {
                continue;
            }
            let of = |count: &u32| u8::from(*count > rare) + u8::from(*count > uncommon);
            rarity[place] = counts[place].iter().map(of).collect();
            let mut shares = [0.5_f64; 27];
            for (number, name) in all().enumerate().skip(1) {
                shares[initial_place(name)] += f64::from(counts[place][number]);
            }
            let known: f64 = shares.iter().sum();
            initials[place] = shares.map(|share| ((share / known).ln()) as f32);
        }
        Self {
            dictionary,
            marks: all().map(|name| Marks::new(name, variants.of(name))).collect(),
            groups: all().map(|name| variants.of(name)).collect(),
            rarity,
            initials,
        }
    }

    /// How two different names stand to each other.
    #[inline]
    pub(crate) fn compare(&self, slot: usize, one: u32, other: u32, memory: &mut Memory) -> Standing {
        let (first, second) = (self.marks[one as usize], self.marks[other as usize]);
        if (first.letters | second.letters) & ONE_LETTER != 0 {
            return if first.first == second.first {
                Standing::Initial(self.initials[slot][place_of(first.first)])
            } else {
                Standing::Close(Closeness::Apart)
            };
        }
        if are_apart(first, second) {
            return Standing::Close(Closeness::Apart);
        }
        Standing::Close(self.look_up(one, other, memory))
    }

    pub(crate) fn rarity(&self, slot: usize, name: u32) -> u8 {
        self.rarity[slot].get(name as usize).copied().unwrap_or(0)
    }

    /// Whether two different names may be one name, misspelt, shortened or put as an initial.
    pub(crate) fn is_near(&self, one: u32, other: u32, memory: &mut Memory) -> bool {
        let (first, second) = (self.marks[one as usize], self.marks[other as usize]);
        if (first.letters | second.letters) & ONE_LETTER != 0 {
            return first.first == second.first;
        }
        !are_apart(first, second) && matches!(self.look_up(one, other, memory), Closeness::Slip | Closeness::Near | Closeness::Variant)
    }

    fn look_up(&self, one: u32, other: u32, memory: &mut Memory) -> Closeness {
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        let key = u64::from(low) << 32 | u64::from(high);
        let place = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize % Memory::SIZE;
        if memory.places[place].0 == key {
            return memory.places[place].1;
        }
        let closeness = self.work_out(low, high);
        memory.places[place] = (key, closeness);
        closeness
    }

    fn work_out(&self, one: u32, other: u32) -> Closeness {
        let (groups, others) = (self.groups[one as usize], self.groups[other as usize]);
        if groups.iter().any(|group| others.contains(group)) {
            return Closeness::Variant;
        }
        let (one, other) = (self.dictionary.get(one), self.dictionary.get(other));
        let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        if shorter.len() > 2 && one_slip(one.as_bytes(), other.as_bytes()) {
            return Closeness::Slip;
        }
        // Two words written as one, or a double name with only one of its names.
        if longer.contains(' ') {
            let words = |name: &str| name.split(' ').filter(|word| word.len() > 1).map(str::to_owned).collect::<Vec<_>>();
            let (few, many) = (words(shorter), words(longer));
            if few.iter().any(|word| many.contains(word)) {
                return Closeness::Part;
            }
        }
        if shorter.len() < 3 {
            return Closeness::Apart;
        }
        let two_slips = || {
            let arguments = osa::Args::default().score_cutoff(2);
            shorter.len() >= 5 && osa::distance_with_args(one.chars(), other.chars(), &arguments).is_some_and(|slips| slips <= 2)
        };
        let near = jaro_winkler::normalized_similarity(one.chars(), other.chars()) >= NEAR_ENOUGH || two_slips();
        if near { Closeness::Near } else { Closeness::Apart }
    }
}

/// Whether one letter is changed, left out or put in, or two neighbours are the other way round: what is left between the longest
/// common beginning and end is one letter at most on each side, or two that are swapped.
pub(crate) fn one_slip(one: &[u8], other: &[u8]) -> bool {
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if longer.len() - shorter.len() > 1 {
        return false;
    }
    let start = shorter.iter().zip(longer).take_while(|(one, other)| one == other).count();
    let (shorter, longer) = (&shorter[start..], &longer[start..]);
    let end = shorter.iter().rev().zip(longer.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&shorter[..shorter.len() - end], &longer[..longer.len() - end]) {
        ([] | [_], [] | [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

fn place_of(first: u8) -> usize {
    if first.is_ascii_lowercase() { usize::from(first - b'a') } else { 26 }
}

fn initial_place(name: &str) -> usize {
    name.bytes().next().map_or(26, place_of)
}

#[cfg(test)]
mod tests {
    use super::one_slip;

    #[test]
    fn one_slip_is_a_letter_changed_left_out_put_in_or_two_swapped() {
        for (one, other) in [
            ("james", "jmaes"),
            ("james", "jams"),
            ("james", "jaames"),
            ("james", "janes"),
            ("james", "jamse"),
            ("ann", "anne"),
            ("abc", "abc"),
        ] {
            assert!(one_slip(one.as_bytes(), other.as_bytes()) && one_slip(other.as_bytes(), one.as_bytes()), "{one} {other}");
        }
        for (one, other) in [("james", "jamie"), ("james", "jsmae"), ("ann", "annie"), ("james", "mjaes")] {
            assert!(!one_slip(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
    }
}
