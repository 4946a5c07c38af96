//! What the invented partnership set out to do, judged each May: some good, some little, one concluded; two challenges that come back each
//! year; and work that others lead.

use jiff::civil::date;
use kernel::{Date, period::FinancialYear};
use partnership::priority::{
    CLOSE, Command, EVIDENCE, Kind, Lead, Level, Outcome, PROGRESS, Priority, SET, Source, Stage as Standing, TRACK,
};
use platform::Action;

use super::{Event, What, agencies::Agencies, groups, stage::Stage};

pub(super) struct Step {
    id: String,
    by: &'static str,
    action: Action,
    command: Command,
}

/// How a year was judged: how much progress, why, what next.
type Judged = (Level, &'static str, &'static str);

struct Set {
    key: &'static str,
    title: &'static str,
    what: &'static str,
    measure: &'static str,
    led_by: &'static str,
    years: [Judged; 2],
    evidence: &'static [(i16, Source, &'static str)],
}

const SET_OUT: &[Set] = &[
    Set {
        key: "sexual-abuse",
        title: "Child sexual abuse in all its forms",
        what: "Notice it sooner, believe children, and keep on helping after the first interview",
        measure: "More children are helped after they tell, and they say that it helped",
        led_by: "children",
        years: [
            (
                Level::Little,
                "Training was given in every agency. Nobody asked yet what children noticed of it",
                "Ask children who told, through those who support them",
            ),
            (
                Level::SomeProgress,
                "Children who were asked said that they were believed; half waited longer than a month for help to begin",
                "Agree how long a child may wait, and count it",
            ),
        ],
        evidence: &[
            (2025, Source::Voice, "Of the children who were asked, most said that they were believed when they told"),
            (2025, Source::Audit, "Files show that a plan for help after the interview was made late or not at all in half the cases"),
        ],
    },
    Set {
        key: "outside-home",
        title: "Harm outside the home",
        what: "Make safer the places where children are exploited, and not only the children",
        measure: "Children say that they feel safer in the places they named",
        led_by: "exploitation",
        years: [
            (
                Level::SomeProgress,
                "One park was changed after children named it. Schools now send in what they notice",
                "Ask the same children again, after dark as well",
            ),
            (
                Level::Good,
                "Children feel safer in the park by day. Two more places were changed, and fewer children were found there by officers",
                "",
            ),
        ],
        evidence: &[
            (2024, Source::Practitioner, "Youth workers say that groups moved from the park to the station"),
            (2025, Source::Voice, "Children asked in July felt safer in the daytime, not after dark"),
            (2025, Source::Data, "Fewer children were found in the park by officers than in the year before"),
        ],
    },
    Set {
        key: "education",
        title: "Safeguarding in education",
        what: "Bring every phase of education to the table, and ask schools questions that can be answered",
        measure: "Each phase comes, and answers of schools agree with what is found on a visit",
        led_by: "education",
        years: [
            (Level::Good, "Each of the phases has a seat and comes", ""),
            (
                Level::SomeProgress,
                "Each phase comes. The audit of schools was hard to answer, and its answers did not fit what visits found",
                "Rewrite the questions that schools read differently, and try them on a few first",
            ),
        ],
        evidence: &[
            (2024, Source::Data, "Each phase of education was at most meetings of the group"),
            (
                2025,
                Source::Practitioner,
                "School leads say that the audit took a day, and that several questions could be read in two ways",
            ),
        ],
    },
    Set {
        key: "early-help",
        title: "Stronger families and early help",
        what: "Help families before there is a reason to refer them",
        measure: "Fewer families are referred again within a year",
        led_by: "council",
        years: [
            (
                Level::NoProgress,
                "The new teams began in February, so there is nothing to judge",
                "Count referrals that come again from now on",
            ),
            (
                Level::Little,
                "The teams are full. Whether families are referred again less often cannot be told yet",
                "Compare families who had early help with those who waited",
            ),
        ],
        evidence: &[(2025, Source::Data, "Referrals that came again within a year were as many as before")],
    },
];

