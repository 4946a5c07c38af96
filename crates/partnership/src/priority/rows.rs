//! The read side: priorities, the years they stand in, their evidence, and how work that others lead stands.

use kernel::{Date, period::FinancialYear};
use ledger::{Question, Read, Row, Rows, Table, args, cols, int, text, text_null};
use platform::{Listing, RecordRows, Recorded};

use super::{
    Command, Fact, Kind, Lead, Level,
    decide::Reads,
    fact::{self, Terms},
};

/// `status` is open or concluded; `lead_kind` is agency, group or outside, which has no id in `lead`; years are the ones they begin in;
/// `stage` is empty but for work that others lead.
pub(super) const PRIORITY: Table = Table {
    name: "priority",
    version: 1,
    versioned: true,
    columns: &[
        text("title"),
        text("what"),
        text("measure"),
        text("kind"),
        text("lead_kind"),
        text("lead"),
        text("lead_name"),
        int("first_year"),
        int("last_year"),
        text("stage"),
        text("status"),
        text_null("concluded_on"),
        text_null("outcome"),
        text_null("came_of_it"),
    ],
    indexes: &[&["status", "kind"], &["last_year"]],
};

/// A year a priority stands in. `level` is empty until its progress is judged; `found` until a perennial challenge is revisited; `carried`
/// says why it was carried forward to this year, and is empty for the year it was set for.
pub(super) const YEAR: Table = Table {
    name: "priority_year",
    version: 1,
    versioned: true,
    columns: &[
        text("priority"),
        int("year"),
        text("carried"),
        text("level"),
        text("why"),
        text("plans"),
        text_null("judged_on"),
        text("found"),
        text("done"),
        text_null("revisited_on"),
    ],
    indexes: &[&["priority", "year"], &["year", "level"]],
};

/// `shown_on` is the day the evidence is of.
pub(super) const EVIDENCE: Table = Table {
    name: "priority_evidence",
    version: 1,
    versioned: true,
    columns: &[
        text("priority"),
        text("evidence"),
        text("source"),
        text("what"),
        text("shown_on"),
        text("agency"),
        text_null("record"),
        text_null("figure"),
    ],
    indexes: &[&["priority", "shown_on"], &["shown_on"]],
};

