//! Reading an agreement: the policy texts become clauses, held against the schema, and indexed by action.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt,
    path::Path,
    str::FromStr,
    sync::{Arc, RwLock},
};

use cedar_policy::{
    ActionConstraint, Authorizer, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId, PolicySet, Schema,
    ValidationMode, Validator,
};
use sha2::{Digest, Sha256};

use crate::{
    ask::{Class, Needed},
    clause::{Clause, Duty, in_order},
    error::AgreementError,
    words::{Compartment, Restriction, Role, Verb},
};

/// The agreement as it ships: the same files a governance lead reads, inside the program.
const SHIPPED: &[(&str, &str)] = &[
    ("agencies.cedar", include_str!("../../../agreement/agencies.cedar")),
    ("break-glass.cedar", include_str!("../../../agreement/break-glass.cedar")),
    ("business-unit.cedar", include_str!("../../../agreement/business-unit.cedar")),
    ("guards.cedar", include_str!("../../../agreement/guards.cedar")),
    ("panels.cedar", include_str!("../../../agreement/panels.cedar")),
    ("partners.cedar", include_str!("../../../agreement/partners.cedar")),
    ("public.cedar", include_str!("../../../agreement/public.cedar")),
    ("schools.cedar", include_str!("../../../agreement/schools.cedar")),
    ("scrutiny.cedar", include_str!("../../../agreement/scrutiny.cedar")),
];
const SCHEMA_FILE: &str = "trefoil.cedarschema";
const SHIPPED_SCHEMA: &str = include_str!("../../../agreement/trefoil.cedarschema");

/// An information-sharing agreement, read, checked against its schema and ready to decide. Deny by default.
pub struct Agreement {
    pub(crate) version: String,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) policies: Vec<Policy>,
    pub(crate) by_id: HashMap<PolicyId, usize>,
    pub(crate) actions: BTreeMap<String, Deed>,
    pub(crate) authorizer: Authorizer,
    pub(crate) names: Names,
    /// What would be needed, once worked out; the agreement never changes under it.
    pub(crate) needed: RwLock<HashMap<(String, Class), Arc<Needed>>>,
}

/// An action of the schema, with only those policies that can speak of it: fewer policies to weigh for each decision.
pub(crate) struct Deed {
    pub(crate) uid: EntityUid,
    pub(crate) entity: Entity,
    pub(crate) verb: Verb,
    pub(crate) policies: PolicySet,
    /// The clauses in `policies`, by their place in the agreement.
    pub(crate) clauses: Vec<usize>,
    /// Agency types that those clauses name; without any, the type of agency cannot matter.
    pub(crate) agency_types: Vec<String>,
}

/// Names of Cedar entities that every request needs.
pub(crate) struct Names {
    pub(crate) person: EntityTypeName,
    pub(crate) record: EntityUid,
    pub(crate) roles: Vec<EntityUid>,
    pub(crate) compartments: Vec<EntityUid>,
    pub(crate) restrictions: Vec<EntityUid>,
}

impl Names {
    fn new() -> Result<Self, AgreementError> {
        let kind = |name: &str| EntityTypeName::from_str(name).map_err(|error| AgreementError::Invalid(error.to_string()));
        let uid = |kind: &EntityTypeName, id: &str| EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id));
        let (role, compartment, restriction) = (kind("Role")?, kind("Compartment")?, kind("Restriction")?);
        Ok(Self {
            person: kind("Person")?,
            record: uid(&kind("Record")?, "this"),
            roles: Role::ALL.iter().map(|one| uid(&role, one.as_str())).collect(),
            compartments: Compartment::ALL.iter().map(|one| uid(&compartment, one.as_str())).collect(),
            restrictions: Restriction::ALL.iter().map(|one| uid(&restriction, one.as_str())).collect(),
        })
    }
}

impl fmt::Debug for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agreement").field("version", &self.version).field("clauses", &self.clauses.len()).finish_non_exhaustive()
    }
}

impl Agreement {
    /// The agreement that ships with the program.
    ///
    /// # Errors
    /// Only where the shipped texts are themselves wrong, which a test rules out.
    pub fn shipped() -> Result<Self, AgreementError> {
        Self::from_texts(SHIPPED, SHIPPED_SCHEMA)
    }

