//! Proposing that a record be destroyed, holding it, and approving.

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Button, Form, SummaryList, WarningText};
use ledger::args;
use maud::{Render, html};

use super::{APPROVE, Command, PROPOSE, Retention, stream_of};
use crate::{Action, Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reply, Show, Site, shell};

const STATUS: &[(&str, &str)] = &[("kept", "Kept"), ("proposed", "Destruction proposed"), ("destroyed", "Destroyed")];

pub(super) static LIST: ListSpec = ListSpec {
    path: "/retention",
    title: "Retention",
    intro: "Records whose destruction was proposed, held or carried out. It takes two people.",
    kind: "retention",
    action: PROPOSE,
    home: Home::Partnership,
    from: "retention k",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "record", title: "Record", sql: "r.title", show: Show::Link },
        ListColumn { key: "status", title: "Status", sql: "k.status", show: Show::Words(STATUS) },
        ListColumn { key: "held", title: "Legal hold", sql: "case when k.held = true then 'yes' else 'no' end", show: Show::Text },
        ListColumn { key: "changed", title: "Changed", sql: "k.changed_on", show: Show::Date },
    ],
    filters: &[ListFilter { key: "is", title: "Status", sql: "k.status", options: STATUS }],
    sort: "-changed",
    empty: "Nothing has been proposed for destruction.",
    start: None,
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/retention/{id}", get(show))
        .route("/retention/{id}/approve", post(approve))
        .route("/retention/{id}/withdraw", post(withdraw))
        .route("/retention/{id}/lift", post(lift))
        .route("/records/{stream}/retention", get(ask).post(propose))
        .route("/records/{stream}/hold", post(hold))
}

async fn ask(cx: Cx, Path(record): Path<String>) -> Reply {
    page(&cx, &record, &Form::new())
}

fn page(cx: &Cx, record: &str, form: &Form) -> Reply {
    cx.must(PROPOSE)?;
    let proposal = html! {
        (form.input("rule", "Under which retention rule is its time over?").hint("For example: child protection, thirty-five years after closure"))
        (Button::new("Propose its destruction").warning())
    };
    let holding = html! { (form.input("reason", "Why must it be kept?")) (Button::new("Place a legal hold").secondary()) };
    let body = html! {
        (WarningText::new("What is destroyed cannot be brought back by anybody. Another person must approve."))
        (cx.form(&format!("/records/{record}/retention"), 0, &proposal))
        h2 class="govuk-heading-m" { "Or keep it" }
        (cx.form(&format!("/records/{record}/hold"), 0, &holding))
    };
    cx.page(Page::new("Keep or destroy this record").with_form(form).body(body))
}

async fn propose(cx: Cx, Path(record): Path<String>, posted: Posted) -> Reply {
    let command = Command::Propose { record: record.clone(), by: cx.who.account.clone(), rule: posted.form.text("rule") };
    begin(&cx, &record, command, posted, "Its destruction is proposed. Somebody else must approve it").await
}

async fn hold(cx: Cx, Path(record): Path<String>, posted: Posted) -> Reply {
    let command = Command::Hold { record: record.clone(), by: cx.who.account.clone(), reason: posted.form.text("reason") };
    begin(&cx, &record, command, posted, "A legal hold is on the record").await
}

async fn begin(cx: &Cx, record: &str, command: Command, posted: Posted, said: &str) -> Reply {
    // Whoever may not see a record does not learn here whether it exists.
    crate::records::reading(cx, record).await?;
    let stream = stream_of(record);
    let stamp = crate::Stamp { seen: None, ..posted.stamp };
    match cx.act::<Retention>(PROPOSE, &stream, command, &stamp).await {
        Ok(_) => cx.see(format!("/retention/{stream}"), said),
        Err(unmet) => page(cx, record, &cx.again::<Retention>(unmet, posted.form)?),
    }
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    show_page(&cx, &id, Form::new()).await
}

async fn show_page(cx: &Cx, id: &str, form: Form) -> Reply {
    // Whoever approves is somebody else than whoever proposes, and must see what they approve.
    let action = if cx.may_any(PROPOSE) { PROPOSE } else { APPROVE };
    let mut reading = cx.read::<Retention>(action, id).await?;
    let row = reading
        .tx
        .row(
            "select record, status, held, rule, changed_on from retention where chain = $1 and id = $2 and known_to is null",
            args![&reading.chain, id],
        )
        .await?
        .ok_or(Problem::NotFound)?;
    let (status, held) = (row.text("status")?, row.bool("held")?);
    let summary = SummaryList::new()
        .add("Record", row.text("record")?)
        .add("Status", STATUS.iter().find(|(word, _)| *word == status).map_or("", |(_, text)| *text))
        .add("Legal hold", if held { "Yes" } else { "No" })
        .add("Rule", row.text("rule")?)
        .add("Changed", shell::date_words(row.date("changed_on")?));
    let approval = html! { (Button::new("Approve: destroy it now").warning()) };
    let lifting = html! { (form.input("reason", "Why may the hold be lifted?")) (Button::new("Lift the legal hold").secondary()) };
    let body = html! {
        (summary.render())
        @if status == "proposed" {
            @if cx.may_here(APPROVE, &reading) {
                (WarningText::new("What is destroyed cannot be brought back by anybody."))
                (cx.form(&format!("/retention/{id}/approve"), reading.version, &approval))
            }
            @if cx.may_here(PROPOSE, &reading) { (cx.button(&format!("/retention/{id}/withdraw"), reading.version, "Withdraw the proposal")) }
        }
        @if held && cx.may_here(PROPOSE, &reading) { (cx.form(&format!("/retention/{id}/lift"), reading.version, &lifting)) }
        (cx.record_footer(&reading))
    };
    cx.page(Page::new("Keep or destroy").back("/retention").with_form(&form).body(body))
}

async fn deed(cx: &Cx, action: Action, id: &str, command: Command, posted: Posted, said: &str) -> Reply {
    match cx.act::<Retention>(action, id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/retention/{id}"), said),
        Err(unmet) => show_page(cx, id, cx.again::<Retention>(unmet, posted.form)?).await,
    }
}

async fn approve(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let record = id.strip_prefix("retention:").unwrap_or(&id).to_owned();
    let command = Command::Approve { record, by: cx.who.account.clone() };
    deed(&cx, APPROVE, &id, command, posted, "The record is destroyed. This certificate stays").await
}

async fn withdraw(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::Withdraw { by: cx.who.account.clone() };
    deed(&cx, PROPOSE, &id, command, posted, "The proposal is withdrawn").await
}

async fn lift(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::Lift { by: cx.who.account.clone(), reason: posted.form.text("reason") };
    deed(&cx, PROPOSE, &id, command, posted, "The legal hold is lifted").await
}
