//! The read side: accounts and their appointments.

use agreement::{Compartment, Role};
use ledger::{Question, Read, Row, Rows, Table, args, cols, text, text_null};

use super::{Command, Fact, decide::Reads, fact::INVITATION};
use crate::{Appointment, Facet, Listing, RecordRows, Recorded};

/// `status` is open or suspended.
pub(super) const ACCOUNT: Table =
    Table { name: "account", version: 1, versioned: true, columns: &[text("name"), text("email"), text("status")], indexes: &[&["email"]] };

/// `roles` and `compartments` are stored words, separated by spaces; `until` is the last day.
pub(super) const APPOINTMENT: Table = Table {
    name: "appointment",
    version: 1,
    versioned: true,
    columns: &[
        text("account"),
        text("partnership"),
        text("agency"),
        text("agency_name"),
        text("agency_type"),
        text("roles"),
        text("compartments"),
        text_null("until"),
    ],
    indexes: &[&["account"], &["partnership", "agency"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Invited { name, email, partnership } => {
            rows.insert(ACCOUNT.name, stream, cols!["name" => name, "email" => email, "status" => "open"]);
            rows.list(
                stream,
                Listing {
                    kind: "account",
                    title: name.clone(),
                    facet: Facet::open(Compartment::Action),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: String::new(),
                },
            );
            rows.involve_person(stream, stream);
            if let Some(partnership) = partnership {
                rows.within(stream, partnership, INVITATION);
            }
        }
        Fact::Renamed { name } => {
            rows.patch(ACCOUNT.name, stream, cols!["name" => name]);
            rows.retitle(stream, name, "");
        }
        Fact::Appointed { granted, place_of } => {
            let roles: Vec<&str> = granted.roles.iter().map(|role| role.as_str()).collect();
            let compartments: Vec<&str> = granted.compartments.iter().map(|compartment| compartment.as_str()).collect();
            rows.insert(APPOINTMENT.name, &granted.id, cols![
                "account" => stream, "partnership" => &granted.partnership, "agency" => &granted.agency, "agency_name" => &granted.agency_name,
                "agency_type" => &granted.agency_type, "roles" => roles.join(" "), "compartments" => compartments.join(" "),
                "until" => granted.until,
            ]);
            rows.involve(stream, &granted.agency);
            rows.within(stream, &granted.partnership, &granted.id);
            if let Some(reason) = place_of {
                rows.no_longer_within(stream, reason);
            }
        }
        Fact::AppointmentEnded { appointment, last, .. } => {
            rows.close(APPOINTMENT.name, appointment);
            if !last {
                rows.no_longer_within(stream, appointment);
            }
        }
        Fact::Joined
        | Fact::CredentialsReset { .. }
        | Fact::RecoveryCodesMade
        | Fact::RecoveryCodeUsed { .. }
        | Fact::AuthenticatorChanged => {}
        Fact::Suspended { .. } => rows.patch(ACCOUNT.name, stream, cols!["status" => "suspended"]),
        Fact::Restored => rows.patch(ACCOUNT.name, stream, cols!["status" => "open"]),
    }
}

pub(super) fn questions(stream: &str, command: &Command) -> Vec<Question> {
    let (email, partnership, agency) = match command {
        Command::Invite { email, .. } | Command::Install { email, .. } => (email.trim().to_lowercase(), "", ""),
        Command::Appoint { appoint, .. } => (String::new(), appoint.partnership.as_str(), appoint.agency.as_str()),
        _ => return Vec::new(),
    };
    let mut questions = vec![Question {
        sql: "select count(*) as found from account where chain = 'commons' and known_to is null and email = $1 and id <> $2".into(),
        args: args![email, stream],
    }];
    // Whose agencies there are is known only where organisations are kept; an installation's first person comes before them.
    if !agency.is_empty() {
        questions.push(Question {
            sql: "select o.name, o.agency_type from organisation o
                    join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_to is null
                   where o.chain = 'commons' and o.known_to is null and o.status = 'open' and f.partnership = $1 and o.id = $2"
                .into(),
            args: args![partnership, agency],
        });
    }
    questions
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let first = |at: usize| answers.get(at).and_then(|rows| rows.first());
    let email_taken = first(0).map_or(Ok(0), |row| row.int("found"))? > 0;
    let agency = first(1).map(|row| Ok::<_, ledger::LedgerError>((row.text("name")?, row.text("agency_type")?))).transpose()?;
    Ok(Reads { email_taken, agency })
}

/// An account with what its person may act for today.
#[derive(Debug)]
pub(crate) struct Known {
    pub id: String,
    pub name: String,
    pub appointments: Vec<Appointment>,
}

/// The open account `id`, with its appointments on `today`.
pub(crate) async fn known(tx: &mut Read, id: &str, today: kernel::Date) -> ledger::Result<Option<Known>> {
    let Some(row) =
        tx.row("select name from account where chain = 'commons' and known_to is null and id = $1 and status = 'open'", args![id]).await?
    else {
        return Ok(None);
    };
    let rows = tx
        .rows(
            "select a.id, a.partnership, p.name as partnership_name, a.agency, a.agency_name, a.agency_type, a.roles, a.compartments
               from appointment a
               join partnership p on p.chain = a.chain and p.slug = a.partnership and p.known_to is null
              where a.chain = 'commons' and a.known_to is null and a.account = $1 and (a.until is null or a.until >= $2)
              order by p.name, a.agency_name, a.id",
            args![id, today],
        )
        .await?;
    let appointments = rows.iter().map(appointment).collect::<ledger::Result<Vec<_>>>()?;
    Ok(Some(Known { id: id.to_owned(), name: row.text("name")?, appointments }))
}

fn appointment(row: &Row) -> ledger::Result<Appointment> {
    // A word of a newer program is left out: less may be done, never more.
    let roles = row.text("roles")?.split_whitespace().filter_map(|word| word.parse::<Role>().ok()).collect();
    let compartments = row.text("compartments")?.split_whitespace().filter_map(|word| word.parse::<Compartment>().ok()).collect();
    Ok(Appointment {
        id: row.text("id")?,
        partnership: row.text("partnership")?,
        partnership_name: row.text("partnership_name")?,
        agency: row.text("agency")?,
        agency_name: row.text("agency_name")?,
        agency_type: row.text("agency_type")?,
        roles,
        compartments,
    })
}

/// The account with this mail address.
pub(crate) async fn by_email(tx: &mut Read, email: &str) -> ledger::Result<Option<String>> {
    let row = tx
        .row("select id from account where chain = 'commons' and known_to is null and email = $1", args![email.trim().to_lowercase()])
        .await?;
    row.map(|row| row.text("id")).transpose()
}
