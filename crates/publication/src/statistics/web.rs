//! Pages: the measures there are, and each with its chart, its table and its source.

use axum::{Router, extract::Path, routing::get};
use govuk::{
    Column, ListTable, SummaryList,
    chart::{About, Figure as _, LineChart, Series, Value},
};
use maud::{PreEscaped, Render, html};
use platform::{Cx, Page, Problem, Reply, Site};

use super::{Release, VIEW, measures, rows};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/statistics", get(list)).route("/statistics/{measure}", get(show)).route("/statistics/releases/{id}", get(release))
}

async fn list(cx: Cx) -> Reply {
    let mut looking = cx.look::<Release>(VIEW).await?;
    if looking.permitted.none() {
        return Err(Problem::NotFound);
    }
    let present = rows::present(&mut looking.tx).await?;
    let mut table = ListTable::new("Measures")
        .column(Column::new("Measure"))
        .column(Column::new("Published by"))
        .empty("Nothing has been imported yet. The files are to be had from Explore education statistics and from the Office for National Statistics; an analyst imports them with the command line.");
    for kind in measures::measures() {
        for measure in kind.measure.iter().filter(|measure| present.contains(&measure.id)) {
            table = table.row(vec![
                html! { a class="govuk-link" href={ "/statistics/" (measure.id) } { (measure.title) } },
                html! { (kind.publisher) },
            ]);
        }
    }
    let body = html! {
        p class="govuk-body" { "Figures as the Department for Education and the Office for National Statistics published them, with their symbols for what was held back." }
        (table)
    };
    cx.page(Page::new("Published statistics").wide().body(body))
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut looking = cx.look::<Release>(VIEW).await?;
    if looking.permitted.none() {
        return Err(Problem::NotFound);
    }
    let (kind, measure) = measures::measure(&id).ok_or(Problem::NotFound)?;
    let cells = rows::cells(&mut looking.tx, &id).await?;
    let mut periods: Vec<&str> = cells.iter().map(|cell| cell.period.as_str()).collect();
    periods.sort_unstable();
    periods.dedup();
    let mut areas: Vec<(&str, &str, &str)> =
        cells.iter().map(|cell| (cell.level.as_str(), cell.name.as_str(), cell.area.as_str())).collect();
    // The area itself first, then what it is compared with.
    let order = |level: &str| ["own", "neighbour", "region", "country"].iter().position(|known| *known == level);
    areas.sort_unstable_by_key(|(level, name, _)| (order(level), *name));
    areas.dedup();
    let shown = |area: &str, period: &str| {
        cells.iter().find(|cell| cell.area == area && cell.period == period).map_or("", |cell| cell.shown.as_str())
    };
    let value = |text: &str| match text.replace(',', "").parse::<f64>() {
        Ok(number) => Value::new(number, text),
        Err(_) if text.is_empty() => Value::missing(),
        Err(_) => Value::suppressed(text),
    };
    // A line for the area and for each wider one; the neighbours, too many for lines, are in the table.
    let lines = areas.iter().filter(|(level, ..)| *level != "neighbour");
    let chart = LineChart {
        about: About::new("statistic", measure.title.as_str(), measure.unit.as_str())
            .source(format!("{}, Open Government Licence v3.0", kind.publisher)),
        order: "Period".to_owned(),
        points: periods.iter().map(|period| (*period).to_owned()).collect(),
        series: lines.map(|(_, name, area)| Series::new(*name, periods.iter().map(|period| value(shown(area, period))))).collect(),
        reference: None,
        from_zero: false,
    };
    let recent: Vec<&str> = periods.iter().rev().take(6).rev().copied().collect();
    let mut table = ListTable::new("As published").column(Column::new("Area"));
    for period in &recent {
        table = table.column(Column::new(*period).numeric());
    }
    for (level, name, area) in &areas {
        let mut row = vec![html! { (name) @if *level == "neighbour" { " (neighbour)" } }];
        row.extend(recent.iter().map(|period| html! { (shown(area, period)) }));
        table = table.row(row);
    }
    let comparable = measure.unit.starts_with("per ") || measure.unit == "cases";
    let body = html! {
        @if comparable {
            // Drawn by our own chart builder, which escapes every label.
            (PreEscaped(chart.render().into_string()))
        } @else { p class="govuk-body" { "Areas of different size are not drawn together: see the table." } }
        (table)
        p class="govuk-body-s" { "Symbols as published: c suppressed, z not applicable, x not available, u low reliability." }
        (SummaryList::new()
            .add("Counts", measure.counts.as_str())
            .add("Does not mean", measure.does_not_mean.as_str())
            .add("Unit", measure.unit.as_str())
            .add("Source", format!("{}: {}", kind.publisher, kind.title))
            .add("Licence", "Open Government Licence v3.0")
            .add("To cite it", format!("{{figure:statistic.value measure={id} area=… period=…}}"))
            .render())
    };
    cx.page(Page::new(measure.title.clone()).caption("Published statistic").back("/statistics").wide().body(body))
}

async fn release(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Release>(VIEW, &id).await?;
    let row = reading
        .tx
        .row(
            "select title, publisher, file, sha256, imported_on from release where chain = 'commons' and id = $1 and known_to is null",
            ledger::args![&id],
        )
        .await?
        .ok_or(Problem::NotFound)?;
    let body = html! {
        (SummaryList::new()
            .add("Published by", row.text("publisher")?)
            .add("File", row.text("file")?)
            .add("SHA-256 of the file", row.text("sha256")?)
            .add("Imported", platform::date_words(row.date("imported_on")?))
            .render())
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(row.text("title")?).caption("Published file").back("/statistics").body(body))
}
