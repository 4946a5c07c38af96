//! The read side.

use ledger::{Question, Read, Row, Rows, Table, args, cols, int, int_null, text, text_null};
use platform::{Facet, Listing, RecordRows, Recorded};

use super::{
    Command, Fact, Reads,
    fact::{Answer, Audience, Frozen, FrozenWords},
};

/// `status` is draft or published. `year` is the one in which the financial year begins.
pub(super) const REPORT: Table = Table {
    name: "report",
    version: 1,
    versioned: true,
    columns: &[
        int("year"),
        text("audience"),
        text("title"),
        text("status"),
        text_null("document"),
        int_null("as_of"),
        int_null("commons_as_of"),
        text_null("published_on"),
    ],
    indexes: &[&["year"]],
};

pub(super) const SECTION: Table = Table {
    name: "report_section",
    version: 1,
    versioned: true,
    columns: &[text("report"), text("section"), text("markdown")],
    indexes: &[&["report"]],
};

/// `answer` is covered or not_applicable; `words` the section, or why not.
pub(super) const ANSWER: Table = Table {
    name: "report_answer",
    version: 1,
    versioned: true,
    columns: &[text("report"), text("line"), text("answer"), text("words")],
    indexes: &[&["report"]],
};

/// `wording` is the hash of the text signed.
pub(super) const SIGNATURE: Table = Table {
    name: "report_signature",
    version: 1,
    versioned: true,
    columns: &[text("report"), text("signer"), text("person"), text("statement"), text("wording"), text("signed_on")],
    indexes: &[&["report"]],
};

/// `frozen` is the figure as it stood and as it was printed, with the facts counted, as JSON.
pub(super) const FROZEN: Table = Table {
    name: "report_figure",
    version: 2,
    versioned: false,
    columns: &[text("report"), int("number"), text("frozen")],
    indexes: &[&["report", "number"]],
};

/// `frozen` is what records said, as JSON.
pub(super) const WORDS: Table = Table {
    name: "report_passage",
    version: 1,
    versioned: false,
    columns: &[text("report"), text("passage"), int("year"), text("frozen")],
    indexes: &[&["report"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Opened { year, audience, title } => {
            rows.insert(
                REPORT.name,
                stream,
                cols![
                    "year" => i64::from(*year), "audience" => audience.as_str(), "title" => title, "status" => "draft",
                ],
            );
            rows.list(
                stream,
                Listing {
                    kind: "report",
                    title: title.clone(),
                    facet: Facet::open(agreement::Compartment::Action),
                    ask: "the partnership's business manager".to_owned(),
                    opened_on: entry.recorded_on(),
                    words: audience.title().to_owned(),
                },
            );
        }
        Fact::SectionWritten { section, markdown } => {
            let columns = cols!["report" => stream, "section" => section, "markdown" => markdown];
            rows.insert(SECTION.name, format!("{stream}|{section}"), columns);
        }
        Fact::Answered { row, answer } => {
            let (answer, words) = match answer {
                Answer::Covered { section } => ("covered", section),
                Answer::NotApplicable { because } => ("not_applicable", because),
            };
            rows.insert(
                ANSWER.name,
                format!("{stream}|{row}"),
                cols!["report" => stream, "line" => row, "answer" => answer, "words" => words],
            );
        }
        Fact::Signed { signer, person, statement, text } => {
            rows.insert(
                SIGNATURE.name,
                format!("{stream}|{}", signer.as_str()),
                cols![
                    "report" => stream, "signer" => signer.as_str(), "person" => person, "statement" => statement, "wording" => text,
                    "signed_on" => entry.recorded_on(),
                ],
            );
        }
        Fact::Froze { frozen } => {
            // What was frozen is plain data, which always has a JSON form.
            let whole = serde_json::to_string(&frozen).unwrap_or_default();
            let columns = cols!["report" => stream, "number" => frozen.number, "frozen" => whole];
            rows.insert(FROZEN.name, format!("{stream}|{}", frozen.number), columns);
        }
        Fact::FrozeWords { words } => {
            let whole = serde_json::to_string(&words).unwrap_or_default();
            let columns = cols!["report" => stream, "passage" => &words.passage, "year" => i64::from(words.year), "frozen" => whole];
            rows.insert(WORDS.name, format!("{stream}|{}|{}", words.passage, words.year), columns);
        }
        Fact::Published { document, as_of, commons_as_of, .. } => {
            rows.patch(
                REPORT.name,
                stream,
                cols![
                    "status" => "published", "document" => document, "as_of" => *as_of, "commons_as_of" => *commons_as_of,
                    "published_on" => entry.recorded_on(),
                ],
            );
            rows.restrict(stream, Facet::open(agreement::Compartment::GovernancePublic));
        }
        Fact::CopySent { .. } => {}
    }
}

pub(super) fn questions(chain: &str, stream: &str, command: &Command) -> Vec<Question> {
    let Command::Open { year, audience: Some(audience), .. } = command else { return Vec::new() };
    vec![Question {
        sql: "select count(*) as found from report where chain = $1 and known_to is null and year = $2 and audience = $3 and id <> $4"
            .into(),
        args: args![chain, i64::from(*year), audience.as_str(), stream],
    }]
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let found = answers.first().and_then(|rows| rows.first()).map_or(Ok(0), |row| row.int("found"))?;
    Ok(Reads { year_taken: found > 0 })
}

/// A report as its pages need it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub id: String,
    pub chain: String,
    pub year: i16,
    pub audience: Audience,
    pub title: String,
    pub published: bool,
    pub document: String,
    pub published_on: Option<kernel::Date>,
    /// Key and Markdown of each section written.
    pub sections: Vec<(String, String)>,
    /// Row, answer and words.
    pub answers: Vec<(String, String, String)>,
    pub signatures: Vec<Signature>,
}

