//! The read side: one line a notice.

use agreement::Compartment;
use ledger::{Read, Rows, Table, args, boolean, cols, int, text};

use super::Fact;
use crate::{Facet, Listing, RecordRows, Recorded, cx::System};

pub(super) const NOTICE: Table = Table {
    name: "notice",
    version: 1,
    versioned: false,
    columns: &[text("person"), text("subject"), text("path"), int("sent_at"), boolean("mailed"), boolean("seen")],
    indexes: &[&["person", "sent_at"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Sent { to, subject, path } => {
            rows.insert(NOTICE.name, stream, cols![
                "person" => to, "subject" => subject, "path" => path, "sent_at" => entry.entry.recorded_at, "mailed" => false, "seen" => false,
            ]);
            rows.list(
                stream,
                Listing {
                    kind: "notice",
                    title: subject.clone(),
                    facet: Facet::open(Compartment::Action),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: String::new(),
                },
            );
            rows.involve_person(stream, to);
        }
        Fact::Mailed => rows.patch(NOTICE.name, stream, cols!["mailed" => true]),
        Fact::Read => rows.patch(NOTICE.name, stream, cols!["seen" => true]),
    }
}

#[derive(Debug)]
pub(super) struct Line {
    pub id: String,
    pub subject: String,
    pub path: String,
    pub sent_at: kernel::Timestamp,
    pub seen: bool,
}

pub(super) async fn of_person(tx: &mut Read, chain: &str, person: &str) -> ledger::Result<Vec<Line>> {
    let rows = tx
        .rows(
            "select id, subject, path, sent_at, seen from notice where chain = $1 and person = $2 order by sent_at desc, id limit 100",
            args![chain, person],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                id: row.text("id")?,
                subject: row.text("subject")?,
                path: row.text("path")?,
                sent_at: row.instant("sent_at")?,
                seen: row.bool("seen")?,
            })
        })
        .collect()
}

/// Accounts that act for the agency in the system's partnership today.
pub(super) async fn people_of(system: &System, agency: &str) -> ledger::Result<Vec<String>> {
    let rows = system
        .rows(
            "select distinct a.account as account from appointment a
              where a.chain = 'commons' and a.known_to is null and a.partnership = $1 and a.agency = $2
                and (a.until is null or a.until >= $3) order by a.account",
            args![&system.chain, agency, system.at.today],
        )
        .await?;
    rows.iter().map(|row| row.text("account")).collect()
}

/// Where a mail to this person goes; none where the account is closed.
pub(super) async fn address_of(system: &System, person: &str) -> ledger::Result<Option<String>> {
    let rows = system
        .rows("select email from account where chain = 'commons' and known_to is null and id = $1 and status <> 'suspended'", args![person])
        .await?;
    rows.first().map(|row| row.text("email")).transpose()
}
