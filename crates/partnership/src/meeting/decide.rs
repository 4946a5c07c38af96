//! The rule. Pure: no database, no clock, no identity check.

use kernel::{Date, Moment};

use super::{Called, Came, Challenge, Decision, Fact, Item, Mark, Meeting, Paper, Quoracy, SeatThen, fact::Status};
use crate::group::Quorum;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Convene {
        group: String,
        called: Called,
    },
    Amend {
        called: Called,
    },
    AddItem {
        item: Item,
    },
    RemoveItem {
        item: String,
    },
    AttachPaper {
        paper: Paper,
    },
    WithdrawPaper {
        paper: String,
    },
    /// `agency`: of the person who marks their own agency's seats; none for whoever keeps the record.
    RecordAttendance {
        marks: Vec<Mark>,
        agency: Option<String>,
    },
    Decide {
        decision: Decision,
    },
    Challenge {
        challenge: Challenge,
    },
    /// `agency`: of the person who answers for it; none where whoever keeps the record writes down the answer.
    Answer {
        challenge: String,
        agency: Option<String>,
        response: String,
        impact: String,
    },
    Hold {
        minutes: String,
    },
    ApproveMinutes {
        on: Date,
    },
    Cancel {
        why: String,
    },
}

/// What a command needs to know of other records.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reads {
    /// The active group named: its name and its quorum.
    pub group: Option<(String, Option<Quorum>)>,
    /// The group's seats on the day of the meeting.
    pub seats: Vec<SeatThen>,
    /// How many of the agencies named are registered and open.
    pub agencies_known: i64,
}

/// Why not, in words fit for the page.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Choose the group that meets")]
    UnknownGroup,
    #[error("Set the group's quorum before convening a meeting of it")]
    NoQuorum,
    #[error("Add the group's seats before convening a meeting of it")]
    NoSeats,
    #[error("Enter what the meeting is called")]
    NoTitle,
    #[error("The length must be between 5 minutes and 12 hours")]
    BadLength,
    #[error("Enter where it is held, or an address to join by")]
    NoPlace,
    #[error("The address to join by must begin with https://")]
    BadLink,
    #[error("Enter the item")]
    NoItemTitle,
    #[error("The minutes for an item must be between 0 and 720")]
    BadItemLength,
    #[error("This item is not on the agenda")]
    NoSuchItem,
    #[error("Enter what the paper is called")]
    NoPaperTitle,
    #[error("This paper is not attached")]
    NoSuchPaper,
    #[error("Choose at least one answer")]
    NoMarks,
    #[error("This seat was not in the group when the meeting was convened")]
    NoSuchSeat,
    #[error("You can answer only for your own agency's seats")]
    NotYourSeat,
    #[error("The meeting has been held, so whoever keeps its record marks who came")]
    AlreadyHeld,
    #[error("Enter the deputy's name")]
    NoDeputy,
    #[error("Enter what was decided")]
    NoDecision,
    #[error("Choose the agency that is to do it")]
    UnknownOwner,
    #[error("The day it is due cannot be before the meeting")]
    DueBeforeMeeting,
    #[error("Enter what the challenge is about")]
    NoIssue,
    #[error("Choose an agency other than the one that challenges")]
    SameAgency,
    #[error("Choose agencies that are registered")]
    UnknownAgency,
    #[error("This challenge was not raised in this meeting")]
    NoSuchChallenge,
    #[error("This challenge has been answered")]
    AlreadyAnswered,
    #[error("Only the agency that was challenged can answer it")]
    NotTheirs,
    #[error("Enter the answer")]
    NoResponse,
    #[error("Enter what is different because of it, or say that nothing is yet")]
    NoImpact,
    #[error("A meeting cannot have been held before its day")]
    NotYet,
    #[error("Mark every seat first: present, deputy, apologies or absent")]
    SeatsUnmarked,
    #[error("Enter the minutes")]
    NoMinutes,
    #[error("Record that the meeting was held before its minutes are approved")]
    NotHeld,
    #[error("The minutes cannot be approved before the meeting")]
    ApprovedBeforeMeeting,
    #[error("The day cannot be in the future")]
    InTheFuture,
    #[error("Enter why it is cancelled")]
    NoWhy,
    #[error("This meeting has not been convened")]
    NotConvened,
    #[error("This meeting has already been convened")]
    AlreadyConvened,
    #[error("This meeting was cancelled, so nothing can be added to it")]
    Cancelled,
    #[error("The minutes are approved, so only challenges can still be answered")]
    Approved,
    #[error("The meeting has been held, so this can no longer be changed")]
    Over,
}

