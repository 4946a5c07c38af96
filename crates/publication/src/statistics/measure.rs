//! One measure: its line over the years, beside its neighbours, its region and England, with the numbers, their source and their meaning.

use axum::{Json, Router, extract::Path, http::header, response::IntoResponse, routing::get};
use govuk::{
    Column, ListTable, SummaryList,
    chart::{About, Bar, BarChart, Figure as _, LineChart, Reference, Series as Line, Value},
};
use maud::{Markup, Render, html};
use platform::{COMMONS, Cx, Page, Problem, Reply, Site};
use serde_json::json;

use super::{
    areas::ENGLAND,
    catalogue::{Known, measure, symbol},
    series::{Compared, Point, Series, compared, median, series},
    web::{looking, number, unit},
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/statistics/measures/{id}", get(show))
        .route("/statistics/measures/{id}/numbers.csv", get(csv))
        .route("/api/v1/statistics/measures/{id}", get(api))
}

/// Everything the page shows.
struct Shown {
    known: Known,
    compared: Compared,
    series: Vec<Series>,
    /// First to last, of all areas together.
    periods: Vec<String>,
    /// Period, thousandths, as shown, of how many.
    median: Vec<(String, i64, String, usize)>,
}

impl Shown {
    async fn read(cx: &Cx, id: &str) -> Result<Self, Problem> {
        let known = measure(id).ok_or(Problem::NotFound)?;
        let mut tx = looking(cx).await?;
        let compared = compared(&mut tx, cx.partnership()).await?;
        let head = tx.head(COMMONS).await?;
        let series = series(&mut tx, head, known.id, &compared.codes()).await?;
        let mut ends: Vec<(&str, &str)> =
            series.iter().flat_map(|series| &series.points).map(|point| (point.ends_on.as_str(), point.period.as_str())).collect();
        ends.sort_unstable();
        ends.dedup();
        let periods: Vec<String> = ends.into_iter().map(|(_, period)| period.to_owned()).collect();
        let near: Vec<&Series> =
            compared.neighbours.iter().filter_map(|near| series.iter().find(|series| series.area.code == near.code)).collect();
        let median = median(&near, compared.neighbours.len(), &periods);
        Ok(Self { known, compared, series, periods, median })
    }

    fn of(&self, code: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.area.code == code)
    }

    /// Whether areas of different sizes can be compared by it.
    fn is_relative(&self) -> bool {
        ["per cent", "for each", "cases for each"].iter().any(|start| self.known.unit.starts_with(start))
    }

    fn words(&self, period: &str) -> String {
        self.known.source.periods.words(period)
    }

    fn source_words(&self) -> String {
        let source = self.known.source;
        let worked_out = if self.known.computed { ", worked out here from it" } else { "" };
        format!("{}, {}{worked_out}. {}", source.publisher, source.title, source.licence)
    }
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let shown = Shown::read(&cx, &id).await?;
    let known = &shown.known;
    let body = html! {
        (SummaryList::new()
            .add("Counts", known.counts)
            .add("Does not mean", known.does_not_mean)
            .add("Unit", unit(known))
            .add("Direction", known.polarity.words())
            .add("Source", shown.source_words())
            .add("Where it is published", known.source.published_at.as_str())
            .add("In a report", html! { code { (citation(known)) } br; code { (side_by_side(known)) } }))
        @if !known.source.caveat.is_empty() { p class="govuk-body" { (known.source.caveat) } }
        @if shown.series.is_empty() {
            p class="govuk-body" { "Nothing has been imported for it yet: it is in the table “" (known.source.title) "”." }
        } @else {
            @if shown.periods.len() > 1 { (line(&shown)) }
            @if let Some(chart) = bars(&shown) { (chart.render()) }
            (table(&shown))
            (symbols(&shown))
            p class="govuk-body" { a class="govuk-link" href={ "/statistics/measures/" (known.id) "/numbers.csv" } { "Export as CSV" } }
            p class="govuk-body" {
                a class="govuk-link" href={ "/statistics/releases/" (super::release_id(&known.source.key)) } { "The table it comes from" }
            }
        }
    };
    cx.page(Page::new(known.title).caption(known.source.topic.as_str()).back("/statistics").wide().body(body))
}

fn citation(known: &Known) -> String {
    match known.rate_of {
        Some(of) => format!("{{figure:statistic.rate measure={of} area=own period=newest}}"),
        None => format!("{{figure:statistic.value measure={} area=own period=newest}}", known.id),
    }
}

