//! Pages: all measures at a glance, and the tables they come from.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Path, Query},
    routing::get,
};
use govuk::{Button, ButtonLink, Column, Details, Form, InsetText, ListTable, SummaryList};
use ledger::Read;
use maud::{Markup, Render, html};
use platform::{Cx, Home, ListColumn, ListSpec, Page, Problem, Reply, Show, Site, date_words};

use super::{
    IMPORT, Statistics, VIEW,
    areas::ENGLAND,
    catalogue::{Known, measure, measures, source},
    rows,
    series::{Compared, Point, Series, compared, median, newest},
};

pub(super) static LIST: ListSpec = ListSpec {
    path: "/statistics/releases",
    title: "Imported tables",
    intro: "Published tables as they were imported: which file, when, and how much of it is kept.",
    kind: "statistics",
    action: VIEW,
    home: Home::Commons,
    from: "statistic_release s",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "title", title: "Table", sql: "r.title", show: Show::Link },
        ListColumn { key: "topic", title: "Topic", sql: "s.topic", show: Show::Text },
        ListColumn { key: "file", title: "File", sql: "s.file", show: Show::Text },
        ListColumn { key: "cells", title: "Numbers kept", sql: "s.cells", show: Show::Number },
        ListColumn { key: "last", title: "Latest period ends", sql: "s.last_ends_on", show: Show::Date },
        ListColumn { key: "imported", title: "Imported", sql: "s.imported_on", show: Show::Date },
    ],
    filters: &[],
    sort: "title",
    empty: "No published table has been imported yet.",
    start: Some((IMPORT, "/statistics/import", "Import published statistics")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/statistics", get(overview)).route("/statistics/releases/{id}", get(release))
}

/// Who may see no statistics does not learn that there are any.
pub(super) async fn looking(cx: &Cx) -> Result<Read, Problem> {
    let looking = cx.look::<Statistics>(VIEW).await?;
    if looking.permitted.none() { Err(Problem::NotFound) } else { Ok(looking.tx) }
}

async fn overview(cx: Cx, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let mut tx = looking(&cx).await?;
    let compared = compared(&mut tx, cx.partnership()).await?;
    let newest = newest(&mut tx).await?;
    let topic = pairs.iter().find(|(key, _)| key == "topic").map(|(_, value)| value.as_str()).unwrap_or_default();
    let mut topics: Vec<&str> = Vec::new();
    for known in measures().iter().filter(|known| newest.contains_key(known.id)) {
        if !topics.contains(&known.source.topic.as_str()) {
            topics.push(&known.source.topic);
        }
    }
    let body = html! {
        p class="govuk-body" { "What the Department for Education and the Office for National Statistics publish about the area, set beside others." }
        @if cx.may_any(IMPORT) { (ButtonLink::new("Import published statistics", "/statistics/import")) }
        @if newest.is_empty() {
            p class="govuk-body" { "Nothing has been imported yet. An analyst or the business manager imports the tables as they were published." }
            (Details::new("Which tables can be imported, and where they are published", super::upload::catalogue()))
        } @else {
            (about_areas(&cx, &compared))
            (narrow(&topics, topic))
            @for each in topics.iter().filter(|each| topic.is_empty() || **each == topic) { (table(&compared, &newest, each)) }
            p class="govuk-body" { a class="govuk-link" href="/statistics/releases" { "The tables these come from" } }
        }
    };
    cx.page(Page::new("Published statistics").wide().body(body))
}

/// Which area it is, and beside which it is set.
fn about_areas(cx: &Cx, compared: &Compared) -> Markup {
    let own: Vec<&str> = compared.own.iter().map(|(_, name)| name.as_str()).collect();
    let near: Vec<&str> = compared.neighbours.iter().map(|near| near.name.as_str()).collect();
    html! {
        (InsetText::new(html! {
            "Area: " strong { (own.join(", ")) } ". "
            @if near.is_empty() { "Its statistical neighbours are not known yet: import the table of statistical neighbours, then the others again. " }
            @else { "Statistical neighbours: " (near.join(", ")) ". " }
            @match &compared.region { Some((_, name)) => { "Region: " (name) "." } None => { "Its region is not known yet." } }
            @if cx.site.config().demonstration { " The partnership is invented; these numbers are published, of a real area, set here as a comparator." }
        }))
    }
}

fn narrow(topics: &[&str], chosen: &str) -> Markup {
    let mut form = Form::new();
    form.set("topic", chosen);
    let all = std::iter::once(("", "All")).chain(topics.iter().map(|topic| (*topic, *topic)));
    html! {
        form method="get" action="/statistics" class="app-narrow" role="search" aria-label="Narrow the statistics" {
            (form.select("topic", "Topic", all))
            (Button::new("Narrow the list").secondary())
        }
    }
}

/// A measure of every area, by the area's code.
type ByArea = BTreeMap<String, Series>;

