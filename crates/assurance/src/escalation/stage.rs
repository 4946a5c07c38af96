//! The five stages, who meets whom at each, and the rule that limits each.

use kernel::{Date, Moment, clock::Trigger};
use serde::{Deserialize, Serialize};

use super::fact::Clock;

/// Stored as its number, one to five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Stage(i64);

impl Stage {
    pub const FIRST: Self = Self(1);
    pub const LAST: Self = Self(5);

    pub fn number(self) -> i64 {
        self.0
    }
    pub fn next(self) -> Option<Self> {
        (self < Self::LAST).then_some(Self(self.0 + 1))
    }
    /// Who talks to whom.
    pub fn between(self) -> &'static str {
        match self.0 {
            1 => "practitioners",
            2 => "line managers, designated safeguarding leads or named professionals",
            3 => "heads of service or designated professionals",
            4 => "delegated safeguarding partners or board members, with the chair of the board",
            _ => "lead safeguarding partners",
        }
    }
    /// Its rule in the rule set: E1 to E5.
    pub fn rule(self) -> String {
        format!("E{}", self.0)
    }

    /// The clock this stage starts now, or started on the day `from`, under the rule set `ruleset` or, where none runs yet, the one in force today. None where no
    /// rule set has the rule, which the shipped ones always do.
    pub(super) fn clock(self, urgent: bool, ruleset: Option<&str>, from: Option<Date>, at: &Moment) -> Option<Clock> {
        let sets = kernel::rules::shipped()?;
        let set = match ruleset {
            Some(id) => sets.by_id(id)?,
            None => sets.at(at.today),
        };
        let rule = set.rule(&self.rule())?;
        let trigger = from.map_or(Trigger::from(at.now), Trigger::from);
        let due = if urgent { rule.due_urgently(trigger, None) } else { rule.due(trigger, None) }.ok()?;
        Some(Clock {
            ruleset: set.id.clone(),
            rule: rule.id.clone(),
            started_on: from.unwrap_or(at.today),
            due_on: due.date(),
            due_at: due.ends_at(),
        })
    }
}

impl TryFrom<i64> for Stage {
    type Error = String;
    fn try_from(number: i64) -> Result<Self, String> {
        (1..=5).contains(&number).then_some(Self(number)).ok_or_else(|| format!("there is no stage {number}"))
    }
}

impl From<Stage> for i64 {
    fn from(stage: Stage) -> Self {
        stage.0
    }
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "stage {}", self.0)
    }
}