impl Refusal {
    /// The form field it belongs to; empty for the form as a whole.
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::UnknownGroup | Self::NoQuorum | Self::NoSeats => "group",
            Self::NoTitle | Self::NoItemTitle | Self::NoPaperTitle => "title",
            Self::BadLength | Self::BadItemLength | Self::NoMinutes => "minutes",
            Self::NoPlace => "place",
            Self::BadLink => "link",
            Self::NoDecision => "what",
            Self::UnknownOwner => "owner",
            Self::DueBeforeMeeting => "due_on",
            Self::NoIssue => "issue",
            Self::SameAgency | Self::UnknownAgency => "to",
            Self::NoResponse => "response",
            Self::NoImpact => "impact",
            Self::ApprovedBeforeMeeting | Self::InTheFuture => "on",
            Self::NoWhy => "why",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Meeting, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{
        AddItem, Amend, Answer, ApproveMinutes, AttachPaper, Cancel, Challenge, Convene, Decide, Hold, RecordAttendance, RemoveItem,
        WithdrawPaper,
    };
    let blank = |text: &str| text.trim().is_empty();
    match (was.status, command) {
        (Status::NotConvened, Convene { group, called }) => convene(group, called, reads),
        (_, Convene { .. }) => Err(Refusal::AlreadyConvened),
        (Status::NotConvened, _) => Err(Refusal::NotConvened),
        (Status::Cancelled, _) => Err(Refusal::Cancelled),
        (_, Answer { challenge, agency, response, impact }) => answer(was, challenge, agency, response, impact),
        (Status::Approved, _) => Err(Refusal::Approved),
        (Status::Held, Amend { .. } | Cancel { .. } | Hold { .. } | RemoveItem { .. }) => Err(Refusal::Over),
        (_, Amend { called }) => {
            checked(&called)?;
            Ok(vec![Fact::Amended { called, sequence: was.sequence + 1 }])
        }
        (_, AddItem { item }) if blank(&item.title) => Err(Refusal::NoItemTitle),
        (_, AddItem { item }) if !(0..=720).contains(&item.minutes) => Err(Refusal::BadItemLength),
        (_, AddItem { item }) => Ok(vec![Fact::ItemAdded { item }]),
        (_, RemoveItem { item }) if !was.items.contains(&item) => Err(Refusal::NoSuchItem),
        (_, RemoveItem { item }) => Ok(vec![Fact::ItemRemoved { item }]),
        (_, AttachPaper { paper }) if blank(&paper.title) => Err(Refusal::NoPaperTitle),
        (_, AttachPaper { paper }) if !listed(was, paper.item.as_deref()) => Err(Refusal::NoSuchItem),
        (_, AttachPaper { paper }) => Ok(vec![Fact::PaperAttached { paper }]),
        (_, WithdrawPaper { paper }) if !was.papers.contains(&paper) => Err(Refusal::NoSuchPaper),
        (_, WithdrawPaper { paper }) => Ok(vec![Fact::PaperWithdrawn { paper }]),
        (Status::Held, RecordAttendance { agency: Some(_), .. }) => Err(Refusal::AlreadyHeld),
        (_, RecordAttendance { marks, agency }) => attend(was, marks, agency.as_deref()),
        (_, Decide { decision }) if blank(&decision.what) => Err(Refusal::NoDecision),
        (_, Decide { .. }) if reads.agencies_known < 1 => Err(Refusal::UnknownOwner),
        (_, Decide { decision }) if !listed(was, decision.item.as_deref()) => Err(Refusal::NoSuchItem),
        (_, Decide { decision }) if before_meeting(was, decision.due_on) => Err(Refusal::DueBeforeMeeting),
        (_, Decide { .. }) if was.on.is_some_and(|on| at.today < on) => Err(Refusal::NotYet),
        // Whether it was decided with a quorum must be known before it is written down.
        (_, Decide { .. }) if unmarked(was) => Err(Refusal::SeatsUnmarked),
        (_, Decide { decision }) => Ok(vec![Fact::Decided { decision, quorate: was.quorate }]),
        (_, Challenge { challenge }) if blank(&challenge.issue) => Err(Refusal::NoIssue),
        (_, Challenge { challenge }) if challenge.by == challenge.to => Err(Refusal::SameAgency),
        (_, Challenge { .. }) if reads.agencies_known < 2 => Err(Refusal::UnknownAgency),
        (_, Challenge { challenge }) => Ok(vec![Fact::Challenged { challenge }]),
        (Status::Convened, Hold { .. }) if was.on.is_some_and(|on| at.today < on) => Err(Refusal::NotYet),
        (Status::Convened, Hold { .. }) if unmarked(was) => Err(Refusal::SeatsUnmarked),
        (Status::Convened, Hold { minutes }) if blank(&minutes) => Err(Refusal::NoMinutes),
        (Status::Convened, Hold { minutes }) => Ok(vec![Fact::Held { minutes }]),
        (Status::Convened, ApproveMinutes { .. }) => Err(Refusal::NotHeld),
        (Status::Held, ApproveMinutes { on }) if before_meeting(was, Some(on)) => Err(Refusal::ApprovedBeforeMeeting),
        (Status::Held, ApproveMinutes { on }) if on > at.today => Err(Refusal::InTheFuture),
        (Status::Held, ApproveMinutes { on }) => Ok(vec![Fact::MinutesApproved { on }]),
        (Status::Convened, Cancel { why }) if blank(&why) => Err(Refusal::NoWhy),
        (Status::Convened, Cancel { why }) => Ok(vec![Fact::Cancelled { why, sequence: was.sequence + 1 }]),
    }
}