fn table(compared: &Compared, newest: &BTreeMap<&'static str, ByArea>, topic: &str) -> Markup {
    let mut table = ListTable::new(topic).column(Column::new("Measure")).column(Column::new("Period"));
    for (_, name) in &compared.own {
        table = table.column(Column::new(name.as_str()).numeric());
    }
    table = table.column(Column::new("Median of neighbours (worked out here)").numeric());
    if let Some((_, name)) = &compared.region {
        table = table.column(Column::new(name.as_str()).numeric());
    }
    table = table.column(Column::new("England").numeric()).first_cell_is_header();
    for known in measures().iter().filter(|known| known.source.topic == topic) {
        let Some(new) = newest.get(known.id) else { continue };
        let Some(period) = new.values().flat_map(|series| &series.points).map(|point| point.period.clone()).next() else { continue };
        let cell = |code: &str| number(new.get(code).and_then(|series| series.at(&period)));
        let mut cells = vec![
            html! { a class="govuk-link" href={ "/statistics/measures/" (known.id) } { (known.title) } br; span class="govuk-hint" { (unit(known)) } },
            html! { (known.source.periods.words(&period)) },
        ];
        cells.extend(compared.own.iter().map(|(code, _)| cell(code)));
        let near: Vec<&Series> = compared.neighbours.iter().filter_map(|near| new.get(&near.code)).collect();
        let median = median(&near, compared.neighbours.len(), std::slice::from_ref(&period));
        cells.push(html! { @if let Some((_, _, shown, _)) = median.first() { (shown) } @else { "" } });
        cells.extend(compared.region.iter().map(|(code, _)| cell(code)));
        cells.push(cell(ENGLAND));
        table = table.row(cells);
    }
    table.render()
}

pub(super) fn unit(known: &Known) -> String {
    if known.computed { format!("{} (worked out here)", known.unit) } else { known.unit.to_owned() }
}

/// A number as it is shown; a symbol with its meaning for whoever does not know it; nothing where nothing was printed.
pub(super) fn number(point: Option<&Point>) -> Markup {
    match point {
        None => html! {},
        Some(point) => match super::catalogue::symbol(&point.symbol) {
            Some(meaning) => html! { abbr title=(meaning) { (point.shown) } },
            None => html! { (point.shown) },
        },
    }
}

/// The publisher's own words for where it is, as a link where the table is known.
fn published_at(shown: &rows::Shown) -> Markup {
    match source(&shown.source) {
        Some(source) => html! { a class="govuk-link" href=(source.address) { (shown.published_at) } },
        None => html! { (shown.published_at) },
    }
}

async fn release(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Statistics>(VIEW, &id).await?;
    let shown = rows::releases(&mut reading.tx).await?.into_iter().find(|shown| rows::release_id(&shown.source) == id);
    let shown = shown.ok_or(Problem::NotFound)?;
    let areas = rows::areas(&mut reading.tx).await?;
    let kept = rows::kept(&mut reading.tx, &id).await?;
    let mut table = ListTable::new("Measures kept")
        .column(Column::new("Measure"))
        .column(Column::new("Numbers").numeric())
        .column(Column::new("First period ends"))
        .column(Column::new("Last period ends"))
        .empty("No measure: it says which authorities are statistical neighbours.");
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), date_words);
    for (id, cells, first, last) in &kept {
        let title = measure(id).map_or(id.as_str(), |known| known.title);
        table = table.row(vec![
            html! { a class="govuk-link" href={ "/statistics/measures/" (id) } { (title) } },
            html! { (cells) },
            html! { (day(first)) },
            html! { (day(last)) },
        ]);
    }
    let again = shown.areas != areas.digest() && source(&shown.source).is_some_and(|source| source.shape != super::catalogue::Shape::Lsoa);
    let body = html! {
        @if again {
            (InsetText::new("It was read before all areas, or their neighbours, were known. Import the same file again to have their numbers too."))
        }
        (SummaryList::new()
            .add("Publisher", shown.publisher.as_str())
            .add("Where it is published", published_at(&shown))
            .add("Licence", shown.licence.as_str())
            .add("File", shown.file.as_str())
            .add("SHA-256 of the file", html! { code class="app-hash" { (shown.sha256) } })
            .add("Imported on", date_words(shown.imported_on))
            .add("Lines read", shown.lines.to_string())
            .add("Lines kept", shown.lines_kept.to_string())
            .add("Numbers kept", shown.cells.to_string())
            .add("What this edition changed", shown.change.to_string()))
        @if !shown.passed_over.is_empty() {
            h2 class="govuk-heading-m" { "Lines that were not understood" }
            ul class="govuk-list govuk-list--bullet" { @for passed in &shown.passed_over { li { (passed) } } }
        }
        @if let Some(source) = source(&shown.source) { @if !source.caveat.is_empty() { p class="govuk-body" { (source.caveat) } } }
        (table)
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(shown.title).caption("Imported table").back("/statistics/releases").wide().body(body))
}