/// What was heard of work that others lead, in order.
pub(super) const TRACKED: Table = Table {
    name: "priority_tracked",
    version: 1,
    versioned: true,
    columns: &[text("priority"), text("heard_on"), text("stage"), text("told_by"), text("note")],
    indexes: &[&["priority", "heard_on"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    let of_year = |year: &FinancialYear| format!("{stream}|{}", year.start_year());
    match &entry.fact {
        Fact::Set { terms, kind, year, lead_name } => {
            let (lead_kind, lead) = terms.lead.parts();
            let begins = i64::from(year.start_year());
            rows.insert(
                PRIORITY.name,
                stream,
                cols![
                    "title" => &terms.title, "what" => &terms.what, "measure" => &terms.measure, "kind" => kind.as_str(),
                    "lead_kind" => lead_kind, "lead" => lead, "lead_name" => lead_name, "first_year" => begins, "last_year" => begins,
                    "stage" => if *kind == Kind::TrackedWork { fact::Stage::NotBegun.as_str() } else { "" }, "status" => "open",
                ],
            );
            rows.list(
                stream,
                Listing {
                    kind: "priority",
                    title: terms.title.clone(),
                    facet: fact::facet(),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: found_by(terms, lead_name),
                },
            );
            if let Some(agency) = terms.lead.agency() {
                rows.involve(stream, agency);
            }
            stands(rows, stream, *year, "");
        }
        Fact::Restated { terms, lead_name, leaves, joins } => {
            let (lead_kind, lead) = terms.lead.parts();
            rows.patch(
                PRIORITY.name,
                stream,
                cols![
                    "title" => &terms.title, "what" => &terms.what, "measure" => &terms.measure, "lead_kind" => lead_kind, "lead" => lead,
                    "lead_name" => lead_name,
                ],
            );
            rows.retitle(stream, &terms.title, &found_by(terms, lead_name));
            if let Some(agency) = leaves {
                rows.release(stream, agency);
            }
            if let Some(agency) = joins {
                rows.involve(stream, agency);
            }
        }
        Fact::EvidenceAdded { evidence, agency } => rows.insert(
            EVIDENCE.name,
            format!("{stream}|{}", evidence.id),
            cols![
                "priority" => stream, "evidence" => &evidence.id, "source" => evidence.source.as_str(), "what" => &evidence.what,
                "shown_on" => evidence.on, "agency" => agency, "record" => evidence.record.clone(), "figure" => evidence.figure.clone(),
            ],
        ),
        Fact::EvidenceWithdrawn { evidence, .. } => rows.close(EVIDENCE.name, format!("{stream}|{evidence}")),
        Fact::ProgressJudged { year, level, why, next } => rows.patch(
            YEAR.name,
            of_year(year),
            cols!["level" => level.as_str(), "why" => why, "plans" => next, "judged_on" => entry.recorded_on()],
        ),
        Fact::Revisited { year, found, done } => {
            rows.patch(YEAR.name, of_year(year), cols!["found" => found, "done" => done, "revisited_on" => entry.recorded_on()]);
        }
        Fact::Tracked { on, stage, by, note } => {
            rows.insert(
                TRACKED.name,
                format!("{stream}|{}", entry.entry.number),
                cols!["priority" => stream, "heard_on" => *on, "stage" => stage.as_str(), "told_by" => by, "note" => note],
            );
            rows.patch(PRIORITY.name, stream, cols!["stage" => stage.as_str()]);
        }
        Fact::CarriedForward { to, why } => {
            rows.patch(PRIORITY.name, stream, cols!["last_year" => i64::from(to.start_year())]);
            stands(rows, stream, *to, why);
        }
        Fact::Concluded { on, outcome, came_of_it } => rows.patch(
            PRIORITY.name,
            stream,
            cols!["status" => "concluded", "concluded_on" => *on, "outcome" => outcome.as_str(), "came_of_it" => came_of_it],
        ),
    }
}

fn found_by(terms: &Terms, lead_name: &str) -> String {
    format!("{} {} {lead_name}", terms.what, terms.measure)
}

fn stands(rows: &mut Rows, stream: &str, year: FinancialYear, carried: &str) {
    rows.insert(
        YEAR.name,
        format!("{stream}|{}", year.start_year()),
        cols![
            "priority" => stream, "year" => i64::from(year.start_year()), "carried" => carried, "level" => "", "why" => "", "plans" => "",
            "found" => "", "done" => "",
        ],
    );
}

/// Always three questions, in this order: the leading agency's name, the leading group's name, is the record known.
pub(super) fn questions(chain: &str, command: &Command) -> Vec<Question> {
    let (mut agency, mut group, mut record) = ("", "", "");
    match command {
        Command::Set { lead: Some(Lead::Agency(id)), .. } | Command::Restate { lead: Some(Lead::Agency(id)), .. } => agency = id,
        Command::Set { lead: Some(Lead::Group(id)), .. } | Command::Restate { lead: Some(Lead::Group(id)), .. } => group = id,
        Command::AddEvidence { record: Some(id), .. } => record = id,
        _ => return Vec::new(),
    }
    vec![
        Question {
            sql: "select o.name from organisation o
                    join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_to is null
                   where o.chain = 'commons' and o.known_to is null and o.status = 'open' and f.partnership = $1 and o.id = $2"
                .into(),
            args: args![chain, agency],
        },
        Question {
            sql: "select g.name from partnership_group g where g.chain = $1 and g.known_to is null and g.status = 'active' and g.id = $2"
                .into(),
            args: args![chain, group],
        },
        Question {
            sql: "select count(*) as found from record r where r.chain in ($1, 'commons') and r.id = $2".into(),
            args: args![chain, record],
        },
    ]
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let first = |at: usize| answers.get(at).and_then(|rows| rows.first());
    Ok(Reads {
        lead_name: first(0).or_else(|| first(1)).map(|row| row.text("name")).transpose()?,
        record_known: first(2).map_or(Ok(0), |row| row.int("found"))? > 0,
    })
}

/// One priority as its page shows it.
#[derive(Debug)]
pub(super) struct Shown {
    pub title: String,
    pub what: String,
    pub measure: String,
    pub kind: String,
    pub lead_kind: String,
    pub lead: String,
    pub lead_name: String,
    pub stage: String,
    pub status: String,
    pub concluded_on: Option<Date>,
    pub outcome: Option<String>,
    pub came_of_it: Option<String>,
}

pub(super) async fn one(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Option<Shown>> {
    let row = tx
        .row(
            "select title, what, measure, kind, lead_kind, lead, lead_name, stage, status, concluded_on, outcome, came_of_it
               from priority where chain = $1 and id = $2 and known_to is null",
            args![chain, id],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Shown {
        title: row.text("title")?,
        what: row.text("what")?,
        measure: row.text("measure")?,
        kind: row.text("kind")?,
        lead_kind: row.text("lead_kind")?,
        lead: row.text("lead")?,
        lead_name: row.text("lead_name")?,
        stage: row.text("stage")?,
        status: row.text("status")?,
        concluded_on: row.opt_date("concluded_on")?,
        outcome: row.opt_text("outcome")?,
        came_of_it: row.opt_text("came_of_it")?,
    }))
}

/// A year a priority stands in.
#[derive(Debug)]
pub(super) struct YearRow {
    pub year: FinancialYear,
    pub carried: String,
    pub level: Option<Level>,
    pub why: String,
    pub plans: String,
    pub judged_on: Option<Date>,
    pub found: String,
    pub done: String,
    pub revisited_on: Option<Date>,
}

/// Its years, the newest first.
pub(super) async fn years(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<YearRow>> {
    let rows = tx
        .rows(
            "select year, carried, level, why, plans, judged_on, found, done, revisited_on from priority_year
              where chain = $1 and priority = $2 and known_to is null order by year desc",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(YearRow {
                year: year_of(row.int("year")?)?,
                carried: row.text("carried")?,
                level: Level::from_word(&row.text("level")?),
                why: row.text("why")?,
                plans: row.text("plans")?,
                judged_on: row.opt_date("judged_on")?,
                found: row.text("found")?,
                done: row.text("done")?,
                revisited_on: row.opt_date("revisited_on")?,
            })
        })
        .collect()
}

