//! My notices.

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Column, ListTable, Tag};
use maud::{Render, html};

use super::{Command, Notice, READ, rows};
use crate::{Cx, Page, Posted, Problem, Reply, Site, Unmet, shell};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/notices", get(list)).route("/notices/{id}/read", post(read))
}

async fn list(cx: Cx) -> Reply {
    let mut tx = cx.site.ledger().read().await?;
    let lines = rows::of_person(&mut tx, cx.partnership(), &cx.who.account, cx.agency()).await?;
    let mut table = ListTable::new("Newest first")
        .column(Column::new("What"))
        .column(Column::new("When"))
        .column(Column::new("Read"))
        .empty("Nothing waits for you. You are told here, and by mail, when something does.");
    for line in lines {
        let mark = if line.seen {
            Tag::new("Read").colour(govuk::TagColour::Grey).render()
        } else {
            cx.button(&format!("/notices/{}/read", line.id), 0, "Mark as read")
        };
        table = table.row(vec![
            html! { a class="govuk-link" href=(line.path) { (line.subject) } },
            html! { (shell::instant_words(line.sent_at)) },
            mark,
        ]);
    }
    cx.page(Page::new("Your notices").wide().body(html! { (table) }))
}

async fn read(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let stamp = crate::Stamp { seen: None, ..posted.stamp };
    match cx.act::<Notice>(READ, &id, Command::Read { by: cx.who.account.clone() }, &stamp).await {
        Ok(_) => cx.see("/notices", "Marked as read"),
        Err(Unmet::Failed(problem)) => Err(problem),
        // Somebody else's notice and one that never was are the same to whoever asks.
        Err(_) => Err(Problem::NotFound),
    }
}
