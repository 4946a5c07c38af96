//! The read side. `status` is proposed, kept or destroyed; a title is not copied here, because it would outlive the record.

use agreement::Compartment;
use ledger::{Question, Row, Rows, Table, args, boolean, cols, text};

use super::{Command, Fact, Reads};
use crate::{Facet, Listing, RecordRows, Recorded};

pub(super) const RETENTION: Table = Table {
    name: "retention",
    version: 1,
    versioned: true,
    columns: &[text("record"), text("status"), boolean("held"), text("rule"), text("changed_on")],
    indexes: &[&["status"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    let on = entry.recorded_on();
    match &entry.fact {
        Fact::Proposed { record, rule, .. } => {
            open(entry, rows, record);
            rows.patch(RETENTION.name, stream, cols!["record" => record, "status" => "proposed", "rule" => rule, "changed_on" => on]);
        }
        Fact::Withdrawn { .. } => rows.patch(RETENTION.name, stream, cols!["status" => "kept", "changed_on" => on]),
        Fact::HoldPlaced { record, .. } => {
            open(entry, rows, record);
            rows.patch(RETENTION.name, stream, cols!["record" => record, "held" => true, "changed_on" => on]);
        }
        Fact::HoldLifted { .. } => rows.patch(RETENTION.name, stream, cols!["held" => false, "changed_on" => on]),
        Fact::Destroyed { .. } => rows.patch(RETENTION.name, stream, cols!["status" => "destroyed", "changed_on" => on]),
    }
}

/// The line is made by the first fact, whichever it is.
fn open(entry: &Recorded<Fact>, rows: &mut Rows, record: &str) {
    if entry.entry.version > 1 {
        return;
    }
    let on = entry.recorded_on();
    rows.insert(
        RETENTION.name,
        entry.stream(),
        cols!["record" => record, "status" => "kept", "held" => false, "rule" => "", "changed_on" => on],
    );
    rows.list(
        entry.stream(),
        Listing {
            kind: "retention",
            title: format!("Record {record}"),
            facet: Facet::open(Compartment::Action),
            ask: String::new(),
            opened_on: on,
            words: String::new(),
        },
    );
}

pub(super) fn questions(chain: &str, command: &Command) -> Vec<Question> {
    match command {
        Command::Propose { record, .. } | Command::Hold { record, .. } => {
            vec![Question { sql: "select count(*) as found from record where chain = $1 and id = $2".into(), args: args![chain, record] }]
        }
        _ => Vec::new(),
    }
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let found = answers.first().and_then(|rows| rows.first()).map_or(Ok(0), |row| row.int("found"))?;
    Ok(Reads { record_known: found > 0 })
}
