//! The read side: groups, who chairs them, who sits in them, and what they plan.

use kernel::Date;
use ledger::{Question, Read, Row, Rows, Table, args, boolean, cols, int, text, text_null};
use platform::{Listing, RecordRows, Recorded};

use super::{Command, Fact, Kind, Quorum, decide::Reads, fact};
use crate::organisation::AgencyType;

/// `status` is active or concluded; `quorum_seats` is 0 while no quorum is set; `quorum_must` holds agency types with commas between.
pub(super) const GROUP: Table = Table {
    name: "partnership_group",
    version: 1,
    versioned: true,
    columns: &[
        text("name"),
        text("kind"),
        text_null("reports_to"),
        text("terms"),
        boolean("rotating_chair"),
        text("launched_on"),
        text("status"),
        text_null("concluded_on"),
        text_null("achieved"),
        int("quorum_seats"),
        text("quorum_must"),
    ],
    indexes: &[&["status", "kind"], &["reports_to"]],
};

/// `agency` is empty for a chair who is independent of all agencies; `ended_on` is the day the next one began, or the end of their term.
pub(super) const CHAIR: Table = Table {
    name: "group_chair",
    version: 1,
    versioned: true,
    columns: &[text("group_id"), text("name"), text("agency"), text("began_on"), text_null("ended_on")],
    indexes: &[&["group_id"]],
};

/// `phase` is empty for a seat outside education.
pub(super) const SEAT: Table = Table {
    name: "group_seat",
    version: 1,
    versioned: true,
    columns: &[
        text("group_id"),
        text("seat"),
        text("agency"),
        text("title"),
        text("phase"),
        boolean("counts"),
        text("began_on"),
        text_null("ended_on"),
    ],
    indexes: &[&["group_id"], &["agency"]],
};

/// `status` is open or finished.
pub(super) const LINE: Table = Table {
    name: "group_line",
    version: 1,
    versioned: true,
    columns: &[
        text("group_id"),
        text("line"),
        text("pillar"),
        text("what"),
        text("measure"),
        text("due_on"),
        text("agency"),
        text("status"),
        text_null("finished_on"),
        text_null("result"),
    ],
    indexes: &[&["group_id"], &["due_on"]],
};

