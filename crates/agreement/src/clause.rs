//! A clause as a governance lead reads it: number, title, gateway, purpose, whom to ask, and the duty to share that it may carry.

use std::{cmp::Ordering, str::FromStr};

use cedar_policy::{Effect, Policy};
use serde::{Deserialize, Serialize};

use crate::{error::AgreementError, words::Compartment};

/// One clause of the agreement: one policy, with its annotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// "4.2"
    pub number: String,
    pub title: String,
    /// The law by which it shares.
    pub gateway: String,
    pub purpose: String,
    /// The policy as it is written, annotations included.
    pub text: String,
    /// The file it stands in: "agencies.cedar".
    pub file: String,
    /// It also obliges: see [`Duty`].
    pub duty: bool,
    /// A guard: it forbids, and no clause that permits overrides it.
    pub forbids: bool,
    /// Whom to ask where this clause stands in the way, as a sentence.
    pub ask: Option<String>,
    /// The actions it speaks of, groups spelt out; a guard over everything lists them all.
    pub actions: Vec<String>,
}

/// What must be shared, with whom, how soon, and by which clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub clause: String,
    pub title: String,
    pub gateway: String,
    /// The kind of fact that starts it: "allegation.made".
    pub fact: String,
    pub compartment: Compartment,
    pub agency_types: Vec<String>,
    pub limit: u16,
    pub unit: LimitUnit,
}

/// How a duty's limit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    Hour,
    /// Any day of the calendar.
    Day,
    WorkingDay,
}

impl Duty {
    /// Reads `FACT in COMPARTMENT to TYPE, TYPE within NUMBER UNIT`, where UNIT is hour, day or working_day.
    pub(crate) fn read(clause: &Clause, text: &str) -> Result<Self, String> {
        let form = || format!("the duty `{text}` should read: fact.kind in compartment to agency, agency within 1 working_day");
        let (fact, rest) = text.split_once(" in ").ok_or_else(form)?;
        let (compartment, rest) = rest.split_once(" to ").ok_or_else(form)?;
        let (types, limit) = rest.split_once(" within ").ok_or_else(form)?;
        let (number, unit) = limit.trim().split_once(' ').ok_or_else(form)?;
        let agency_types: Vec<String> = types.split(',').map(|one| one.trim().to_owned()).collect();
        if fact.trim().is_empty() || agency_types.iter().any(String::is_empty) {
            return Err(form());
        }
        Ok(Self {
            clause: clause.number.clone(),
            title: clause.title.clone(),
            gateway: clause.gateway.clone(),
            fact: fact.trim().to_owned(),
            compartment: Compartment::from_str(compartment).map_err(|error| error.to_string())?,
            agency_types,
            limit: number.parse().map_err(|_| form())?,
            unit: match unit.trim().trim_end_matches('s') {
                "hour" => LimitUnit::Hour,
                "day" => LimitUnit::Day,
                "working_day" | "working day" => LimitUnit::WorkingDay,
                _ => return Err(form()),
            },
        })
    }
}

impl Clause {
    /// Reads the annotations of a policy. Number, title, gateway and purpose are required of every clause.
    pub(crate) fn read(file: &str, policy: &Policy) -> Result<Self, AgreementError> {
        let annotation = |key: &str| policy.annotation(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let number = annotation("clause").ok_or_else(|| AgreementError::Unreadable {
            file: file.to_owned(),
            reason: "a policy in it has no @clause(\"…\")".to_owned(),
        })?;
        let fault = |reason: String| AgreementError::Clause { file: file.to_owned(), clause: number.clone(), reason };
        if parts(&number).is_none() {
            return Err(fault("its number is not two numbers and a point, as in 4.2".to_owned()));
        }
        let required = |key: &str| annotation(key).ok_or_else(|| fault(format!("it has no @{key}(\"…\")")));
        if let Some((key, _)) = policy.annotations().find(|(key, _)| !KEYS.contains(key)) {
            return Err(fault(format!("@{key} is not one of {}", KEYS.map(|key| format!("@{key}")).join(", "))));
        }
        Ok(Self {
            title: required("title")?,
            gateway: required("gateway")?,
            purpose: required("purpose")?,
            text: policy.to_string(),
            file: file.to_owned(),
            duty: policy.annotation("duty").is_some(),
            forbids: policy.effect() == Effect::Forbid,
            ask: annotation("ask"),
            actions: Vec::new(),
            number,
        })
    }
}

/// The annotations a clause may carry; a misspelt one would otherwise be silently without effect.
const KEYS: [&str; 6] = ["clause", "title", "gateway", "purpose", "ask", "duty"];

fn parts(number: &str) -> Option<(u16, u16)> {
    let (part, clause) = number.split_once('.')?;
    Some((part.parse().ok()?, clause.parse().ok()?))
}

/// 4.9 comes before 4.10.
pub(crate) fn in_order(left: &Clause, right: &Clause) -> Ordering {
    parts(&left.number).cmp(&parts(&right.number))
}
