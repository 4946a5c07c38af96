//! The routes of a list: page, CSV, XLSX and JSON.

use axum::{
    Json, Router,
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use govuk::{Button, ButtonLink, Column, ListTable, Pagination, Tag};
use maud::{Markup, Render, html};
use serde_json::json;

use super::{
    Asked, Cell, EXPORT_MOST, Found, ListSpec, PER_PAGE, Show, export,
    query::{Finder, offset},
};
use crate::{COMMONS, Cx, Home, Page, Problem, Reply, Site, access, shell};

type Pairs = Query<Vec<(String, String)>>;

pub(crate) fn routes(spec: &'static ListSpec) -> Router<Site> {
    let path = spec.path;
    Router::new()
        .route(path, get(move |cx: Cx, Query(pairs): Pairs| page(cx, spec, pairs)))
        .route(&format!("{path}.csv"), get(move |cx: Cx, Query(pairs): Pairs| csv(cx, spec, pairs)))
        .route(&format!("{path}.xlsx"), get(move |cx: Cx, Query(pairs): Pairs| xlsx(cx, spec, pairs)))
        .route(&format!("/api/v1{path}"), get(move |cx: Cx, Query(pairs): Pairs| api(cx, spec, pairs)))
}

async fn find(cx: &Cx, spec: &ListSpec, asked: &Asked, limit: i64, from: i64) -> Result<Found, Problem> {
    let chain = match spec.home {
        Home::Partnership => cx.partnership(),
        Home::Commons => COMMONS,
    };
    let mut looking = cx.look_on(chain, spec.action).await?;
    // Who may see none of these does not learn that there are any.
    if looking.permitted.none() {
        return Err(Problem::NotFound);
    }
    let finder = Finder { site: &cx.site, spec, chain, asker: &cx.asker, at: cx.at, permitted: &looking.permitted };
    Ok(finder.find(&mut looking.tx, asked, limit, from).await?)
}

async fn page(cx: Cx, spec: &'static ListSpec, pairs: Vec<(String, String)>) -> Reply {
    let asked = Asked::read(spec, &pairs);
    let found = find(&cx, spec, &asked, PER_PAGE, offset(asked.page)).await?;
    let narrowed = !asked.words.is_empty() || !asked.chosen.is_empty();
    let body = html! {
        p class="govuk-body" { (spec.intro) }
        @if let Some((action, href, text)) = spec.start {
            @if cx.may_any(action) { (ButtonLink::new(text, href)) }
        }
        (narrow(spec, &asked))
        (table(&cx, spec, &asked, &found, narrowed))
        @for (records, ask) in &found.masked {
            p class="govuk-body" { (records) " more " @if *records == 1 { "record is" } @else { "records are" } " restricted: ask " (ask) "." }
        }
        (pages(spec, &asked, found.total))
        @if found.total > 0 {
            p class="govuk-body" {
                "Export as "
                a class="govuk-link" href={ (spec.path) ".csv?" (asked.address(&asked.sort, 1)) } { "CSV" } " or "
                a class="govuk-link" href={ (spec.path) ".xlsx?" (asked.address(&asked.sort, 1)) } { "XLSX" }
            }
        }
    };
    cx.page(Page::new(spec.title).wide().body(body))
}

/// Search and filters, sent by GET so that a narrowed list has an address.
fn narrow(spec: &ListSpec, asked: &Asked) -> Markup {
    let mut form = govuk::Form::new();
    form.set("words", &asked.words);
    for (key, value) in &asked.chosen {
        form.set(key, value);
    }
    html! {
        form method="get" action=(spec.path) class="app-narrow" role="search" aria-label={ "Narrow " (spec.title) } {
            (form.input("words", "Words to find"))
            @for filter in spec.filters {
                @let all = std::iter::once(("", "All")).chain(filter.options.iter().copied());
                (form.select(filter.key, filter.title, all))
            }
            input type="hidden" name="sort" value=(asked.sort);
            (Button::new("Narrow the list").secondary())
        }
    }
}

fn table(cx: &Cx, spec: &ListSpec, asked: &Asked, found: &Found, narrowed: bool) -> Markup {
    let from = offset(asked.page) + 1;
    let to = offset(asked.page) + i64::try_from(found.lines.len()).unwrap_or(0);
    let caption = if found.total == 0 { spec.title.to_owned() } else { format!("{from} to {to} of {}", found.total) };
    let mut table = ListTable::new(caption).empty(if narrowed { "Nothing fits. Take away a filter or a word." } else { spec.empty });
    for column in spec.columns {
        let (key, descending) = (asked.sort.trim_start_matches('-'), asked.sort.starts_with('-'));
        let sorted = (key == column.key).then_some(if descending { govuk::SortOrder::Descending } else { govuk::SortOrder::Ascending });
        let next = if key == column.key && !descending { format!("-{}", column.key) } else { column.key.to_owned() };
        let mut head = Column::new(column.title).sort(format!("{}?{}", spec.path, asked.address(&next, 1)), sorted);
        if matches!(column.show, Show::Number) {
            head = head.numeric();
        }
        table = table.column(head);
    }
    for (id, cells) in &found.lines {
        table = table.row(spec.columns.iter().zip(cells).map(|(column, cell)| shown(cx, spec, id, &column.show, cell)).collect());
    }
    table.render()
}

fn shown(cx: &Cx, spec: &ListSpec, id: &str, show: &Show, cell: &Cell) -> Markup {
    match (show, cell) {
        (Show::Link, Cell::Text(text)) => match cx.site.href(spec.kind, id) {
            Some(href) => html! { a class="govuk-link" href=(href) { (text) } },
            None => html! { (text) },
        },
        (Show::Date, Cell::Text(text)) => match text.parse() {
            Ok(date) => html! { time datetime=(text) { (shell::date_words(date)) } },
            Err(_) => html! { (text) },
        },
        (Show::Tag(tags), Cell::Text(stored)) => match tags.iter().find(|(word, ..)| word == stored) {
            Some((_, text, colour)) => Tag::new(*text).colour(*colour).render(),
            None => html! { (stored) },
        },
        _ => html! { (export::words(show, cell)) },
    }
}

fn pages(spec: &ListSpec, asked: &Asked, total: i64) -> Markup {
    let last = (total + PER_PAGE - 1) / PER_PAGE;
    if last < 2 {
        return html! {};
    }
    let address = |page: usize| format!("{}?{}", spec.path, asked.address(&asked.sort, i64::try_from(page).unwrap_or(1)));
    Pagination::pages(usize::try_from(asked.page).unwrap_or(1), usize::try_from(last).unwrap_or(1), address).render()
}

/// An export counts as opening each case-level record in it.
async fn exported(cx: &Cx, spec: &ListSpec, pairs: &[(String, String)], how: access::How) -> Result<Found, Problem> {
    let asked = Asked::read(spec, pairs);
    let found = find(cx, spec, &asked, EXPORT_MOST, 0).await?;
    let ids: Vec<String> = found.lines.iter().map(|(id, _)| id.clone()).collect();
    access::opened_many(cx, spec.action, &ids, how).await?;
    Ok(found)
}

fn file(name: &str, mime: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

async fn csv(cx: Cx, spec: &'static ListSpec, pairs: Vec<(String, String)>) -> Reply {
    let found = exported(&cx, spec, &pairs, access::How::Export).await?;
    let name = format!("{}-{}.csv", spec.path.trim_matches('/').replace('/', "-"), cx.at.today);
    Ok(file(&name, "text/csv; charset=utf-8", export::csv(spec, &found)?))
}

async fn xlsx(cx: Cx, spec: &'static ListSpec, pairs: Vec<(String, String)>) -> Reply {
    let found = exported(&cx, spec, &pairs, access::How::Export).await?;
    let name = format!("{}-{}.xlsx", spec.path.trim_matches('/').replace('/', "-"), cx.at.today);
    let demonstration = if cx.site.config().demonstration { format!(". {}", shell::DEMONSTRATION) } else { String::new() };
    let marking = format!("OFFICIAL. Exported by {} on {}{demonstration}", cx.who.name, shell::date_words(cx.at.today));
    Ok(file(&name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", export::xlsx(spec, &found, &marking)?))
}

async fn api(cx: Cx, spec: &'static ListSpec, pairs: Vec<(String, String)>) -> Reply {
    let asked = Asked::read(spec, &pairs);
    let found = find(&cx, spec, &asked, PER_PAGE, offset(asked.page)).await?;
    let rows: Vec<serde_json::Value> = found
        .lines
        .iter()
        .map(|(id, cells)| {
            let mut row = serde_json::Map::new();
            row.insert("id".to_owned(), json!(id));
            for (column, cell) in spec.columns.iter().zip(cells) {
                let value = match cell {
                    Cell::Empty => serde_json::Value::Null,
                    Cell::Number(number) => json!(number),
                    Cell::Text(text) => json!(text),
                };
                row.insert(column.key.to_owned(), value);
            }
            serde_json::Value::Object(row)
        })
        .collect();
    Ok(Json(json!({ "total": found.total, "page": asked.page, "rows": rows })).into_response())
}