pub(super) const PROGRESS: Table = Table {
    name: "group_progress",
    version: 1,
    versioned: false,
    columns: &[text("group_id"), text("line"), int("at"), text("words")],
    indexes: &[&["group_id", "at"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Launched { name, kind, reports_to, terms, rotating_chair, launched_on } => {
            rows.insert(
                GROUP.name,
                stream,
                cols![
                    "name" => name, "kind" => kind.as_str(), "reports_to" => reports_to.clone(), "terms" => terms,
                    "rotating_chair" => *rotating_chair, "launched_on" => *launched_on, "status" => "active", "quorum_seats" => 0_i64,
                    "quorum_must" => "",
                ],
            );
            rows.list(
                stream,
                Listing {
                    kind: "group",
                    title: name.clone(),
                    facet: fact::facet(),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: terms.clone(),
                },
            );
        }
        Fact::Amended { name, reports_to, terms, rotating_chair } => {
            rows.patch(
                GROUP.name,
                stream,
                cols!["name" => name, "reports_to" => reports_to.clone(), "terms" => terms, "rotating_chair" => *rotating_chair],
            );
            rows.retitle(stream, name, terms);
        }
        Fact::QuorumSet { quorum } => {
            rows.patch(GROUP.name, stream, cols!["quorum_seats" => quorum.seats, "quorum_must" => must_text(quorum)]);
        }
        Fact::ChairAppointed { chair, follows } => {
            if let Some(before) = follows {
                rows.patch(CHAIR.name, format!("{stream}|{before}"), cols!["ended_on" => chair.from]);
            }
            rows.insert(
                CHAIR.name,
                format!("{stream}|{}", chair.id),
                cols![
                    "group_id" => stream, "name" => &chair.name, "agency" => &chair.agency, "began_on" => chair.from, "ended_on" => chair.until,
                ],
            );
        }
        Fact::SeatAdded { seat } => {
            rows.insert(
                SEAT.name,
                format!("{stream}|{}", seat.id),
                cols![
                    "group_id" => stream, "seat" => &seat.id, "agency" => &seat.agency, "title" => &seat.title,
                    "phase" => seat.phase.map_or("", crate::organisation::Phase::as_str), "counts" => seat.counts, "began_on" => seat.from,
                ],
            );
            rows.involve(stream, &seat.agency);
        }
        Fact::SeatEnded { seat, on, leaves } => {
            rows.patch(SEAT.name, format!("{stream}|{seat}"), cols!["ended_on" => *on]);
            if let Some(agency) = leaves {
                rows.release(stream, agency);
            }
        }
        Fact::LineSet { line } => rows.insert(
            LINE.name,
            format!("{stream}|{}", line.id),
            cols![
                "group_id" => stream, "line" => &line.id, "pillar" => line.pillar.as_str(), "what" => &line.what, "measure" => &line.measure,
                "due_on" => line.due_on, "agency" => &line.lead, "status" => "open",
            ],
        ),
        Fact::ProgressNoted { line, words } => rows.insert(
            PROGRESS.name,
            format!("{stream}|{}", entry.entry.number),
            cols!["group_id" => stream, "line" => line, "at" => entry.entry.recorded_at, "words" => words],
        ),
        Fact::LineFinished { line, on, result } => {
            rows.patch(LINE.name, format!("{stream}|{line}"), cols!["status" => "finished", "finished_on" => *on, "result" => result]);
        }
        Fact::Concluded { on, achieved } => {
            rows.patch(GROUP.name, stream, cols!["status" => "concluded", "concluded_on" => *on, "achieved" => achieved]);
        }
    }
}

/// A quorum's agency types as one text of stored words.
pub(crate) fn must_text(quorum: &Quorum) -> String {
    quorum.must.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(",")
}

/// The quorum in a row that has `quorum_seats` and `quorum_must`; none where the group has not set one.
pub(crate) fn quorum_of(row: &Row) -> ledger::Result<Option<Quorum>> {
    let seats = row.int("quorum_seats")?;
    let must = row.text("quorum_must")?.split(',').filter_map(AgencyType::from_word).collect();
    Ok((seats > 0).then_some(Quorum { seats, must }))
}

/// Always five questions, in this order: is the name taken, is the kind taken, is the group it reports to there, is the agency known, how many
/// report to it.
pub(super) fn questions(chain: &str, stream: &str, command: &Command) -> Vec<Question> {
    let (mut name, mut kind, mut reports_to, mut agency) = (String::new(), "", String::new(), String::new());
    match command {
        Command::Launch { name: new, kind: of, reports_to: to, .. } => {
            name = new.trim().to_lowercase();
            kind = of.map_or("", Kind::as_str);
            reports_to = to.clone().unwrap_or_default();
        }
        Command::Amend { name: new, reports_to: to, .. } => {
            name = new.trim().to_lowercase();
            reports_to = to.clone().unwrap_or_default();
        }
        Command::AppointChair { chair } => agency.clone_from(&chair.agency),
        Command::AddSeat { seat } => agency.clone_from(&seat.agency),
        Command::SetLine { lead, .. } => agency.clone_from(lead),
        Command::Conclude { .. } => {}
        _ => return Vec::new(),
    }
    vec![
        Question {
            sql: "select count(*) as found from partnership_group where chain = $1 and known_to is null and status = 'active'
                     and lower(name) = $2 and id <> $3"
                .into(),
            args: args![chain, name, stream],
        },
        Question {
            sql: "select count(*) as found from partnership_group where chain = $1 and known_to is null and status = 'active'
                     and kind = $2 and id <> $3"
                .into(),
            args: args![chain, kind, stream],
        },
        Question {
            sql: "select count(*) as found from partnership_group where chain = $1 and known_to is null and status = 'active'
                     and id = $2 and id <> $3"
                .into(),
            args: args![chain, reports_to, stream],
        },
        Question {
            sql: "select count(*) as found from organisation where chain = 'commons' and known_to is null and status = 'open' and id = $1"
                .into(),
            args: args![agency],
        },
        Question {
            sql: "select count(*) as found from partnership_group where chain = $1 and known_to is null and status = 'active'
                     and reports_to = $2"
                .into(),
            args: args![chain, stream],
        },
    ]
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let found = |at: usize| answers.get(at).and_then(|rows| rows.first()).map_or(Ok(0), |row| row.int("found"));
    Ok(Reads {
        name_taken: found(0)? > 0,
        kind_taken: found(1)? > 0,
        reports_to_known: found(2)? > 0,
        agency_known: found(3)? > 0,
        reporting: found(4)?,
    })
}

/// A group by its id and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// Active groups of a partnership: the leadership group first, then the boards, then the sub-groups by name.
///
/// # Errors
/// A fault of the database.
pub async fn active(tx: &mut Read, chain: &str) -> ledger::Result<Vec<Named>> {
    let rows = tx
        .rows(
            "select id, name from partnership_group where chain = $1 and known_to is null and status = 'active'
              order by case kind when 'elg' then 0 when 'sub_group' then 2 else 1 end, name, id",
            args![chain],
        )
        .await?;
    rows.iter().map(|row| Ok(Named { id: row.text("id")?, name: row.text("name")? })).collect()
}

/// One group as its page shows it.
#[derive(Debug)]
pub(super) struct Shown {
    pub name: String,
    pub kind: String,
    pub reports_to: Option<String>,
    pub reports_to_name: Option<String>,
    pub terms: String,
    pub rotating_chair: bool,
    pub launched_on: Date,
    pub status: String,
    pub concluded_on: Option<Date>,
    pub achieved: Option<String>,
    pub quorum: Option<Quorum>,
}

pub(super) async fn one(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Option<Shown>> {
    let row = tx
        .row(
            "select g.name, g.kind, g.reports_to, g.terms, g.rotating_chair, g.launched_on, g.status, g.concluded_on, g.achieved,
                    g.quorum_seats, g.quorum_must, p.name as reports_to_name
               from partnership_group g
               left join partnership_group p on p.chain = g.chain and p.id = g.reports_to and p.known_to is null
              where g.chain = $1 and g.id = $2 and g.known_to is null",
            args![chain, id],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Shown {
        name: row.text("name")?,
        kind: row.text("kind")?,
        reports_to: row.opt_text("reports_to")?,
        reports_to_name: row.opt_text("reports_to_name")?,
        terms: row.text("terms")?,
        rotating_chair: row.bool("rotating_chair")?,
        launched_on: row.date("launched_on")?,
        status: row.text("status")?,
        concluded_on: row.opt_date("concluded_on")?,
        achieved: row.opt_text("achieved")?,
        quorum: quorum_of(&row)?,
    }))
}

/// Active groups that report to this one.
pub(super) async fn reporting(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<Named>> {
    let rows = tx
        .rows(
            "select id, name from partnership_group where chain = $1 and known_to is null and status = 'active' and reports_to = $2
              order by name, id",
            args![chain, id],
        )
        .await?;
    rows.iter().map(|row| Ok(Named { id: row.text("id")?, name: row.text("name")? })).collect()
}

pub(super) struct ChairRow {
    pub name: String,
    pub agency: String,
    pub began_on: Date,
    pub ended_on: Option<Date>,
}

/// Every chair there was, the newest first.
pub(super) async fn chairs(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<ChairRow>> {
    let rows = tx
        .rows(
            "select c.name, c.began_on, c.ended_on, coalesce(o.name, 'Independent') as agency from group_chair c
               left join organisation o on o.chain = 'commons' and o.id = c.agency and o.known_to is null
              where c.chain = $1 and c.group_id = $2 and c.known_to is null order by c.began_on desc, c.id",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ChairRow {
                name: row.text("name")?,
                agency: row.text("agency")?,
                began_on: row.date("began_on")?,
                ended_on: row.opt_date("ended_on")?,
            })
        })
        .collect()
}

