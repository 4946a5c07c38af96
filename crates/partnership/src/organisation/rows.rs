//! The read side: organisations, where they work, who leads, and their sites.

use kernel::Date;
use ledger::{Question, Read, Row, Rows, Table, args, cols, text, text_null};
use platform::{Facet, Listing, RecordRows, Recorded};

use super::{Command, Fact, decide::Reads};

/// `status` is open or closed; `phase` is empty but for education.
pub(super) const ORGANISATION: Table = Table {
    name: "organisation",
    version: 1,
    versioned: true,
    columns: &[
        text("name"),
        text("agency_type"),
        text("phase"),
        text("valid_from"),
        text_null("valid_to"),
        text_null("successor"),
        text("status"),
    ],
    indexes: &[&["name"], &["agency_type"]],
};

pub(super) const FOOTPRINT: Table = Table {
    name: "footprint",
    version: 1,
    versioned: true,
    columns: &[text("organisation"), text("partnership"), text("standing"), text("began_on")],
    indexes: &[&["organisation"], &["partnership"]],
};

pub(super) const LEAD: Table = Table {
    name: "lead",
    version: 1,
    versioned: true,
    columns: &[text("organisation"), text("post"), text("name"), text("email"), text("began_on")],
    indexes: &[&["organisation"]],
};

pub(super) const SITE: Table = Table {
    name: "organisation_site",
    version: 1,
    versioned: true,
    columns: &[text("organisation"), text("name"), text("postcode")],
    indexes: &[&["organisation"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Registered { name, agency_type, phase, valid_from } => {
            rows.insert(
                ORGANISATION.name,
                stream,
                cols![
                    "name" => name, "agency_type" => agency_type.as_str(), "phase" => phase.map_or("", super::Phase::as_str),
                    "valid_from" => *valid_from, "status" => "open",
                ],
            );
            rows.list(
                stream,
                Listing {
                    kind: "organisation",
                    title: name.clone(),
                    facet: Facet::open(agreement::Compartment::GovernancePublic),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: agency_type.title().to_owned(),
                },
            );
            rows.involve(stream, stream);
        }
        Fact::Renamed { name, .. } => {
            rows.patch(ORGANISATION.name, stream, cols!["name" => name]);
            rows.retitle(stream, name, "");
        }
        Fact::FootprintBegan { partnership, standing, from } => {
            let columns =
                cols!["organisation" => stream, "partnership" => partnership, "standing" => standing.as_str(), "began_on" => *from];
            rows.insert(FOOTPRINT.name, format!("{stream}|{partnership}"), columns);
        }
        Fact::FootprintEnded { partnership, .. } => rows.close(FOOTPRINT.name, format!("{stream}|{partnership}")),
        Fact::LeadNamed { post, name, email, from } => {
            let columns = cols!["organisation" => stream, "post" => post.as_str(), "name" => name, "email" => email, "began_on" => *from];
            rows.insert(LEAD.name, format!("{stream}|{}", post.as_str()), columns);
        }
        Fact::SiteOpened { site, name, postcode } => {
            rows.insert(SITE.name, format!("{stream}|{site}"), cols!["organisation" => stream, "name" => name, "postcode" => postcode]);
        }
        Fact::SiteClosed { site, .. } => rows.close(SITE.name, format!("{stream}|{site}")),
        Fact::Closed { on, successor } => {
            rows.patch(ORGANISATION.name, stream, cols!["status" => "closed", "valid_to" => *on, "successor" => successor.clone()]);
        }
    }
}

/// Always three questions, in this order: is the name taken, is the partnership known, is the successor known.
pub(super) fn questions(stream: &str, command: &Command) -> Vec<Question> {
    let (mut name, mut partnership, mut successor) = (String::new(), String::new(), String::new());
    match command {
        Command::Register { name: new, partnership: place, .. } => {
            name = new.trim().to_lowercase();
            partnership.clone_from(place);
        }
        Command::Rename { name: new, .. } => name = new.trim().to_lowercase(),
        Command::BeginFootprint { partnership: place, .. } => partnership.clone_from(place),
        Command::Close { successor: Some(next), .. } => successor.clone_from(next),
        _ => return Vec::new(),
    }
    vec![
        Question {
            sql: "select count(*) as found from organisation where chain = 'commons' and known_to is null and status = 'open'
                     and lower(name) = $1 and id <> $2"
                .into(),
            args: args![name, stream],
        },
        Question {
            sql: "select count(*) as found from partnership where chain = 'commons' and known_to is null and slug = $1".into(),
            args: args![partnership],
        },
        Question {
            sql: "select count(*) as found from organisation where chain = 'commons' and known_to is null and id = $1 and id <> $2".into(),
            args: args![successor, stream],
        },
    ]
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let found = |at: usize| answers.get(at).and_then(|rows| rows.first()).map_or(Ok(0), |row| row.int("found")).map(|found| found > 0);
    Ok(Reads { name_taken: found(0)?, partnership_known: found(1)?, successor_known: found(2)? })
}

/// An agency that works in a partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    pub id: String,
    pub name: String,
    pub agency_type: String,
    pub standing: String,
}

