//! What can have happened to an annual report.

use std::collections::BTreeMap;

use agreement::Compartment;
use kernel::{Date, Moment};
use ledger::Rows;
use platform::{Action, Facet, Figure, FigureWords, Measured, Quantity, Record, Recorded, Said, Site, words};
use serde::{Deserialize, Serialize};

use super::{Command, Reads, Refusal, decide, rows};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "a fact is made, stored and let go; none is kept in numbers")]
pub enum Fact {
    /// `year`: the one in which the financial year begins.
    Opened {
        year: i16,
        audience: Audience,
        title: String,
    },
    SectionWritten {
        section: String,
        markdown: String,
    },
    /// A row of the statutory checklist.
    Answered {
        row: String,
        answer: Answer,
    },
    /// `text`: the hash of the wording signed.
    Signed {
        signer: Signer,
        person: String,
        statement: String,
        text: String,
    },
    /// A figure as it stood at publication, with the facts counted. One fact each, before *published*.
    Froze {
        frozen: Frozen,
    },
    /// What records said, as it was printed. One fact for each passage and year, before *published*.
    FrozeWords {
        words: FrozenWords,
    },
    /// `document`: SHA-256 of the published page. `as_of`: what was known.
    Published {
        text: String,
        document: String,
        as_of: i64,
        commons_as_of: i64,
        figures: i64,
    },
    CopySent {
        to: String,
        on: Date,
    },
}

/// A citation frozen: its place in the report, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// From 1, in the order of first appearance.
    pub number: i64,
    pub measured: Measured,
    /// None in what was frozen before this was kept: it shows by its definition.
    #[serde(default)]
    pub printed: Option<Printed>,
}

/// A passage of a year frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenWords {
    pub passage: String,
    /// The one in which the financial year begins.
    pub year: i16,
    pub said: Vec<Said>,
}

/// What the report says of a figure, so that no later definition and no later rule of keeping back changes a published page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    pub figure: Defined,
    pub whole: Quantity,
    pub parts: Vec<(String, Quantity)>,
}

/// A figure's definition in words, as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defined {
    pub id: String,
    pub title: String,
    pub counts: String,
    pub does_not_mean: String,
    pub unit: String,
    /// What its parts are, where it has any.
    pub by: Option<String>,
    /// The names of its arguments, in the order of the values it was measured with.
    pub arguments: Vec<String>,
}

impl Defined {
    /// In the words that go with its arguments.
    pub(super) fn of(site: &Site, figure: &Figure, arguments: &[String]) -> Self {
        let FigureWords { title, counts, does_not_mean, unit } = site.figure_words(figure, arguments);
        Self {
            id: figure.id.to_owned(),
            title,
            counts,
            does_not_mean,
            unit,
            by: figure.by.map(ToOwned::to_owned),
            arguments: figure.arguments.iter().map(|name| (*name).to_owned()).collect(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Answer {
    Covered { section: String },
    NotApplicable { because: String },
}

words! {
    /// Whose report it is.
    Audience {
        Children => "children", "Children's partnership";
        Adults => "adults", "Safeguarding adults board";
    }
}

words! {
    /// A statutory safeguarding partner. The words are those of agency types.
    Signer {
        Council => "council", "Local authority";
        Icb => "icb", "Integrated care board";
        Police => "police", "Police";
    }
}

#[derive(Debug, Default)]
pub struct Report {
    pub(super) opened: Option<(i16, Audience)>,
    pub(super) published: bool,
    /// The wording, by section: what a signature is for.
    pub(super) sections: BTreeMap<String, String>,
    pub(super) answers: BTreeMap<String, Answer>,
    /// The wording each partner signed.
    pub(super) signed: BTreeMap<Signer, String>,
}

impl Report {
    /// The hash of the wording as it stands: every section, in order of key.
    pub fn text_hash(&self) -> String {
        let wording: Vec<String> =
            self.sections.iter().map(|(key, markdown)| format!("{}:{key}:{}:{markdown}", key.len(), markdown.len())).collect();
        platform::digest(&wording.join("\n"))
    }
}

impl Record for Report {
    const KIND: &'static str = "report";
    const VIEW: Action = super::VIEW;
    /// Written to be published: it holds nothing about a person.
    const SEALED: bool = false;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Opened { .. } => "report.opened",
            Fact::SectionWritten { .. } => "report.section_written",
            Fact::Answered { .. } => "report.answered",
            Fact::Signed { .. } => "report.signed",
            Fact::Froze { .. } => "report.froze",
            Fact::FrozeWords { .. } => "report.froze_words",
            Fact::Published { .. } => "report.published",
            Fact::CopySent { .. } => "report.copy_sent",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Opened { year, audience, .. } => self.opened = Some((*year, *audience)),
            Fact::SectionWritten { section, markdown } => {
                self.sections.insert(section.clone(), markdown.clone());
            }
            Fact::Answered { row, answer } => {
                self.answers.insert(row.clone(), answer.clone());
            }
            Fact::Signed { signer, text, .. } => {
                self.signed.insert(*signer, text.clone());
            }
            Fact::Froze { .. } | Fact::FrozeWords { .. } | Fact::CopySent { .. } => {}
            Fact::Published { .. } => self.published = true,
        }
    }
    fn decide(&self, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at, reads)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::Action)
    }
    fn field(refusal: &Refusal) -> &'static str {
        refusal.field()
    }
    fn questions(chain: &str, stream: &str, command: &Command) -> Vec<ledger::Question> {
        rows::questions(chain, stream, command)
    }
    fn reads(answers: &[Vec<ledger::Row>]) -> ledger::Result<Reads> {
        rows::reads(answers)
    }
}