    /// Every `*.cedar` file of a folder and its `trefoil.cedarschema`.
    ///
    /// # Errors
    /// A file that cannot be read, and all that [`Self::from_texts`] refuses.
    pub fn from_dir(folder: &Path) -> Result<Self, AgreementError> {
        let unreadable = |path: &Path, reason: &dyn fmt::Display| AgreementError::Unreadable {
            file: path.display().to_string(),
            reason: reason.to_string(),
        };
        let mut texts = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
            let path = entry.map_err(|error| unreadable(folder, &error))?.path();
            if path.extension().is_some_and(|extension| extension == "cedar") {
                let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
                texts.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
            }
        }
        let schema = folder.join(SCHEMA_FILE);
        let schema_text = std::fs::read_to_string(&schema).map_err(|error| unreadable(&schema, &error))?;
        Self::from_texts(&texts, &schema_text)
    }

    /// An agreement from its policy texts (file name and text, in any order) and its schema.
    ///
    /// # Errors
    /// A text that is not Cedar; a clause without number, title, gateway or purpose, or with a number that is taken; a word the schema does
    /// not know; a schema whose roles, compartments or restrictions are not the program's; a duty to share with an agency that the same clause
    /// does not let see.
    pub fn from_texts<N: AsRef<str>, T: AsRef<str>>(texts: &[(N, T)], schema_text: &str) -> Result<Self, AgreementError> {
        let mut texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_ref(), text.as_ref())).collect();
        texts.sort_unstable();
        let (schema, _) = Schema::from_cedarschema_str(schema_text)
            .map_err(|error| AgreementError::Unreadable { file: SCHEMA_FILE.to_owned(), reason: in_one_line(&error) })?;
        let mut read = Vec::new();
        for (file, text) in &texts {
            let set = PolicySet::from_str(text)
                .map_err(|error| AgreementError::Unreadable { file: (*file).to_owned(), reason: in_one_line(&error) })?;
            for policy in set.policies() {
                let clause = Clause::read(file, policy)?;
                let policy = policy.new_id(PolicyId::new(&clause.number));
                read.push((clause, policy));
            }
        }
        read.sort_by(|(left, _), (right, _)| in_order(left, right));
        if let Some([(first, _), (second, _)]) = read.array_windows().find(|[(left, _), (right, _)]| in_order(left, right).is_eq()) {
            let (first, second, clause) = (first.file.clone(), second.file.clone(), first.number.clone());
            return Err(AgreementError::Twice { clause, first, second });
        }
        let (clauses, policies): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let names = Names::new()?;
        let mut agreement = Self {
            version: version(&texts, schema_text),
            by_id: policies.iter().enumerate().map(|(place, policy)| (policy.id().clone(), place)).collect(),
            actions: BTreeMap::new(),
            clauses,
            duties: Vec::new(),
            policies,
            authorizer: Authorizer::new(),
            names,
            needed: RwLock::default(),
        };
        agreement.hold_against(&schema)?;
        agreement.index(&schema)?;
        agreement.read_duties()?;
        Ok(agreement)
    }

    /// SHA-256, in hexadecimal, over the names and texts of all policies and the schema: what a partnership adopts.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The clauses in the order of their numbers.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    pub fn clause(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number == number)
    }

    /// What must be shared, with whom and how soon.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// Every action the agreement speaks of, with its verb, in alphabetical order.
    pub fn actions(&self) -> impl Iterator<Item = (&str, Verb)> {
        self.actions.iter().map(|(name, deed)| (name.as_str(), deed.verb))
    }

    /// The policies use only words of the schema, and the schema's words are the program's.
    fn hold_against(&self, schema: &Schema) -> Result<(), AgreementError> {
        let set = policy_set(self.policies.iter())?;
        let found = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        if let Some(error) = found.validation_errors().next() {
            let place = self.by_id.get(error.policy_id()).and_then(|place| self.clauses.get(*place));
            return Err(match place {
                Some(clause) => AgreementError::Clause { file: clause.file.clone(), clause: clause.number.clone(), reason: in_one_line(error) },
                None => AgreementError::Invalid(in_one_line(error)),
            });
        }
        // One person with every role and membership, and one record of each kind: the schema takes them all or says which it does not know.
        for compartment in Compartment::ALL {
            for restriction in Restriction::ALL {
                let class = Class { restriction: *restriction, compartment: *compartment, ..Class::public("record", "somewhere") };
                let person = self.person(&crate::decide::hypothetical(&class, Role::ALL, "council"));
                let record = self.record(&class);
                Entities::from_entities(person.into_iter().chain(record), Some(schema)).map_err(|error| {
                    AgreementError::Invalid(format!("{SCHEMA_FILE} does not know all the words of this program: {}", in_one_line(&error)))
                })?;
            }
        }
        Ok(())
    }

    /// For every action, the policies that can speak of it.
    fn index(&mut self, schema: &Schema) -> Result<(), AgreementError> {
        let invalid = |error: &dyn fmt::Display| AgreementError::Invalid(error.to_string());
        let all = schema.action_entities().map_err(|error| invalid(&error))?;
        let groups: HashSet<&EntityUid> = schema.action_groups().collect();
        for uid in schema.actions().filter(|uid| Verb::from_str(uid.id().unescaped()).is_err() && !groups.contains(uid)) {
            let above: HashSet<EntityUid> = all.ancestors(uid).into_iter().flatten().cloned().collect();
            let name = uid.id().unescaped().to_owned();
            let verb = above.iter().find_map(|group| Verb::from_str(group.id().unescaped()).ok()).ok_or_else(|| {
                AgreementError::Invalid(format!("{SCHEMA_FILE} does not say whether `{name}` is to view, list, write, approve or export"))
            })?;
            let speaks = |policy: &Policy| match policy.action_constraint() {
                ActionConstraint::Any => true,
                ActionConstraint::Eq(one) => one == *uid,
                ActionConstraint::In(some) => some.iter().any(|one| one == uid || above.contains(one)),
            };
            let clauses: Vec<usize> = (0..self.policies.len()).filter(|place| speaks(&self.policies[*place])).collect();
            let policies = policy_set(clauses.iter().map(|place| &self.policies[*place]))?;
            let mut agency_types = Vec::new();
            for place in &clauses {
                self.clauses[*place].actions.push(name.clone());
                agency_types.extend(agency_types_in(&self.clauses[*place].text));
            }
            agency_types.sort_unstable();
            agency_types.dedup();
            let entity = Entity::new_no_attrs(uid.clone(), above);
            self.actions.insert(name, Deed { uid: uid.clone(), entity, verb, policies, clauses, agency_types });
        }
        for clause in &mut self.clauses {
            clause.actions.sort_unstable();
        }
        Ok(())
    }

    fn read_duties(&mut self) -> Result<(), AgreementError> {
        for (place, policy) in self.policies.iter().enumerate() {
            let (Some(clause), Some(text)) = (self.clauses.get(place), policy.annotation("duty")) else { continue };
            let fault = |reason: String| AgreementError::Clause { file: clause.file.clone(), clause: clause.number.clone(), reason };
            let duty = Duty::read(clause, text).map_err(fault)?;
            for agency_type in &duty.agency_types {
                if !self.lets_see(place, duty.compartment, agency_type) {
                    return Err(fault(format!("it obliges to share with {agency_type}, which it does not let see the compartment {}", duty.compartment)));
                }
            }
            self.duties.push(duty);
        }
        Ok(())
    }
}

/// The types of agency that a clause names: the texts in the list or comparison around `agency_type`.
fn agency_types_in(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.contains("principal.agency_type") && !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn policy_set<'a>(policies: impl Iterator<Item = &'a Policy>) -> Result<PolicySet, AgreementError> {
    PolicySet::from_policies(policies.cloned()).map_err(|error| AgreementError::Invalid(error.to_string()))
}

/// An error of Cedar's with its causes, on one line.
fn in_one_line(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names and texts, each closed by a zero byte, so that no two agreements run together to the same bytes.
fn version(texts: &[(&str, &str)], schema: &str) -> String {
    let mut hash = Sha256::new();
    for (name, text) in texts.iter().chain([&(SCHEMA_FILE, schema)]) {
        hash.update(name);
        hash.update([0]);
        hash.update(text);
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}