fn side_by_side(known: &Known) -> String {
    match known.rate_of {
        Some(of) => format!("{{chart:statistic.rate-compared measure={of} period=newest}}"),
        None => format!("{{chart:statistic.compared measure={} period=newest}}", known.id),
    }
}

fn value(point: Option<&Point>) -> Value {
    match point.map(|point| (point.number(), point)) {
        Some((Some(number), point)) => Value::new(number, point.shown.as_str()),
        Some((None, point)) => Value::suppressed(point.shown.as_str()),
        None => Value::missing(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "published counts stay far below 2^52 thousandths")]
fn middle(thousandths: i64, shown: &str) -> Value {
    Value::new(thousandths as f64 / 1000.0, shown)
}

/// The area's line beside the neighbours' median and, where areas of any size can be compared, the region and England.
fn line(shown: &Shown) -> Markup {
    let along = |code: &str| shown.of(code).map(|series| shown.periods.iter().map(|period| value(series.at(period))).collect::<Vec<_>>());
    let mut lines: Vec<Line> = shown.compared.own.iter().filter_map(|(code, name)| Some(Line::new(name.as_str(), along(code)?))).collect();
    if !shown.median.is_empty() {
        let at = |period: &String| shown.median.iter().find(|(known, ..)| known == period);
        let values =
            shown.periods.iter().map(|period| at(period).map_or_else(Value::missing, |(_, middle_of, text, _)| middle(*middle_of, text)));
        lines.push(Line::new("Median of neighbours", values));
    }
    if shown.is_relative() {
        lines.extend(shown.compared.region.iter().filter_map(|(code, name)| Some(Line::new(name.as_str(), along(code)?))));
        lines.extend(along(ENGLAND).map(|values| Line::new("England", values)));
    }
    let mut about = About::new("years", format!("{} over the years", shown.known.title), shown.known.unit).source(shown.source_words());
    if !shown.median.is_empty() {
        about =
            about.note("The median of the statistical neighbours is worked out here, where at least two in three of them have a number.");
    }
    if !shown.is_relative() {
        about = about
            .note("It is a count, so that only areas of about the same size can be compared. The region and England are in the table.");
    }
    let order = "Period".to_owned();
    let points = shown.periods.iter().map(|period| super::period::shown(period)).collect();
    LineChart { about, order, points, series: lines, reference: None, from_zero: true }.render()
}

/// The newest period, area by area: the area, each neighbour and their median and, where areas of any size can be compared, the region, with
/// England as the line to look along.
fn bars(shown: &Shown) -> Option<BarChart> {
    let period = shown.periods.last()?;
    let own = shown.compared.own.iter().map(|(code, name)| (code, name, true));
    let near = shown.compared.neighbours.iter().map(|near| (&near.code, &near.name, false));
    let bars: Vec<Bar> = own
        .chain(near)
        .filter_map(|(code, name, own)| {
            let bar = Bar::new(name.as_str(), value(shown.of(code)?.at(period)));
            Some(if own { bar.emphasised() } else { bar })
        })
        .collect();
    let median = shown.median.iter().find(|(known, ..)| known == period);
    let median = median.map(|(_, thousandths, text, _)| Bar::new("Median of neighbours (worked out here)", middle(*thousandths, text)));
    let region = shown.compared.region.as_ref().filter(|_| shown.is_relative());
    let region = region.and_then(|(code, name)| Some(Bar::new(name.as_str(), value(shown.of(code)?.at(period)))));
    let bars: Vec<Bar> = bars.into_iter().chain(median).chain(region).collect();
    let england = shown.of(ENGLAND).and_then(|series| series.at(period)).filter(|_| shown.is_relative());
    let title = format!("{}, {}", shown.known.title, shown.words(period));
    (bars.len() > 1).then(|| BarChart {
        about: About::new("areas", title, shown.known.unit).source(shown.source_words()),
        category: "Area".to_owned(),
        bars,
        reference: england.map(|point| Reference::new("England", value(Some(point)))),
    })
}

fn table(shown: &Shown) -> Markup {
    let mut table = ListTable::new(format!("{}: {}", shown.known.title, unit(&shown.known))).column(Column::new("Area"));
    for period in &shown.periods {
        table = table.column(Column::new(super::period::shown(period)).numeric());
    }
    table = table.first_cell_is_header();
    let row = |series: &Series, name: Markup| {
        std::iter::once(name).chain(shown.periods.iter().map(|period| number(series.at(period)))).collect::<Vec<_>>()
    };
    for (code, name) in &shown.compared.own {
        if let Some(series) = shown.of(code) {
            table = table.row(row(series, html! { strong { (name) } }));
        }
    }
    for near in &shown.compared.neighbours {
        if let Some(series) = shown.of(&near.code) {
            table = table.row(row(series, html! { (near.name) " (neighbour: " (near.closeness.to_lowercase()) ")" }));
        }
    }
    if !shown.median.is_empty() {
        let at = |period: &String| shown.median.iter().find(|(known, ..)| known == period);
        let name = html! { "Median of neighbours (worked out here)" };
        let cells = shown.periods.iter().map(|period| html! { @if let Some((_, _, text, _)) = at(period) { (text) } });
        table = table.row(std::iter::once(name).chain(cells).collect());
    }
    if let Some((series, name)) = shown.compared.region.as_ref().and_then(|(code, name)| Some((shown.of(code)?, name))) {
        table = table.row(row(series, html! { (name) " (region)" }));
    }
    if let Some(series) = shown.of(ENGLAND) {
        table = table.row(row(series, html! { "England" }));
    }
    table.render()
}

/// The symbols in the table, explained.
fn symbols(shown: &Shown) -> Markup {
    let mut used: Vec<&str> = shown
        .series
        .iter()
        .flat_map(|series| &series.points)
        .map(|point| point.symbol.as_str())
        .filter(|symbol| !symbol.is_empty())
        .collect();
    used.sort_unstable();
    used.dedup();
    html! {
        @if !used.is_empty() {
            p class="govuk-body" { "Symbols, as the publisher prints them:" }
            ul class="govuk-list govuk-list--bullet" {
                @for each in used { li { strong { (each) } ": " (symbol(each).unwrap_or_default()) } }
            }
        }
    }
}

/// A name that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection).
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

async fn csv(cx: Cx, Path(id): Path<String>) -> Reply {
    let shown = Shown::read(&cx, &id).await?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record([
        "measure",
        "title",
        "unit",
        "area",
        "area name",
        "level",
        "period",
        "printed",
        "shown",
        "symbol",
        "worked out here",
        "file",
        "line",
    ])?;
    let worked_out = if shown.known.computed { "yes" } else { "no" };
    for series in &shown.series {
        for point in &series.points {
            writer.write_record([
                shown.known.id,
                shown.known.title,
                shown.known.unit,
                &series.area.code,
                &harmless(&series.area.name),
                series.area.level.as_str(),
                &point.period,
                &point.printed,
                &point.shown,
                &point.symbol,
                worked_out,
                &harmless(&point.file),
                &point.line.to_string(),
            ])?;
        }
    }
    for (period, _, text, _) in &shown.median {
        let unit = shown.known.unit;
        let (id, title) = (shown.known.id, shown.known.title);
        writer.write_record([id, title, unit, "", "Median of statistical neighbours", "median", period, "", text, "", "yes", "", ""])?;
    }
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
    let name = format!("attachment; filename=\"{}-{}.csv\"", shown.known.id, cx.at.today);
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

async fn api(cx: Cx, Path(id): Path<String>) -> Reply {
    let shown = Shown::read(&cx, &id).await?;
    let point = |point: &Point| {
        json!({
            "period": point.period, "ends_on": point.ends_on, "printed": point.printed, "shown": point.shown, "symbol": point.symbol,
            "number": point.number(), "file": point.file, "line": point.line,
        })
    };
    let areas: Vec<_> = shown
        .series
        .iter()
        .map(|series| {
            let points: Vec<_> = series.points.iter().map(point).collect();
            json!({ "code": series.area.code, "name": series.area.name, "level": series.area.level.as_str(), "points": points })
        })
        .collect();
    let median: Vec<_> =
        shown.median.iter().map(|(period, _, text, of)| json!({ "period": period, "shown": text, "of_areas": of })).collect();
    let known = &shown.known;
    Ok(Json(json!({
        "id": known.id, "title": known.title, "unit": known.unit, "counts": known.counts, "does_not_mean": known.does_not_mean,
        "worked_out_here": known.computed, "publisher": known.source.publisher, "licence": known.source.licence,
        "published_at": known.source.published_at, "areas": areas, "neighbours_median": median,
    }))
    .into_response())
}
