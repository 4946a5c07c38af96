//! The read side: one line an escalation, one line for each stage it went through.

use kernel::Date;
use ledger::{Question, Read, Row, Rows, Table, args, boolean, cols, int, searched, text, text_null};
use platform::{Listing, RecordRows, Recorded};

use super::{Command, Fact, decide::Reads};

/// `status` is open, resolved or withdrawn. "Overdue" is never stored: it is `due_on < today`, asked when a page is drawn.
pub(super) const ESCALATION: Table = Table {
    name: "escalation",
    version: 1,
    versioned: true,
    columns: &[
        text("about"),
        text("reference"),
        text("concern"),
        text("wanted"),
        text("reason"),
        text("raised_by"),
        text("raised_with"),
        boolean("urgent"),
        text("raised_on"),
        int("stage"),
        text("status"),
        text("due_on"),
        boolean("safe"),
        text("safe_how"),
        text_null("ended_on"),
        text_null("outcome"),
        text_null("agreed"),
        text_null("learning"),
    ],
    indexes: &[&["status", "due_on"], &["raised_on"], &["raised_by"]],
};

/// `how` is open, advanced, silence, resolved or withdrawn; `days` are the working days the stage took, -1 while it is open.
pub(super) const STAGE: Table = Table {
    name: "escalation_stage",
    version: 1,
    versioned: true,
    columns: &[text("escalation"), int("stage"), text("started_on"), text("due_on"), text_null("ended_on"), int("days"), text("how")],
    indexes: &[&["escalation"]],
};

