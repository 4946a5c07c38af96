//! Compares two records field by field: which level of agreement each field reaches, and how surprising that is between strangers.

use rapidfuzz::distance::jaro_winkler;
use rustc_hash::FxHashMap;

use crate::{
    clean::{self, Birth},
    level::{self, COUNTED, EXACT, Level, MISSING, address, given, plain, surname},
    names::{Closeness, Memory, Names, Standing, one_slip},
    near::{Postcode, compare_births},
    role::Role,
    table::{Slot, Table},
};

/// What is compared. Postcode and street are one, so there are fewer fields than columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    Given { slot: usize, surname: Option<usize> },
    Middle { slot: usize },
    Surname { slot: usize },
    Birth { slot: usize },
    Address { postcode: Option<usize>, street: Option<usize> },
    Sex { slot: usize },
    Plain { slot: usize, role: Role },
}

impl Compared {
    pub(crate) fn levels(self) -> &'static [Level] {
        match self {
            Compared::Given { .. } | Compared::Middle { .. } => level::GIVEN,
            Compared::Surname { .. } => level::SURNAME,
            Compared::Birth { .. } => level::BIRTH,
            Compared::Address { .. } => level::ADDRESS,
            Compared::Sex { .. } => level::SEX,
            Compared::Plain { role: Role::Identifier, .. } => level::IDENTIFIER,
            Compared::Plain { .. } => level::PLAIN,
        }
    }

    /// Whether a household shares it: a brother or sister has the same as often as the person.
    pub(crate) fn is_shared_by_a_household(self) -> bool {
        match self {
            Compared::Surname { .. } | Compared::Address { .. } => true,
            Compared::Plain { role, .. } => role != Role::Identifier,
            Compared::Given { .. } | Compared::Middle { .. } | Compared::Birth { .. } | Compared::Sex { .. } => false,
        }
    }
}

impl Compared {
    /// A name by which brothers and sisters are told apart.
    pub(crate) fn is_a_name_of_ones_own(self) -> bool {
        matches!(self, Compared::Given { .. } | Compared::Middle { .. })
    }
}

/// How surprising an agreement is between strangers, as a natural logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Chance {
    /// As the model has it for the level
    Level,
    /// This, whatever the level's average: the share of records with this very value
    Value(f32),
    /// The level's average, changed by this
    Scaled(f32),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) level: u8,
    pub(crate) chance: Chance,
}

impl Outcome {
    const fn plain(level: u8) -> Self {
        Self { level, chance: Chance::Level }
    }
}

/// The most fields there can be, so that a pair's levels fit in two words.
pub(crate) const FIELDS_MAX: usize = 16;

#[derive(Debug, Clone, Copy, Default)]
struct Street {
    /// The name without its number, and the number, each as a number of its own
    name: u32,
    number: u32,
}

/// What the comparators know of the values before the first pair is compared.
pub(crate) struct Comparator<'t> {
    pub(crate) table: &'t Table,
    pub(crate) fields: Vec<Compared>,
    names: Names<'t>,
    births: Vec<(Birth, i32)>,
    postcodes: Vec<Postcode>,
    streets: Vec<Street>,
    street_names: Vec<String>,
    /// Per slot, per value: the logarithm of its share among the records that have one
    shares: Vec<Vec<f32>>,
    /// Per record the household, where both postcode and street are known; and per household the logarithm of its share
    pub(crate) households: Vec<u32>,
    household_shares: Vec<f32>,
    /// Per field, the logarithm of the chance that two strangers have the same value
    pub(crate) exact: Vec<f32>,
    /// Fields that add nothing where postcodes agree, because they follow from the postcode
    follows_postcode: Vec<bool>,
}

fn logarithm_of_share(count: u32, known: f64) -> f32 {
    // The two records compared are among those counted: one of them is taken off again.
    ((f64::from(count.saturating_sub(1).max(1)) / known.max(1.0)).ln()) as f32
}

