//! Search over every slice, under the authorisation of each: the same classes, the same totals as the lists.

use axum::{Router, extract::Query, routing::get};
use govuk::{Button, Column, Form, ListTable};
use ledger::Value;
use maud::{Markup, html};

use crate::{Action, COMMONS, Cx, Page, Problem, Reply, Site, shell, tables};

pub const FIND: Action = Action("search.find");
const MOST: i64 = 100;

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/search", get(search))
}

struct Hit {
    id: String,
    kind: String,
    title: String,
    opened_on: kernel::Date,
}

async fn search(cx: Cx, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let words = pairs.iter().find(|(key, _)| key == "words").map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    let mut form = Form::new();
    form.set("words", &words);
    let found = if words.is_empty() { None } else { Some(find(&cx, &words).await?) };
    let body = html! {
        form method="get" action="/search" role="search" { (form.input("words", "Words to find")) (Button::new("Search")) }
        @if let Some((total, hits)) = found { (results(&cx, total, &hits)) }
    };
    cx.page(Page::new("Search").wide().body(body))
}

fn results(cx: &Cx, total: i64, hits: &[Hit]) -> Markup {
    let mut table = ListTable::new(format!("{total} found"))
        .column(Column::new("Record"))
        .column(Column::new("Kind"))
        .column(Column::new("Opened"))
        .empty("Nothing you can see has these words. Try fewer or other words.");
    for hit in hits {
        table = table.row(vec![
            html! { @if let Some(href) = cx.site.href(&hit.kind, &hit.id) { a class="govuk-link" href=(href) { (hit.title) } } @else { (hit.title) } },
            html! { (hit.kind.replace('_', " ")) },
            html! { (shell::date_words(hit.opened_on)) },
        ]);
    }
    html! { (table) @if total > MOST { p class="govuk-body" { "The first " (MOST) " are shown." } } }
}

/// Each kind is searched under its own view action.
async fn find(cx: &Cx, typed: &str) -> Result<(i64, Vec<Hit>), Problem> {
    let Some(words) = cx.site.ledger().search_words(typed) else { return Ok((0, Vec::new())) };
    let mut values = vec![Value::from(cx.partnership()), Value::from(COMMONS), Value::from(words)];
    let found = cx.site.ledger().found(&tables::RECORD, "r", 3);
    let mut kinds = Vec::new();
    for (kind, view) in cx.site.view_actions() {
        let permitted = cx.site.permitted(&cx.asker, view);
        if !permitted.none() {
            kinds.push(format!("(r.kind = '{kind}' and {})", permitted.condition(&mut values)));
        }
    }
    if kinds.is_empty() {
        return Ok((0, Vec::new()));
    }
    let shared = format!("from record r where r.chain in ($1, $2) and {found} and ({})", kinds.join(" or "));
    let mut tx = cx.site.ledger().read().await?;
    let total = tx.row(format!("select count(*) as total {shared}"), values.clone()).await?.map_or(Ok(0), |row| row.int("total"))?;
    let page = format!("select r.id, r.kind, r.title, r.opened_on {shared} order by r.opened_on desc, r.id limit {MOST}");
    let rows = tx.rows(page, values).await?;
    let hits = rows
        .iter()
        .map(|row| Ok(Hit { id: row.text("id")?, kind: row.text("kind")?, title: row.text("title")?, opened_on: row.date("opened_on")? }))
        .collect::<ledger::Result<Vec<_>>>()?;
    Ok((total, hits))
}