/// What was said along the way, in order.
pub(super) const STEP: Table = Table {
    name: "escalation_step",
    version: 1,
    versioned: false,
    columns: &[text("escalation"), int("at"), text("agency"), text("what"), searched("words")],
    indexes: &[&["escalation", "at"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    let on = entry.recorded_on();
    match &entry.fact {
        Fact::Raised { case, safety, clock } => {
            rows.insert(
                ESCALATION.name,
                stream,
                cols![
                    "about" => case.about.as_str(), "reference" => &case.reference, "concern" => &case.concern, "wanted" => &case.wanted,
                    "reason" => case.reason.as_str(), "raised_by" => &case.raised_by, "raised_with" => &case.raised_with,
                    "urgent" => case.urgent, "raised_on" => case.raised_on.unwrap_or(on), "stage" => 1_i64, "status" => "open", "due_on" => clock.due_on,
                    "safe" => safety.safe, "safe_how" => &safety.how,
                ],
            );
            rows.list(
                stream,
                Listing {
                    kind: "escalation",
                    title: title(&case.concern),
                    facet: case.about.facet(),
                    ask: "the partnership's business manager".to_owned(),
                    opened_on: on,
                    words: format!("{} {} {}", case.concern, case.wanted, case.reference),
                },
            );
            rows.involve(stream, &case.raised_by);
            rows.involve(stream, &case.raised_with);
            start(rows, stream, 1, clock.started_on, clock.due_on);
            said(rows, entry, "Raised", &case.concern);
        }
        Fact::Answered { answer, .. } => said(rows, entry, "Answered", answer),
        Fact::Advanced { to, reason, because, took, clock } => {
            let before = to.number() - 1;
            let how = if *because == super::fact::Because::Silence { "silence" } else { "advanced" };
            end(rows, stream, before, how, on, *took);
            rows.patch(ESCALATION.name, stream, cols!["stage" => to.number(), "due_on" => clock.due_on]);
            start(rows, stream, to.number(), clock.started_on, clock.due_on);
            said(rows, entry, &format!("Moved to {to}"), reason);
        }
        Fact::SafetyChecked { safety } => {
            rows.patch(ESCALATION.name, stream, cols!["safe" => safety.safe, "safe_how" => &safety.how]);
            said(rows, entry, if safety.safe { "Checked: safe meanwhile" } else { "Checked: not safe" }, &safety.how);
        }
        Fact::Resolved { stage, took, outcome, agreed, learning } => {
            end(rows, stream, stage.number(), "resolved", on, *took);
            rows.patch(
                ESCALATION.name,
                stream,
                cols![
                    "status" => "resolved", "ended_on" => on, "outcome" => outcome.as_str(), "agreed" => agreed, "learning" => learning,
                ],
            );
            said(rows, entry, outcome.title(), agreed);
        }
        Fact::Withdrawn { stage, took, reason } => {
            end(rows, stream, stage.number(), "withdrawn", on, *took);
            rows.patch(ESCALATION.name, stream, cols!["status" => "withdrawn", "ended_on" => on, "outcome" => "withdrawn"]);
            said(rows, entry, "Withdrawn", reason);
        }
    }
}

fn title(concern: &str) -> String {
    let line = concern.lines().next().unwrap_or_default();
    if line.chars().count() > 80 { format!("{}…", line.chars().take(79).collect::<String>()) } else { line.to_owned() }
}

fn start(rows: &mut Rows, stream: &str, stage: i64, started_on: Date, due_on: Date) {
    rows.insert(
        STAGE.name,
        format!("{stream}|{stage}"),
        cols![
            "escalation" => stream, "stage" => stage, "started_on" => started_on, "due_on" => due_on, "days" => -1_i64, "how" => "open",
        ],
    );
}

fn end(rows: &mut Rows, stream: &str, stage: i64, how: &str, on: Date, took: i64) {
    rows.patch(STAGE.name, format!("{stream}|{stage}"), cols!["ended_on" => on, "how" => how, "days" => took]);
}

fn said(rows: &mut Rows, entry: &Recorded<Fact>, what: &str, words: &str) {
    rows.insert(STEP.name, entry.entry.number, cols![
        "escalation" => entry.stream(), "at" => entry.entry.recorded_at, "agency" => &entry.entry.agency, "what" => what, "words" => words,
    ]);
}

/// How many of the two agencies named work in a partnership now.
pub(super) fn questions(command: &Command) -> Vec<Question> {
    let Command::Raise { case, .. } = command else { return Vec::new() };
    vec![Question {
        sql: "select count(*) as known from organisation o where o.chain = 'commons' and o.known_to is null and o.status = 'open' and o.id in ($1, $2)"
            .into(),
        args: args![&case.raised_by, &case.raised_with],
    }]
}

pub(super) fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
    let agencies_known = answers.first().and_then(|rows| rows.first()).map_or(Ok(0), |row| row.int("known"))?;
    Ok(Reads { agencies_known })
}

/// One escalation as its page shows it.
#[derive(Debug)]
pub(super) struct Shown {
    pub about: String,
    pub reference: String,
    pub concern: String,
    pub wanted: String,
    pub reason: String,
    pub raised_by: String,
    pub raised_by_name: String,
    pub raised_with: String,
    pub raised_with_name: String,
    pub urgent: bool,
    pub raised_on: Date,
    pub stage: i64,
    pub status: String,
    pub due_on: Date,
    pub safe: bool,
    pub safe_how: String,
    pub outcome: Option<String>,
    pub agreed: Option<String>,
    pub learning: Option<String>,
}

pub(super) async fn one(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Option<Shown>> {
    let row = tx
        .row(
            "select e.about, e.reference, e.concern, e.wanted, e.reason, e.raised_by, e.raised_with, e.urgent, e.raised_on, e.stage, e.status,
                    e.due_on, e.safe, e.safe_how, e.outcome, e.agreed, e.learning, b.name as raised_by_name, w.name as raised_with_name
               from escalation e
               left join organisation b on b.chain = 'commons' and b.id = e.raised_by and b.known_to is null
               left join organisation w on w.chain = 'commons' and w.id = e.raised_with and w.known_to is null
              where e.chain = $1 and e.id = $2 and e.known_to is null",
            args![chain, id],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Shown {
        about: row.text("about")?,
        reference: row.text("reference")?,
        concern: row.text("concern")?,
        wanted: row.text("wanted")?,
        reason: row.text("reason")?,
        raised_by: row.text("raised_by")?,
        raised_by_name: row.opt_text("raised_by_name")?.unwrap_or_default(),
        raised_with: row.text("raised_with")?,
        raised_with_name: row.opt_text("raised_with_name")?.unwrap_or_default(),
        urgent: row.bool("urgent")?,
        raised_on: row.date("raised_on")?,
        stage: row.int("stage")?,
        status: row.text("status")?,
        due_on: row.date("due_on")?,
        safe: row.bool("safe")?,
        safe_how: row.text("safe_how")?,
        outcome: row.opt_text("outcome")?,
        agreed: row.opt_text("agreed")?,
        learning: row.opt_text("learning")?,
    }))
}

pub(super) struct Step {
    pub at: kernel::Timestamp,
    pub agency: String,
    pub what: String,
    pub words: String,
}

pub(super) async fn steps(tx: &mut Read, chain: &str, id: &str) -> ledger::Result<Vec<Step>> {
    let rows = tx
        .rows(
            "select s.at, s.what, s.words, coalesce(o.name, s.agency) as agency from escalation_step s
               left join organisation o on o.chain = 'commons' and o.id = s.agency and o.known_to is null
              where s.chain = $1 and s.escalation = $2 order by s.at, s.id",
            args![chain, id],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(Step { at: row.instant("at")?, agency: row.text("agency")?, what: row.text("what")?, words: row.text("words")? }))
        .collect()
}

/// Open escalations whose limit has passed by `today`.
pub(super) async fn silent(tx: &mut Read, chain: &str, today: Date) -> ledger::Result<Vec<(String, i64)>> {
    let rows = tx
        .rows(
            "select id, stage from escalation where chain = $1 and known_to is null and status = 'open' and stage < 5 and due_on < $2
              order by due_on, id",
            args![chain, today],
        )
        .await?;
    rows.iter().map(|row| Ok((row.text("id")?, row.int("stage")?))).collect()
}

/// Agencies that work in the partnership today, other than `but`: id and name.
pub(super) async fn agencies(tx: &mut Read, chain: &str, but: &str) -> ledger::Result<Vec<(String, String)>> {
    let rows = tx
        .rows(
            "select distinct o.id, o.name from organisation o
               join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_to is null
              where o.chain = 'commons' and o.known_to is null and o.status = 'open' and f.partnership = $1 and o.id <> $2 order by o.name, o.id",
            args![chain, but],
        )
        .await?;
    rows.iter().map(|row| Ok((row.text("id")?, row.text("name")?))).collect()
}
