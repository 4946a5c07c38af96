//! The rule.

use kernel::{Date, Moment};

use super::{
    Fact, Report,
    fact::{Answer, Audience, Frozen, FrozenWords, Signer},
    sections::{checklist, section_of},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Open {
        year: i16,
        audience: Option<Audience>,
        title: String,
    },
    /// `before`: the wording the writer had before them, so that two people writing one section do not overwrite each other, and two
    /// people writing two sections do not disturb each other.
    WriteSection {
        section: String,
        markdown: String,
        before: String,
    },
    Answer {
        row: String,
        answer: Answer,
    },
    /// `text`: the hash of the wording the signer has read. `problems`: how many stop the report from being built.
    Sign {
        signer: Option<Signer>,
        person: String,
        statement: String,
        text: String,
        problems: usize,
    },
    Publish {
        text: String,
        document: String,
        as_of: i64,
        commons_as_of: i64,
        frozen: Vec<Frozen>,
        words: Vec<FrozenWords>,
        problems: usize,
    },
    SendCopy {
        to: String,
        on: Date,
    },
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Another report of the same year and audience is there.
    pub year_taken: bool,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Choose whose report it is")]
    NoAudience,
    #[error("Enter the title of the report")]
    NoTitle,
    #[error("Take the number out of the title: a number needs its source, and a title cannot cite one. A year or a date may stay")]
    AmountInTitle,
    #[error("There is a report for this year already. Open that one")]
    YearTaken,
    #[error("The year is not over, so it cannot be reported on yet")]
    YearNotOver,
    #[error("This report has been opened")]
    AlreadyOpened,
    #[error("This report has not been opened")]
    NotOpened,
    #[error("This report has no such section")]
    NoSection,
    #[error("Somebody else changed this section while you were writing. Compare it with the wording shown below, then save yours again")]
    SectionChanged,
    #[error("This is not a row of the checklist")]
    NoRow,
    #[error("Enter why it does not apply")]
    NoReason,
    #[error("Choose the section that covers it")]
    NoCover,
    #[error("Only the local authority, the integrated care board and the police sign the report")]
    NotAPartner,
    #[error("The report cannot be built yet: mend what is listed on its page first")]
    Problems,
    #[error("The checklist is not answered in full")]
    Incomplete,
    #[error("The wording has changed since you read it. Read it again, then sign")]
    WordingChanged,
    #[error("Enter a statement, however short")]
    NoStatement,
    #[error("All three statutory partners must have signed this very wording before it is published")]
    NotSigned,
    #[error("This report is published and can no longer be changed")]
    Published,
    #[error("This report has not been published")]
    NotPublished,
    #[error("Enter to whom the copy was sent")]
    NoRecipient,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoAudience => "audience",
            Self::NoTitle | Self::AmountInTitle => "title",
            Self::YearTaken | Self::YearNotOver => "year",
            Self::SectionChanged => "markdown",
            Self::NoReason => "because",
            Self::NoCover => "section",
            Self::NoStatement => "statement",
            Self::NoRecipient => "to",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Report, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{Open, Publish, SendCopy, Sign, WriteSection};
    let blank = |text: &str| text.trim().is_empty();
    match (was.opened, command) {
        (Some(_), Open { .. }) => Err(Refusal::AlreadyOpened),
        (None, Open { audience: None, .. }) => Err(Refusal::NoAudience),
        (None, Open { title, .. }) if blank(&title) => Err(Refusal::NoTitle),
        (None, Open { title, .. }) if !kernel::numbers::amounts(&title).is_empty() => Err(Refusal::AmountInTitle),
        (None, Open { year, .. }) if at.today < jiff::civil::date(year + 1, 4, 1) => Err(Refusal::YearNotOver),
        (None, Open { .. }) if reads.year_taken => Err(Refusal::YearTaken),
        (None, Open { year, audience: Some(audience), title }) => Ok(vec![Fact::Opened { year, audience, title }]),
        (None, _) => Err(Refusal::NotOpened),
        (Some(_), SendCopy { .. }) if !was.published => Err(Refusal::NotPublished),
        (Some(_), SendCopy { to, .. }) if blank(&to) => Err(Refusal::NoRecipient),
        (Some(_), SendCopy { to, on }) => Ok(vec![Fact::CopySent { to, on }]),
        (Some(_), _) if was.published => Err(Refusal::Published),
        (Some((_, audience)), WriteSection { section, .. }) if section_of(audience, &section).is_none() => Err(Refusal::NoSection),
        (Some(_), WriteSection { section, markdown, before }) => {
            let now = was.sections.get(&section).map_or("", String::as_str);
            match () {
                () if now == markdown => Ok(vec![]),
                () if now != before => Err(Refusal::SectionChanged),
                () => Ok(vec![Fact::SectionWritten { section, markdown }]),
            }
        }
        (Some((_, audience)), Command::Answer { row, answer }) => answered(audience, row, answer),
        (Some(_), Sign { signer: None, .. }) => Err(Refusal::NotAPartner),
        (Some(_), Sign { problems, .. } | Publish { problems, .. }) if problems > 0 => Err(Refusal::Problems),
        (Some((_, audience)), Sign { .. } | Publish { .. }) if checklist(audience).any(|row| !was.answers.contains_key(row.key)) => {
            Err(Refusal::Incomplete)
        }
        (Some(_), Sign { text, .. } | Publish { text, .. }) if text != was.text_hash() => Err(Refusal::WordingChanged),
        (Some(_), Sign { statement, .. }) if blank(&statement) => Err(Refusal::NoStatement),
        (Some(_), Sign { signer: Some(signer), person, statement, text, .. }) => Ok(vec![Fact::Signed { signer, person, statement, text }]),
        (Some(_), Publish { text, .. }) if !all_signed(was, &text) => Err(Refusal::NotSigned),
        (Some(_), Publish { text, document, as_of, commons_as_of, frozen, words, .. }) => {
            let figures = i64::try_from(frozen.len()).unwrap_or(i64::MAX);
            let mut facts: Vec<Fact> = frozen.into_iter().map(|frozen| Fact::Froze { frozen }).collect();
            facts.extend(words.into_iter().map(|words| Fact::FrozeWords { words }));
            facts.push(Fact::Published { text, document, as_of, commons_as_of, figures });
            Ok(facts)
        }
    }
}

fn all_signed(was: &Report, text: &str) -> bool {
    [Signer::Council, Signer::Icb, Signer::Police].iter().all(|signer| was.signed.get(signer).is_some_and(|signed| signed == text))
}

fn answered(audience: Audience, row: String, answer: Answer) -> Result<Vec<Fact>, Refusal> {
    if !checklist(audience).any(|known| known.key == row) {
        return Err(Refusal::NoRow);
    }
    match &answer {
        Answer::Covered { section } if section_of(audience, section).is_none() => Err(Refusal::NoCover),
        Answer::NotApplicable { because } if because.trim().is_empty() => Err(Refusal::NoReason),
        _ => Ok(vec![Fact::Answered { row, answer }]),
    }
}
