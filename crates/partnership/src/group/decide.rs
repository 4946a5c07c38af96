//! The rule. Pure: no database, no clock, no identity check.

use kernel::{Date, Moment};

use super::{Chair, Fact, Group, Kind, Line, Pillar, Quorum, Seat};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Launch {
        name: String,
        kind: Option<Kind>,
        reports_to: Option<String>,
        terms: String,
        rotating_chair: bool,
        launched_on: Date,
    },
    Amend {
        name: String,
        reports_to: Option<String>,
        terms: String,
        rotating_chair: bool,
    },
    SetQuorum {
        quorum: Quorum,
    },
    AppointChair {
        chair: Chair,
    },
    AddSeat {
        seat: Seat,
    },
    EndSeat {
        seat: String,
        on: Date,
    },
    /// Under an id that is there already, it replaces what was planned.
    SetLine {
        line: String,
        pillar: Option<Pillar>,
        what: String,
        measure: String,
        due_on: Date,
        lead: String,
    },
    NoteProgress {
        line: String,
        words: String,
    },
    FinishLine {
        line: String,
        on: Date,
        result: String,
    },
    Conclude {
        on: Date,
        achieved: String,
    },
}

/// What a command needs to know of other records.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Reads {
    /// Another active group has the name.
    pub name_taken: bool,
    /// There is an active group of this kind.
    pub kind_taken: bool,
    /// The group it is to report to is there and active.
    pub reports_to_known: bool,
    /// The agency named is registered and open.
    pub agency_known: bool,
    /// Active groups that report to this one.
    pub reporting: i64,
}

/// Why not, in words fit for the page.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Enter the group's name")]
    NoName,
    #[error("Another group has this name. Tell the two apart in the name")]
    NameTaken,
    #[error("Choose what kind of group it is")]
    NoKind,
    #[error("There is one of these already. Conclude it before launching another")]
    KindTaken,
    #[error("Enter the terms of reference")]
    NoTerms,
    #[error("Choose the group that a sub-group reports to")]
    NoReportsTo,
    #[error("Choose an active group other than itself")]
    UnknownGroup,
    #[error("A group cannot begin in the future")]
    LaunchedInTheFuture,
    #[error("The number of seats must be 1 or more")]
    NoSeats,
    #[error("Enter the chair's name")]
    NoChair,
    #[error("The term must begin after the chair before them began")]
    ChairBeforeLast,
    #[error("The term must end after it begins")]
    EndsBeforeItBegins,
    #[error("Choose an agency that is registered")]
    UnknownAgency,
    #[error("Enter the post that sits in this seat")]
    NoTitle,
    #[error("This seat is there already")]
    SeatTaken,
    #[error("This seat has ended or was never there")]
    NoSuchSeat,
    #[error("The day cannot be before the group was launched")]
    BeforeLaunch,
    #[error("The day cannot be in the future")]
    InTheFuture,
    #[error("Choose prevention, identification or response")]
    NoPillar,
    #[error("Enter what will be done")]
    NoWhat,
    #[error("Enter how you will know that it made a difference")]
    NoMeasure,
    #[error("This line is finished, so it takes no more progress")]
    LineFinished,
    #[error("This line is not in the plan")]
    NoSuchLine,
    #[error("Enter what progress there was")]
    NoProgress,
    #[error("Enter what came of it")]
    NoResult,
    #[error("Enter what the group achieved")]
    NoAchieved,
    #[error("Other groups report to this one. Conclude them first, or have them report to another group")]
    StillReportedTo,
    #[error("This group has not been launched")]
    NotLaunched,
    #[error("This group has already been launched")]
    AlreadyLaunched,
    #[error("This group has concluded, so nothing can be added to it")]
    Concluded,
}

