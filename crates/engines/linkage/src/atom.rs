//! What a record can be looked up by: whole values, their beginnings and sounds, and the parts of a date.

use crate::{
    clean::{self, Birth},
    role::Role,
    table::{Table, hash_of},
};

/// One thing two records may have in common, and a rule is made of one or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Atom {
    /// In words: "first three letters of the surname"
    pub(crate) words: String,
    /// What it is taken from; a rule takes no two from the same
    pub(crate) source: Source,
    /// Whether it says enough to be a rule of its own
    pub(crate) alone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    GivenName,
    Surname,
    BothNames,
    Birth,
    Address,
    Other(usize),
}

/// Per atom, each record's key; 0 where the record has none.
pub(crate) struct Atoms {
    pub(crate) atoms: Vec<Atom>,
    pub(crate) keys: Vec<Vec<u32>>,
}

/// What a part of a birth date is called, whether it says enough alone, and how it is taken.
type BirthPart = (&'static str, bool, fn(Birth) -> u32);

fn key<T: std::hash::Hash>(value: &T) -> u32 {
    (hash_of(value) >> 32) as u32 | 1
}

impl Atoms {
    pub(crate) fn new(table: &Table) -> Self {
        let mut all = Self { atoms: Vec::new(), keys: Vec::new() };
        let (given, surname) = (table.slot(Role::GivenName), table.slot(Role::Surname));
        if let Some(slot) = given {
            all.of_values(table, slot, "given name", Source::GivenName, true, |name| (name.len() > 1).then(|| key(&name)));
            all.of_values(table, slot, "first three letters of the given name", Source::GivenName, false, |name| beginning(name, 3));
            all.of_values(table, slot, "sound of the given name", Source::GivenName, false, |name| (name.len() > 1).then(|| sound(name)));
            all.of_values(table, slot, "initial of the given name", Source::GivenName, false, |name| beginning(name, 1));
        }
        if let Some(slot) = surname {
            all.of_values(table, slot, "surname", Source::Surname, true, |name| Some(key(&name)));
            all.of_values(table, slot, "first three letters of the surname", Source::Surname, false, |name| beginning(name, 3));
            all.of_values(table, slot, "sound of the surname", Source::Surname, false, |name| Some(sound(name)));
            all.of_values(table, slot, "initial of the surname", Source::Surname, false, |name| beginning(name, 1));
        }
        if let (Some(given), Some(surname)) = (given, surname) {
            let both = |row: &[u32]| {
                let (one, other) = (row[given].min(row[surname]), row[given].max(row[surname]));
                if one == 0 { 0 } else { key(&(one, other)) }
            };
            all.of_rows(table, "both names in either order", Source::BothNames, true, both);
            let first: Vec<u32> = (0..table.dictionaries[0].len())
                .map(|name| table.dictionaries[0].get(name as u32).bytes().next().map_or(0, u32::from))
                .collect();
            let initials = |row: &[u32]| {
                let (one, other) = (first[row[given] as usize], first[row[surname] as usize]);
                if one == 0 || other == 0 { 0 } else { key(&(one.min(other), one.max(other))) }
            };
            all.of_rows(table, "both initials in either order", Source::BothNames, false, initials);
        }
        if let Some(slot) = table.slot(Role::BirthDate) {
            let parts: &[BirthPart] = &[
                ("birth date", true, |birth| key(&(birth.year, birth.month, birth.day))),
                ("birth date with day and month in either order", true, |birth| {
                    key(&(birth.year, birth.month.min(birth.day), birth.month.max(birth.day)))
                }),
                ("birth year and month", false, |birth| key(&(birth.year, birth.month))),
                ("birth year and day", false, |birth| key(&(birth.year, birth.day))),
                ("birth day and month", false, |birth| key(&(birth.month, birth.day))),
            ];
            for (words, alone, part) in parts {
                let whole = |text: &str| clean::birth(text, clean::DateOrder::DayFirst).filter(|birth| birth.day != 0);
                all.of_values(table, slot, words, Source::Birth, *alone, |text| whole(text).map(part));
            }
            all.of_values(table, slot, "birth year", Source::Birth, false, |text| text.get(..4).map(|year| key(&year)));
        }
        if let Some(slot) = table.slot(Role::Postcode) {
            all.of_values(table, slot, "postcode", Source::Address, true, |code| Some(key(&code)));
            let sector = |code: &str| clean::postcode_parts(code).map(|(_, _, sector)| key(&&code[..sector]));
            all.of_values(table, slot, "postcode sector", Source::Address, false, sector);
        }
        if let Some(slot) = table.slot(Role::Street) {
            all.of_values(table, slot, "street and number", Source::Address, true, |street| Some(key(&street)));
            let name = |street: &str| street.split_once('|').map(|(_, name)| key(&name));
            all.of_values(table, slot, "street", Source::Address, false, name);
        }
        for (place, slot) in table.slots.iter().enumerate() {
            let personal = matches!(slot.role, Role::Identifier | Role::HouseholdIdentifier | Role::Phone | Role::Email);
            if personal || slot.role == Role::Locality {
                all.of_values(table, place, &slot.label, Source::Other(place), personal, |value| Some(key(&value)));
            }
        }
        all
    }

    /// An atom that follows from one slot's value alone: worked out once per value.
    fn of_values(&mut self, table: &Table, slot: usize, words: &str, source: Source, alone: bool, part: impl Fn(&str) -> Option<u32>) {
        let dictionary = &table.dictionaries[table.slots[slot].dictionary];
        let number = |number: usize| u32::try_from(number).unwrap_or(0);
        let of_value: Vec<u32> =
            (0..dictionary.len()).map(|value| if value == 0 { 0 } else { part(dictionary.get(number(value))).unwrap_or(0) }).collect();
        self.atoms.push(Atom { words: words.to_owned(), source, alone });
        let width = table.slots.len();
        self.keys.push(table.values.iter().skip(slot).step_by(width).map(|value| of_value[*value as usize]).collect());
    }

    fn of_rows(&mut self, table: &Table, words: &str, source: Source, alone: bool, part: impl Fn(&[u32]) -> u32) {
        self.atoms.push(Atom { words: words.to_owned(), source, alone });
        self.keys.push((0..table.len()).map(|record| part(table.row(record as u32))).collect());
    }

    /// A record's key under a rule made of several atoms; 0 where it lacks one.
    #[inline]
    pub(crate) fn key(&self, rule: &[usize], record: u32) -> u32 {
        let mut together = 0_u64;
        for (place, atom) in rule.iter().enumerate() {
            let key = self.keys[*atom][record as usize];
            if key == 0 {
                return 0;
            }
            together =
                if place == 0 { u64::from(key) } else { (together.rotate_left(25) ^ u64::from(key)).wrapping_mul(0x9E37_79B9_7F4A_7C15) };
        }
        ((together ^ (together >> 32)) as u32) | 1
    }
}

fn beginning(name: &str, letters: usize) -> Option<u32> {
    let (end, _) = name.char_indices().nth(letters).map_or((name.len(), ' '), |found| found);
    name.get(..end).filter(|start| !start.is_empty()).map(|start| key(&(letters, start)))
}

/// The first letter and the consonants after it, each group of like sounds once: American Soundex (Russell 1918), without its limit of four.
fn sound(name: &str) -> u32 {
    let mut code = Vec::with_capacity(8);
    let mut last = b'0';
    for (place, byte) in name.bytes().enumerate() {
        let group = match byte {
            b'b' | b'f' | b'p' | b'v' => b'1',
            b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => b'2',
            b'd' | b't' => b'3',
            b'l' => b'4',
            b'm' | b'n' => b'5',
            b'r' => b'6',
            b'h' | b'w' => last,
            _ => b'0',
        };
        if place == 0 {
            code.push(byte);
        } else if group != b'0' && group != last && code.len() < 5 {
            code.push(group);
        }
        last = group;
    }
    key(&code)
}
