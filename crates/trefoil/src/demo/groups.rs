//! The bodies through which the invented partnership works: who sits in them, who chairs, what they planned and what came of it.

use std::collections::BTreeMap;

use fake::{Fake as _, faker::name::en::Name};
use jiff::civil::{Date, date};
use partnership::{
    group::{AMEND, CONCLUDE, Chair, Command, Group, Kind, LAUNCH, PLAN, Pillar, Quorum, SEAT, Seat},
    organisation::{AgencyType, Phase},
};
use platform::Action;

use super::{Event, What, agencies::Agencies, stage::Stage};

pub(super) struct Step {
    id: String,
    action: Action,
    command: Command,
}

/// A body, its seats by agency key and post, and how many must be there.
struct Body {
    key: &'static str,
    name: &'static str,
    kind: Kind,
    reports_to: Option<&'static str>,
    terms: &'static str,
    quorum: i64,
    must: &'static [AgencyType],
    seats: &'static [(&'static str, &'static str)],
    chairs: &'static [&'static str],
}

const THREE: &[AgencyType] = &[AgencyType::Council, AgencyType::Icb, AgencyType::Police];

const SCHOOLS: &[(&str, &str)] = &[
    ("school-Hazelwick-early_years", "Nursery head"),
    ("school-Hazelwick-primary", "Primary headteacher"),
    ("school-Aldermoor-secondary", "Secondary headteacher"),
    ("college", "Principal of the college"),
    ("school-Rowancote-special", "Special school headteacher"),
];

const BODIES: &[Body] = &[
    Body {
        key: "elg",
        name: "Executive leadership group",
        kind: Kind::Leadership,
        reports_to: None,
        terms: "The three statutory partners, equal, answer here for how well children and adults are kept safe, for the money, and for the yearly report.",
        quorum: 3,
        must: THREE,
        seats: &[
            ("council", "Chief executive"),
            ("icb-before", "Chief nurse"),
            ("police", "Commander"),
            ("scrutiny", "Independent scrutineer (adviser)"),
            ("unit", "Business manager (adviser)"),
        ],
        chairs: &["council", "police", "icb"],
    },
    Body {
        key: "children",
        name: "Children's partnership board",
        kind: Kind::ChildrenBoard,
        reports_to: Some("elg"),
        terms: "To see that agencies work together for children, to challenge one another, and to say what changed for children.",
        quorum: 6,
        must: THREE,
        seats: &[
            ("council", "Director of children's services"),
            ("icb-before", "Designated nurse"),
            ("police", "Superintendent"),
            ("hospital", "Named doctor"),
            ("mental-health", "Head of safeguarding"),
            ("probation", "Head of service"),
            ("youth-justice", "Service manager"),
            ("young-carers", "Director"),
            ("housing", "Head of tenancy"),
            ("scrutiny", "Independent scrutineer (adviser)"),
        ],
        chairs: &["council", "icb-before", "police"],
    },
    Body {
        key: "adults",
        name: "Adults' safeguarding board",
        kind: Kind::AdultsBoard,
        reports_to: Some("elg"),
        terms: "To help and protect adults with care and support needs who cannot protect themselves, and to say each year what was done.",
        quorum: 5,
        must: THREE,
        seats: &[
            ("council", "Director of adult services"),
            ("icb-before", "Designated professional"),
            ("police", "Superintendent"),
            ("hospital", "Head of nursing"),
            ("mental-health", "Head of safeguarding"),
            ("housing", "Head of supported housing"),
            ("fire", "Prevention manager"),
            ("refuge", "Director"),
            ("scrutiny", "Independent scrutineer (adviser)"),
        ],
        chairs: &["icb-before", "police", "council"],
    },
    Body {
        key: "exploitation",
        name: "Exploitation and missing group",
        kind: Kind::SubGroup,
        reports_to: Some("children"),
        terms: "To know where and by whom children are exploited, and to make those places safer.",
        quorum: 3,
        must: &[AgencyType::Police],
        seats: &[
            ("police", "Detective inspector"),
            ("council", "Head of adolescent safeguarding"),
            ("youth-justice", "Service manager"),
            ("mental-health", "Clinical lead"),
            ("school-Aldermoor-secondary", "Secondary headteacher"),
        ],
        chairs: &["police"],
    },
    Body {
        key: "education",
        name: "Education safeguarding group",
        kind: Kind::SubGroup,
        reports_to: Some("children"),
        terms: "To speak for every phase of education, and to take what is learned back to each.",
        quorum: 3,
        must: &[AgencyType::Council],
        seats: &[("council", "Head of education safeguarding")],
        chairs: &["council"],
    },
    Body {
        key: "learning",
        name: "Learning and practice review group",
        kind: Kind::SubGroup,
        reports_to: Some("elg"),
        terms: "To decide what is reviewed, to see that it is learned from, and to ask afterwards whether practice changed.",
        quorum: 3,
        must: &[],
        seats: &[
            ("hospital", "Named doctor"),
            ("council", "Principal social worker"),
            ("police", "Review officer"),
            ("icb-before", "Designated doctor"),
            ("mental-health", "Clinical lead"),
        ],
        chairs: &["hospital"],
    },
    Body {
        key: "neglect",
        name: "Neglect task group",
        kind: Kind::SubGroup,
        reports_to: Some("children"),
        terms: "To agree one way of noticing and naming neglect, then to end.",
        quorum: 2,
        must: &[],
        seats: &[
            ("council", "Head of early help"),
            ("icb-before", "Lead health visitor"),
            ("school-Hazelwick-primary", "Primary headteacher"),
        ],
        chairs: &["council"],
    },
];