#[derive(Debug, Clone)]
pub(super) struct Signature {
    pub signer: String,
    pub person: String,
    pub statement: String,
    pub wording: String,
    pub on: kernel::Date,
}

impl Shown {
    pub(super) fn markdown(&self, section: &str) -> &str {
        self.sections.iter().find(|(key, _)| key == section).map_or("", |(_, markdown)| markdown)
    }
    /// The hash of the wording, as [`super::Report::text_hash`] computes it.
    pub(super) fn text_hash(&self) -> String {
        let report = super::Report { sections: self.sections.iter().cloned().collect(), ..super::Report::default() };
        report.text_hash()
    }
}

const ONE: &str = "select id, chain, year, audience, title, status, document, published_on from report
    where chain = $1 and id = $2 and known_to is null";
const OF_YEAR: &str = "select id, chain, year, audience, title, status, document, published_on from report
    where chain = $1 and year = $2 and audience = $3 and known_to is null";

pub(super) async fn one(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Option<Shown>> {
    let row = tx.row(ONE, args![chain, id]).await?;
    whole(tx, row).await
}

pub(super) async fn of_year(tx: &mut Read, chain: &str, year: i16, audience: Audience) -> ledger::Result<Option<Shown>> {
    let row = tx.row(OF_YEAR, args![chain, i64::from(year), audience.as_str()]).await?;
    whole(tx, row).await
}

async fn whole(tx: &mut Read, row: Option<Row>) -> ledger::Result<Option<Shown>> {
    let Some(row) = row else { return Ok(None) };
    let broken = |what: &str| ledger::LedgerError::Broken(format!("a report has a {what} that cannot be read"));
    let (id, chain) = (row.text("id")?, row.text("chain")?);
    let sections = tx
        .rows(
            "select section, markdown from report_section where chain = $1 and report = $2 and known_to is null order by section",
            args![&chain, &id],
        )
        .await?;
    let answers = tx
        .rows(
            "select line, answer, words from report_answer where chain = $1 and report = $2 and known_to is null order by line",
            args![&chain, &id],
        )
        .await?;
    let signatures = tx
        .rows(
            "select signer, person, statement, wording, signed_on from report_signature
              where chain = $1 and report = $2 and known_to is null order by signer",
            args![&chain, &id],
        )
        .await?;
    let signature = |row: &Row| {
        Ok(Signature {
            signer: row.text("signer")?,
            person: row.text("person")?,
            statement: row.text("statement")?,
            wording: row.text("wording")?,
            on: row.date("signed_on")?,
        })
    };
    Ok(Some(Shown {
        id,
        chain,
        year: i16::try_from(row.int("year")?).map_err(|_| broken("year"))?,
        audience: Audience::from_word(&row.text("audience")?).ok_or_else(|| broken("audience"))?,
        title: row.text("title")?,
        published: row.text("status")? == "published",
        document: row.opt_text("document")?.unwrap_or_default(),
        published_on: row.opt_date("published_on")?,
        sections: sections.iter().map(|row| Ok((row.text("section")?, row.text("markdown")?))).collect::<ledger::Result<_>>()?,
        answers: answers
            .iter()
            .map(|row| Ok((row.text("line")?, row.text("answer")?, row.text("words")?)))
            .collect::<ledger::Result<_>>()?,
        signatures: signatures.iter().map(signature).collect::<ledger::Result<_>>()?,
    }))
}

/// The figures frozen at publication, in order.
pub(super) async fn frozen(tx: &mut Read, chain: &str, report: &str) -> ledger::Result<Vec<Frozen>> {
    let rows = tx.rows("select frozen from report_figure where chain = $1 and report = $2 order by number", args![chain, report]).await?;
    rows.iter().map(|row| Ok(serde_json::from_str(&row.text("frozen")?)?)).collect()
}

/// The passages frozen at publication.
pub(super) async fn frozen_words(tx: &mut Read, chain: &str, report: &str) -> ledger::Result<Vec<FrozenWords>> {
    let rows =
        tx.rows("select frozen from report_passage where chain = $1 and report = $2 order by passage, year", args![chain, report]).await?;
    rows.iter().map(|row| Ok(serde_json::from_str(&row.text("frozen")?)?)).collect()
}
