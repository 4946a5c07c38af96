//! The whole agreement at a glance: which role may do what in which compartment, by which clause and on what condition.

use std::fmt::Write;

use cedar_policy::PolicySet;
use serde::{Deserialize, Serialize};

use crate::{
    agreement::{Agreement, Deed},
    ask::{Asker, Class},
    check::kind,
    error::AgreementError,
    words::{Compartment, Restriction, Role, Verb},
};

/// What an asker needs besides the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Membership of the compartment.
    Member,
    /// The own agency is part of the record.
    Involved,
    /// To have just proved again who they are.
    SteppedUp,
    /// To have broken the glass on this record.
    BreakGlass,
}

impl Requirement {
    const fn mark(self) -> char {
        match self {
            Self::Member => 'm',
            Self::Involved => 'i',
            Self::SteppedUp => 's',
            Self::BreakGlass => 'b',
        }
    }
}

/// Combinations worth asking for, each after its parts, so that the first that is allowed is the least that is needed.
const WAYS: &[&[Requirement]] = &[
    &[],
    &[Requirement::Member],
    &[Requirement::Involved],
    &[Requirement::Member, Requirement::Involved],
    &[Requirement::SteppedUp],
    &[Requirement::SteppedUp, Requirement::BreakGlass],
];

/// One thing that a clause would allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WouldAllow {
    pub role: Role,
    pub action: String,
    pub verb: Verb,
    pub compartment: Compartment,
    /// What is needed besides the role.
    pub needs: Vec<Requirement>,
}

/// One way in: the clause, what it needs, and the type of agency where that matters.
struct Way {
    clause: String,
    needs: &'static [Requirement],
    agency_type: String,
}

impl Agreement {
    /// Role × action × compartment as text, for a golden file: a change of policy is then a readable difference.
    ///
    /// # Errors
    /// An action the agreement does not know.
    pub fn matrix(&self, actions: &[&str]) -> Result<String, AgreementError> {
        let mut text = String::from(
            "Which role may do what in which compartment, by which clause. Worked out from the clauses: do not edit.\n\
             After a clause: m = only as a member of the compartment; i = only where the own agency is part of the record;\n\
             s = only after proving again who one is; b = only through broken glass; @ = only for agencies of that type.\n\
             Records without restriction, inside one partnership. A role that may no more and no less than anybody is left out.\n",
        );
        for action in actions {
            let deed = self.actions.get(*action).ok_or_else(|| AgreementError::Actions(format!("The agreement does not know the action `{action}`.")))?;
            let kind = kind(action);
            let rows: Vec<(&str, Vec<String>)> = std::iter::once(("anybody", self.row(kind, deed, &[])))
                .chain(Role::ALL.iter().map(|role| (role.as_str(), self.row(kind, deed, &[*role]))))
                .collect();
            let anybody = rows.first().map(|(_, cells)| cells.clone()).unwrap_or_default();
            let shown: Vec<&(&str, Vec<String>)> =
                rows.iter().filter(|(name, cells)| if *name == "anybody" { cells.iter().any(|cell| cell != "-") } else { *cells != anybody }).collect();
            let columns: Vec<usize> = (0..Compartment::ALL.len()).filter(|column| shown.iter().any(|(_, cells)| cells[*column] != "-")).collect();
            let _ = write!(text, "\n{action} ({})\n", deed.verb);
            if columns.is_empty() {
                text.push_str("  nobody\n");
                continue;
            }
            let widths: Vec<usize> = columns
                .iter()
                .map(|column| shown.iter().map(|(_, cells)| cells[*column].len()).chain([Compartment::ALL[*column].as_str().len()]).max().unwrap_or(0))
                .collect();
            let mut line = |name: &str, cells: Vec<&str>| {
                let mut row = format!("  {name:<22}");
                for (cell, width) in cells.iter().zip(&widths) {
                    let _ = write!(row, "  {cell:<width$}");
                }
                text.push_str(row.trim_end());
                text.push('\n');
            };
            line("", columns.iter().map(|column| Compartment::ALL[*column].as_str()).collect());
            for (name, cells) in shown {
                line(name, columns.iter().map(|column| cells[*column].as_str()).collect());
            }
        }
        Ok(text)
    }

