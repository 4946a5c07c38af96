//! What a partnership puts over the shipped rules: limits of its own, and flags it has turned on, each from a date.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{InForce, Rule, RuleError, RuleSets, Status};
use crate::clock::Limit;

/// A partnership's own limit (or reading of the anchor) for a shipped rule, from a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalLimit {
    /// Unique among the partnership's limits; a running clock remembers it.
    pub id: String,
    /// The shipped rule it stands over: "T4".
    pub rule: String,
    pub limit: Limit,
    pub urgent: Option<Limit>,
    pub anchor: Option<String>,
    pub in_force: InForce,
    /// The decision or local document that set it.
    pub source: String,
}

impl LocalLimit {
    /// The shipped rule as this limit changes it.
    pub(super) fn over(&self, rule: &Rule) -> Rule {
        Rule {
            limit: self.limit,
            urgent: self.urgent.or(rule.urgent),
            anchor: self.anchor.clone().or_else(|| rule.anchor.clone()),
            // A statutory limit stays statutory when it is shortened; any other is now the partnership's own.
            status: if rule.status == Status::Statutory { Status::Statutory } else { Status::Local },
            source: format!("{}, over {}", self.source, rule.source),
            ..rule.clone()
        }
    }
}

/// A decision that a provision is in force here (or no longer), from a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagSwitch {
    pub flag: String,
    pub on: bool,
    pub from: Date,
    pub source: String,
}

impl RuleSets {
    /// Puts one local limit over the shipped rules; `file` is named if it cannot be.
    ///
    /// # Errors
    /// No edition knows the rule or the anchor; the id is taken; another local limit of the rule holds on the same day; or a statutory limit would be made
    /// longer, or counted in another unit so that nobody could say whether it was.
    pub fn add_local_limit(&mut self, file: &str, local: LocalLimit) -> Result<(), RuleError> {
        let LocalLimit { id, rule, .. } = &local;
        let refuse = |fault: String| Err(RuleError::new(file, format!("limit {id}: {fault}")));
        let versions: Vec<&Rule> = self.sets.iter().flat_map(|set| set.rules()).filter(|known| known.id == *rule).collect();
        if versions.is_empty() {
            return refuse(format!("there is no rule `{rule}` to stand over"));
        }
        if local.source.trim().is_empty() {
            return refuse("it cites no source".to_owned());
        }
        if local.in_force.to.is_some_and(|to| to < local.in_force.from) {
            return refuse("it ends before it begins".to_owned());
        }
        if self.local_limits.iter().any(|other| other.id == *id) {
            return refuse("the id is used twice".to_owned());
        }
        if let Some(other) = self.local_limits.iter().find(|other| other.rule == *rule && other.in_force.overlaps(local.in_force)) {
            return refuse(format!("it holds on the same days as limit {} of rule {rule}", other.id));
        }
        if let Some(anchor) = &local.anchor
            && !versions.iter().all(|version| version.anchors.contains(anchor))
        {
            return refuse(format!("rule {rule} cannot be counted from `{anchor}`"));
        }
        let longer = |version: &&Rule| {
            let allowed = |ours: Limit, theirs: Limit| {
                let within = if version.before { ours.amount >= theirs.amount } else { ours.amount <= theirs.amount };
                ours.unit == theirs.unit && within
            };
            version.status == Status::Statutory
                && !(allowed(local.limit, version.limit)
                    && local.urgent.is_none_or(|urgent| allowed(urgent, version.urgent.unwrap_or(version.limit))))
        };
        if let Some(version) = versions.iter().find(|version| longer(version)) {
            return refuse(format!(
                "rule {rule} is statutory, so a local limit cannot be longer than its {} or in another unit",
                version.limit
            ));
        }
        self.local_limits.push(local);
        Ok(())
    }

    pub(super) fn add_switch(&mut self, file: &str, switch: FlagSwitch) -> Result<(), RuleError> {
        if !self.sets.iter().any(|set| set.flags().any(|name| name == switch.flag)) {
            return Err(RuleError::new(file, format!("there is no flag `{}`", switch.flag)));
        }
        if switch.source.trim().is_empty() {
            return Err(RuleError::new(file, format!("flag {}: it cites no source", switch.flag)));
        }
        if self.switches.iter().any(|other| other.flag == switch.flag && other.from == switch.from) {
            return Err(RuleError::new(file, format!("flag {}: it is set twice from {}", switch.flag, switch.from)));
        }
        self.switches.push(switch);
        Ok(())
    }

    /// Whether a provision is in force here on a date: by the last local decision made effective by then, else as shipped.
    pub fn flag(&self, name: &str, date: Date) -> bool {
        let decided = self.switches.iter().filter(|switch| switch.flag == name && switch.from <= date).max_by_key(|switch| switch.from);
        decided.map_or_else(|| self.at(date).flag(name), |switch| switch.on)
    }

    /// The partnership's own limit for a rule on a date.
    pub fn local_limit(&self, rule: &str, date: Date) -> Option<&LocalLimit> {
        self.local_limits.iter().find(|local| local.rule == rule && local.in_force.on(date))
    }

    pub(super) fn local_limit_by_id(&self, id: &str) -> Option<&LocalLimit> {
        self.local_limits.iter().find(|local| local.id == id)
    }

    /// Every local limit, in the order they were added.
    pub fn local_limits(&self) -> &[LocalLimit] {
        &self.local_limits
    }

    /// The rule as it stands here on a date, with the partnership's own limit over it where there is one.
    pub fn rule_at(&self, id: &str, date: Date) -> Option<Rule> {
        let set = self.at(date);
        let shipped = set.rule_on(id, date).or_else(|| set.rule(id))?;
        Some(self.local_limit(id, date).map_or_else(|| shipped.clone(), |local| local.over(shipped)))
    }
}