impl Refusal {
    /// The form field it belongs to; empty for the form as a whole.
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoName | Self::NameTaken | Self::NoChair => "name",
            Self::NoKind | Self::KindTaken => "kind",
            Self::NoTerms => "terms",
            Self::NoReportsTo | Self::UnknownGroup => "reports_to",
            Self::NoSeats => "seats",
            Self::ChairBeforeLast => "from",
            Self::EndsBeforeItBegins => "until",
            Self::UnknownAgency => "agency",
            Self::NoTitle => "title",
            Self::LaunchedInTheFuture | Self::BeforeLaunch | Self::InTheFuture => "on",
            Self::NoPillar => "pillar",
            Self::NoWhat => "what",
            Self::NoMeasure => "measure",
            Self::NoProgress => "words",
            Self::NoResult => "result",
            Self::NoAchieved => "achieved",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Group, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{AddSeat, Amend, AppointChair, Conclude, EndSeat, FinishLine, Launch, NoteProgress, SetLine, SetQuorum};
    let blank = |text: &str| text.trim().is_empty();
    let trimmed = |text: String| text.trim().to_owned();
    match (was.kind, command) {
        (Some(_), Launch { .. }) => Err(Refusal::AlreadyLaunched),
        (None, Launch { name, .. }) if blank(&name) => Err(Refusal::NoName),
        (None, Launch { .. }) if reads.name_taken => Err(Refusal::NameTaken),
        (None, Launch { kind: None, .. }) => Err(Refusal::NoKind),
        (None, Launch { kind: Some(kind), .. }) if kind != Kind::SubGroup && reads.kind_taken => Err(Refusal::KindTaken),
        (None, Launch { kind: Some(Kind::SubGroup), reports_to: None, .. }) => Err(Refusal::NoReportsTo),
        (None, Launch { reports_to: Some(_), .. }) if !reads.reports_to_known => Err(Refusal::UnknownGroup),
        (None, Launch { terms, .. }) if blank(&terms) => Err(Refusal::NoTerms),
        (None, Launch { launched_on, .. }) if launched_on > at.today => Err(Refusal::LaunchedInTheFuture),
        (None, Launch { name, kind: Some(kind), reports_to, terms, rotating_chair, launched_on }) => {
            Ok(vec![Fact::Launched { name: trimmed(name), kind, reports_to, terms, rotating_chair, launched_on }])
        }
        (None, _) => Err(Refusal::NotLaunched),
        (Some(_), _) if was.concluded => Err(Refusal::Concluded),
        (Some(_), Amend { name, .. }) if blank(&name) => Err(Refusal::NoName),
        (Some(_), Amend { .. }) if reads.name_taken => Err(Refusal::NameTaken),
        (Some(Kind::SubGroup), Amend { reports_to: None, .. }) => Err(Refusal::NoReportsTo),
        (Some(_), Amend { reports_to: Some(_), .. }) if !reads.reports_to_known => Err(Refusal::UnknownGroup),
        (Some(_), Amend { terms, .. }) if blank(&terms) => Err(Refusal::NoTerms),
        (Some(_), Amend { name, reports_to, terms, rotating_chair }) => {
            Ok(vec![Fact::Amended { name: trimmed(name), reports_to, terms, rotating_chair }])
        }
        (Some(_), SetQuorum { quorum }) if quorum.seats < 1 => Err(Refusal::NoSeats),
        (Some(_), SetQuorum { quorum }) => Ok(vec![Fact::QuorumSet { quorum }]),
        (Some(_), AppointChair { chair }) => appoint(was, chair, reads),
        (Some(_), AddSeat { seat }) if blank(&seat.title) => Err(Refusal::NoTitle),
        (Some(_), AddSeat { .. }) if !reads.agency_known => Err(Refusal::UnknownAgency),
        (Some(_), AddSeat { seat }) if was.seats.contains_key(&seat.id) => Err(Refusal::SeatTaken),
        (Some(_), AddSeat { seat }) if before_launch(was, seat.from) => Err(Refusal::BeforeLaunch),
        (Some(_), AddSeat { seat }) => Ok(vec![Fact::SeatAdded { seat }]),
        (Some(_), EndSeat { seat, on }) => end_seat(was, seat, on),
        (Some(_), SetLine { line, .. }) if was.lines.get(&line) == Some(&true) => Err(Refusal::LineFinished),
        (Some(_), SetLine { pillar: None, .. }) => Err(Refusal::NoPillar),
        (Some(_), SetLine { what, .. }) if blank(&what) => Err(Refusal::NoWhat),
        (Some(_), SetLine { measure, .. }) if blank(&measure) => Err(Refusal::NoMeasure),
        (Some(_), SetLine { .. }) if !reads.agency_known => Err(Refusal::UnknownAgency),
        (Some(_), SetLine { line: id, pillar: Some(pillar), what, measure, due_on, lead }) => {
            Ok(vec![Fact::LineSet { line: Line { id, pillar, what, measure, due_on, lead } }])
        }
        (Some(_), NoteProgress { words, .. }) if blank(&words) => Err(Refusal::NoProgress),
        (Some(_), NoteProgress { line, words }) => open_line(was, &line).map(|()| vec![Fact::ProgressNoted { line, words }]),
        (Some(_), FinishLine { result, .. }) if blank(&result) => Err(Refusal::NoResult),
        (Some(_), FinishLine { on, .. }) if on > at.today => Err(Refusal::InTheFuture),
        (Some(_), FinishLine { on, .. }) if before_launch(was, on) => Err(Refusal::BeforeLaunch),
        (Some(_), FinishLine { line, on, result }) => open_line(was, &line).map(|()| vec![Fact::LineFinished { line, on, result }]),
        (Some(_), Conclude { achieved, .. }) if blank(&achieved) => Err(Refusal::NoAchieved),
        (Some(_), Conclude { on, .. }) if on > at.today => Err(Refusal::InTheFuture),
        (Some(_), Conclude { on, .. }) if before_launch(was, on) => Err(Refusal::BeforeLaunch),
        (Some(_), Conclude { .. }) if reads.reporting > 0 => Err(Refusal::StillReportedTo),
        (Some(_), Conclude { on, achieved }) => Ok(vec![Fact::Concluded { on, achieved }]),
    }
}

