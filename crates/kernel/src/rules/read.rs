//! Reads rule sets and local limits from TOML, and says in one sentence what is wrong with one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use toml::value::Datetime;

use super::{Choice, FlagSwitch, InForce, List, LocalLimit, Provenance, Rule, RuleError, RuleSet, Status};
use crate::clock::{Limit, Unit};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    rule_set: RawSet,
    #[serde(default)]
    flags: BTreeMap<String, bool>,
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    list: Vec<RawList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSet {
    id: String,
    title: String,
    effective_from: Datetime,
    effective_to: Option<Datetime>,
    source: Option<String>,
    #[serde(default)]
    needs_verification: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimit {
    limit: u32,
    unit: String,
}

// Whatever a sentence of ours must be able to name is optional text here, so that its absence is told by us and not by the parser.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    title: Option<String>,
    group: Option<String>,
    trigger: Option<String>,
    anchor: Option<String>,
    #[serde(default)]
    anchors: Vec<String>,
    limit: Option<u32>,
    unit: Option<String>,
    urgent: Option<RawLimit>,
    #[serde(default)]
    before: bool,
    opens: Option<u32>,
    status: Option<String>,
    source: Option<String>,
    provenance: Option<String>,
    effective_from: Option<Datetime>,
    effective_to: Option<Datetime>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    id: String,
    title: String,
    source: Option<String>,
    provenance: String,
    values: Vec<Choice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLocalFile {
    #[serde(default)]
    limit: Vec<RawLocalLimit>,
    #[serde(default)]
    flag: Vec<RawSwitch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLocalLimit {
    id: String,
    rule: String,
    limit: u32,
    unit: String,
    urgent: Option<RawLimit>,
    anchor: Option<String>,
    effective_from: Datetime,
    effective_to: Option<Datetime>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSwitch {
    id: String,
    on: bool,
    effective_from: Datetime,
    source: Option<String>,
}

/// A text and the name to blame it by.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn refuse<T>(self, fault: impl Into<String>) -> Result<T, RuleError> {
        Err(RuleError::new(self.file, fault))
    }

    fn read<T: DeserializeOwned>(self) -> Result<T, RuleError> {
        toml::from_str(self.text).map_err(|fault| {
            let line = fault.span().and_then(|span| self.text.get(..span.start)).map(|before| before.matches('\n').count() + 1);
            let at = line.map_or(String::new(), |line| format!("line {line}: "));
            RuleError::new(self.file, format!("{at}{}", fault.message().replace('\n', ", ")))
        })
    }

    fn required(self, what: &str, field: &str, text: Option<String>) -> Result<String, RuleError> {
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => Ok(text),
            None if field == "source" => self.refuse(format!("{what}: it cites no source")),
            None => self.refuse(format!("{what}: it has no {field}")),
        }
    }

    fn date(self, what: &str, value: &Datetime) -> Result<Date, RuleError> {
        value.to_string().parse().or_else(|_| self.refuse(format!("{what}: `{value}` is not a date")))
    }

    fn in_force(self, what: &str, from: &Datetime, to: Option<&Datetime>) -> Result<InForce, RuleError> {
        let from = self.date(what, from)?;
        let to = to.map(|to| self.date(what, to)).transpose()?;
        if to.is_some_and(|to| to < from) {
            return self.refuse(format!("{what}: it ends before it begins"));
        }
        Ok(InForce { from, to })
    }

    fn limit(self, what: &str, amount: u32, unit: &str) -> Result<Limit, RuleError> {
        let unit: Unit = unit.parse().map_err(|fault| RuleError::new(self.file, format!("{what}: {fault}")))?;
        Ok(Limit::new(amount, unit))
    }

    fn provenance(self, what: &str, text: &str) -> Result<Provenance, RuleError> {
        match text {
            "found" => Ok(Provenance::Found),
            "known-high" => Ok(Provenance::KnownHigh),
            "known-medium" => Ok(Provenance::KnownMedium),
            "known-low" => Ok(Provenance::KnownLow),
            "default" => Ok(Provenance::Default),
            _ => self.refuse(format!("{what}: `{text}` is not a provenance; use found, known-high, known-medium, known-low or default")),
        }
    }

    fn rule(self, raw: RawRule, set: InForce) -> Result<Rule, RuleError> {
        let what = format!("rule {}", raw.id);
        let need = |field: &str, text| self.required(&what, field, text);
        let status = match need("status", raw.status)?.as_str() {
            "statutory" => Status::Statutory,
            "guidance" => Status::Guidance,
            "local" => Status::Local,
            other => return self.refuse(format!("{what}: `{other}` is not a status; use statutory, guidance or local")),
        };
        let Some(amount) = raw.limit else { return self.refuse(format!("{what}: it has no limit")) };
        let Some(from) = raw.effective_from else { return self.refuse(format!("{what}: it has no effective_from")) };
        let mut in_force = self.in_force(&what, &from, raw.effective_to.as_ref())?;
        if in_force.from < set.from || set.to.is_some_and(|to| in_force.from > to || in_force.to.is_some_and(|end| end > to)) {
            return self.refuse(format!("{what}: it is in force on days when its rule set is not"));
        }
        // A rule without an end of its own ends with its set.
        in_force.to = in_force.to.or(set.to);
        if let Some(anchor) = raw.anchor.as_ref().filter(|anchor| !raw.anchors.contains(anchor)) {
            return self.refuse(format!("{what}: its anchor `{anchor}` is not among its anchors"));
        }
        Ok(Rule {
            title: need("title", raw.title)?,
            group: need("group", raw.group)?,
            trigger: need("trigger", raw.trigger)?,
            anchor: raw.anchor,
            anchors: raw.anchors,
            limit: self.limit(&what, amount, &need("unit", raw.unit)?)?,
            urgent: raw.urgent.map(|urgent| self.limit(&what, urgent.limit, &urgent.unit)).transpose()?,
            before: raw.before,
            opens: raw.opens,
            status,
            source: need("source", raw.source)?,
            provenance: self.provenance(&what, &need("provenance", raw.provenance)?)?,
            in_force,
            note: raw.note,
            id: raw.id,
        })
    }

    fn list(self, raw: RawList) -> Result<List, RuleError> {
        let what = format!("list {}", raw.id);
        let mut codes = BTreeSet::new();
        if let Some(twice) = raw.values.iter().find(|value| !codes.insert(value.code.as_str())) {
            return self.refuse(format!("{what}: the code `{}` is used twice", twice.code));
        }
        let source = self.required(&what, "source", raw.source)?;
        Ok(List { provenance: self.provenance(&what, &raw.provenance)?, source, title: raw.title, values: raw.values, id: raw.id })
    }

    fn edition(self) -> Result<RuleSet, RuleError> {
        let raw: RawFile = self.read()?;
        let what = format!("rule set {}", raw.rule_set.id);
        let in_force = self.in_force(&what, &raw.rule_set.effective_from, raw.rule_set.effective_to.as_ref())?;
        let mut rules: Vec<Rule> = Vec::with_capacity(raw.rule.len());
        for rule in raw.rule {
            let rule = self.rule(rule, in_force)?;
            if let Some(other) = rules.iter().find(|other| other.id == rule.id && other.in_force.overlaps(rule.in_force)) {
                if other.in_force == rule.in_force {
                    return self.refuse(format!("rule {}: the id is used twice", rule.id));
                }
                let from = other.in_force.from.max(rule.in_force.from);
                return self.refuse(format!("rule {}: two versions of it are in force on {from}", rule.id));
            }
            rules.push(rule);
        }
        let mut lists: Vec<List> = Vec::with_capacity(raw.list.len());
        for list in raw.list {
            if lists.iter().any(|other| other.id == list.id) {
                return self.refuse(format!("list {}: the id is used twice", list.id));
            }
            lists.push(self.list(list)?);
        }
        Ok(RuleSet {
            source: self.required(&what, "source", raw.rule_set.source)?,
            id: raw.rule_set.id,
            title: raw.rule_set.title,
            in_force,
            needs_verification: raw.rule_set.needs_verification,
            rules,
            lists,
            flags: raw.flags.into_iter().collect(),
        })
    }
}

