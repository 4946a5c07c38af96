//! Dated rule sets: every time limit and list, from the day it holds, with the source it cites.
//!
//! A rule set is one edition of the guidance (Working Together 2023). Within it a rule may change on a date; a partnership may put a limit of its own
//! over a shipped one, also from a date. A running clock remembers which of all these it started under and keeps it to the end.
//! An entry of law that is made but not yet in force waits behind a flag, which is off until a dated local decision turns it on.

mod local;
mod read;
mod running;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::{
    local::{FlagSwitch, LocalLimit},
    running::{ClockError, RunningClock},
};
use crate::{
    calendar::SchoolCalendar,
    clock::{Due, Limit, NotCountable, Trigger},
};

/// The texts that are compiled in: name and content.
const SHIPPED: [(&str, &str); 2] =
    [("wt2023.toml", include_str!("../../../rulesets/wt2023.toml")), ("wt2026.toml", include_str!("../../../rulesets/wt2026.toml"))];

/// Whose limit it is, and so how freely it may be departed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Set by an Act or by regulations ("must"). A local limit may be shorter, never longer.
    Statutory,
    /// Set by published guidance ("should").
    Guidance,
    /// A default that the partnership may change as it likes.
    Local,
}

/// How far the number has been checked against its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// Read in the document named.
    Found,
    /// General knowledge, held with high, medium or low confidence.
    KnownHigh,
    KnownMedium,
    KnownLow,
    /// Our own choice, where no source binds.
    Default,
}

/// The days on which something holds, both included; without an end it holds until further notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InForce {
    pub from: Date,
    pub to: Option<Date>,
}

impl InForce {
    pub fn on(self, date: Date) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
    fn overlaps(self, other: Self) -> bool {
        other.to.is_none_or(|to| self.from <= to) && self.to.is_none_or(|to| other.from <= to)
    }
}

/// One clock: what starts it, how long it runs and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// "T5". The same across editions.
    pub id: String,
    /// What must be done, as a page says it.
    pub title: String,
    /// Rules that belong together ("escalation"), in the order of the file.
    pub group: String,
    /// The event that starts the clock (day 0): "initial_conference".
    pub trigger: String,
    /// The recorded time that stands for the trigger where readings differ, and the readings a partnership may choose among.
    pub anchor: Option<String>,
    pub anchors: Vec<String>,
    pub limit: Limit,
    /// The limit when a child or adult is at immediate risk.
    pub urgent: Option<Limit>,
    /// The limit counts back from the trigger ("7 working days before publication").
    pub before: bool,
    /// The first day of the work where it does not begin at once, in the limit's own unit.
    pub opens: Option<u32>,
    pub status: Status,
    pub source: String,
    pub provenance: Provenance,
    pub in_force: InForce,
    pub note: Option<String>,
}

impl Rule {
    /// When a clock of this rule that starts at `trigger` runs out. For a rule that counts back, the last moment that leaves the whole limit.
    ///
    /// # Errors
    /// The limit is in school days and no calendar is given, or runs off the calendar.
    pub fn due(&self, trigger: impl Into<Trigger>, school: Option<&SchoolCalendar>) -> Result<Due, NotCountable> {
        self.count(self.limit, trigger.into(), school)
    }

    /// [`Rule::due`] by the urgent limit where there is one, and by the ordinary limit where there is none.
    ///
    /// # Errors
    /// As for [`Rule::due`].
    pub fn due_urgently(&self, trigger: impl Into<Trigger>, school: Option<&SchoolCalendar>) -> Result<Due, NotCountable> {
        self.count(self.urgent.unwrap_or(self.limit), trigger.into(), school)
    }

    fn count(&self, limit: Limit, trigger: Trigger, school: Option<&SchoolCalendar>) -> Result<Due, NotCountable> {
        match (self.before, school) {
            (true, _) => limit.latest_before(trigger),
            (false, Some(school)) => limit.due_at_school(trigger, school),
            (false, None) => limit.due(trigger),
        }
    }
}

/// A value of a list: the code is stored, the label is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub label: String,
}

/// A list that pages choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub id: String,
    pub title: String,
    pub source: String,
    pub provenance: Provenance,
    pub values: Vec<Choice>,
}

impl List {
    /// The label of a code.
    pub fn label(&self, code: &str) -> Option<&str> {
        self.values.iter().find(|value| value.code == code).map(|value| value.label.as_str())
    }
}

