//! Who works in the invented partnership: agencies, schools and practices, their leads, and what changes over the years.

use std::collections::BTreeMap;

use fake::{Fake as _, faker::name::en::Name};
use jiff::civil::{Date, date};
use partnership::organisation::{AMEND, AgencyType, CLOSE, Command, Organisation, Phase, Post, REGISTER, Standing};
use platform::{COMMONS, System};

use super::{Event, NEIGHBOUR, PARTNERSHIP, What, stage::Stage};

/// Key and organisation id.
pub(super) struct Agencies {
    ids: BTreeMap<String, String>,
    pub schools: Vec<String>,
    pub practices: Vec<String>,
}

impl Agencies {
    pub(super) fn id(&self, key: &str) -> anyhow::Result<&str> {
        self.ids.get(key).map(String::as_str).ok_or_else(|| anyhow::anyhow!("there is no agency `{key}` in the demonstration"))
    }
}

const STATUTORY: Standing = Standing::Statutory;
const RELEVANT: Standing = Standing::Relevant;

const NAMED: &[(&str, &str, AgencyType, Standing)] = &[
    ("council", "Northbrook Council", AgencyType::Council, STATUTORY),
    ("police", "North Counties Police, Western Command", AgencyType::Police, STATUTORY),
    ("icb-before", "Northbrook and Eastmere Integrated Care Board", AgencyType::Icb, STATUTORY),
    ("hospital", "Northbrook Hospitals", AgencyType::NhsTrust, RELEVANT),
    ("mental-health", "Brook Valley Community and Mental Health", AgencyType::NhsTrust, RELEVANT),
    ("probation", "Northbrook Probation", AgencyType::Probation, RELEVANT),
    ("youth-justice", "Northbrook Youth Justice Service", AgencyType::YouthJustice, RELEVANT),
    ("housing", "Northbrook Homes", AgencyType::Housing, RELEVANT),
    ("fire", "North Counties Fire and Rescue", AgencyType::Fire, RELEVANT),
    ("hospice", "Lark Rise Children's Hospice", AgencyType::Hospice, RELEVANT),
    ("refuge", "Safe Harbour", AgencyType::Charity, RELEVANT),
    ("young-carers", "Northbrook Young Carers", AgencyType::Charity, RELEVANT),
    ("scrutiny", "Independent scrutiny", AgencyType::Other, Standing::Other),
    ("unit", "Partnership business unit", AgencyType::Other, Standing::Other),
];

/// Words of our own; no real school has a name made this way on purpose, and none is meant.
const TREES: &[&str] = &[
    "Hazelwick",
    "Aldermoor",
    "Rowancote",
    "Willowmere",
    "Elderfold",
    "Mapleside",
    "Beechlow",
    "Thornwell",
    "Ashenby",
    "Limecroft",
    "Hollinside",
    "Birchover",
    "Sycamore Rise",
    "Poplar Vale",
    "Yewdale",
    "Oakhanger",
    "Chestnut Green",
    "Alderbank",
    "Rowan Hill",
    "Whitebeam",
    "Hawthorn Lea",
    "Larchfield",
    "Juniper Way",
    "Cedar Holt",
    "Elmsett",
];

fn registration(name: String, agency_type: AgencyType, phase: Option<Phase>, standing: Standing) -> Command {
    let valid_from = date(2012, 4, 1);
    Command::Register { name, agency_type: Some(agency_type), phase, valid_from, partnership: PARTNERSHIP.to_owned(), standing }
}