fn year_of(begins: i64) -> ledger::Result<FinancialYear> {
    i16::try_from(begins)
        .ok()
        .and_then(FinancialYear::starting)
        .ok_or_else(|| ledger::LedgerError::Broken(format!("no financial year begins in {begins}")))
}

#[derive(Debug)]
pub(super) struct EvidenceRow {
    pub evidence: String,
    pub source: String,
    pub what: String,
    pub on: Date,
    /// The bringing organisation's id, and its name.
    pub agency: String,
    pub agency_name: String,
    pub record: Option<String>,
    pub figure: Option<String>,
}

/// Evidence that stands, by its day.
pub(super) async fn evidence(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<EvidenceRow>> {
    let rows = tx
        .rows(
            "select e.evidence, e.source, e.what, e.shown_on, e.agency, e.record, e.figure, coalesce(o.name, e.agency) as agency_name
               from priority_evidence e left join organisation o on o.chain = 'commons' and o.id = e.agency and o.known_to is null
              where e.chain = $1 and e.priority = $2 and e.known_to is null order by e.shown_on, e.id",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(EvidenceRow {
                evidence: row.text("evidence")?,
                source: row.text("source")?,
                what: row.text("what")?,
                on: row.date("shown_on")?,
                agency: row.text("agency")?,
                agency_name: row.text("agency_name")?,
                record: row.opt_text("record")?,
                figure: row.opt_text("figure")?,
            })
        })
        .collect()
}

#[derive(Debug)]
pub(super) struct TrackedRow {
    pub on: Date,
    pub stage: String,
    pub told_by: String,
    pub note: String,
}

/// What was heard, the newest first.
pub(super) async fn tracked(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<TrackedRow>> {
    let rows = tx
        .rows(
            "select heard_on, stage, told_by, note from priority_tracked
              where chain = $1 and priority = $2 and known_to is null order by heard_on desc, known_from desc",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(TrackedRow { on: row.date("heard_on")?, stage: row.text("stage")?, told_by: row.text("told_by")?, note: row.text("note")? })
        })
        .collect()
}