/// Body, pillar, what, how it will be known, who leads, due, and what came of it where it is finished.
type Line = (&'static str, Pillar, &'static str, &'static str, &'static str, Date, Option<(Date, &'static str)>);

fn lines() -> Vec<Line> {
    vec![
        (
            "exploitation",
            Pillar::Prevention,
            "Work with the park, the station and the shops where children are approached",
            "Children say that they feel safer there, asked before and after",
            "council",
            date(2025, 7, 31),
            Some((
                date(2025, 9, 9),
                "Lighting and staff hours changed in the park. Children asked in July felt safer in the daytime, not after dark",
            )),
        ),
        (
            "exploitation",
            Pillar::Identification,
            "Give every school one way to send in what it notices",
            "Schools of every phase send in information each term",
            "police",
            date(2025, 3, 31),
            Some((date(2025, 3, 20), "In use. Most of what comes in is from secondary schools; special schools have sent nothing")),
        ),
        (
            "exploitation",
            Pillar::Response,
            "Offer each child found missing a talk with somebody they choose",
            "Talks held in time, and what children said is acted on",
            "youth-justice",
            date(2026, 6, 30),
            None,
        ),
        (
            "education",
            Pillar::Prevention,
            "Bring every phase of education into the sub-groups",
            "Each phase has a seat and comes",
            "council",
            date(2024, 12, 31),
            Some((date(2024, 12, 3), "Each phase has a seat. Early years send a deputy more often than not")),
        ),
        (
            "education",
            Pillar::Identification,
            "Ask schools a shorter set of questions about safeguarding",
            "Fewer questions left empty, and answers that fit the evidence",
            "unit",
            date(2026, 3, 31),
            None,
        ),
        (
            "neglect",
            Pillar::Identification,
            "Agree one tool with which neglect is named",
            "The tool is found in the files that audits open",
            "council",
            date(2025, 6, 30),
            Some((date(2025, 10, 21), "The tool is agreed and taught. It was in fewer than half of the files that were opened")),
        ),
    ]
}

/// The id of a body of the demonstration.
pub(super) fn id(key: &str) -> String {
    format!("group-{key}")
}

/// Seats of a body, as `(seat, agency key)`, on a day.
pub(super) fn seats(key: &str, on: Date) -> Vec<(String, &'static str)> {
    let Some(body) = BODIES.iter().find(|body| body.key == key) else { return Vec::new() };
    let merged = on >= date(2026, 4, 1);
    let mut seats = Vec::new();
    for (at, (agency, _)) in all_seats(body).iter().enumerate() {
        let (seat, agency) = if merged && *agency == "icb-before" { (format!("{at}-merged"), "icb") } else { (at.to_string(), *agency) };
        seats.push((seat, agency));
    }
    seats
}

fn all_seats(body: &Body) -> Vec<(&'static str, &'static str)> {
    let schools = if matches!(body.key, "education" | "children") { SCHOOLS } else { &[] };
    body.seats.iter().chain(schools).copied().collect()
}

pub(super) fn plan(stage: &mut Stage, agencies: &Agencies) -> anyhow::Result<Vec<Event>> {
    let mut events = Vec::new();
    let mut order = 0;
    let mut put = |day: Date, hour: i8, key: &str, action: Action, command: Command| {
        order += 1;
        events.push(Event { day, hour, order, what: What::Group(Box::new(Step { id: id(key), action, command })) });
    };
    let launched = date(2024, 4, 2);
    for body in BODIES {
        let launch = Command::Launch {
            name: body.name.to_owned(),
            kind: Some(body.kind),
            reports_to: body.reports_to.map(id),
            terms: body.terms.to_owned(),
            rotating_chair: body.chairs.len() > 1,
            launched_on: launched,
        };
        put(launched, 9, body.key, LAUNCH, launch);
        put(launched, 9, body.key, AMEND, Command::SetQuorum { quorum: Quorum { seats: body.quorum, must: body.must.to_vec() } });
        let phases: BTreeMap<&str, Phase> = BTreeMap::from([
            ("school-Hazelwick-early_years", Phase::EarlyYears),
            ("school-Hazelwick-primary", Phase::Primary),
            ("school-Aldermoor-secondary", Phase::Secondary),
            ("college", Phase::FurtherEducation),
            ("school-Rowancote-special", Phase::Special),
        ]);
        for (at, (agency, title)) in all_seats(body).into_iter().enumerate() {
            let seat = |id: String, agency: &str, key: &str, from: Date| -> anyhow::Result<Command> {
                let (agency, title) = (agencies.id(agency)?.to_owned(), title.to_owned());
                let counts = !title.contains("adviser");
                Ok(Command::AddSeat { seat: Seat { id, agency, title, phase: phases.get(key).copied(), counts, from } })
            };
            put(launched, 9, body.key, SEAT, seat(at.to_string(), agency, agency, launched)?);
            // The integrated care board's seat goes over to its successor, unless the body has ended by then.
            if agency == "icb-before" && body.key != "neglect" {
                let merged = date(2026, 4, 1);
                put(merged, 11, body.key, SEAT, seat(format!("{at}-merged"), "icb", agency, merged)?);
                put(merged, 12, body.key, SEAT, Command::EndSeat { seat: at.to_string(), on: merged });
            }
        }
        for (year, agency) in body.chairs.iter().enumerate() {
            let from = date(2024 + i16::try_from(year)?, 4, 2);
            let until = (body.chairs.len() > 1).then(|| date(from.year() + 1, 4, 1));
            let name: String = Name().fake_with_rng(&mut stage.rng);
            let chair = Chair { id: format!("{}-{year}", body.key), name, agency: agencies.id(agency)?.to_owned(), from, until };
            put(from, 14, body.key, AMEND, Command::AppointChair { chair });
        }
    }
    for (at, (key, pillar, what, measure, lead, due_on, finished)) in lines().into_iter().enumerate() {
        let line = format!("line-{at}");
        let set = Command::SetLine {
            line: line.clone(),
            pillar: Some(pillar),
            what: what.to_owned(),
            measure: measure.to_owned(),
            due_on,
            lead: agencies.id(lead)?.to_owned(),
        };
        put(date(2024, 5, 14), 10, key, PLAN, set);
        let words = "Begun; nobody can yet say what is different".to_owned();
        put(date(2024, 9, 17), 10, key, PLAN, Command::NoteProgress { line: line.clone(), words });
        if let Some((on, result)) = finished {
            put(on, 10, key, PLAN, Command::FinishLine { line, on, result: result.to_owned() });
        }
    }
    let achieved =
        "One tool to name neglect, taught in every agency. Audits found it in fewer than half of the files, so the board keeps asking"
            .to_owned();
    put(date(2025, 11, 18), 10, "neglect", CONCLUDE, Command::Conclude { on: date(2025, 11, 18), achieved });
    Ok(events)
}

pub(super) async fn happen(stage: &Stage, step: Step) -> anyhow::Result<()> {
    stage.act::<Group>("business manager", step.action, step.id, step.command).await
}
