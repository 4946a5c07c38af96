//! The read side: one line a notice.

use agreement::Compartment;
use ledger::{Read, Rows, Table, args, boolean, cols, int, text};

use super::Fact;
use crate::{Cx, Facet, Listing, RecordRows, Recorded, Who, cx::System};

pub(super) const NOTICE: Table = Table {
    name: "notice",
    version: 1,
    versioned: false,
    columns: &[text("person"), text("agency"), text("subject"), text("path"), int("sent_at"), boolean("mailed"), boolean("seen")],
    indexes: &[&["person", "sent_at"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Sent { to, agency, subject, path } => {
            rows.insert(NOTICE.name, stream, cols![
                "person" => to, "agency" => agency, "subject" => subject, "path" => path, "sent_at" => entry.entry.recorded_at, "mailed" => false, "seen" => false,
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
        Fact::Undelivered { .. } => {}
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

pub(super) async fn of_person(tx: &mut Read, chain: &str, person: &str, agency: &str) -> ledger::Result<Vec<Line>> {
    let rows = tx
        .rows(
            "select id, subject, path, sent_at, seen from notice where chain = $1 and person = $2 and agency in ('', $3) order by sent_at desc, id limit 100",
            args![chain, person, agency],
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

/// Accounts that act for the agency in the system's partnership today and may see the record: whoever may not is not told of it.
pub(super) async fn people_of(system: &System, agency: &str, record: &str) -> ledger::Result<Vec<String>> {
    let rows = system
        .rows(
            "select distinct a.account as account from appointment a
              where a.chain = 'commons' and a.known_to is null and a.partnership = $1 and a.agency = $2
                and (a.until is null or a.until >= $3) order by a.account",
            args![&system.chain, agency, system.at.today],
        )
        .await?;
    let mut told = Vec::new();
    for row in &rows {
        let account = row.text("account")?;
        if may_see(system, &account, agency, record).await? {
            told.push(account);
        }
    }
    Ok(told)
}

async fn may_see(system: &System, account: &str, agency: &str, record: &str) -> ledger::Result<bool> {
    let mut tx = system.site.ledger().read().await?;
    let Some(known) = crate::account::known(&mut tx, account, system.at.today).await? else { return Ok(false) };
    for appointment in known.appointments.iter().filter(|one| one.partnership == system.chain && one.agency == agency) {
        let who = Who {
            account: known.id.clone(),
            name: String::new(),
            appointment: appointment.clone(),
            appointments: Vec::new(),
            stepped_up: false,
        };
        let cx = Cx::acting(&system.site, who);
        if let Some(line) = crate::cx::line(&mut tx, &cx.asker, &system.chain, record).await?
            && cx.may_see(&line.kind, &line)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where a mail to this person goes; none where the account is closed.
pub(super) async fn address_of(system: &System, person: &str) -> ledger::Result<Option<String>> {
    let rows = system
        .rows("select email from account where chain = 'commons' and known_to is null and id = $1 and status <> 'suspended'", args![person])
        .await?;
    rows.first().map(|row| row.text("email")).transpose()
}
