//! What every record's page offers, whatever its kind: who has seen it, and what has happened to it.

use axum::{Router, extract::Path, routing::get};
use govuk::{Column, ListTable};
use ledger::args;
use maud::html;

use crate::{COMMONS, Cx, Page, Problem, Reading, Reply, Site, access, shell};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/records/{stream}", get(open))
        .route("/records/{stream}/seen", get(seen))
        .route("/records/{stream}/history", get(history))
}

/// The record wherever it lives, for somebody who may see it.
pub(crate) async fn reading(cx: &Cx, stream: &str) -> Result<Reading, Problem> {
    let mut tx = cx.site.ledger().read().await?;
    let row =
        tx.row("select chain, kind from record where chain in ($1, $2) and id = $3", args![cx.partnership(), COMMONS, stream]).await?;
    let row = row.ok_or(Problem::NotFound)?;
    let (chain, kind) = (row.text("chain")?, row.text("kind")?);
    let view = cx.site.view_action(&kind).ok_or(Problem::NotFound)?;
    drop(tx);
    cx.read_line(view, view, &chain, stream).await
}

/// An address that needs no kind: used by links in exports and notices.
async fn open(cx: Cx, Path(stream): Path<String>) -> Reply {
    let reading = reading(&cx, &stream).await?;
    let href = cx.site.href(&reading.line.kind, &stream).ok_or(Problem::NotFound)?;
    cx.see(href, "")
}

async fn seen(cx: Cx, Path(stream): Path<String>) -> Reply {
    let reading = reading(&cx, &stream).await?;
    if !cx.may_here(access::SEEN, &reading) {
        return Err(Problem::Forbidden(cx.needed(access::SEEN, &reading)));
    }
    let names = cx.names().await?;
    let mut table = ListTable::new("Newest first, the last 200")
        .column(Column::new("When"))
        .column(Column::new("Who"))
        .column(Column::new("How"))
        .column(Column::new("Clause"))
        .empty(if access::is_case_level(reading.line.facet.compartment) {
            "Nobody has opened it yet."
        } else {
            "Openings are kept for records about people. This is not one, so they are not kept."
        });
    for opening in access::seen(&cx, &stream).await? {
        table = table.row(vec![
            html! { (shell::instant_words(opening.at)) },
            html! { (names.of(&opening.person)) },
            html! { (opening.how) },
            html! { (opening.clause) },
        ]);
    }
    let back = cx.site.href(&reading.line.kind, &stream).unwrap_or_else(|| "/".to_owned());
    cx.page(Page::new("Who has seen it").caption(reading.line.title).back(back).wide().body(html! { (table) }))
}

async fn history(cx: Cx, Path(stream): Path<String>) -> Reply {
    let mut reading = reading(&cx, &stream).await?;
    let entries = reading.tx.stream(&reading.chain, &stream).await?;
    let names = cx.names().await?;
    let mut table = ListTable::new("Every fact, oldest first")
        .column(Column::new("Recorded"))
        .column(Column::new("What"))
        .column(Column::new("By"))
        .column(Column::new("Entry").numeric())
        .column(Column::new("Hash"));
    for entry in &entries {
        let verb = entry.kind.split_once('.').map_or(entry.kind.as_str(), |(_, verb)| verb).replace('_', " ");
        table = table.row(vec![
            html! { (shell::instant_words(entry.recorded_at)) },
            html! { (verb) },
            html! { (names.of(&entry.actor)) },
            html! { (entry.number) },
            html! { code class="app-hash" { (hex::encode(&entry.hash[..6])) "…" } },
        ]);
    }
    let back = cx.site.href(&reading.line.kind, &stream).unwrap_or_else(|| "/".to_owned());
    let intro = html! {
        p class="govuk-body" { "Facts are added and never changed. Each carries the hash of the one before it, so that none can be altered unseen." }
        (table)
    };
    cx.page(Page::new("What has happened to it").caption(reading.line.title).back(back).wide().body(intro))
}
