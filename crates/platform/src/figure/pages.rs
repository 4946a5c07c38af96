//! *Explain this number*: the definition, the instant it was known at, and the facts counted, for those who may see them.

use axum::{
    Json, Router,
    extract::{Path, Query},
    response::IntoResponse,
    routing::get,
};
use govuk::{Button, Column, Form, ListTable, SummaryList};
use kernel::{Date, Moment};
use ledger::args;
use maud::{Markup, Render, html};
use serde_json::json;

use super::{EXPLAIN, Figure, FigureWords, Measured, Period, Quantity, Scope, VIEW};
use crate::{COMMONS, Cx, Page, Problem, Reply, Site, shell};

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/figures", get(list)).route("/figures/{id}", get(explain)).route("/api/v1/figures/{id}", get(api))
}

type Pairs = Query<Vec<(String, String)>>;

/// The scope an address asks for: a period (this financial year unless said) as known at the end of a day (now unless said).
async fn scope(cx: &Cx, figure: &Figure, pairs: &[(String, String)]) -> Result<Scope, Problem> {
    let given = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty());
    let day = |key: &str| match given(key) {
        Some(text) => text.parse::<Date>().map(Some).map_err(|_| Problem::Unreadable(format!("`{key}` must be a day such as 2026-03-31"))),
        None => Ok(None),
    };
    let today = cx.at.today;
    let year = if today.month() >= 4 { today.year() } else { today.year() - 1 };
    let usual = Period::financial_year(year);
    let period = Period { from: day("from")?.unwrap_or(usual.from), to: day("to")?.unwrap_or(usual.to) };
    let mut tx = cx.site.ledger().read().await?;
    let (as_of, commons_as_of) = match day("as_of")? {
        None => (tx.head(cx.partnership()).await?, tx.head(COMMONS).await?),
        Some(day) => {
            let end = kernel::Vague::day(day).to.unwrap_or(cx.at.now);
            (tx.number_at(cx.partnership(), end).await?, tx.number_at(COMMONS, end).await?)
        }
    };
    let arguments = figure.arguments.iter().map(|name| given(name).unwrap_or_default().to_owned()).collect();
    Ok(Scope { chain: cx.partnership().to_owned(), as_of, commons_as_of, period, arguments })
}

async fn list(cx: Cx) -> Reply {
    cx.must(VIEW)?;
    let mut table =
        ListTable::new("Every figure there is").column(Column::new("Figure")).column(Column::new("Counts")).column(Column::new("Unit"));
    let mut newest: Vec<&Figure> =
        cx.site.figures().iter().filter(|figure| cx.site.figure(figure.id).is_some_and(|new| new.version == figure.version)).collect();
    newest.sort_by_key(|figure| figure.id);
    for figure in newest {
        table = table.row(vec![
            html! { a class="govuk-link" href={ "/figures/" (figure.id) } { (figure.title) } },
            html! { (figure.counts) },
            html! { (figure.unit) },
        ]);
    }
    let intro = html! { p class="govuk-body" { "Each figure is computed from facts when it is asked for. Nobody types one." } (table) };
    cx.page(Page::new("Figures").wide().body(intro))
}

async fn measured(cx: &Cx, id: &str, pairs: &[(String, String)]) -> Result<(Figure, Measured), Problem> {
    cx.must(VIEW)?;
    let figure = *cx.site.figure(id).ok_or(Problem::NotFound)?;
    let scope = scope(cx, &figure, pairs).await?;
    let mut tx = cx.site.ledger().read().await?;
    let measured = figure.measure(&mut tx, &scope).await?;
    Ok((figure, measured))
}

async fn explain(cx: Cx, Path(id): Path<String>, Query(pairs): Pairs) -> Reply {
    let (figure, measured) = measured(&cx, &id, &pairs).await?;
    let words = cx.site.figure_words(&figure, &measured.scope.arguments);
    let facts = facts_counted(&cx, &measured).await?;
    let body = html! {
        (figure_value(&figure, &words, &measured))
        h2 class="govuk-heading-m" { "What it counts" }
        (definition(&figure, &words, &measured))
        (another_period(&figure, &measured))
        (facts)
    };
    cx.page(Page::new(words.title).caption("Explain this number").back("/figures").wide().body(body))
}

/// The value and its parts; used by the figure's page and by whatever shows it elsewhere.
pub fn figure_value(figure: &Figure, words: &FigureWords, measured: &Measured) -> Markup {
    let has_parts = figure.by.is_some() && !measured.parts.is_empty();
    html! {
        // Published numbers of several areas have no whole.
        @if measured.quantity != Quantity::Nothing || !has_parts {
            p class="app-figure" { span class="app-figure__value" { (measured.quantity) } " " span class="app-figure__unit" { (words.unit) } }
        }
        @if let Some(by) = figure.by {
            @if !measured.parts.is_empty() {
                (measured.parts.iter().fold(
                    ListTable::new(format!("{}, by {by}", words.title)).column(Column::new(by)).column(Column::new(words.unit.as_str()).numeric()),
                    |table, (part, quantity)| table.row(vec![html! { @if part.is_empty() { "not known" } @else { (part) } }, html! { (quantity) }]),
                ))
            }
        }
    }
}