/// One edition of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    pub id: String,
    pub title: String,
    pub source: String,
    pub in_force: InForce,
    /// The numbers have not been checked against the edition's own text; pages that show one say so.
    pub needs_verification: bool,
    rules: Vec<Rule>,
    lists: Vec<List>,
    flags: Vec<(String, bool)>,
}

impl RuleSet {
    /// The rule of this id. Where it changed within the edition, the one that came into force last.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().filter(|rule| rule.id == id).max_by_key(|rule| rule.in_force.from)
    }

    /// The rule of this id as it stood on a date.
    pub fn rule_on(&self, id: &str, date: Date) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id && rule.in_force.on(date))
    }

    /// Every rule, in the order of the file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules of a group, in the order of the file: the five stages of "escalation" are E1 to E5.
    pub fn group(&self, group: &str) -> Vec<&Rule> {
        self.rules.iter().filter(|rule| rule.group == group).collect()
    }

    /// The list of this id ("escalation_reasons").
    pub fn list(&self, id: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.id == id)
    }

    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// Whether a flag is on as shipped; an unknown flag is off. A local decision may differ: see [`RuleSets::flag`].
    pub fn flag(&self, name: &str) -> bool {
        self.flags.iter().any(|(known, on)| known == name && *on)
    }

    /// The names of the flags this edition knows.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        self.flags.iter().map(|(name, _)| name.as_str())
    }
}

/// What is wrong with a rule set, in one sentence that names the file, the rule and the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {fault}")]
pub struct RuleError {
    file: String,
    fault: String,
}

impl RuleError {
    fn new(file: &str, fault: impl Into<String>) -> Self {
        Self { file: file.to_owned(), fault: fault.into() }
    }
}

/// Every edition there is, oldest first, and what the partnership put over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSets {
    sets: Vec<RuleSet>,
    local_limits: Vec<LocalLimit>,
    switches: Vec<FlagSwitch>,
}

impl RuleSets {
    /// The editions that are compiled in.
    ///
    /// # Errors
    /// None in a build that passes its tests, which read the shipped texts.
    pub fn shipped() -> Result<Self, RuleError> {
        Self::parse(&SHIPPED)
    }

    /// Reads editions from `(file name, TOML text)`, in any order.
    ///
    /// # Errors
    /// One sentence that names the file, the rule and the fault: a text that is not TOML, an unknown field, unit, status or provenance, a missing
    /// or empty source, a duplicate id, or two editions (or two versions of one rule) in force on the same day. No edition at all is an error too.
    pub fn parse(texts: &[(&str, &str)]) -> Result<Self, RuleError> {
        read::editions(texts).map(|sets| Self { sets, local_limits: Vec::new(), switches: Vec::new() })
    }

    /// These editions with a partnership's own limits and flags over them, from TOML of `[[limit]]` and `[[flag]]` entries (see [`LocalLimit`]).
    ///
    /// # Errors
    /// As for [`RuleSets::parse`]; also a limit on a rule that no edition knows, a statutory limit made longer, or an unknown anchor or flag.
    pub fn with_local(mut self, file: &str, text: &str) -> Result<Self, RuleError> {
        let (limits, switches) = read::local(file, text)?;
        for limit in limits {
            self.add_local_limit(file, limit)?;
        }
        for switch in switches {
            self.add_switch(file, switch)?;
        }
        Ok(self)
    }

    /// The edition in force on a date: the last one that had begun. Before the first, the first (the product keeps no older law).
    pub fn at(&self, date: Date) -> &RuleSet {
        let begun = self.sets.iter().rev().find(|set| set.in_force.from <= date);
        // `parse` refuses an empty list, and the editions are in order of date.
        begun.unwrap_or(&self.sets[0])
    }

    /// The edition of this id ("wt2023").
    pub fn by_id(&self, ruleset_id: &str) -> Option<&RuleSet> {
        self.sets.iter().find(|set| set.id == ruleset_id)
    }

    /// Every edition, oldest first.
    pub fn all(&self) -> &[RuleSet] {
        &self.sets
    }
}

/// The shipped rule sets, read once. None only where a shipped file is broken, which a test rules out.
pub fn shipped() -> Option<&'static RuleSets> {
    static SHIPPED: std::sync::OnceLock<Option<RuleSets>> = std::sync::OnceLock::new();
    SHIPPED.get_or_init(|| RuleSets::shipped().ok()).as_ref()
}
