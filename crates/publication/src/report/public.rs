//! The published reports, for everybody: no account, no cookie.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use govuk::{Column, ListTable};
use ledger::args;
use maud::html;
use platform::{Page, Problem, Site, date_words, visitor};

use super::{
    build::{self, Whole},
    html as draw, rows, web,
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/public/{partnership}/reports", get(list))
        .route("/public/{partnership}/reports/{id}", get(show))
        .route("/public/{partnership}/reports/{id}/report.pdf", get(pdf))
        .route("/public/{partnership}/reports/{id}/figures/{number}", get(explain))
}

async fn list(State(site): State<Site>, Path(partnership): Path<String>) -> Result<Response, Problem> {
    let mut tx = site.ledger().read().await?;
    let name =
        tx.row("select name from partnership where chain = 'commons' and known_to is null and slug = $1", args![&partnership]).await?;
    let name = name.ok_or(Problem::NotFound)?.text("name")?;
    let rows = tx
        .rows(
            "select id, title, published_on from report
              where chain = $1 and known_to is null and status = 'published' order by published_on desc, id",
            args![&partnership],
        )
        .await?;
    let mut table =
        ListTable::new("Newest first").column(Column::new("Report")).column(Column::new("Published")).empty("None has been published yet.");
    for row in &rows {
        let (id, title) = (row.text("id")?, row.text("title")?);
        table = table.row(vec![
            html! { a class="govuk-link" href={ "/public/" (partnership) "/reports/" (id) } { (title) } },
            html! { (date_words(row.date("published_on")?)) },
        ]);
    }
    Ok(visitor(&site, Page::new("Annual reports").caption(name).body(html! { (table) })))
}

/// The report, where it is published; there is no other public report.
async fn published(site: &Site, partnership: &str, id: &str) -> Result<Whole, Problem> {
    let mut tx = site.ledger().read().await?;
    let report = rows::one(&mut tx, partnership, id).await?.filter(|report| report.published).ok_or(Problem::NotFound)?;
    Ok(build::whole(site, &mut tx, report).await?)
}

async fn show(State(site): State<Site>, Path((partnership, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let whole = published(&site, &partnership, &id).await?;
    let link = |number: i64| format!("/public/{partnership}/reports/{id}/figures/{number}");
    let body = html! {
        p class="govuk-body" { a class="govuk-link" href={ "/public/" (partnership) "/reports/" (id) "/report.pdf" } { "The report as an accessible PDF" } }
        (draw::body(&whole, &link))
        p class="govuk-body-s" { "Document " code { (whole.report.document) } }
    };
    Ok(visitor(
        &site,
        Page::new(whole.report.title.clone()).caption(whole.partnership.clone()).back(format!("/public/{partnership}/reports")).body(body),
    ))
}

async fn pdf(State(site): State<Site>, Path((partnership, id)): Path<(String, String)>) -> Result<Response, Problem> {
    web::pdf_response(&published(&site, &partnership, &id).await?)
}

/// The definition and the count; the records behind it are for those who may see them.
async fn explain(State(site): State<Site>, Path((partnership, id, number)): Path<(String, String, i64)>) -> Result<Response, Problem> {
    let whole = published(&site, &partnership, &id).await?;
    let cited = whole.answers.values().find(|cited| cited.number == number).ok_or(Problem::NotFound)?;
    let body = html! {
        (draw::value(cited))
        (web::explanation(&whole, cited))
    };
    let back = format!("/public/{partnership}/reports/{id}");
    Ok(visitor(&site, Page::new(cited.figure.title.clone()).caption("Explain this number").back(back).body(body)))
}
