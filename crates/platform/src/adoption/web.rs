//! Which versions this partnership has adopted, and adopting the one that runs.

use axum::{
    Router,
    routing::{get, post},
};
use govuk::{Button, Column, Form, ListTable};
use ledger::args;
use maud::html;

use super::{ADOPT, Adoption, Command, STREAM, VIEW};
use crate::{Cx, Page, Posted, Reply, Site, shell};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/agreement/adopted", get(show)).route("/agreement/adopt", post(adopt))
}

async fn show(cx: Cx) -> Reply {
    page(&cx, &Form::new()).await
}

async fn page(cx: &Cx, form: &Form) -> Reply {
    cx.must(VIEW)?;
    let mut tx = cx.site.ledger().read().await?;
    let version = tx.version(cx.partnership(), STREAM).await?;
    let rows = tx
        .rows(
            "select agreement, adopted_on, note from adoption where chain = $1 and known_to is null order by known_from desc",
            args![cx.partnership()],
        )
        .await?;
    let running = cx.site.agreement().version();
    let mut adopted = false;
    let mut table = ListTable::new("Versions adopted, newest first")
        .column(Column::new("Version"))
        .column(Column::new("Adopted on"))
        .column(Column::new("Note"))
        .empty("This partnership has not adopted a version yet.");
    for (at, row) in rows.iter().enumerate() {
        let agreement = row.text("agreement")?;
        adopted |= at == 0 && agreement == running;
        table = table.row(vec![
            html! { code { (agreement.chars().take(12).collect::<String>()) } },
            html! { (shell::date_words(row.date("adopted_on")?)) },
            html! { (row.text("note")?) },
        ]);
    }
    let fields = html! {
        input type="hidden" name="agreement" value=(running);
        (form.textarea("note", "Who agreed to it, and where is that minuted?"))
        (Button::new("Adopt this version"))
    };
    let body = html! {
        p class="govuk-body" { "The program runs version " code { (running.chars().take(12).collect::<String>()) } ". "
            a class="govuk-link" href="/agreement" { "Read it" } "." }
        @if !adopted {
            (govuk::WarningText::new("The version that runs has not been adopted by this partnership."))
            @if cx.may_any(ADOPT) { (cx.form("/agreement/adopt", version, &fields)) }
        }
        (table)
    };
    cx.page(Page::new("The agreement in this partnership").back("/agreement").with_form(form).body(body))
}

async fn adopt(cx: Cx, posted: Posted) -> Reply {
    let running = cx.site.agreement().version().to_owned();
    let command = Command { agreement: posted.form.text("agreement"), running, note: posted.form.text("note") };
    match cx.act::<Adoption>(ADOPT, STREAM, command, &posted.stamp).await {
        Ok(_) => cx.see("/agreement/adopted", "The agreement is adopted"),
        Err(unmet) => page(&cx, &cx.again::<Adoption>(unmet, posted.form)?).await,
    }
}