fn convene(group: String, called: Called, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    let Some((group_name, quorum)) = reads.group.clone() else { return Err(Refusal::UnknownGroup) };
    let Some(quorum) = quorum else { return Err(Refusal::NoQuorum) };
    if reads.seats.is_empty() {
        return Err(Refusal::NoSeats);
    }
    checked(&called)?;
    Ok(vec![Fact::Convened { group, group_name, called, quorum, seats: reads.seats.clone() }])
}

fn checked(called: &Called) -> Result<(), Refusal> {
    if called.title.trim().is_empty() {
        return Err(Refusal::NoTitle);
    }
    if !(5..=720).contains(&called.minutes) {
        return Err(Refusal::BadLength);
    }
    if called.place.trim().is_empty() && called.link.is_empty() {
        return Err(Refusal::NoPlace);
    }
    // The address becomes a link on a page and in a calendar: nothing but a web address may stand there.
    if !called.link.is_empty() && (!called.link.starts_with("https://") || called.link.contains(char::is_whitespace)) {
        return Err(Refusal::BadLink);
    }
    Ok(())
}

/// The item is on the agenda, or none is named.
fn listed(was: &Meeting, item: Option<&str>) -> bool {
    item.is_none_or(|item| was.items.contains(item))
}

/// Some seat has no mark yet.
fn unmarked(was: &Meeting) -> bool {
    was.seats.iter().any(|seat| !was.marks.contains_key(&seat.seat))
}

fn before_meeting(was: &Meeting, on: Option<Date>) -> bool {
    matches!((on, was.on), (Some(on), Some(met)) if on < met)
}

fn attend(was: &Meeting, marks: Vec<Mark>, agency: Option<&str>) -> Result<Vec<Fact>, Refusal> {
    if marks.is_empty() {
        return Err(Refusal::NoMarks);
    }
    for mark in &marks {
        let seat = was.seats.iter().find(|seat| seat.seat == mark.seat).ok_or(Refusal::NoSuchSeat)?;
        if agency.is_some_and(|agency| agency != seat.agency) {
            return Err(Refusal::NotYourSeat);
        }
        if mark.came == Came::Deputy && mark.deputy.trim().is_empty() {
            return Err(Refusal::NoDeputy);
        }
    }
    let mut all = was.marks.clone();
    all.extend(marks.iter().map(|mark| (mark.seat.clone(), mark.clone())));
    let quoracy = Quoracy::of(&was.quorum, &was.seats, &all);
    Ok(vec![Fact::AttendanceRecorded { marks, quorate: quoracy.is_met(), reckoned: quoracy.words() }])
}

fn answer(was: &Meeting, challenge: String, agency: Option<String>, response: String, impact: String) -> Result<Vec<Fact>, Refusal> {
    let Some((to, answered)) = was.challenges.get(&challenge) else { return Err(Refusal::NoSuchChallenge) };
    if *answered {
        return Err(Refusal::AlreadyAnswered);
    }
    if agency.as_ref().is_some_and(|agency| agency != to) {
        return Err(Refusal::NotTheirs);
    }
    if response.trim().is_empty() {
        return Err(Refusal::NoResponse);
    }
    if impact.trim().is_empty() {
        return Err(Refusal::NoImpact);
    }
    Ok(vec![Fact::ChallengeAnswered { challenge, response, impact, recorded_for: agency.is_none() }])
}