fn before_launch(was: &Group, on: Date) -> bool {
    was.launched_on.is_some_and(|launched| on < launched)
}

fn appoint(was: &Group, chair: Chair, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    if chair.name.trim().is_empty() {
        return Err(Refusal::NoChair);
    }
    if !chair.agency.is_empty() && !reads.agency_known {
        return Err(Refusal::UnknownAgency);
    }
    if was.chair.as_ref().is_some_and(|(_, from)| chair.from <= *from) {
        return Err(Refusal::ChairBeforeLast);
    }
    if chair.until.is_some_and(|until| until <= chair.from) {
        return Err(Refusal::EndsBeforeItBegins);
    }
    let follows = was.chair.as_ref().map(|(id, _)| id.clone());
    Ok(vec![Fact::ChairAppointed { chair, follows }])
}

fn end_seat(was: &Group, seat: String, on: Date) -> Result<Vec<Fact>, Refusal> {
    let Some((agency, from, true)) = was.seats.get(&seat) else { return Err(Refusal::NoSuchSeat) };
    if on < *from {
        return Err(Refusal::BeforeLaunch);
    }
    let last = !was.standing_seats().any(|(id, of)| id != seat && of == agency);
    Ok(vec![Fact::SeatEnded { leaves: last.then(|| agency.clone()), seat, on }])
}

fn open_line(was: &Group, line: &str) -> Result<(), Refusal> {
    match was.lines.get(line) {
        None => Err(Refusal::NoSuchLine),
        Some(true) => Err(Refusal::LineFinished),
        Some(false) => Ok(()),
    }
}