/// Reads the editions, checks them against one another and puts them in order of date.
pub(super) fn editions(texts: &[(&str, &str)]) -> Result<Vec<RuleSet>, RuleError> {
    let mut read: Vec<(&str, RuleSet)> = Vec::with_capacity(texts.len());
    for (file, text) in texts {
        let source = Source { file, text };
        let set = source.edition()?;
        if let Some((other, _)) = read.iter().find(|(_, other)| other.id == set.id) {
            return source.refuse(format!("rule set {}: the id is used twice (also in {other})", set.id));
        }
        if let Some((other, earlier)) = read.iter().find(|(_, other)| other.in_force.overlaps(set.in_force)) {
            let from = earlier.in_force.from.max(set.in_force.from);
            return source.refuse(format!("rule set {}: it and {} (in {other}) are both in force on {from}", set.id, earlier.id));
        }
        read.push((file, set));
    }
    if read.is_empty() {
        return Err(RuleError::new("rule sets", "there is none"));
    }
    read.sort_by_key(|(_, set)| set.in_force.from);
    Ok(read.into_iter().map(|(_, set)| set).collect())
}

/// Reads a partnership's own limits and flags; whether they fit the editions is for the caller to check.
pub(super) fn local(file: &str, text: &str) -> Result<(Vec<LocalLimit>, Vec<FlagSwitch>), RuleError> {
    let source = Source { file, text };
    let raw: RawLocalFile = source.read()?;
    let limits = raw.limit.into_iter().map(|raw| {
        let what = format!("limit {}", raw.id);
        Ok(LocalLimit {
            limit: source.limit(&what, raw.limit, &raw.unit)?,
            urgent: raw.urgent.map(|urgent| source.limit(&what, urgent.limit, &urgent.unit)).transpose()?,
            in_force: source.in_force(&what, &raw.effective_from, raw.effective_to.as_ref())?,
            source: source.required(&what, "source", raw.source)?,
            anchor: raw.anchor,
            id: raw.id,
            rule: raw.rule,
        })
    });
    let switches = raw.flag.into_iter().map(|raw| {
        let what = format!("flag {}", raw.id);
        Ok(FlagSwitch {
            from: source.date(&what, &raw.effective_from)?,
            source: source.required(&what, "source", raw.source)?,
            flag: raw.id,
            on: raw.on,
        })
    });
    Ok((limits.collect::<Result<_, RuleError>>()?, switches.collect::<Result<_, RuleError>>()?))
}
