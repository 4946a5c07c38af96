//! The read side. `outcome` is empty until reviewed, then justified or not_justified.

use agreement::Compartment;
use ledger::{Read, Rows, Table, args, cols, int, text, text_null};

use super::Fact;
use crate::{Facet, Listing, RecordRows, Recorded, cx::System};

pub(super) const BREAK_GLASS: Table = Table {
    name: "break_glass",
    version: 2,
    versioned: true,
    columns: &[
        text("record"),
        text("person"),
        text("agency"),
        text("reason"),
        text("words"),
        text("opened_on"),
        int("until"),
        text("review_due"),
        text_null("reviewed_on"),
        text_null("outcome"),
        text_null("note"),
    ],
    indexes: &[&["record", "person"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Opened { record, person, reason, words, until, review_due } => {
            rows.insert(
                BREAK_GLASS.name,
                stream,
                cols![
                    "record" => record, "person" => person, "agency" => &entry.entry.agency, "reason" => reason.as_str(), "words" => words,
                    "opened_on" => entry.recorded_on(), "until" => *until, "review_due" => *review_due,
                ],
            );
            rows.list(
                stream,
                Listing {
                    kind: "break_glass",
                    title: reason.title().to_owned(),
                    facet: Facet::open(Compartment::Action),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: String::new(),
                },
            );
        }
        Fact::Reviewed { justified, note, .. } => {
            let outcome = if *justified { "justified" } else { "not_justified" };
            rows.patch(BREAK_GLASS.name, stream, cols!["outcome" => outcome, "note" => note, "reviewed_on" => entry.recorded_on()]);
        }
    }
}

/// Until when this person's break-glass on the record holds, where one does.
pub(crate) async fn open_on(
    tx: &mut Read,
    chain: &str,
    record: &str,
    person: &str,
    now: kernel::Timestamp,
) -> ledger::Result<Option<kernel::Timestamp>> {
    let row = tx
        .row(
            "select max(until) as until from break_glass
              where chain = $1 and record = $2 and person = $3 and known_to is null and until > $4",
            args![chain, record, person, now],
        )
        .await?;
    row.map_or(Ok(None), |row| row.opt_instant("until"))
}

/// Business managers and delegated partners of the partnership, other than whoever opened it.
pub(super) async fn reviewers(system: &System, but: &str) -> ledger::Result<Vec<String>> {
    let rows = system
        .rows(
            "select distinct account from appointment
              where chain = 'commons' and known_to is null and partnership = $1 and account <> $2 and (until is null or until >= $3)
                and (' ' || roles || ' ' like '% business_manager %' or ' ' || roles || ' ' like '% delegated_partner %') order by account",
            args![&system.chain, but, system.at.today],
        )
        .await?;
    rows.iter().map(|row| row.text("account")).collect()
}
