//! Sixty disagreements over two years and a half: settled early, late, by silence, or withdrawn. Police and practices never raise one.

use assurance::escalation::{ADVANCE, ANSWER, About, Case, Command, Escalation, Outcome, RAISE, RESOLVE, Reason, SAFETY, Safety, WITHDRAW};
use jiff::{ToSpan as _, civil::date};

use super::{Event, What, agencies::Agencies, stage::Stage};

pub(super) struct Step {
    id: String,
    by: &'static str,
    deed: Deed,
}

enum Deed {
    Raise(Box<Case>, Safety),
    Answer(&'static str),
    Advance(&'static str),
    Check(Safety),
    Resolve(Outcome, &'static str, &'static str),
    Withdraw(&'static str),
}

/// Who raises, for which agency, and with whom.
const PAIRS: &[(&str, &str, &str, &str)] = &[
    ("school lead", "school-Hazelwick-primary", "social worker", "council"),
    ("high school lead", "school-Aldermoor-secondary", "social worker", "council"),
    ("paediatrician", "hospital", "social worker", "council"),
    ("social worker", "council", "police sergeant", "police"),
    ("social worker", "council", "mental health nurse", "mental-health"),
    ("refuge worker", "refuge", "housing officer", "housing"),
    ("youth justice worker", "youth-justice", "social worker", "council"),
    ("probation officer", "probation", "police sergeant", "police"),
];

const STORIES: &[(Reason, About, &str, &str)] = &[
    (
        Reason::Threshold,
        About::Child,
        "The referral was closed with no further action after the third report of neglect",
        "Look again at the three reports together",
    ),
    (
        Reason::InformationSharing,
        About::Child,
        "We were not told that the father had moved back into the home",
        "Share what is known about him, and when it was known",
    ),
    (
        Reason::TimelinessDrift,
        About::Child,
        "The assessment has not been finished and the family has heard nothing",
        "Say when it will be finished and who sees the children meanwhile",
    ),
    (
        Reason::DecisionOrPlan,
        About::Child,
        "The plan ends although nothing in it has been done",
        "Keep the plan until the core group has met",
    ),
    (
        Reason::ServiceProvision,
        About::Adult,
        "Support at home was stopped while the adult was in hospital",
        "Start it again before discharge",
    ),
    (Reason::Roles, About::Child, "Each agency thought that another would visit", "Name who visits, and how often"),
    (Reason::Capacity, About::Theme, "Strategy discussions are held without health on most afternoons", "Agree cover for every afternoon"),
    (
        Reason::InformationSharing,
        About::Theme,
        "Schools are told of domestic abuse incidents days late",
        "Tell schools before the next school day",
    ),
];

const AGREED: &[&str] = &[
    "The managers met and looked at all of it together; the case is open again",
    "The information was shared and a visit agreed for the same week",
    "The first decision stands; the reasons were given in writing",
    "A named worker visits every week and reports to the core group",
];

pub(super) fn plan(stage: &mut Stage, agencies: &Agencies) -> anyhow::Result<Vec<Event>> {
    let mut events = Vec::new();
    for at in 0..60_usize {
        let (raiser, own, answerer, other) = stage.pick(PAIRS)?;
        let (reason, about, concern, wanted) = stage.pick(STORIES)?;
        let urgent = stage.chance(15);
        let safety = if urgent && stage.chance(50) {
            Safety { safe: false, how: "A worker is with the family now and the police have been told".to_owned() }
        } else {
            Safety { safe: true, how: "Relatives are with them and the school sees the children each day".to_owned() }
        };
        let mut day = date(2024, 4, 8).checked_add((i32::try_from(at)? * 15).days())?;
        // Some were raised by telephone days before they were written down.
        let raised_on = if stage.chance(12) { Some(day.checked_sub(6.days())?) } else { None };
        let case = Case {
            about,
            reference: format!("NB-{:04}", 1000 + at * 7),
            concern: concern.to_owned(),
            wanted: wanted.to_owned(),
            reason,
            raised_by: agencies.id(own)?.to_owned(),
            raised_with: agencies.id(other)?.to_owned(),
            urgent,
            raised_on,
        };
        let id = stage.id();
        let mut put =
            |day, hour, by, deed| events.push(Event { day, hour, order: at, what: What::Escalation(Step { id: id.clone(), by, deed }) });
        put(day, 10, raiser, Deed::Raise(Box::new(case), safety));
        let course = stage.pick(&[0, 0, 0, 0, 1, 1, 1, 2, 3, 4])?;
        match course {
            // Settled at once.
            0 => put(day, 15, answerer, Deed::Answer("We have looked at it again and agree that more must be done")),
            // A level higher.
            1 => {
                put(day, 14, answerer, Deed::Answer("We have looked and stand by the decision"));
                put(day, 16, raiser, Deed::Advance("The answer does not deal with the history"));
            }
            // Nobody answers: silence moves it on.
            2 => day = day.checked_add(11.days())?,
            3 => {
                day = day.checked_add(5.days())?;
                put(day, 11, raiser, Deed::Check(Safety { safe: true, how: "Seen at school this morning, alone".to_owned() }));
            }
            _ => {
                put(day, 17, raiser, Deed::Withdraw("Settled by telephone after the managers spoke"));
                continue;
            }
        }
        let outcome = stage.pick(&[Outcome::ChangedDecision, Outcome::ResolvedAgreed, Outcome::ResolvedOriginalStands])?;
        let agreed = stage.pick(AGREED)?;
        let learning = if stage.chance(40) { "Say what was decided, by whom, and why, on the day" } else { "" };
        let open_still = at > 56;
        if !open_still {
            put(day.checked_add(1.days())?, 9, raiser, Deed::Resolve(outcome, agreed, learning));
        }
    }
    Ok(events)
}

pub(super) async fn happen(stage: &Stage, step: Step) -> anyhow::Result<()> {
    let Step { id, by, deed } = step;
    let (action, command) = match deed {
        Deed::Raise(case, safety) => (RAISE, Command::Raise { case: *case, safety }),
        Deed::Answer(answer) => (ANSWER, Command::Answer { agency: stage.who(by)?.appointment.agency.clone(), answer: answer.to_owned() }),
        Deed::Advance(reason) => (ADVANCE, Command::Advance { reason: reason.to_owned() }),
        Deed::Check(safety) => (SAFETY, Command::CheckSafety { safety }),
        Deed::Resolve(outcome, agreed, learning) => {
            (RESOLVE, Command::Resolve { outcome: Some(outcome), agreed: agreed.to_owned(), learning: learning.to_owned() })
        }
        Deed::Withdraw(reason) => (WITHDRAW, Command::Withdraw { reason: reason.to_owned() }),
    };
    stage.act::<Escalation>(by, action, id, command).await
}