fn definition(figure: &Figure, words: &FigureWords, measured: &Measured) -> Markup {
    let period = measured.scope.period;
    SummaryList::new()
        .add("Definition", format!("{}, version {}", figure.id, figure.version))
        .add("Counts", words.counts.as_str())
        .add("Does not mean", words.does_not_mean.as_str())
        .add("Unit", words.unit.as_str())
        .add("Direction", figure.polarity.words())
        .add("Period", format!("{} to {}", shell::date_words(period.from), shell::date_words(period.to)))
        .add("As known at", format!("entry {} of the partnership's ledger", measured.scope.as_of))
        .render()
}

fn another_period(figure: &Figure, measured: &Measured) -> Markup {
    let mut form = Form::new();
    form.set("from", measured.scope.period.from.to_string());
    form.set("to", measured.scope.period.to.to_string());
    html! {
        form method="get" action={ "/figures/" (figure.id) } class="app-narrow" {
            (form.input("from", "First day").hint("For example, 2025-04-01"))
            (form.input("to", "Last day").hint("For example, 2026-03-31"))
            (form.input("as_of", "As known on").hint("Leave empty for now"))
            @for (name, argument) in figure.arguments.iter().zip(&measured.scope.arguments) { input type="hidden" name=(name) value=(argument); }
            (Button::new("Compute it for these days").secondary())
        }
    }
}

/// The facts behind a number: links to those this person may see, and only a count of the others.
pub async fn facts_counted(cx: &Cx, measured: &Measured) -> Result<Markup, Problem> {
    if !cx.may_any(EXPLAIN) {
        return Ok(html! { p class="govuk-body" { "You can see this figure and not the facts behind it." } });
    }
    let mut shown = ListTable::new(format!("The facts counted ({})", measured.counted.len()))
        .column(Column::new("Fact"))
        .column(Column::new("Part"))
        .column(Column::new("Counted"))
        .column(Column::new("Entry").numeric())
        .empty("Nothing was counted.");
    let mut hidden = 0_usize;
    for counted in measured.counted.iter().take(500) {
        match visible(cx, &measured.scope.chain, &counted.id).await? {
            Some((title, href)) => {
                shown = shown.row(vec![
                    html! { @if let Some(href) = href { a class="govuk-link" href=(href) { (title) } } @else { (title) } },
                    html! { (counted.part) },
                    html! { @if counted.n { "yes" } @else { "no" } },
                    html! { (counted.entry) },
                ]);
            }
            None => hidden += 1,
        }
    }
    Ok(html! {
        h2 class="govuk-heading-m" { "What was counted" }
        (shown)
        @if hidden > 0 { p class="govuk-body" { (hidden) " of them are records you cannot see." } }
        @if measured.counted.len() > 500 { p class="govuk-body" { "The first 500 are shown." } }
    })
}

/// The title and address of a counted record where this person may see it. Ids of parts of a record begin with the record's.
async fn visible(cx: &Cx, chain: &str, counted: &str) -> Result<Option<(String, Option<String>)>, Problem> {
    let record = counted.split('|').next().unwrap_or(counted);
    let mut tx = cx.site.ledger().read().await?;
    let row = tx.row("select kind, title, chain from record where chain in ($1, 'commons') and id = $2", args![chain, record]).await?;
    let Some(row) = row else { return Ok(None) };
    let (kind, title, home) = (row.text("kind")?, row.text("title")?, row.text("chain")?);
    let Some(line) = crate::cx::line(&mut tx, &cx.asker, &home, record).await? else { return Ok(None) };
    if cx.may_see(&kind, &line) { Ok(Some((title, cx.site.href(&kind, record)))) } else { Ok(None) }
}

async fn api(cx: Cx, Path(id): Path<String>, Query(pairs): Pairs) -> Reply {
    let (figure, measured) = measured(&cx, &id, &pairs).await?;
    let words = cx.site.figure_words(&figure, &measured.scope.arguments);
    let parts: Vec<_> = measured.parts.iter().map(|(part, quantity)| json!({ "part": part, "value": quantity.to_string() })).collect();
    Ok(Json(json!({
        "id": figure.id, "version": figure.version, "title": words.title, "counts": words.counts, "does_not_mean": words.does_not_mean,
        "unit": words.unit, "from": measured.scope.period.from, "to": measured.scope.period.to, "as_of": measured.scope.as_of,
        "value": measured.quantity.to_string(), "parts": parts, "facts_counted": measured.counted.len(),
        "computed_at": Moment::at(cx.at.now).now.to_string(),
    }))
    .into_response())
}
