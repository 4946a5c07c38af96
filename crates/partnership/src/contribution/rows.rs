//! The read side.

use std::collections::BTreeSet;

use agreement::Compartment;
use kernel::Date;
use ledger::{Question, Read, Row, Rows, Table, args, cols, int, text, text_null};
use platform::{Facet, Listing, RecordRows, Recorded};

use super::{Command, Fact, decide::Reads, fact::Words};

/// `status` is invited, draft, submitted or signed. Overdue is asked, never stored.
pub(super) const CONTRIBUTION: Table = Table {
    name: "contribution",
    version: 1,
    versioned: true,
    columns: &[
        text("agency"),
        text("agency_name"),
        int("year"),
        text("due_on"),
        text("status"),
        text("did"),
        text("difference"),
        text("evidence"),
        text("challenges"),
        text("plans"),
        text_null("returned_because"),
        text_null("signed_by"),
        text_null("signed_on"),
    ],
    indexes: &[&["year"], &["status", "due_on"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Invited { agency, agency_name, year, due } => {
            rows.insert(CONTRIBUTION.name, stream, cols![
                "agency" => agency, "agency_name" => agency_name, "year" => i64::from(*year), "due_on" => *due, "status" => "invited", "did" => "",
                "difference" => "", "evidence" => "", "challenges" => "", "plans" => "",
            ]);
            rows.list(
                stream,
                Listing {
                    kind: "contribution",
                    title: format!("{agency_name}, {}", year_words(*year)),
                    facet: Facet::open(Compartment::Action),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: String::new(),
                },
            );
            rows.involve(stream, agency);
        }
        Fact::Reminded { .. } => {}
        Fact::Written { words } => rows.patch(
            CONTRIBUTION.name,
            stream,
            cols![
                "status" => "draft", "did" => &words.did, "difference" => &words.difference, "evidence" => &words.evidence,
                "challenges" => &words.challenges, "plans" => &words.next,
            ],
        ),
        Fact::Submitted { .. } => {
            rows.patch(CONTRIBUTION.name, stream, cols!["status" => "submitted", "returned_because" => None::<String>])
        }
        Fact::Returned { reason, .. } => {
            let columns =
                cols!["status" => "draft", "returned_because" => reason, "signed_by" => None::<String>, "signed_on" => None::<String>];
            rows.patch(CONTRIBUTION.name, stream, columns);
        }
        Fact::SignedOff { name, .. } => {
            rows.patch(CONTRIBUTION.name, stream, cols!["status" => "signed", "signed_by" => name, "signed_on" => entry.recorded_on()]);
        }
    }
}

pub(super) fn year_words(year: i16) -> String {
    kernel::period::FinancialYear::starting(year).map_or_else(String::new, |year| year.to_string())
}

pub(super) fn questions(chain: &str, command: &Command) -> Vec<Question> {
    let Command::Invite { agency, .. } = command else { return Vec::new() };
    vec![Question {
        sql: "select o.name from organisation o
                join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_to is null
               where o.chain = 'commons' and o.known_to is null and o.status = 'open' and f.partnership = $1 and o.id = $2"
            .into(),
        args: args![chain, agency],
    }]
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let agency_name = answers.first().and_then(|rows| rows.first()).map(|row| row.text("name")).transpose()?;
    Ok(Reads { agency_name })
}

#[derive(Debug)]
pub(super) struct Shown {
    pub agency: String,
    pub agency_name: String,
    pub year: i64,
    pub due_on: Date,
    pub status: String,
    pub words: Words,
    pub returned_because: Option<String>,
    pub signed_by: Option<String>,
    pub signed_on: Option<Date>,
}

pub(super) async fn one(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Option<Shown>> {
    let row = tx
        .row(
            "select agency, agency_name, year, due_on, status, did, difference, evidence, challenges, plans, returned_because, signed_by, signed_on
               from contribution where chain = $1 and id = $2 and known_to is null",
            args![chain, id],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Shown {
        agency: row.text("agency")?,
        agency_name: row.text("agency_name")?,
        year: row.int("year")?,
        due_on: row.date("due_on")?,
        status: row.text("status")?,
        words: Words {
            did: row.text("did")?,
            difference: row.text("difference")?,
            evidence: row.text("evidence")?,
            challenges: row.text("challenges")?,
            next: row.text("plans")?,
        },
        returned_because: row.opt_text("returned_because")?,
        signed_by: row.opt_text("signed_by")?,
        signed_on: row.opt_date("signed_on")?,
    }))
}

/// The agencies that have been asked to contribute to a year.
pub(super) async fn asked(tx: &mut Read, chain: &str, year: i16) -> ledger::Result<BTreeSet<String>> {
    let sql = "select agency from contribution where chain = $1 and year = $2 and known_to is null";
    tx.rows(sql, args![chain, i64::from(year)]).await?.iter().map(|row| row.text("agency")).collect()
}

/// Contributions not yet submitted: stream, agency and the day each is due.
pub(super) async fn waiting(tx: &mut Read, chain: &str) -> ledger::Result<Vec<(String, String, Date)>> {
    let rows = tx
        .rows(
            "select id, agency, due_on from contribution
              where chain = $1 and known_to is null and status in ('invited', 'draft') order by due_on, id",
            args![chain],
        )
        .await?;
    rows.iter().map(|row| Ok((row.text("id")?, row.text("agency")?, row.date("due_on")?))).collect()
}
