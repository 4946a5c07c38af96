//! Deciding: one question, one answer, with the clause that gave it or the clause that would be needed.

use std::{collections::HashMap, sync::Arc};

use cedar_policy::{
    Context, Decision as CedarDecision, Entities, Entity, EntityId, EntityUid, PolicySet, Request, RestrictedExpression as Value,
};

use crate::{
    agreement::{Agreement, Deed},
    ask::{Asker, Class, Decision, Needed, Receipt, Standing},
    words::{Restriction, Role},
};

/// What Cedar found: the clauses that permitted, or the guards that forbade (none where nothing permitted).
pub(crate) struct Found {
    pub(crate) allowed: bool,
    /// Places in the agreement, in the order of the clauses' numbers.
    pub(crate) clauses: Vec<usize>,
}

impl Agreement {
    /// May this asker do this to a record of this class? An action the agreement does not know is refused.
    pub fn decide(&self, asker: &Asker, action: &str, class: &Class) -> Decision {
        let Some(deed) = self.actions.get(action) else {
            return Decision::Denied(Needed {
                clauses: Vec::new(),
                ask: format!("No clause of the agreement speaks of {action}. Ask the business manager."),
            });
        };
        let found = self.weigh(&deed.policies, deed, asker, class);
        if let (true, Some(place)) = (found.allowed, found.clauses.first()) {
            let clause = &self.clauses[*place];
            return Decision::Allowed(Receipt {
                clause: clause.number.clone(),
                title: clause.title.clone(),
                gateway: clause.gateway.clone(),
                purpose: clause.purpose.clone(),
                policy_version: self.version.chars().take(12).collect(),
            });
        }
        if found.clauses.is_empty() {
            return Decision::Denied(Needed::clone(&self.who_could(action, deed, class)));
        }
        let guards = found.clauses.iter().map(|place| &self.clauses[*place]);
        let ask = guards.clone().find_map(|clause| clause.ask.clone()).unwrap_or_else(|| "Ask the business manager".to_owned());
        Decision::Denied(Needed { clauses: guards.map(|clause| (clause.number.clone(), clause.title.clone())).collect(), ask: ended(ask) })
    }

    /// May do it; may know of the record but not do it; may not know of it. `view_action` is the record's own view ("escalation.view").
    ///
    /// A masked record is known to those who would see it were it not masked, and to nobody else.
    pub fn standing(&self, asker: &Asker, action: &str, view_action: &str, class: &Class) -> Standing {
        let needed = match self.decide(asker, action, class) {
            Decision::Allowed(receipt) => return Standing::May(receipt),
            Decision::Denied(needed) => needed,
        };
        if action != view_action && self.decide(asker, view_action, class).is_allowed() {
            return Standing::Known(needed);
        }
        if class.restriction == Restriction::Masked {
            let bare = Class { restriction: Restriction::None, ..class.clone() };
            if self.decide(asker, view_action, &bare).is_allowed() {
                return Standing::Known(needed);
            }
        }
        Standing::Unknown
    }

    /// Weighs `policies` (the deed's own, or a few of them). An error in a policy refuses: a guard that cannot be read must not open a door.
    pub(crate) fn weigh(&self, policies: &PolicySet, deed: &Deed, asker: &Asker, class: &Class) -> Found {
        let nothing = Found { allowed: false, clauses: Vec::new() };
        let (Some(person), Some(record)) = (self.person(asker), self.record(class)) else { return nothing };
        let principal = person.uid();
        let Ok(request) = Request::new(principal, deed.uid.clone(), self.names.record.clone(), Context::empty(), None) else { return nothing };
        let Ok(entities) = Entities::from_entities([person, record, deed.entity.clone()], None) else { return nothing };
        let response = self.authorizer.is_authorized(&request, policies, &entities);
        if response.diagnostics().errors().next().is_some() {
            return nothing;
        }
        let mut clauses: Vec<usize> = response.diagnostics().reason().filter_map(|id| self.by_id.get(id).copied()).collect();
        clauses.sort_unstable();
        Found { allowed: response.decision() == CedarDecision::Allow, clauses }
    }

