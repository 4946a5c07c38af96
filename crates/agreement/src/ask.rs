//! The question: who asks, to do what, with what kind of record; and the answer.

use serde::{Deserialize, Serialize};

use crate::words::{Compartment, Restriction, Role, Verb};

/// The partnership named by records that span partnerships: agencies and accounts.
pub const COMMONS: &str = "commons";

/// The attributes by which access to a record is decided. Decided once per class and never per row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Class {
    /// The kind of record: "escalation".
    pub record: String,
    /// The partnership (chain) that holds it, or [`COMMONS`].
    pub partnership: String,
    pub compartment: Compartment,
    pub restriction: Restriction,
    /// The asker's own agency is one of those the record concerns.
    pub involved: bool,
}

impl Class {
    /// A record of this kind that anybody may read.
    pub fn public(record: &str, partnership: &str) -> Self {
        Self {
            record: record.to_owned(),
            partnership: partnership.to_owned(),
            compartment: Compartment::GovernancePublic,
            restriction: Restriction::None,
            involved: false,
        }
    }
}

/// Who asks, in which seat. Somebody who acts for two agencies or in two partnerships asks in one seat at a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Asker {
    pub person: String,
    pub agency: String,
    /// One of the partnership's agency types: council, icb, police, school, …
    pub agency_type: String,
    pub partnership: String,
    pub roles: Vec<Role>,
    /// Memberships that have not run out.
    pub compartments: Vec<Compartment>,
    /// Has opened break-glass on this very record, within the hour.
    pub break_glass: bool,
    /// Has just proved again who they are.
    pub stepped_up: bool,
    /// Has an interest in this very record: own name, own relative, own employer.
    pub conflicted: bool,
}

impl Asker {
    /// Somebody who is not signed in, at the pages of a partnership.
    pub fn anybody(partnership: &str) -> Self {
        Self {
            person: String::new(),
            agency: String::new(),
            agency_type: String::new(),
            partnership: partnership.to_owned(),
            roles: Vec::new(),
            compartments: Vec::new(),
            break_glass: false,
            stepped_up: false,
            conflicted: false,
        }
    }
}

/// An action as a capability declares it, beside the code that performs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ActionSpec {
    /// "escalation.raise"
    pub name: &'static str,
    pub verb: Verb,
    /// The deed in words: "raise a disagreement".
    pub words: &'static str,
}

impl ActionSpec {
    pub const fn new(name: &'static str, verb: Verb, words: &'static str) -> Self {
        Self { name, verb, words }
    }
}

/// Why something is allowed: shown to the reader, and kept with every fact and every opening of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Receipt {
    /// "4.2"
    pub clause: String,
    pub title: String,
    /// The law by which it is shared.
    pub gateway: String,
    pub purpose: String,
    /// The first twelve hexadecimal digits of [`Agreement::version`](crate::Agreement::version).
    pub policy_version: String,
}

/// What would be needed where something is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Needed {
    /// The clauses, by number and title, that let others do it; or the guard that stands in the way.
    pub clauses: Vec<(String, String)>,
    /// Whom to ask, as a sentence.
    pub ask: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Decision {
    Allowed(Receipt),
    Denied(Needed),
}

impl Decision {
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// The answer a page gives. Who may know is told *no*, and which clause; who may not know is told nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// May do it.
    May(Receipt),
    /// May know of the record, but not do this (403).
    Known(Needed),
    /// May not know that there is a record (404).
    Unknown,
}
