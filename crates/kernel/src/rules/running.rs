//! A clock that runs, and keeps the rules it started under.

use serde::{Deserialize, Serialize};

use super::{Rule, RuleSets};
use crate::{
    calendar::SchoolCalendar,
    clock::{Due, NotCountable, Trigger},
};

/// A clock as it is recorded when it starts: under which edition and which local limit, and when. It keeps them, whatever changes later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunningClock {
    /// The edition in force when it started.
    pub ruleset: String,
    pub rule: String,
    /// The local limit that held when it started, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_limit: Option<String>,
    /// Runs by the urgent limit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    pub started_at: Trigger,
}

/// Why a clock cannot be started or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    #[error("There is no rule set ‘{0}’")]
    NoRuleSet(String),
    #[error("Rule set ‘{ruleset}’ has no rule ‘{rule}’")]
    NoRule { ruleset: String, rule: String },
    #[error("There is no local limit ‘{0}’")]
    NoLocalLimit(String),
    #[error(transparent)]
    NotCountable(#[from] NotCountable),
}

impl RuleSets {
    /// Starts a clock of a rule at its trigger, under what is in force on the trigger's date.
    ///
    /// # Errors
    /// The edition then in force has no such rule.
    pub fn start(&self, rule: &str, at: impl Into<Trigger>) -> Result<RunningClock, ClockError> {
        self.start_by(rule, at.into(), false)
    }

    /// [`RuleSets::start`], running by the urgent limit.
    ///
    /// # Errors
    /// As for [`RuleSets::start`].
    pub fn start_urgently(&self, rule: &str, at: impl Into<Trigger>) -> Result<RunningClock, ClockError> {
        self.start_by(rule, at.into(), true)
    }

    fn start_by(&self, rule: &str, started_at: Trigger, urgent: bool) -> Result<RunningClock, ClockError> {
        let set = self.at(started_at.date());
        let clock = RunningClock {
            ruleset: set.id.clone(),
            rule: rule.to_owned(),
            local_limit: self.local_limit(rule, started_at.date()).map(|local| local.id.clone()),
            urgent,
            started_at,
        };
        clock.rule(self).map(|_| clock)
    }
}

impl RunningClock {
    /// The rule it runs by: as it stood, with the local limit that held, when it started.
    ///
    /// # Errors
    /// The rule set, the rule or the local limit is not there any more.
    pub fn rule(&self, sets: &RuleSets) -> Result<Rule, ClockError> {
        let set = sets.by_id(&self.ruleset).ok_or_else(|| ClockError::NoRuleSet(self.ruleset.clone()))?;
        let missing = || ClockError::NoRule { ruleset: self.ruleset.clone(), rule: self.rule.clone() };
        // A clock that started before the first edition runs by the first: then no version of the rule holds on its date.
        let shipped = set.rule_on(&self.rule, self.started_at.date()).or_else(|| set.rules().iter().find(|rule| rule.id == self.rule));
        let shipped = shipped.ok_or_else(missing)?;
        match &self.local_limit {
            None => Ok(shipped.clone()),
            Some(id) => Ok(sets.local_limit_by_id(id).ok_or_else(|| ClockError::NoLocalLimit(id.clone()))?.over(shipped)),
        }
    }

    /// When it runs out.
    ///
    /// # Errors
    /// As for [`RunningClock::rule`]; or the limit is in school days (see [`RunningClock::due_at_school`]).
    pub fn due(&self, sets: &RuleSets) -> Result<Due, ClockError> {
        self.count(sets, None)
    }

    /// When it runs out, by the calendar of the pupil's school.
    ///
    /// # Errors
    /// As for [`RunningClock::rule`]; or the calendar ends before the limit does.
    pub fn due_at_school(&self, sets: &RuleSets, school: &SchoolCalendar) -> Result<Due, ClockError> {
        self.count(sets, Some(school))
    }

    fn count(&self, sets: &RuleSets, school: Option<&SchoolCalendar>) -> Result<Due, ClockError> {
        let rule = self.rule(sets)?;
        let due = if self.urgent { rule.due_urgently(self.started_at, school) } else { rule.due(self.started_at, school) };
        due.map_err(ClockError::from)
    }
}