    pub(crate) fn person(&self, asker: &Asker) -> Option<Entity> {
        let names = &self.names;
        let memberships = asker.compartments.iter().map(|one| Value::new_entity_uid(names.compartments[*one as usize].clone()));
        let attributes = HashMap::from([
            ("agency".to_owned(), Value::new_string(asker.agency.clone())),
            ("agency_type".to_owned(), Value::new_string(asker.agency_type.clone())),
            ("partnership".to_owned(), Value::new_string(asker.partnership.clone())),
            ("compartments".to_owned(), Value::new_set(memberships)),
            ("break_glass".to_owned(), Value::new_bool(asker.break_glass)),
            ("stepped_up".to_owned(), Value::new_bool(asker.stepped_up)),
            ("conflicted".to_owned(), Value::new_bool(asker.conflicted)),
        ]);
        let uid = EntityUid::from_type_name_and_id(names.person.clone(), EntityId::new(&asker.person));
        Entity::new(uid, attributes, asker.roles.iter().map(|role| names.roles[*role as usize].clone()).collect()).ok()
    }

    pub(crate) fn record(&self, class: &Class) -> Option<Entity> {
        let names = &self.names;
        let attributes = HashMap::from([
            ("record".to_owned(), Value::new_string(class.record.clone())),
            ("partnership".to_owned(), Value::new_string(class.partnership.clone())),
            ("compartment".to_owned(), Value::new_entity_uid(names.compartments[class.compartment as usize].clone())),
            ("restriction".to_owned(), Value::new_entity_uid(names.restrictions[class.restriction as usize].clone())),
            ("involved".to_owned(), Value::new_bool(class.involved)),
        ]);
        Entity::new(names.record.clone(), attributes, std::collections::HashSet::new()).ok()
    }

    /// Which clauses would let somebody of this partnership do it, and who: found by asking for every role, once per action and class.
    fn who_could(&self, action: &str, deed: &Deed, class: &Class) -> Arc<Needed> {
        let key = (action.to_owned(), class.clone());
        if let Some(known) = self.needed.read().ok().and_then(|known| known.get(&key).cloned()) {
            return known;
        }
        let mut clauses = Vec::new();
        let (mut any, mut involved) = (Vec::new(), Vec::new());
        for role in Role::ALL {
            for agency_type in deed.agency_types_and_none() {
                for class in [class.clone(), Class { involved: true, ..class.clone() }] {
                    let asker = hypothetical(&class, &[*role], agency_type);
                    let found = self.weigh(&deed.policies, deed, &asker, &class);
                    if found.allowed {
                        clauses.extend(found.clauses);
                        let list = if class.involved { &mut involved } else { &mut any };
                        if !list.contains(role) {
                            list.push(*role);
                        }
                    }
                }
            }
        }
        clauses.sort_unstable();
        clauses.dedup();
        let ask = self.whom(&clauses, &any, &involved);
        let clauses = clauses.iter().map(|place| &self.clauses[*place]).map(|clause| (clause.number.clone(), clause.title.clone())).collect();
        let needed = Arc::new(Needed { clauses, ask });
        if let Ok(mut known) = self.needed.write() {
            known.insert(key, Arc::clone(&needed));
        }
        needed
    }

    fn whom(&self, clauses: &[usize], any: &[Role], involved: &[Role]) -> String {
        if let Some(ask) = clauses.iter().find_map(|place| self.clauses[*place].ask.clone()) {
            return ended(ask);
        }
        match (any, involved) {
            ([], []) => "Nobody may do this. Ask the business manager.".to_owned(),
            ([], roles) => format!("Ask {} of an agency that is part of it.", either(roles)),
            (roles, _) => format!("Ask {}.", either(roles)),
        }
    }
}

impl Deed {
    /// No type of agency in particular, then each type that its clauses name.
    pub(crate) fn agency_types_and_none(&self) -> impl Iterator<Item = &str> {
        std::iter::once("").chain(self.agency_types.iter().map(String::as_str))
    }
}

/// Somebody in these roles, of this partnership, member of the record's compartment, who has just proved who they are.
pub(crate) fn hypothetical(class: &Class, roles: &[Role], agency_type: &str) -> Asker {
    Asker {
        roles: roles.to_vec(),
        agency_type: agency_type.to_owned(),
        compartments: vec![class.compartment],
        stepped_up: true,
        ..Asker::anybody(&class.partnership)
    }
}

/// At most three roles, in words: "a business manager, a QA officer or an analyst".
fn either(roles: &[Role]) -> String {
    let words: Vec<String> = roles.iter().take(3).map(|role| role.phrase()).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn ended(mut sentence: String) -> String {
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}
