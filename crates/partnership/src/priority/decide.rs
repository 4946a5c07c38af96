//! The rule. Pure: no database, no clock, no identity check.

use kernel::{Date, Moment, period::FinancialYear};

use super::{Evidence, Fact, Kind, Lead, Level, Outcome, Priority, Source, Stage, Terms};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Set {
        title: String,
        what: String,
        measure: String,
        kind: Option<Kind>,
        year: FinancialYear,
        lead: Option<Lead>,
    },
    Restate {
        title: String,
        what: String,
        measure: String,
        lead: Option<Lead>,
    },
    /// `agency`: of whoever brings it.
    AddEvidence {
        id: String,
        source: Option<Source>,
        what: String,
        on: Date,
        record: Option<String>,
        figure: Option<String>,
        agency: String,
    },
    /// `agency`: of whoever withdraws it; none for those who keep the priorities, who may withdraw any.
    WithdrawEvidence {
        evidence: String,
        agency: Option<String>,
        reason: String,
    },
    JudgeProgress {
        year: FinancialYear,
        level: Option<Level>,
        why: String,
        next: String,
    },
    Revisit {
        year: FinancialYear,
        found: String,
        done: String,
    },
    Track {
        on: Date,
        stage: Option<Stage>,
        by: String,
        note: String,
    },
    CarryForward {
        to: FinancialYear,
        why: String,
    },
    Conclude {
        on: Date,
        outcome: Option<Outcome>,
        came_of_it: String,
    },
}

/// What the command needs to know of other records.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// The leading agency's or group's name, where it is there.
    pub lead_name: Option<String>,
    pub record_known: bool,
}

