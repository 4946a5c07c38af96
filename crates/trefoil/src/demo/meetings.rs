//! Meetings, four a year: who came, what was decided, and who challenged whom. Housing seldom comes; one meeting had no quorum.

use jiff::{ToSpan as _, civil::date};
use kernel::Date;
use partnership::meeting::{
    AMEND, ANSWER, ATTEND, CHALLENGE, CONVENE, Called, Came, Challenge, Command, DECIDE, Decision, Item, Mark, Meeting,
};
use platform::Action;

use super::{ENDS, Event, What, agencies::Agencies, groups, stage::Stage};

pub(super) struct Step {
    id: String,
    action: Action,
    command: Command,
}

/// Body, and on which day of the month it meets.
const BODIES: &[(&str, i8)] = &[("elg", 11), ("children", 18), ("adults", 19), ("exploitation", 5), ("education", 25), ("learning", 26)];

const ITEMS: &[(&str, &str, i64)] = &[
    ("What children and adults told us", "Young people's worker", 15),
    ("What was decided last time, and what came of it", "Business manager", 10),
    ("The figures of the quarter", "Analyst", 20),
    ("Priorities: what changed for people?", "Chair", 30),
    ("Disagreements between agencies", "Business manager", 15),
];

const DECISIONS: &[(&str, &str)] = &[
    ("Ask every agency what changed for children, and not only what was done", "unit"),
    ("Bring the numbers of escalations by agency to each meeting, those that raise none included", "unit"),
    ("Tell schools of domestic abuse incidents before the next school day", "police"),
    ("Look at twenty assessments for what they say about fathers", "council"),
    ("Have health at every strategy discussion, by telephone where need be", "hospital"),
    ("Agree cover for strategy discussions on every afternoon", "mental-health"),
    ("Write to the agencies that have not sent their contribution", "unit"),
    ("Offer the training on neglect in the evening as well", "unit"),
];

/// Who challenges whom, about what; the answer and what is different, where there is one.
type Row = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);
const CHALLENGES: &[Row] = &[
    (
        "hospital",
        "council",
        "Referrals from the ward come back marked no further action without a reason",
        Some((
            "Each now comes back with the reason and a name to ring",
            "Ward staff rang in four of the first ten cases, and two decisions were changed",
        )),
    ),
    ("council", "housing", "Housing has missed three meetings out of four", None),
    (
        "young-carers",
        "council",
        "Assessments of adults do not ask whether a child cares for them",
        Some(("The form asks it now", "Nothing can be said yet about whether young carers are found sooner")),
    ),
    (
        "police",
        "mental-health",
        "Officers wait through the night with people in crisis because nobody says which bed is free",
        Some(("One telephone number answers at night", "Waits were shorter in the first month; they are counted from now on")),
    ),
    (
        "scrutiny",
        "police",
        "Children found missing were asked where they had been and not why they had gone",
        Some(("The talk now begins with why", "Nothing is different yet: the new talk began this month")),
    ),
];