impl<'t> Comparator<'t> {
    pub(crate) fn new(table: &'t Table, variants: &'t crate::Variants) -> Self {
        let counts: Vec<Vec<u32>> = (0..table.slots.len()).map(|slot| table.counts(slot)).collect();
        let known = |counts: &[u32]| counts.iter().skip(1).map(|count| f64::from(*count)).sum::<f64>();
        let shares = counts
            .iter()
            .map(|counts| {
                let known = known(counts);
                counts.iter().map(|count| logarithm_of_share(*count, known)).collect()
            })
            .collect();
        let fields = fields(&table.slots);
        let mut comparator = Self {
            table,
            names: Names::new(table, &counts, variants),
            births: Vec::new(),
            postcodes: Vec::new(),
            streets: Vec::new(),
            street_names: Vec::new(),
            shares,
            households: Vec::new(),
            household_shares: Vec::new(),
            exact: Vec::new(),
            follows_postcode: vec![false; fields.len()],
            fields,
        };
        comparator.prepare();
        comparator.exact = comparator.fields.iter().map(|field| comparator.chance_of_same(*field, &counts)).collect();
        comparator.find_what_follows_the_postcode();
        comparator
    }

    fn values(&self, slot: usize) -> impl Iterator<Item = &'t str> {
        let dictionary = &self.table.dictionaries[self.table.slots[slot].dictionary];
        (0..dictionary.len()).map(|number| dictionary.get(u32::try_from(number).unwrap_or(0)))
    }

    fn prepare(&mut self) {
        for slot in 0..self.table.slots.len() {
            match self.table.slots[slot].role {
                Role::BirthDate => {
                    let parse = |text: &str| {
                        let birth = clean::birth(text, clean::DateOrder::DayFirst).unwrap_or_default();
                        (birth, birth.day_number().unwrap_or(i32::MIN))
                    };
                    self.births = self.values(slot).map(parse_vague).map(|text| parse(&text)).collect();
                }
                Role::Postcode => {
                    let mut numbers = FxHashMap::<&str, u32>::default();
                    let mut number = |part: &'t str| {
                        let next = numbers.len() as u32 + 1;
                        *numbers.entry(part).or_insert(next)
                    };
                    let read = |text: &'t str| {
                        let mut letters = [0_u8; 8];
                        let length = text.len().min(8);
                        letters[..length].copy_from_slice(&text.as_bytes()[..length]);
                        let parts = clean::postcode_parts(text);
                        let (area, district, sector) = parts.map_or((0, 0, 0), |(area, district, sector)| {
                            (number(&text[..area]), number(&text[..district]), number(&text[..sector]))
                        });
                        Postcode {
                            letters: u64::from_be_bytes(letters),
                            length: length as u8,
                            area: area as u16,
                            district: district as u16,
                            sector,
                        }
                    };
                    self.postcodes = self.values(slot).map(read).collect();
                }
                Role::Street => {
                    let (mut names, mut numbers) = (FxHashMap::<&str, u32>::default(), FxHashMap::<&str, u32>::default());
                    let mut texts = Vec::new();
                    self.streets = self
                        .values(slot)
                        .map(|text| {
                            let (number, name) = text.split_once('|').unwrap_or(("", text));
                            let next = u32::try_from(names.len() + 1).unwrap_or(0);
                            let name = *names.entry(name).or_insert_with(|| {
                                texts.push(name.to_owned());
                                next
                            });
                            let next = u32::try_from(numbers.len() + 1).unwrap_or(0);
                            let number = if number.is_empty() { 0 } else { *numbers.entry(number).or_insert(next) };
                            Street { name, number }
                        })
                        .collect();
                    self.street_names = texts;
                }
                _ => {}
            }
        }
        if let (Some(postcode), Some(street)) = (self.table.slot(Role::Postcode), self.table.slot(Role::Street)) {
            let mut numbers = FxHashMap::<(u32, u32), u32>::default();
            let mut counts = vec![0_u32];
            for record in 0..self.table.len() {
                let row = self.table.row(record as u32);
                if row[postcode] == 0 || row[street] == 0 {
                    self.households.push(0);
                    continue;
                }
                let next = counts.len() as u32;
                let household = *numbers.entry((row[postcode], row[street])).or_insert(next);
                if household == next {
                    counts.push(0);
                }
                counts[household as usize] += 1;
                self.households.push(household);
            }
            let known = counts.iter().map(|count| f64::from(*count)).sum();
            self.household_shares = counts.iter().map(|count| logarithm_of_share(*count, known)).collect();
        }
    }

    /// The chance that two strangers agree exactly: the sum of the squared shares.
    fn chance_of_same(&self, field: Compared, counts: &[Vec<u32>]) -> f32 {
        let slot = match field {
            Compared::Given { slot, .. }
            | Compared::Middle { slot }
            | Compared::Surname { slot }
            | Compared::Birth { slot }
            | Compared::Sex { slot }
            | Compared::Plain { slot, .. } => slot,
            Compared::Address { postcode, street } => postcode.or(street).unwrap_or(0),
        };
        let counts = &counts[slot][1..];
        let known: f64 = counts.iter().map(|count| f64::from(*count)).sum();
        let pairs: f64 = counts.iter().map(|count| f64::from(*count) * (f64::from(*count) - 1.0)).sum();
        ((pairs.max(1.0) / (known * (known - 1.0)).max(1.0)).ln()) as f32
    }

    /// A town or county is no news where the postcode agrees, if the data says that it follows from it: looked at among pairs that share a
    /// postcode and have neither name nor birth date in common, who are strangers.
    fn find_what_follows_the_postcode(&mut self) {
        let Some(postcode) = self.table.slot(Role::Postcode) else { return };
        let places = self.fields.iter().enumerate();
        let places: Vec<(usize, usize)> = places
            .filter_map(|(place, field)| match field {
                Compared::Plain { slot, role: Role::Locality | Role::Region } => Some((place, *slot)),
                _ => None,
            })
            .collect();
        if places.is_empty() {
            return;
        }
        let personal: Vec<usize> =
            [Role::GivenName, Role::Surname, Role::BirthDate].iter().filter_map(|role| self.table.slot(*role)).collect();
        let mut order: Vec<u32> = (0..self.table.len() as u32).filter(|record| self.table.row(*record)[postcode] != 0).collect();
        order.sort_by_key(|record| (self.table.row(*record)[postcode], *record));
        for (place, slot) in places {
            let (mut same, mut all) = (0_u32, 0_u32);
            for pair in order.windows(2) {
                let (one, other) = (self.table.row(pair[0]), self.table.row(pair[1]));
                let strangers = personal.iter().all(|slot| one[*slot] != other[*slot]);
                if one[postcode] == other[postcode] && strangers && one[slot] != 0 && other[slot] != 0 {
                    all += 1;
                    same += u32::from(one[slot] == other[slot]);
                }
            }
            self.follows_postcode[place] = all >= 20 && f64::from(same) > 0.5 * f64::from(all);
        }
    }

    /// The outcome of every field for a pair of records.
    pub(crate) fn compare(&self, left: u32, right: u32, memory: &mut Memory) -> [Outcome; FIELDS_MAX] {
        let mut outcomes = [Outcome::plain(MISSING); FIELDS_MAX];
        self.compare_each(left, right, memory, |place, _, outcome| outcomes[place] = outcome);
        outcomes
    }

    /// The outcome of every field, one after the other.
    #[inline]
    pub(crate) fn compare_each(&self, left: u32, right: u32, memory: &mut Memory, mut take: impl FnMut(usize, Compared, Outcome)) {
        let (one, other) = (self.table.row(left), self.table.row(right));
        let (mut swapped, mut given_level, mut postcode_agrees) = (false, MISSING, false);
        for (place, field) in self.fields.iter().enumerate() {
            let outcome = match *field {
                Compared::Given { slot, surname } => {
                    let mut outcome = self.given(slot, one[slot], other[slot], memory);
                    if let Some(surname) = surname
                        && outcome.level == given::DIFFERENT
                        && let Some(crosswise) = self.crosswise((slot, surname), one, other, memory)
                    {
                        outcome = crosswise;
                        swapped = true;
                    }
                    given_level = outcome.level;
                    outcome
                }
                Compared::Middle { slot } => self.given(slot, one[slot], other[slot], memory),
                Compared::Surname { .. } if swapped => Outcome::plain(COUNTED),
                Compared::Surname { slot } => self.surname(slot, one[slot], other[slot], memory),
                Compared::Birth { slot } => self.birth(slot, one[slot], other[slot]),
                Compared::Address { postcode, street } => {
                    postcode_agrees = postcode.is_some_and(|slot| one[slot] == other[slot] && one[slot] != 0);
                    self.address(postcode, street, (left, right), (one, other))
                }
                // A given name mostly says the sex already.
                Compared::Sex { slot } => match self.same_or_not(slot, one[slot], other[slot]) {
                    Outcome { level: EXACT, .. } if matches!(given_level, EXACT | given::VARIANT | given::SLIP..=9 | given::SWAPPED) => {
                        Outcome::plain(COUNTED)
                    }
                    Outcome { level, .. } => Outcome::plain(level),
                },
                Compared::Plain { .. } if postcode_agrees && self.follows_postcode[place] => Outcome::plain(COUNTED),
                Compared::Plain { slot, role } => self.text(slot, role, one[slot], other[slot]),
            };
            take(place, *field, outcome);
        }
    }

    fn given(&self, slot: usize, one: u32, other: u32, memory: &mut Memory) -> Outcome {
        if one == 0 || other == 0 {
            return Outcome::plain(MISSING);
        }
        if one == other {
            return Outcome { level: EXACT, chance: Chance::Value(self.shares[slot][one as usize]) };
        }
        match self.names.compare(slot, one, other, memory) {
            Standing::Initial(share) => Outcome { level: given::INITIAL, chance: Chance::Value(share) },
            Standing::Close(Closeness::Variant) => Outcome::plain(given::VARIANT),
            Standing::Close(Closeness::Part) => Outcome::plain(given::PART),
            Standing::Close(Closeness::Slip) => self.near(slot, one, other, given::SLIP),
            Standing::Close(Closeness::Near) => self.near(slot, one, other, given::SLIP + 3),
            Standing::Close(Closeness::Apart) => Outcome::plain(given::DIFFERENT),
        }
    }

    fn surname(&self, slot: usize, one: u32, other: u32, memory: &mut Memory) -> Outcome {
        if one == 0 || other == 0 {
            return Outcome::plain(MISSING);
        }
        if one == other {
            return Outcome { level: EXACT, chance: Chance::Value(self.shares[slot][one as usize]) };
        }
        match self.names.compare(slot, one, other, memory) {
            Standing::Initial(share) => Outcome { level: surname::INITIAL, chance: Chance::Value(share) },
            Standing::Close(Closeness::Part) => Outcome::plain(surname::PART),
            Standing::Close(Closeness::Slip) => self.near(slot, one, other, surname::SLIP),
            Standing::Close(Closeness::Near) => self.near(slot, one, other, surname::SLIP + 3),
            Standing::Close(Closeness::Variant | Closeness::Apart) => Outcome::plain(surname::DIFFERENT),
        }
    }

    /// A near spelling: three levels by how rare the rarer one is. A rare one is nearly always a slip for the commoner one, so that the
    /// chance between strangers goes with the commoner one's share, as it does where both are spelt alike.
    fn near(&self, slot: usize, one: u32, other: u32, first: u8) -> Outcome {
        let rarity = self.names.rarity(slot, one).min(self.names.rarity(slot, other));
        if rarity > 0 {
            return Outcome::plain(first + rarity);
        }
        let commoner = self.shares[slot][one as usize].max(self.shares[slot][other as usize]);
        let average = self.exact_of_slot(slot);
        // Two rare spellings may both be slips, of a name that is not rare.
        Outcome { level: first, chance: Chance::Scaled((commoner - average).max(-1.6)) }
    }

    fn exact_of_slot(&self, slot: usize) -> f32 {
        let place = self.fields.iter().position(|field| match field {
            Compared::Given { slot: own, .. } | Compared::Middle { slot: own } | Compared::Surname { slot: own } => *own == slot,
            _ => false,
        });
        place.and_then(|place| self.exact.get(place)).copied().unwrap_or(0.0)
    }

    /// Given name against surname, both ways.
    fn crosswise(&self, (given, surname): (usize, usize), one: &[u32], other: &[u32], memory: &mut Memory) -> Option<Outcome> {
        let (first, second) = ((one[given], other[surname]), (one[surname], other[given]));
        if first.0 == 0 || first.1 == 0 || second.0 == 0 || second.1 == 0 {
            return None;
        }
        let share = |name: u32| self.shares[given][name as usize].max(self.shares[surname][name as usize]);
        let chance = Chance::Value(share(first.0).max(share(first.1)) + share(second.0).max(share(second.1)));
        match (first.0 == first.1, second.0 == second.1) {
            (true, true) => Some(Outcome { level: given::SWAPPED, chance }),
            (true, false) if self.names.is_near(second.0, second.1, memory) => Some(Outcome { level: given::SWAPPED_NEAR, chance }),
            (false, true) if self.names.is_near(first.0, first.1, memory) => Some(Outcome { level: given::SWAPPED_NEAR, chance }),
            _ => None,
        }
    }

    fn birth(&self, slot: usize, one: u32, other: u32) -> Outcome {
        if one == 0 || other == 0 {
            return Outcome::plain(MISSING);
        }
        if one == other && self.births[one as usize].0.day != 0 {
            return Outcome { level: EXACT, chance: Chance::Value(self.shares[slot][one as usize]) };
        }
        Outcome::plain(compare_births(self.births[one as usize], self.births[other as usize]))
    }

    fn address(
        &self,
        postcode: Option<usize>,
        street: Option<usize>,
        (left, right): (u32, u32),
        (one, other): (&[u32], &[u32]),
    ) -> Outcome {
        let roads = street.map_or(Roads::Unknown, |slot| self.roads(one[slot], other[slot]));
        let codes = postcode.map_or(Codes::Unknown, |slot| self.codes(one[slot], other[slot]));
        let postcode_share = |slot: Option<usize>| slot.map_or(Chance::Level, |slot| Chance::Value(self.shares[slot][one[slot] as usize]));
        let (level, chance) = match (codes, roads) {
            (Codes::Unknown, Roads::Unknown) => (MISSING, Chance::Level),
            (Codes::Same, Roads::Same) => {
                let household = self.households[left as usize];
                let same = household != 0 && household == self.households[right as usize];
                (EXACT, if same { Chance::Value(self.household_shares[household as usize]) } else { Chance::Level })
            }
            (Codes::Same, Roads::Near) => (address::UNIT_STREET_NEAR, Chance::Level),
            (Codes::Same, Roads::Unknown) => (address::UNIT_ONLY, postcode_share(postcode)),
            (Codes::Same, Roads::OtherHouse) => (address::UNIT_SAME_ROAD, Chance::Level),
            (Codes::Same, Roads::Different) => (address::UNIT_STREET_DIFFERENT, postcode_share(postcode)),
            (Codes::Near, Roads::Same | Roads::Near) => (address::UNIT_NEAR_STREET, Chance::Level),
            (Codes::Unknown, Roads::Same) => (address::STREET_ONLY, postcode_share(street)),
            (_, Roads::Same) => (address::STREET_ELSEWHERE, postcode_share(street)),
            (Codes::Unknown, Roads::Near | Roads::OtherHouse) => (address::STREET_NEAR_ONLY, Chance::Level),
            (Codes::Near, _) => (address::UNIT_NEAR, Chance::Level),
            (Codes::Sector, _) => (address::SECTOR, Chance::Level),
            (Codes::District, _) => (address::DISTRICT, Chance::Level),
            (Codes::Area, _) => (address::AREA, Chance::Level),
            (Codes::Different | Codes::Unknown, _) => (address::DIFFERENT, Chance::Level),
        };
        Outcome { level, chance }
    }

    fn roads(&self, one: u32, other: u32) -> Roads {
        if one == 0 || other == 0 {
            return Roads::Unknown;
        }
        if one == other {
            return Roads::Same;
        }
        let (one, other) = (self.streets[one as usize], self.streets[other as usize]);
        let numbers = one.number == other.number || one.number == 0 || other.number == 0;
        if one.name == other.name {
            return if numbers { Roads::Near } else { Roads::OtherHouse };
        }
        if one.number != other.number {
            return Roads::Different;
        }
        let (one, other) = (&self.street_names[one.name as usize - 1], &self.street_names[other.name as usize - 1]);
        if one.is_empty() || other.is_empty() {
            return Roads::Unknown;
        }
        let alike = one.len().abs_diff(other.len()) <= 6 && jaro_winkler::normalized_similarity(one.chars(), other.chars()) >= 0.9;
        if alike { Roads::Near } else { Roads::Different }
    }

    fn codes(&self, one: u32, other: u32) -> Codes {
        if one == 0 || other == 0 {
            return Codes::Unknown;
        }
        if one == other {
            return Codes::Same;
        }
        let (one, other) = (self.postcodes[one as usize], self.postcodes[other as usize]);
        if one.is_near(other) {
            Codes::Near
        } else if one.sector != 0 && one.sector == other.sector {
            Codes::Sector
        } else if one.district != 0 && one.district == other.district {
            Codes::District
        } else if one.area != 0 && one.area == other.area {
            Codes::Area
        } else {
            Codes::Different
        }
    }

    fn same_or_not(&self, slot: usize, one: u32, other: u32) -> Outcome {
        match (one, other) {
            (0, _) | (_, 0) => Outcome::plain(MISSING),
            _ if one == other => Outcome { level: EXACT, chance: Chance::Value(self.shares[slot][one as usize]) },
            _ => Outcome::plain(plain::DIFFERENT),
        }
    }

    fn text(&self, slot: usize, role: Role, one: u32, other: u32) -> Outcome {
        let outcome = self.same_or_not(slot, one, other);
        if outcome.level != plain::DIFFERENT || role == Role::Category {
            return outcome;
        }
        let dictionary = &self.table.dictionaries[self.table.slots[slot].dictionary];
        let (one, other) = (dictionary.get(one), dictionary.get(other));
        let near = match role {
            Role::Identifier | Role::HouseholdIdentifier | Role::Phone => one_slip(one.as_bytes(), other.as_bytes()),
            Role::Email => one_slip(one.as_bytes(), other.as_bytes()) || one.split('@').next() == other.split('@').next(),
            _ => one.len().min(other.len()) >= 3 && jaro_winkler::normalized_similarity(one.chars(), other.chars()) >= 0.9,
        };
        if near { Outcome::plain(plain::NEAR) } else { outcome }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Roads {
    Unknown,
    Same,
    Near,
    OtherHouse,
    Different,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Codes {
    Unknown,
    Same,
    Near,
    Sector,
    District,
    Area,
    Different,
}

/// Dates are kept as `1999-00-00` where month and day are not known.
fn parse_vague(text: &str) -> String {
    text.trim_end_matches("-00").to_owned()
}

/// The fields to compare, in an order in which later ones may look at earlier ones.
fn fields(slots: &[Slot]) -> Vec<Compared> {
    let find = |role: Role| slots.iter().position(|slot| slot.role == role);
    let mut fields = Vec::new();
    let surname = find(Role::Surname);
    if let Some(slot) = find(Role::GivenName) {
        fields.push(Compared::Given { slot, surname });
    }
    fields.extend(surname.map(|slot| Compared::Surname { slot }));
    fields.extend(find(Role::MiddleName).map(|slot| Compared::Middle { slot }));
    fields.extend(find(Role::BirthDate).map(|slot| Compared::Birth { slot }));
    let (postcode, street) = (find(Role::Postcode), find(Role::Street));
    if postcode.is_some() || street.is_some() {
        fields.push(Compared::Address { postcode, street });
    }
    fields.extend(find(Role::Sex).map(|slot| Compared::Sex { slot }));
    let plain = |role: Role| {
        !matches!(role, Role::GivenName | Role::MiddleName | Role::Surname | Role::BirthDate | Role::Postcode | Role::Street | Role::Sex)
    };
    // Personal numbers first, should there be more columns than fields.
    let mut rest: Vec<(usize, Role)> =
        slots.iter().enumerate().filter(|(_, slot)| plain(slot.role)).map(|(place, slot)| (place, slot.role)).collect();
    rest.sort_by_key(|(place, role)| (*role != Role::Identifier, *place));
    fields.extend(rest.into_iter().map(|(slot, role)| Compared::Plain { slot, role }));
    fields.truncate(FIELDS_MAX);
    fields
}