pub(super) async fn register(stage: &mut Stage) -> anyhow::Result<Agencies> {
    let mut agencies = Agencies { ids: BTreeMap::new(), schools: Vec::new(), practices: Vec::new() };
    // The installation's own first acts: before anybody has an account there is nobody to act.
    let system = System::routine(stage.site.clone(), "installation", PARTNERSHIP);
    let mut all: Vec<(String, Command)> = NAMED
        .iter()
        .map(|(key, name, agency_type, standing)| ((*key).to_owned(), registration((*name).to_owned(), *agency_type, None, *standing)))
        .collect();
    let phases = [
        (Phase::Primary, "Primary School"),
        (Phase::Secondary, "High School"),
        (Phase::EarlyYears, "Nursery"),
        (Phase::Special, "School"),
        (Phase::Independent, "House School"),
    ];
    for (at, tree) in TREES.iter().enumerate() {
        for (phase, kind) in phases.iter().take(if at < 3 { 5 } else { 3 }) {
            let key = format!("school-{tree}-{}", phase.as_str());
            agencies.schools.push(key.clone());
            all.push((key, registration(format!("{tree} {kind} ({})", phase.title()), AgencyType::School, Some(*phase), RELEVANT)));
        }
        let key = format!("practice-{tree}");
        agencies.practices.push(key.clone());
        all.push((key, registration(format!("{tree} Surgery"), AgencyType::GpPractice, None, RELEVANT)));
    }
    all.push((
        "college".to_owned(),
        registration("Northbrook College".to_owned(), AgencyType::School, Some(Phase::FurtherEducation), RELEVANT),
    ));
    for (key, command) in all {
        let id = stage.id();
        system.act::<Organisation>(&id, command, &key).await.map_err(|unmet| anyhow::anyhow!("{key}: {unmet:?}"))?;
        agencies.ids.insert(key, id);
    }
    for key in ["police", "icb-before"] {
        let command = Command::BeginFootprint { partnership: NEIGHBOUR.to_owned(), standing: STATUTORY, from: date(2020, 4, 1) };
        system
            .act::<Organisation>(agencies.id(key)?, command, &format!("neighbour:{key}"))
            .await
            .map_err(|unmet| anyhow::anyhow!("{key}: {unmet:?}"))?;
    }
    let id = stage.id();
    let neighbour = Command::Register {
        name: "Eastmere Council".to_owned(),
        agency_type: Some(AgencyType::Council),
        phase: None,
        valid_from: date(2012, 4, 1),
        partnership: NEIGHBOUR.to_owned(),
        standing: STATUTORY,
    };
    let east = System::routine(stage.site.clone(), "installation", COMMONS);
    east.act::<Organisation>(&id, neighbour, "eastmere").await.map_err(|unmet| anyhow::anyhow!("{unmet:?}"))?;
    agencies.ids.insert("eastmere-council".to_owned(), id);
    for key in ["council", "police", "icb-before", "hospital", "mental-health"] {
        let name: String = Name().fake_with_rng(&mut stage.rng);
        let post = if matches!(key, "council" | "police" | "icb-before") { Post::DelegatedPartner } else { Post::NamedProfessional };
        let command = Command::NameLead { post: Some(post), name, email: format!("lead@{key}.example"), from: date(2024, 4, 1) };
        system
            .act::<Organisation>(agencies.id(key)?, command, &format!("lead:{key}"))
            .await
            .map_err(|unmet| anyhow::anyhow!("{key}: {unmet:?}"))?;
    }
    // The integrated care boards merge on 1 April 2026; the successor is known before.
    let id = stage.id();
    agencies.ids.insert("icb".to_owned(), id);
    Ok(agencies)
}

/// What the business manager does about organisations later.
pub(super) enum Step {
    Register {
        id: String,
        command: Command,
    },
    Amend {
        id: String,
        command: Command,
    },
    Close {
        id: String,
        command: Command,
    },
    /// Somebody goes over to the successor.
    Move {
        persona: &'static str,
        to: String,
    },
}

pub(super) fn later(agencies: &Agencies) -> Vec<Event> {
    let at = |day: Date, order: usize, what: Step| Event { day, hour: 10, order, what: What::Agency(what) };
    let id = |key: &str| agencies.ids.get(key).cloned().unwrap_or_default();
    let merged = Command::Register {
        name: "Three Valleys Integrated Care Board".to_owned(),
        agency_type: Some(AgencyType::Icb),
        phase: None,
        valid_from: date(2026, 4, 1),
        partnership: PARTNERSHIP.to_owned(),
        standing: STATUTORY,
    };
    // It worked here since June 2024 and was entered only in November 2025, after last year's report was published.
    let late = Command::Register {
        name: "Open Door Advocacy".to_owned(),
        agency_type: Some(AgencyType::Charity),
        phase: None,
        valid_from: date(2024, 6, 1),
        partnership: PARTNERSHIP.to_owned(),
        standing: RELEVANT,
    };
    let next_door = Command::BeginFootprint { partnership: NEIGHBOUR.to_owned(), standing: STATUTORY, from: date(2026, 4, 1) };
    let moved = |(order, persona): (usize, &'static str)| at(date(2026, 4, 1), 2 + order, Step::Move { persona, to: id("icb") });
    let health = ["health lead", "designated nurse", "health author", "health approver"].into_iter().enumerate().map(moved);
    let mut later = vec![
        at(date(2025, 11, 12), 1, Step::Register { id: format!("{}-late", id("refuge")), command: late }),
        at(date(2026, 3, 2), 1, Step::Register { id: id("icb"), command: merged }),
        at(date(2026, 3, 2), 2, Step::Amend { id: id("icb"), command: next_door }),
        at(
            date(2026, 4, 1),
            1,
            Step::Close { id: id("icb-before"), command: Command::Close { on: date(2026, 3, 31), successor: Some(id("icb")) } },
        ),
    ];
    later.extend(health);
    later
}

pub(super) async fn happen(stage: &mut Stage, step: Step) -> anyhow::Result<()> {
    match step {
        Step::Register { id, command } => stage.act::<Organisation>("business manager", REGISTER, id, command).await,
        Step::Amend { id, command } => stage.act::<Organisation>("business manager", AMEND, id, command).await,
        Step::Close { id, command } => stage.act::<Organisation>("business manager", CLOSE, id, command).await,
        Step::Move { persona, to } => stage.moves(persona, "business manager", &to, "The care boards merged").await,
    }
}