pub(super) fn plan(stage: &mut Stage, agencies: &Agencies) -> anyhow::Result<Vec<Event>> {
    let mut events = Vec::new();
    let mut order = 0;
    let mut put = |day: Date, hour: i8, id: &str, action: Action, command: Command| {
        order += 1;
        events.push(Event { day, hour, order, what: What::Meeting(Box::new(Step { id: id.to_owned(), action, command })) });
    };
    let mut challenges = CHALLENGES.iter().cycle();
    for quarter in 0..11_i16 {
        for (at, (key, day)) in BODIES.iter().enumerate() {
            let (year, month) = (2024 + (4 + quarter * 3) / 12, (4 + quarter * 3) % 12 + 1);
            let on = date(year, i8::try_from(month)?, *day);
            let id = format!("meeting-{key}-{quarter}");
            let called = Called {
                title: on.strftime("%B meeting").to_string(),
                on,
                starts: jiff::civil::time(if at % 2 == 0 { 10 } else { 14 }, 0, 0, 0),
                minutes: 120,
                place: if at % 2 == 0 { "Northbrook town hall, room 2" } else { "Online" }.to_owned(),
                link: if at % 2 == 0 { String::new() } else { "https://meet.example/northbrook".to_owned() },
            };
            // The last ones lie ahead of the visitor, and have been convened before the years end.
            let call = on.checked_sub(14.days())?.min(date(2026, 9, 28));
            put(call, 9, &id, CONVENE, Command::Convene { group: groups::id(key), called });
            for (item, (title, lead, minutes)) in ITEMS.iter().enumerate() {
                let item = Item { id: format!("item-{item}"), title: (*title).to_owned(), lead: (*lead).to_owned(), minutes: *minutes };
                put(call, 9, &id, AMEND, Command::AddItem { item });
            }
            if on > ENDS {
                continue;
            }
            let mut marks = Vec::new();
            // The seats are those of the day on which it was convened.
            for (seat, agency) in groups::seats(key, call) {
                let roll = stage.pick(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9])?;
                let thin = *key == "learning" && quarter == 5;
                let came = match (agency, roll) {
                    _ if thin && agency != "hospital" => Came::Apologies,
                    ("housing", 0..=6) => Came::Absent,
                    ("probation" | "fire", 0..=3) => Came::Apologies,
                    ("school-Hazelwick-early_years", 0..=5) => Came::Deputy,
                    ("council" | "police" | "icb" | "icb-before", 0..=1) => Came::Deputy,
                    ("council" | "police" | "icb" | "icb-before", _) | (_, 2..=9) => Came::Present,
                    (_, 1) => Came::Apologies,
                    _ => Came::Deputy,
                };
                let deputy = if came == Came::Deputy { "Deputy of the post" } else { "" };
                marks.push(Mark { seat, came, deputy: deputy.to_owned() });
            }
            put(on, 10, &id, ATTEND, Command::RecordAttendance { marks, agency: None });
            for number in 0..2 {
                let (what, owner) = stage.pick(DECISIONS)?;
                let decision = Decision {
                    id: format!("decision-{number}"),
                    item: Some("item-3".to_owned()),
                    what: what.to_owned(),
                    owner: agencies.id(owner)?.to_owned(),
                    due_on: Some(on.checked_add(60.days())?),
                };
                put(on, 11, &id, DECIDE, Command::Decide { decision });
            }
            if matches!(*key, "children" | "adults") && quarter % 2 == at as i16 % 2 {
                let Some((by, to, issue, answer)) = challenges.next() else { continue };
                let challenge = Challenge {
                    id: "challenge-0".to_owned(),
                    by: agencies.id(by)?.to_owned(),
                    to: agencies.id(to)?.to_owned(),
                    issue: (*issue).to_owned(),
                };
                put(on, 12, &id, CHALLENGE, Command::Challenge { challenge });
                if let Some((response, impact)) = answer {
                    let command = Command::Answer {
                        challenge: "challenge-0".to_owned(),
                        agency: None,
                        response: (*response).to_owned(),
                        impact: (*impact).to_owned(),
                    };
                    let answered = on.checked_add(35.days())?;
                    if answered <= ENDS {
                        put(answered, 11, &id, ANSWER, command);
                    }
                }
            }
            let minutes = "The partners said what they had done and were asked what was different for people because of it. \
                           What was decided, and who challenged whom, stands below."
                .to_owned();
            put(on.checked_add(3.days())?, 15, &id, AMEND, Command::Hold { minutes });
            let approved = on.checked_add(91.days())?;
            if approved <= ENDS {
                put(approved, 16, &id, AMEND, Command::ApproveMinutes { on: approved });
            }
        }
    }
    Ok(events)
}

pub(super) async fn happen(stage: &Stage, step: Step) -> anyhow::Result<()> {
    stage.act::<Meeting>("business manager", step.action, step.id, step.command).await
}