pub(super) struct SeatRow {
    pub seat: String,
    pub agency: String,
    pub title: String,
    pub phase: String,
    pub counts: bool,
    pub began_on: Date,
}

/// Seats that stand now.
pub(super) async fn seats(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<SeatRow>> {
    let rows = tx
        .rows(
            "select s.seat, s.title, s.phase, s.counts, s.began_on, coalesce(o.name, s.agency) as agency from group_seat s
               left join organisation o on o.chain = 'commons' and o.id = s.agency and o.known_to is null
              where s.chain = $1 and s.group_id = $2 and s.known_to is null and s.ended_on is null order by agency, s.title, s.id",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SeatRow {
                seat: row.text("seat")?,
                agency: row.text("agency")?,
                title: row.text("title")?,
                phase: row.text("phase")?,
                counts: row.bool("counts")?,
                began_on: row.date("began_on")?,
            })
        })
        .collect()
}

pub(super) struct LineRow {
    pub line: String,
    pub pillar: String,
    pub what: String,
    pub measure: String,
    pub due_on: Date,
    /// The leading organisation's id, and its name.
    pub agency: String,
    pub agency_name: String,
    pub status: String,
    pub finished_on: Option<Date>,
    pub result: Option<String>,
}

/// The plan, by day due.
pub(super) async fn lines(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<LineRow>> {
    let rows = tx
        .rows(
            "select l.line, l.pillar, l.what, l.measure, l.due_on, l.agency, l.status, l.finished_on, l.result,
                    coalesce(o.name, l.agency) as agency_name
               from group_line l left join organisation o on o.chain = 'commons' and o.id = l.agency and o.known_to is null
              where l.chain = $1 and l.group_id = $2 and l.known_to is null order by l.due_on, l.id",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(LineRow {
                line: row.text("line")?,
                pillar: row.text("pillar")?,
                what: row.text("what")?,
                measure: row.text("measure")?,
                due_on: row.date("due_on")?,
                agency: row.text("agency")?,
                agency_name: row.text("agency_name")?,
                status: row.text("status")?,
                finished_on: row.opt_date("finished_on")?,
                result: row.opt_text("result")?,
            })
        })
        .collect()
}

pub(super) struct ProgressRow {
    pub line: String,
    pub at: kernel::Timestamp,
    pub words: String,
}

pub(super) async fn progress(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<ProgressRow>> {
    let rows =
        tx.rows("select line, at, words from group_progress where chain = $1 and group_id = $2 order by at, id", args![chain, id]).await?;
    rows.iter().map(|row| Ok(ProgressRow { line: row.text("line")?, at: row.instant("at")?, words: row.text("words")? })).collect()
}
