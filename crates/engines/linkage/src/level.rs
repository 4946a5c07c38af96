//! The levels of agreement a field can have, from *not known* to *different*, with the words for each.
//!
//! Every field has two levels without weight: 0, one side is not known (neither match nor mismatch), and 1, what agrees here has been
//! counted with another field already (the surname of a pair whose names are swapped, the sex that a given name implies).

/// One level of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Level {
    /// The level's name in files
    pub(crate) key: &'static str,
    /// What it says, after the field's name: "given name *is spelt nearly the same, and one spelling is rare*"
    pub(crate) words: &'static str,
    /// How often the two records of one person show this level before anything is learnt: shares add up to one. Only a beginning for
    /// the estimate, of about the size that error studies of administrative data find.
    pub(crate) typical: f64,
}

const fn level(key: &'static str, words: &'static str, typical: f64) -> Level {
    Level { key, words, typical }
}

pub(crate) const MISSING: u8 = 0;
pub(crate) const COUNTED: u8 = 1;
pub(crate) const EXACT: u8 = 2;

const NOT_KNOWN: Level = level("not-known", "is not known on one side, which says nothing", 0.0);
const ELSEWHERE: Level = level("counted-elsewhere", "has been counted with another field", 0.0);

/// Given and middle names. Near spellings are told apart by how rare the rarer one is: *Jmaes* is a slip for James, Jamie is not.
pub(crate) mod given {
    pub(crate) const VARIANT: u8 = 3;
    pub(crate) const SLIP: u8 = 4;
    pub(crate) const INITIAL: u8 = 10;
    pub(crate) const PART: u8 = 11;
    pub(crate) const SWAPPED: u8 = 12;
    pub(crate) const SWAPPED_NEAR: u8 = 13;
    pub(crate) const DIFFERENT: u8 = 14;
}

pub(crate) const GIVEN: &[Level] = &[
    NOT_KNOWN,
    ELSEWHERE,
    level("same", "is the same", 0.72),
    level("variant", "is a familiar form of the other", 0.03),
    level("slip-rare", "differs by one slip, and one spelling is rare", 0.06),
    level("slip-uncommon", "differs by one slip, and one spelling is uncommon", 0.02),
    level("slip-common", "differs by one letter, but both are common names", 0.01),
    level("near-rare", "is spelt nearly the same, and one spelling is rare", 0.03),
    level("near-uncommon", "is spelt nearly the same, and one spelling is uncommon", 0.01),
    level("near-common", "is spelt nearly the same, but both are common names", 0.005),
    level("initial", "agrees with the other's initial", 0.03),
    level("part", "has a part in common", 0.01),
    level("swapped", "and surname are swapped", 0.01),
    level("swapped-near", "and surname are swapped and one is misspelt", 0.005),
    level("different", "is different", 0.06),
];

pub(crate) mod surname {
    pub(crate) const SLIP: u8 = 3;
    pub(crate) const INITIAL: u8 = 9;
    pub(crate) const PART: u8 = 10;
    pub(crate) const DIFFERENT: u8 = 11;
}

pub(crate) const SURNAME: &[Level] = &[
    NOT_KNOWN,
    ELSEWHERE,
    level("same", "is the same", 0.75),
    level("slip-rare", "differs by one slip, and one spelling is rare", 0.06),
    level("slip-uncommon", "differs by one slip, and one spelling is uncommon", 0.02),
    level("slip-common", "differs by one letter, but both are common names", 0.01),
    level("near-rare", "is spelt nearly the same, and one spelling is rare", 0.03),
    level("near-uncommon", "is spelt nearly the same, and one spelling is uncommon", 0.01),
    level("near-common", "is spelt nearly the same, but both are common names", 0.005),
    level("initial", "agrees with the other's initial", 0.005),
    level("part", "has a part in common", 0.02),
    level("different", "is different", 0.09),
];