    /// What a clause, with the guards and without any other clause, would allow to a role, to a type of agency, or to everybody:
    /// "What would clause 4.2 have let Housing see?" Records without restriction, inside one partnership.
    ///
    /// # Errors
    /// A clause that is not there.
    pub fn what_would(&self, clause: &str, role: Option<Role>, agency_type: Option<&str>) -> Result<Vec<WouldAllow>, AgreementError> {
        let place = self.place(clause)?;
        let mut would = Vec::new();
        for action in &self.clauses[place].actions {
            let Some(deed) = self.actions.get(action) else { continue };
            let policies = self.alone(place, deed);
            let kind = kind(action);
            for compartment in Compartment::ALL {
                for one in Role::ALL.iter().filter(|one| role.is_none_or(|role| role == **one)) {
                    let mut found: Vec<&'static [Requirement]> = Vec::new();
                    for needs in WAYS {
                        let (asker, class) = in_this_way(kind, *compartment, &[*one], needs, agency_type.unwrap_or_default());
                        let already = found.iter().any(|fewer| fewer.iter().all(|need| needs.contains(need)));
                        if !already && self.weigh(&policies, deed, &asker, &class).allowed {
                            found.push(needs);
                        }
                    }
                    would.extend(found.into_iter().map(|needs| WouldAllow {
                        role: *one,
                        action: action.clone(),
                        verb: deed.verb,
                        compartment: *compartment,
                        needs: needs.to_vec(),
                    }));
                }
            }
        }
        Ok(would)
    }

    /// Does the clause, with the guards, let some role of this type of agency see something in the compartment?
    pub(crate) fn lets_see(&self, place: usize, compartment: Compartment, agency_type: &str) -> bool {
        self.clauses[place].actions.iter().filter_map(|action| Some((action, self.actions.get(action)?))).any(|(action, deed)| {
            let policies = self.alone(place, deed);
            deed.verb == Verb::View
                && Role::ALL.iter().any(|role| {
                    let everything = [Requirement::Member, Requirement::Involved, Requirement::SteppedUp];
                    let (asker, class) = in_this_way(kind(action), compartment, &[*role], &everything, agency_type);
                    self.weigh(&policies, deed, &asker, &class).allowed
                })
        })
    }

    /// Would this clause, with the guards and without any other clause, allow it?
    ///
    /// # Errors
    /// A clause that is not there.
    pub fn by_clause(&self, clause: &str, asker: &Asker, action: &str, class: &Class) -> Result<bool, AgreementError> {
        let place = self.place(clause)?;
        Ok(self.actions.get(action).is_some_and(|deed| self.weigh(&self.alone(place, deed), deed, asker, class).allowed))
    }

    pub(crate) fn place(&self, clause: &str) -> Result<usize, AgreementError> {
        self.clauses.iter().position(|one| one.number == clause).ok_or_else(|| AgreementError::NoSuchClause(clause.to_owned()))
    }

    /// The clause and the guards that speak of the deed, as a set of their own.
    fn alone(&self, place: usize, deed: &Deed) -> PolicySet {
        let chosen = deed.clauses.iter().filter(|one| **one == place || self.clauses[**one].forbids);
        // The numbers are unique since the agreement was read, so the set takes them all; were it not so, nothing would be allowed.
        PolicySet::from_policies(chosen.map(|one| self.policies[*one].clone())).unwrap_or_default()
    }

    /// One row of the matrix: a cell per compartment.
    fn row(&self, kind: &str, deed: &Deed, roles: &[Role]) -> Vec<String> {
        Compartment::ALL.iter().map(|compartment| self.cell(kind, deed, roles, *compartment)).collect()
    }

    fn cell(&self, kind: &str, deed: &Deed, roles: &[Role], compartment: Compartment) -> String {
        let mut ways: Vec<Way> = Vec::new();
        for agency_type in deed.agency_types_and_none() {
            for needs in WAYS {
                let fewer = |way: &Way| way.agency_type.is_empty() || way.agency_type == agency_type;
                if ways.iter().any(|way| fewer(way) && way.needs.iter().all(|need| needs.contains(need))) {
                    continue;
                }
                let (asker, class) = in_this_way(kind, compartment, roles, needs, agency_type);
                let found = self.weigh(&deed.policies, deed, &asker, &class);
                if let (true, Some(place)) = (found.allowed, found.clauses.first()) {
                    ways.push(Way { clause: self.clauses[*place].number.clone(), needs, agency_type: agency_type.to_owned() });
                }
            }
        }
        if ways.is_empty() {
            return "-".to_owned();
        }
        let words = ways.iter().map(|way| {
            let at = if way.agency_type.is_empty() { String::new() } else { format!("@{}", way.agency_type) };
            format!("{}{}{at}", way.clause, way.needs.iter().map(|need| need.mark()).collect::<String>())
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Somebody in these roles who meets exactly these needs, and the record they ask about.
fn in_this_way(kind: &str, compartment: Compartment, roles: &[Role], needs: &[Requirement], agency_type: &str) -> (Asker, Class) {
    let has = |need| needs.contains(&need);
    let class = Class {
        record: kind.to_owned(),
        partnership: "here".to_owned(),
        compartment,
        restriction: Restriction::None,
        involved: has(Requirement::Involved),
    };
    let asker = Asker {
        roles: roles.to_vec(),
        agency_type: agency_type.to_owned(),
        compartments: if has(Requirement::Member) { vec![compartment] } else { Vec::new() },
        break_glass: has(Requirement::BreakGlass),
        stepped_up: has(Requirement::SteppedUp),
        ..Asker::anybody("here")
    };
    (asker, class)
}