/// Why not, in words fit for the page.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Enter a title")]
    NoTitle,
    #[error("Enter what is to be done, in plain words")]
    NoWhat,
    #[error("Enter how you will know whether it made a difference")]
    NoMeasure,
    #[error("Choose what kind of work it is")]
    NoKind,
    #[error("Choose who leads")]
    NoLead,
    #[error("Choose an agency or a group of this partnership that is at work")]
    UnknownLead,
    #[error("Only work that others lead can be led from outside. Choose an agency or a group")]
    LedFromOutside,
    #[error("Choose this financial year, the next one, or one that has passed")]
    TooFarAhead,
    #[error("Choose what kind of evidence it is")]
    NoSource,
    #[error("Enter what the evidence shows")]
    NoEvidenceWords,
    #[error("The day cannot be in the future")]
    InTheFuture,
    #[error("There is no record at this address")]
    UnknownRecord,
    #[error("This evidence has been added already")]
    AlreadyAdded,
    #[error("This evidence is not there, or was withdrawn")]
    NoSuchEvidence,
    #[error("Only the agency that brought this evidence, or those who keep the priorities, can withdraw it")]
    NotTheirs,
    #[error("Enter why it is withdrawn")]
    NoReason,
    #[error("Enter why")]
    NoWhy,
    #[error("Choose how much progress there was")]
    NoLevel,
    #[error("Enter what happens next. Where there is little or no progress, the yearly report says so and says what follows")]
    NoNext,
    #[error("Add evidence first: this cannot be claimed without any")]
    NoEvidenceYet,
    #[error("This did not stand in that year")]
    NotThatYear,
    #[error("That year has not begun")]
    YearNotBegun,
    #[error("Others lead this work, so its progress is not judged here: say where it stands instead")]
    TrackInstead,
    #[error("Only a perennial challenge is revisited year by year")]
    NotPerennial,
    #[error("Enter where it stands")]
    NoFinding,
    #[error("Enter what was done about it. If nothing was, say so")]
    NothingDone,
    #[error("Only work that others lead is tracked")]
    NotTracked,
    #[error("Choose where the work stands")]
    NoStage,
    #[error("Enter who says so")]
    NoTeller,
    #[error("Enter what is known")]
    NoNote,
    #[error("It can be carried forward to the year after the last one it stands in, and no further")]
    NotTheNextYear,
    #[error("It stands in next year already. It can be carried further once that year has begun")]
    NotYet,
    #[error("Judge the progress of the year that ends first")]
    JudgeFirst,
    #[error("Revisit it for the year that ends first")]
    RevisitFirst,
    #[error("Choose how it ended")]
    NoOutcome,
    #[error("Enter what came of it")]
    NothingCameOfIt,
    #[error("The day cannot be before the year it was set for began")]
    BeforeItBegan,
    #[error("This priority has not been set")]
    NotSet,
    #[error("This priority has already been set")]
    AlreadySet,
    #[error("This priority is concluded, so nothing can be added to it")]
    Concluded,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoTitle => "title",
            Self::NoWhat | Self::NoEvidenceWords => "what",
            Self::NoMeasure => "measure",
            Self::NoKind => "kind",
            Self::NoLead | Self::UnknownLead | Self::LedFromOutside => "lead",
            Self::TooFarAhead | Self::NotThatYear | Self::YearNotBegun => "year",
            Self::NoSource => "source",
            Self::InTheFuture | Self::BeforeItBegan => "on",
            Self::UnknownRecord => "record",
            Self::NoReason => "reason",
            Self::NoWhy => "why",
            Self::NoLevel => "level",
            Self::NoNext => "next",
            Self::NoFinding => "found",
            Self::NothingDone => "done",
            Self::NoStage => "stage",
            Self::NoTeller => "by",
            Self::NoNote => "note",
            Self::NoOutcome => "outcome",
            Self::NothingCameOfIt => "came_of_it",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Priority, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{AddEvidence, CarryForward, Conclude, JudgeProgress, Restate, Revisit, Set, Track, WithdrawEvidence};
    match (was.kind, command) {
        (Some(_), Set { .. }) => Err(Refusal::AlreadySet),
        (None, Set { kind: None, .. }) => Err(Refusal::NoKind),
        (None, Set { year, .. }) if too_far_ahead(year, at) => Err(Refusal::TooFarAhead),
        (None, Set { title, what, measure, kind: Some(kind), year, lead }) => {
            let (terms, lead_name) = terms(kind, (title, what, measure, lead), reads)?;
            Ok(vec![Fact::Set { terms, kind, year, lead_name }])
        }
        (None, _) => Err(Refusal::NotSet),
        (Some(_), _) if was.concluded => Err(Refusal::Concluded),
        (Some(kind), Restate { title, what, measure, lead }) => {
            let (terms, lead_name) = terms(kind, (title, what, measure, lead), reads)?;
            let (before, now) = (was.lead_agency.as_deref(), terms.lead.agency());
            let [leaves, joins] = if before == now { [None, None] } else { [before, now].map(|agency| agency.map(str::to_owned)) };
            Ok(vec![Fact::Restated { terms, lead_name, leaves, joins }])
        }
        (Some(_), AddEvidence { id, .. }) if was.evidence_ids.contains(&id) => Err(Refusal::AlreadyAdded),
        (Some(_), AddEvidence { source: None, .. }) => Err(Refusal::NoSource),
        (Some(_), AddEvidence { what, .. }) if blank(&what) => Err(Refusal::NoEvidenceWords),
        (Some(_), AddEvidence { on, .. }) if on > at.today => Err(Refusal::InTheFuture),
        (Some(_), AddEvidence { record: Some(_), .. }) if !reads.record_known => Err(Refusal::UnknownRecord),
        (Some(_), AddEvidence { id, source: Some(source), what, on, record, figure, agency }) => {
            Ok(vec![Fact::EvidenceAdded { evidence: Evidence { id, source, what, on, record, figure }, agency }])
        }
        (Some(_), WithdrawEvidence { evidence, agency, reason }) => match was.evidence.get(&evidence) {
            None => Err(Refusal::NoSuchEvidence),
            Some(theirs) if agency.as_ref().is_some_and(|agency| agency != theirs) => Err(Refusal::NotTheirs),
            Some(_) if blank(&reason) => Err(Refusal::NoReason),
            Some(_) => Ok(vec![Fact::EvidenceWithdrawn { evidence, reason }]),
        },
        (Some(Kind::TrackedWork), JudgeProgress { .. }) => Err(Refusal::TrackInstead),
        (Some(_), JudgeProgress { year, .. }) if !was.years.contains_key(&year) => Err(Refusal::NotThatYear),
        (Some(_), JudgeProgress { year, .. }) if year.first_day() > at.today => Err(Refusal::YearNotBegun),
        (Some(_), JudgeProgress { level: None, .. }) => Err(Refusal::NoLevel),
        (Some(_), JudgeProgress { why, .. }) if blank(&why) => Err(Refusal::NoWhy),
        (Some(_), JudgeProgress { level: Some(level), .. }) if level >= Level::Good && was.evidence.is_empty() => {
            Err(Refusal::NoEvidenceYet)
        }
        (Some(_), JudgeProgress { level: Some(level), next, .. }) if level.is_little_or_none() && blank(&next) => Err(Refusal::NoNext),
        (Some(_), JudgeProgress { year, level: Some(level), why, next }) => Ok(vec![Fact::ProgressJudged { year, level, why, next }]),
        (Some(Kind::PerennialChallenge), Revisit { year, .. }) if !was.years.contains_key(&year) => Err(Refusal::NotThatYear),
        (Some(Kind::PerennialChallenge), Revisit { year, .. }) if year.first_day() > at.today => Err(Refusal::YearNotBegun),
        (Some(Kind::PerennialChallenge), Revisit { found, .. }) if blank(&found) => Err(Refusal::NoFinding),
        (Some(Kind::PerennialChallenge), Revisit { done, .. }) if blank(&done) => Err(Refusal::NothingDone),
        (Some(Kind::PerennialChallenge), Revisit { year, found, done }) => Ok(vec![Fact::Revisited { year, found, done }]),
        (Some(_), Revisit { .. }) => Err(Refusal::NotPerennial),
        (Some(Kind::TrackedWork), Track { stage: None, .. }) => Err(Refusal::NoStage),
        (Some(Kind::TrackedWork), Track { by, .. }) if blank(&by) => Err(Refusal::NoTeller),
        (Some(Kind::TrackedWork), Track { note, .. }) if blank(&note) => Err(Refusal::NoNote),
        (Some(Kind::TrackedWork), Track { on, .. }) if on > at.today => Err(Refusal::InTheFuture),
        (Some(Kind::TrackedWork), Track { on, stage: Some(stage), by, note }) => Ok(vec![Fact::Tracked { on, stage, by, note }]),
        (Some(_), Track { .. }) => Err(Refusal::NotTracked),
        (Some(_), CarryForward { to, .. }) if was.years.keys().next_back().map(|last| last.next()) != Some(to) => {
            Err(Refusal::NotTheNextYear)
        }
        (Some(_), CarryForward { to, .. }) if too_far_ahead(to, at) => Err(Refusal::NotYet),
        (Some(_), CarryForward { why, .. }) if blank(&why) => Err(Refusal::NoWhy),
        (Some(kind), CarryForward { to, why }) => {
            year_is_answered_for(was, kind, at)?;
            Ok(vec![Fact::CarriedForward { to, why }])
        }
        (Some(_), Conclude { outcome: None, .. }) => Err(Refusal::NoOutcome),
        (Some(_), Conclude { came_of_it, .. }) if blank(&came_of_it) => Err(Refusal::NothingCameOfIt),
        (Some(_), Conclude { on, .. }) if on > at.today => Err(Refusal::InTheFuture),
        (Some(_), Conclude { on, .. }) if was.years.keys().next().is_some_and(|first| on < first.first_day()) => {
            Err(Refusal::BeforeItBegan)
        }
        (Some(Kind::Priority | Kind::PerennialChallenge), Conclude { outcome: Some(outcome), .. })
            if outcome.claims_a_difference() && was.evidence.is_empty() =>
        {
            Err(Refusal::NoEvidenceYet)
        }
        (Some(kind), Conclude { on, outcome: Some(outcome), came_of_it }) => {
            year_is_answered_for(was, kind, at)?;
            Ok(vec![Fact::Concluded { on, outcome, came_of_it }])
        }
    }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Priorities are set for a year that has begun or for the next one.