pub(crate) mod birth {
    pub(crate) const TRANSPOSED: u8 = 3;
    pub(crate) const ONE_DIGIT: u8 = 4;
    pub(crate) const DAYS_OUT: u8 = 5;
    pub(crate) const YEAR_OUT: u8 = 6;
    pub(crate) const VAGUE: u8 = 7;
    pub(crate) const YEAR: u8 = 8;
    pub(crate) const DIFFERENT: u8 = 9;
}

pub(crate) const BIRTH: &[Level] = &[
    NOT_KNOWN,
    ELSEWHERE,
    level("same", "is the same", 0.82),
    level("transposed", "has day and month the other way round", 0.03),
    level("one-digit", "is one digit out", 0.05),
    level("days-out", "is in the same month or a few days away", 0.03),
    level("year-out", "has the same day and month in another year", 0.01),
    level("vague", "agrees as far as the vaguer one goes", 0.01),
    level("year", "has the same year only", 0.02),
    level("different", "is different", 0.03),
];

pub(crate) mod address {
    pub(crate) const UNIT_STREET_NEAR: u8 = 3;
    pub(crate) const UNIT_ONLY: u8 = 4;
    pub(crate) const UNIT_SAME_ROAD: u8 = 5;
    pub(crate) const UNIT_STREET_DIFFERENT: u8 = 6;
    pub(crate) const UNIT_NEAR_STREET: u8 = 7;
    pub(crate) const STREET_ONLY: u8 = 8;
    pub(crate) const STREET_ELSEWHERE: u8 = 9;
    pub(crate) const STREET_NEAR_ONLY: u8 = 10;
    pub(crate) const UNIT_NEAR: u8 = 11;
    pub(crate) const SECTOR: u8 = 12;
    pub(crate) const DISTRICT: u8 = 13;
    pub(crate) const AREA: u8 = 14;
    pub(crate) const DIFFERENT: u8 = 15;
}

/// Postcode and street are one field, because each all but follows from the other.
pub(crate) const ADDRESS: &[Level] = &[
    NOT_KNOWN,
    ELSEWHERE,
    level("same", "is the same, postcode and street", 0.45),
    level("postcode-street-near", "has the same postcode and nearly the same street", 0.06),
    level("postcode", "has the same postcode, and a street is not known", 0.10),
    level("postcode-same-road", "has the same postcode and road, but another house", 0.02),
    level("postcode-other-street", "has the same postcode and a different street", 0.02),
    level("street-postcode-near", "has the same street and a postcode one letter out", 0.05),
    level("street", "has the same street, and a postcode is not known", 0.02),
    level("street-other-postcode", "has the same street and a different postcode", 0.03),
    level("street-near", "has nearly the same street, and a postcode is not known", 0.01),
    level("postcode-near", "has a postcode one letter out, and the street does not agree", 0.02),
    level("sector", "is in the same postcode sector", 0.02),
    level("district", "is in the same postcode district", 0.03),
    level("area", "is in the same postcode area", 0.07),
    level("different", "is different", 0.10),
];

pub(crate) mod plain {
    pub(crate) const NEAR: u8 = 3;
    pub(crate) const DIFFERENT: u8 = 4;
}

/// Towns, numbers, telephones, e-mail addresses.
pub(crate) const PLAIN: &[Level] = &[
    NOT_KNOWN,
    ELSEWHERE,
    level("same", "is the same", 0.80),
    level("near", "is one slip out", 0.05),
    level("different", "is different", 0.15),
];

/// Numbers that belong to one person: a mistake in one is rare, so a different one speaks loudly.
pub(crate) const IDENTIFIER: &[Level] = &[
    NOT_KNOWN,
    ELSEWHERE,
    level("same", "is the same", 0.95),
    level("near", "is one digit out or has two the other way round", 0.025),
    level("different", "is different", 0.025),
];

pub(crate) const SEX: &[Level] = &[
    NOT_KNOWN,
    ELSEWHERE,
    level("same", "is the same", 0.98),
    level("near", "is the same in another word", 0.0),
    level("different", "is different", 0.02),
];
