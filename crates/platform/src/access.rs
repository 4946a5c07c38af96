//! Who opened what: the access chain beside each partnership's own, written before a case-level page is sent.

use agreement::{Compartment, Receipt};
use kernel::{Moment, Vague};
use ledger::{Act, ActError, Draft, Entry, Load, Row, Rows, Step, Table, args, cols, int, text};
use serde::{Deserialize, Serialize};

use crate::{Action, Cx, Problem};

pub const SEEN: Action = Action("access.view");

/// One line for each time a person of an agency opened or exported a case-level record.
pub const OPENING: Table = Table {
    name: "opening",
    version: 1,
    versioned: false,
    columns: &[text("record"), text("person"), text("agency"), text("how"), text("clause"), int("at")],
    indexes: &[&["record", "at"], &["person", "at"]],
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Page,
    Export,
    Api,
}

impl How {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Export => "export",
            Self::Api => "api",
        }
    }
}

/// The body of "access.opened". `stream` is the record that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub stream: String,
    pub how: How,
    pub clause: String,
}

/// A compartment whose records are about people: opening one is logged.
pub fn is_case_level(compartment: Compartment) -> bool {
    !matches!(
        compartment,
        Compartment::GovernancePublic | Compartment::Audit | Compartment::Action | Compartment::Training | Compartment::ScorecardAggregate
    )
}

/// The access chain beside a chain.
pub fn chain_beside(chain: &str) -> String {
    format!("{chain}.access")
}

pub(crate) fn slice() -> crate::Slice {
    crate::Slice::new("access").projector(ledger::Projector { record: "access", tables: &[OPENING], project }).actions(&[SEEN])
}

/// Openings by one person, appended to their stream.
struct Opening(String, Vec<Opened>);

impl Step for Opening {
    fn stream(&self) -> &str {
        &self.0
    }
    fn load(&self) -> Load {
        Load::Version
    }
    fn decide(&mut self, _: &[Entry], _: i64, _: &[Vec<Row>], at: &Moment) -> Result<Vec<Draft>, ActError> {
        let draft = |opened: &Opened| {
            Ok(Draft {
                kind: "access.opened",
                schema: 1,
                body: serde_json::to_value(opened).map_err(ledger::LedgerError::from)?,
                sealed: false,
                happened: Vague::exact(at.now),
                held: None,
                subjects: Vec::new(),
                shares: Vec::new(),
                effect: None,
            })
        };
        self.1.iter().map(draft).collect()
    }
}

/// Writes that this person opened the record; returns once it is durable.
pub(crate) async fn opened(cx: &Cx, stream: &str, receipt: &Receipt, how: How) -> Result<(), Problem> {
    let opened = Opened { stream: stream.to_owned(), how, clause: receipt.clause.clone() };
    record(cx, receipt.purpose.clone(), vec![opened]).await
}

/// Writes that this person exported these records, those of them that are case-level, each under the clause that lets them.
pub(crate) async fn opened_many(cx: &Cx, action: Action, streams: &[String], how: How) -> Result<(), Problem> {
    let mut tx = cx.site.ledger().read().await?;
    let mut openings = Vec::new();
    let mut purpose = String::new();
    for stream in streams {
        let Some(line) = crate::cx::line(&mut tx, &cx.asker, cx.partnership(), stream).await? else { continue };
        if is_case_level(line.facet.compartment) {
            let receipt = cx.receipt(action, &line)?;
            openings.push(Opened { stream: stream.clone(), how, clause: receipt.clause });
            purpose = receipt.purpose;
        }
    }
    drop(tx);
    if openings.is_empty() { Ok(()) } else { record(cx, purpose, openings).await }
}

async fn record(cx: &Cx, purpose: String, openings: Vec<Opened>) -> Result<(), Problem> {
    let act = Act {
        chain: chain_beside(cx.partnership()),
        actor: cx.who.account.clone(),
        agency: cx.agency().to_owned(),
        purpose,
        cause: None,
        key: None,
        steps: vec![Box::new(Opening(format!("access:{}", cx.who.account), openings))],
    };
    cx.site.ledger().act(act).await.map(drop).map_err(|error| Problem::Fault(error.into()))
}

pub(crate) fn project(entry: &Entry, rows: &mut Rows) -> ledger::Result {
    if entry.kind == "access.opened" {
        let fact: Opened = entry.fact()?;
        rows.insert(
            OPENING.name,
            entry.number,
            cols![
                "record" => fact.stream, "person" => &entry.actor, "agency" => &entry.agency, "how" => fact.how.as_str(),
                "clause" => fact.clause, "at" => entry.recorded_at,
            ],
        );
    }
    Ok(())
}

/// One opening, as *Who has seen it* shows it.
pub struct Seen {
    pub person: String,
    pub agency: String,
    pub how: String,
    pub clause: String,
    pub at: kernel::Timestamp,
}

/// The last openings of a record, newest first, at most 200.
pub(crate) async fn seen(cx: &Cx, stream: &str) -> ledger::Result<Vec<Seen>> {
    let mut tx = cx.site.ledger().read().await?;
    let rows = tx
        .rows(
            "select person, agency, how, clause, at from opening where chain = $1 and record = $2 order by at desc, id desc limit 200",
            args![chain_beside(cx.partnership()), stream],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Seen {
                person: row.text("person")?,
                agency: row.text("agency")?,
                how: row.text("how")?,
                clause: row.text("clause")?,
                at: row.instant("at")?,
            })
        })
        .collect()
}

/// Is a break-glass of this person on this very record open now?
pub(crate) async fn glass_broken(cx: &Cx, chain: &str, stream: &str) -> ledger::Result<bool> {
    let mut tx = cx.site.ledger().read().await?;
    Ok(crate::break_glass::open_on(&mut tx, chain, stream, &cx.who.account, cx.at.now).await?.is_some())
}