fn too_far_ahead(year: FinancialYear, at: &Moment) -> bool {
    year > FinancialYear::from_date(at.today).next()
}

/// The newest year that has begun is judged or revisited, as the kind of work asks for.
fn year_is_answered_for(was: &Priority, kind: Kind, at: &Moment) -> Result<(), Refusal> {
    let newest = was.years.iter().rev().find(|(year, _)| year.first_day() <= at.today);
    match (kind, newest) {
        (Kind::Priority, Some((_, year))) if !year.judged => Err(Refusal::JudgeFirst),
        (Kind::PerennialChallenge, Some((_, year))) if !year.revisited => Err(Refusal::RevisitFirst),
        _ => Ok(()),
    }
}

fn terms(
    kind: Kind,
    (title, what, measure, lead): (String, String, String, Option<Lead>),
    reads: &Reads,
) -> Result<(Terms, String), Refusal> {
    match lead {
        _ if blank(&title) => Err(Refusal::NoTitle),
        _ if blank(&what) => Err(Refusal::NoWhat),
        // Whoever leads the work says how it is measured.
        _ if blank(&measure) && kind != Kind::TrackedWork => Err(Refusal::NoMeasure),
        None => Err(Refusal::NoLead),
        Some(Lead::Outside(_)) if kind != Kind::TrackedWork => Err(Refusal::LedFromOutside),
        Some(Lead::Outside(name)) if blank(&name) => Err(Refusal::NoLead),
        Some(lead) => {
            let lead_name = match &lead {
                Lead::Outside(name) => name.trim().to_owned(),
                Lead::Agency(_) | Lead::Group(_) => reads.lead_name.clone().ok_or(Refusal::UnknownLead)?,
            };
            Ok((Terms { title: title.trim().to_owned(), what, measure, lead }, lead_name))
        }
    }
}
