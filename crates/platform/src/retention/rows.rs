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
    let record = match command {
        Command::Propose { record, .. } | Command::Hold { record, .. } | Command::Approve { record, .. } => record,
        _ => return Vec::new(),
    };
    let known = "select count(*) as found from record where chain = $1 and id = $2";
    let about_it = "select count(distinct s.stream) as found from record r
                      join subject s on s.chain = r.chain and s.subject = r.kind || ':' || r.id and s.stream <> r.id
                      left join data_key k on k.chain = s.chain and k.stream = s.stream
                     where r.chain = $1 and r.id = $2 and k.destroyed_at is null";
    let seen = "select max(s.recorded_at) as seen from about a
                  join subject s on s.chain = a.chain and s.subject = a.subject and s.stream <> a.stream
                  left join data_key k on k.chain = s.chain and k.stream = s.stream
                 where a.chain = $1 and a.stream = $2 and a.subject like 'person:%' and k.destroyed_at is null";
    [known, about_it, seen].into_iter().map(|sql| Question { sql: sql.into(), args: args![chain, record] }).collect()
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let first = |at: usize| answers.get(at).and_then(|rows| rows.first());
    Ok(Reads {
        record_known: first(0).map_or(Ok(0), |row| row.int("found"))? > 0,
        about_it: first(1).map_or(Ok(0), |row| row.int("found"))?,
        person_seen_at: first(2).map_or(Ok(None), |row| row.opt_instant("seen"))?,
    })
}