/// Every open agency with this partnership in its footprint, by name.
///
/// # Errors
/// A fault of the database.
pub async fn agencies_in(tx: &mut Read, partnership: &str) -> ledger::Result<Vec<Agency>> {
    let rows = tx
        .rows(
            "select o.id, o.name, o.agency_type, f.standing from organisation o
               join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_to is null
              where o.chain = 'commons' and o.known_to is null and o.status = 'open' and f.partnership = $1 order by o.name, o.id",
            args![partnership],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Agency {
                id: row.text("id")?,
                name: row.text("name")?,
                agency_type: row.text("agency_type")?,
                standing: row.text("standing")?,
            })
        })
        .collect()
}

/// The organisation's name now; none where there is none.
///
/// # Errors
/// A fault of the database.
pub async fn name_of(tx: &mut Read, id: &str) -> ledger::Result<Option<String>> {
    let row = tx.row("select name from organisation where chain = 'commons' and known_to is null and id = $1", args![id]).await?;
    row.map(|row| row.text("name")).transpose()
}

pub(super) struct Shown {
    pub name: String,
    pub agency_type: String,
    pub phase: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub successor: Option<String>,
    pub status: String,
}

pub(super) async fn one(tx: &mut Read, id: &str) -> ledger::Result<Option<Shown>> {
    let row = tx
        .row(
            "select o.name, o.agency_type, o.phase, o.valid_from, o.valid_to, o.status, s.name as successor from organisation o
               left join organisation s on s.chain = 'commons' and s.id = o.successor and s.known_to is null
              where o.chain = 'commons' and o.id = $1 and o.known_to is null",
            args![id],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Shown {
        name: row.text("name")?,
        agency_type: row.text("agency_type")?,
        phase: row.text("phase")?,
        valid_from: row.date("valid_from")?,
        valid_to: row.opt_date("valid_to")?,
        successor: row.opt_text("successor")?,
        status: row.text("status")?,
    }))
}

/// Rows of three texts about the organisation: its partnerships, its leads or its sites.
pub(super) async fn parts(tx: &mut Read, sql: &'static str, id: &str) -> ledger::Result<Vec<[String; 4]>> {
    let rows = tx.rows(sql, args![id]).await?;
    rows.iter().map(|row| Ok([row.text("a")?, row.text("b")?, row.text("c")?, row.text("d")?])).collect()
}

pub(super) const PARTNERSHIPS: &str = "select p.name as a, f.standing as b, f.began_on as c, f.partnership as d from footprint f
       join partnership p on p.chain = f.chain and p.slug = f.partnership and p.known_to is null
      where f.chain = 'commons' and f.organisation = $1 and f.known_to is null order by p.name";
pub(super) const LEADS: &str = "select post as a, name as b, email as c, began_on as d from lead
      where chain = 'commons' and organisation = $1 and known_to is null order by post";
pub(super) const SITES: &str = "select name as a, postcode as b, id as c, '' as d from organisation_site
      where chain = 'commons' and organisation = $1 and known_to is null order by name, id";

/// Partnerships there are: chain and name.
pub(super) async fn partnerships(tx: &mut Read) -> ledger::Result<Vec<(String, String)>> {
    let rows = tx.rows("select slug, name from partnership where chain = 'commons' and known_to is null order by name", Vec::new()).await?;
    rows.iter().map(|row| Ok((row.text("slug")?, row.text("name")?))).collect()
}

/// Open organisations other than this one: id and name.
pub(super) async fn others(tx: &mut Read, but: &str) -> ledger::Result<Vec<(String, String)>> {
    let rows = tx
        .rows(
            "select id, name from organisation where chain = 'commons' and known_to is null and status = 'open' and id <> $1 order by name, id",
            args![but],
        )
        .await?;
    rows.iter().map(|row| Ok((row.text("id")?, row.text("name")?))).collect()
}
