//! Holding the agreement against the capabilities: every action that is offered is granted by some clause, and every one granted is offered.

use std::collections::{BTreeMap, BTreeSet};

use crate::{agreement::Agreement, ask::ActionSpec, error::AgreementError};

impl Agreement {
    /// Every declared action is known, has the verb it was declared with and is granted by some clause; every action that a clause names is
    /// declared. Where no action of a kind of record is declared at all, its capability is not mounted: those kinds are returned, not refused.
    ///
    /// # Errors
    /// One sentence per fault.
    pub fn check(&self, declared: &[ActionSpec]) -> Result<Vec<String>, AgreementError> {
        let mut faults = Vec::new();
        let mut offered: BTreeMap<&str, &ActionSpec> = BTreeMap::new();
        for spec in declared {
            if offered.insert(spec.name, spec).is_some_and(|other| other != spec) {
                faults.push(format!("The action `{}` is declared twice, in two ways.", spec.name));
            }
        }
        for (name, spec) in &offered {
            let Some(deed) = self.actions.get(*name) else {
                faults.push(format!("The action `{name}` is declared, but the agreement's schema does not know it."));
                continue;
            };
            if deed.verb != spec.verb {
                faults.push(format!("The action `{name}` is declared as {}, but the agreement's schema says {}.", spec.verb, deed.verb));
            }
            if !deed.clauses.iter().any(|place| !self.clauses[*place].forbids) {
                faults.push(format!("The action `{name}` is declared, but no clause grants it."));
            }
        }
        let kinds: BTreeSet<&str> = offered.keys().map(|name| kind(name)).collect();
        let mut waiting = BTreeSet::new();
        for name in self.actions.keys().filter(|name| !offered.contains_key(name.as_str())) {
            if kinds.contains(kind(name)) {
                let clauses: Vec<&str> =
                    self.clauses.iter().filter(|clause| !clause.forbids && clause.actions.contains(name)).map(|clause| clause.number.as_str()).collect();
                faults.push(format!("The agreement names the action `{name}` (clauses {}), but no capability declares it.", clauses.join(", ")));
            } else {
                waiting.insert(kind(name).to_owned());
            }
        }
        if faults.is_empty() { Ok(waiting.into_iter().collect()) } else { Err(AgreementError::Actions(faults.join("\n"))) }
    }
}

/// "escalation" of "escalation.view".
pub(crate) fn kind(action: &str) -> &str {
    action.split('.').next().unwrap_or(action)
}