/// Challenges that come back: key, title, what it is, and for each year where it stood and what was done.
type Perennial = (&'static str, &'static str, &'static str, [(&'static str, &'static str); 2]);
const PERENNIAL: &[Perennial] = &[
    (
        "sharing",
        "Sharing information",
        "Agencies still learn late what another knew",
        [
            (
                "Schools learn of domestic abuse days late; the care board's system cannot send to the council's",
                "Police tell schools before the next school day",
            ),
            (
                "Schools are told in time. What health knows still comes by letter",
                "The agreement on sharing was written anew, clause by clause",
            ),
        ],
    ),
    (
        "fathers",
        "Fathers and other men unseen",
        "Assessments speak of mothers and leave out the men around a child",
        [
            ("Fathers are named in most assessments and spoken to in few", "Every assessment now asks who they are"),
            ("The question is answered. Whether anybody spoke to them is being audited", "Twenty files are opened each quarter"),
        ],
    ),
];

/// Year, month and day, where it stands, who says so, and what.
type Heard = (i16, i8, i8, Standing, &'static str, &'static str);
/// Key, title, what it is, who leads it, and what was heard of it.
type Tracked = (&'static str, &'static str, &'static str, &'static str, &'static [Heard]);
const TRACKED: &[Tracked] = &[
    (
        "hub",
        "Where the hub for children who were abused will be",
        "A place in reach where children are examined, interviewed and helped under one roof",
        "The regional health commissioners",
        &[
            (2024, 9, 12, Standing::UnderWay, "The commissioners", "Three places were looked at, one of them in Northbrook"),
            (2025, 2, 20, Standing::Waiting, "The commissioners", "The decision waits for the merger of the care boards"),
            (2026, 5, 14, Standing::Waiting, "The successor board", "A decision is promised for the autumn"),
        ],
    ),
    (
        "consultation",
        "The national consultation on how partners share the cost",
        "The partnership answered, and waits for what is decided",
        "The Department for Education",
        &[
            (2025, 6, 10, Standing::UnderWay, "The business unit", "The three partners answered together"),
            (2026, 3, 3, Standing::Waiting, "The Department", "Answers are being read"),
        ],
    ),
];

pub(super) fn plan(agencies: &Agencies) -> anyhow::Result<Vec<Event>> {
    let mut events = Vec::new();
    let mut order = 0;
    let mut put = |day: Date, key: &str, by: &'static str, action: Action, command: Command| {
        order += 1;
        let step = Step { id: format!("priority-{key}"), by, action, command };
        events.push(Event { day, hour: 11, order, what: What::Priority(Box::new(step)) });
    };
    let year = |begins: i16| FinancialYear::starting(begins).ok_or_else(|| anyhow::anyhow!("{begins} is not a year"));
    let first = date(2024, 4, 22);
    let judged = |begins: i16| date(begins + 1, 5, 6);
    for set in SET_OUT {
        let lead =
            if set.led_by == "council" { Lead::Agency(agencies.id("council")?.to_owned()) } else { Lead::Group(groups::id(set.led_by)) };
        let command = Command::Set {
            title: set.title.to_owned(),
            what: set.what.to_owned(),
            measure: set.measure.to_owned(),
            kind: Some(Kind::Priority),
            year: year(2024)?,
            lead: Some(lead),
        };
        put(first, set.key, "business manager", SET, command);
        for (at, (begins, source, what)) in set.evidence.iter().enumerate() {
            let on = date(begins + 1, 2, 10);
            let (source, what) = (Some(*source), (*what).to_owned());
            let agency = agencies.id("unit")?.to_owned();
            let command = Command::AddEvidence { id: format!("evidence-{at}"), source, what, on, record: None, figure: None, agency };
            put(date(begins + 1, 3, 4), set.key, "qa officer", EVIDENCE, command);
        }
        for (begins, (level, why, next)) in [2024, 2025].into_iter().zip(set.years) {
            let judge = Command::JudgeProgress { year: year(begins)?, level: Some(level), why: why.to_owned(), next: next.to_owned() };
            put(judged(begins), set.key, "business manager", PROGRESS, judge);
            let why = "The partners want another year of it".to_owned();
            put(judged(begins), set.key, "business manager", CLOSE, Command::CarryForward { to: year(begins + 1)?, why });
        }
    }
    for (key, title, what, years) in PERENNIAL {
        let command = Command::Set {
            title: (*title).to_owned(),
            what: (*what).to_owned(),
            measure: "Audits and children say that it is no longer so".to_owned(),
            kind: Some(Kind::PerennialChallenge),
            year: year(2024)?,
            lead: Some(Lead::Group(groups::id("elg"))),
        };
        put(first, key, "business manager", SET, command);
        for (begins, (found, done)) in [2024, 2025].into_iter().zip(years) {
            let command = Command::Revisit { year: year(begins)?, found: (*found).to_owned(), done: (*done).to_owned() };
            put(judged(begins), key, "business manager", PROGRESS, command);
            let why = "It has come back each year so far".to_owned();
            put(judged(begins), key, "business manager", CLOSE, Command::CarryForward { to: year(begins + 1)?, why });
        }
    }
    // Named and finished in one year.
    let neglect = Command::Set {
        title: "One way to name neglect".to_owned(),
        what: "One tool, taught in every agency".to_owned(),
        measure: "The tool is found in the files that audits open".to_owned(),
        kind: Some(Kind::Priority),
        year: year(2025)?,
        lead: Some(Lead::Group(groups::id("neglect"))),
    };
    put(date(2025, 4, 22), "neglect", "business manager", SET, neglect);
    let evidence = Command::AddEvidence {
        id: "evidence-0".to_owned(),
        source: Some(Source::Audit),
        what: "The tool was in fewer than half of the files that were opened".to_owned(),
        on: date(2025, 10, 14),
        record: None,
        figure: None,
        agency: agencies.id("unit")?.to_owned(),
    };
    put(date(2025, 10, 21), "neglect", "qa officer", EVIDENCE, evidence);
    let judge = Command::JudgeProgress {
        year: year(2025)?,
        level: Some(Level::SomeProgress),
        why: "The tool is agreed and taught; it is not yet used in most files".to_owned(),
        next: String::new(),
    };
    put(date(2025, 11, 17), "neglect", "business manager", PROGRESS, judge);
    let conclude = Command::Conclude {
        on: date(2025, 11, 17),
        outcome: Some(Outcome::Partly),
        came_of_it: "Every agency names neglect in the same words. Whether children are helped sooner is asked by the board from now on"
            .to_owned(),
    };
    put(date(2025, 11, 17), "neglect", "business manager", CLOSE, conclude);
    for (key, title, what, led_by, heard) in TRACKED {
        let command = Command::Set {
            title: (*title).to_owned(),
            what: (*what).to_owned(),
            measure: String::new(),
            kind: Some(Kind::TrackedWork),
            year: year(2024)?,
            lead: Some(Lead::Outside((*led_by).to_owned())),
        };
        put(first, key, "business manager", SET, command);
        for begins in [2024, 2025] {
            let why = "It is not settled".to_owned();
            put(judged(begins), key, "business manager", CLOSE, Command::CarryForward { to: year(begins + 1)?, why });
        }
        for (year, month, day, stage, by, note) in *heard {
            let on = date(*year, *month, *day);
            let command = Command::Track { on, stage: Some(*stage), by: (*by).to_owned(), note: (*note).to_owned() };
            put(on, key, "business manager", TRACK, command);
        }
    }
    Ok(events)
}

pub(super) async fn happen(stage: &Stage, step: Step) -> anyhow::Result<()> {
    stage.act::<Priority>(step.by, step.action, step.id, step.command).await
}
