//! The report as a page. Every figure is a link that opens onto its definition and its evidence.

use govuk::chart::Figure as _;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    build::Whole,
    cite::{Cite, Figured},
    compose::{Part, Span},
    freeze::{Answers, Cited, Key},
    quote,
};

/// Where a number leads: the page that explains it.
type Link<'a> = &'a dyn Fn(i64) -> String;

/// The body of the report: contents, then its sections.
pub(super) fn body(whole: &Whole, link: Link<'_>) -> Markup {
    html! {
        nav class="app-contents" aria-label="Contents" {
            h2 class="govuk-heading-m" { "Contents" }
            ol class="govuk-list govuk-list--number" {
                @for (section, _) in &whole.sections { li { a class="govuk-link" href={ "#" (section.key) } { (section.title) } } }
            }
        }
        @for (section, parts) in &whole.sections {
            section id=(section.key) {
                h2 class="govuk-heading-l" { (section.title) }
                @for part in parts { (one_part(whole, part, link)) }
            }
        }
    }
}

/// A page that stands by itself, without styles or scripts of ours, for whoever keeps a copy.
pub(super) fn standalone(whole: &Whole) -> String {
    let link = |number: i64| format!("#figure-{number}");
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { (whole.report.title) } }
            body {
                main {
                    h1 { (whole.report.title) }
                    p { (whole.partnership) ", " (whole.year_words()) }
                    @if whole.demonstration { p { strong { (platform::DEMONSTRATION) } } }
                    (body(whole, &link))
                    h2 { "How each figure is counted" }
                    dl {
                        @for cited in in_order(&whole.answers) {
                            dt id={ "figure-" (cited.number) } { (cited.figure.title) @if let Some(sum) = sum(cited) { ": " (sum) } }
                            dd { (cited.figure.counts) ". " (cited.figure.does_not_mean) "." }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

pub(super) fn in_order(answers: &Answers) -> Vec<&Cited> {
    let mut all: Vec<&Cited> = answers.values().collect();
    all.sort_by_key(|cited| cited.number);
    all
}

fn one_part(whole: &Whole, part: &Part, link: Link<'_>) -> Markup {
    match part {
        Part::Heading { level: ..=3, text } => html! { h3 class="govuk-heading-m" { (spans(whole, text, link)) } },
        Part::Heading { text, .. } => html! { h4 class="govuk-heading-s" { (spans(whole, text, link)) } },
        Part::Para(text) => html! { p class="govuk-body" { (spans(whole, text, link)) } },
        Part::List { ordered: true, items } => {
            html! { ol class="govuk-list govuk-list--number" { @for item in items { li { (spans(whole, item, link)) } } } }
        }
        Part::List { items, .. } => {
            html! { ul class="govuk-list govuk-list--bullet" { @for item in items { li { (spans(whole, item, link)) } } } }
        }
        Part::Table { head, rows } => html! {
            div class="app-table-scroll" tabindex="0" role="region" aria-label="Table" {
                table class="govuk-table" {
                    thead class="govuk-table__head" {
                        tr class="govuk-table__row" { @for cell in head { th scope="col" class="govuk-table__header" { (spans(whole, cell, link)) } } }
                    }
                    tbody class="govuk-table__body" {
                        @for row in rows { tr class="govuk-table__row" { @for cell in row { td class="govuk-table__cell" { (spans(whole, cell, link)) } } } }
                    }
                }
            }
        },
        Part::Quote(text) => html! { blockquote class="govuk-inset-text" { (spans(whole, text, link)) } },
        Part::Whole(cite) => whole_cite(whole, cite, link),
    }
}

fn whole_cite(whole: &Whole, cite: &Cite, link: Link<'_>) -> Markup {
    match cite {
        Cite::Table(of) => match find(whole, of, 0) {
            Some(cited) => {
                let table = cited.parts.iter().fold(
                    govuk::ListTable::new(&cited.figure.title)
                        .column(govuk::Column::new(by(cited)))
                        .column(govuk::Column::new(&cited.figure.unit).numeric())
                        .empty("There were none."),
                    |table, (part, quantity)| table.row(vec![html! { (name(part)) }, number(&quantity.to_string(), cited, link)]),
                );
                html! { (table) p class="govuk-body-s" { (cited.figure.counts) "." } }
            }
            None => html! {},
        },
        Cite::Chart { of, last } => chart(whole, of, *last).map_or_else(
            || html! {},
            |chart| {
                // Drawn by our own chart builder, which escapes every label.
                html! { (PreEscaped(chart.render().into_string())) }
            },
        ),
        Cite::Record(of) => html! {
            @for said in quote::said(&whole.passages, of, whole.report.year) {
                div class="app-said" {
                    h3 class="govuk-heading-s" { (said.heading) }
                    @for paragraph in said.paragraphs() { p class="govuk-body" { (paragraph) } }
                    @if !said.source.is_empty() { p class="govuk-body-s" { (said.source) } }
                }
            }
        },
        _ => html! {},
    }
}

/// A part without a name is one whose name is not known.
pub(super) fn name(part: &str) -> &str {
    if part.is_empty() { "not known" } else { part }
}

/// What the parts of a figure are.
pub(super) fn by(cited: &Cited) -> &str {
    cited.figure.by.as_deref().unwrap_or("part")
}

/// The whole of a figure with its unit; none where only its parts say something, as with numbers published of several areas.
pub(super) fn sum(cited: &Cited) -> Option<String> {
    let only_parts = cited.whole == platform::Quantity::Nothing && !cited.parts.is_empty();
    (!only_parts).then(|| format!("{} {}", cited.whole, cited.figure.unit))
}

/// A figure's value and its parts, as the report prints them.
pub(super) fn value(cited: &Cited) -> Markup {
    let table = || {
        cited.parts.iter().fold(
            govuk::ListTable::new(format!("{}, by {}", cited.figure.title, by(cited)))
                .column(govuk::Column::new(by(cited)))
                .column(govuk::Column::new(&cited.figure.unit).numeric()),
            |table, (part, quantity)| table.row(vec![html! { (name(part)) }, html! { (quantity) }]),
        )
    };
    html! {
        @if sum(cited).is_some() {
            p class="app-figure" { span class="app-figure__value" { (cited.whole) } " " span class="app-figure__unit" { (cited.figure.unit) } }
        }
        @if cited.figure.by.is_some() && !cited.parts.is_empty() { (table()) }
    }
}

/// The figure a citation means, `back` years before its own.
pub(super) fn find<'a>(whole: &'a Whole, of: &Figured, back: i16) -> Option<&'a Cited> {
    let year = of.year.unwrap_or(whole.report.year) - back;
    whole.answers.iter().find(|(key, cited)| key.id == of.id && key.year == year && arguments_fit(key, cited, of)).map(|(_, cited)| cited)
}

fn arguments_fit(key: &Key, cited: &Cited, of: &Figured) -> bool {
    cited.figure.arguments.iter().zip(&key.arguments).all(|(name, value)| of.arguments.get(name) == Some(value))
}

/// The chart of a figure's parts, or of its value over years.
pub(super) fn chart(whole: &Whole, of: &Figured, last: u8) -> Option<govuk::chart::Chart> {
    use govuk::chart::{About, Bar, BarChart, Value};
    let cited = find(whole, of, 0)?;
    let value = |quantity: &platform::Quantity| match quantity.number() {
        Some(number) => Value::new(number, quantity.to_string()),
        None => Value::suppressed(quantity.to_string()),
    };
    let about = About::new(format!("chart-{}", cited.number), &cited.figure.title, &cited.figure.unit).note(&cited.figure.counts);
    let (category, bars) = if last > 1 {
        let years = (0..i16::from(last)).rev().filter_map(|back| {
            let cited = find(whole, of, back)?;
            let year = kernel::period::FinancialYear::starting(cited.measured.scope.period.from.year())?;
            Some(Bar::new(year.to_string(), value(&cited.whole)))
        });
        ("Year", years.collect())
    } else {
        (by(cited), cited.parts.iter().map(|(part, quantity)| Bar::new(name(part), value(quantity))).collect())
    };
    Some(BarChart { about, category: category.to_owned(), bars, reference: None }.into())
}

/// What an inline citation says, as text.
pub(super) fn inline(whole: &Whole, cite: &Cite) -> Option<(String, i64)> {
    let Cite::Figure(of) = cite else { return None };
    let cited = find(whole, of, 0)?;
    let shown = match &of.part {
        None => cited.whole.to_string(),
        Some(part) => {
            cited.parts.iter().find(|(name, _)| name == part).map_or_else(|| "none".to_owned(), |(_, quantity)| quantity.to_string())
        }
    };
    Some((shown, cited.number))
}

fn number(shown: &str, cited: &Cited, link: Link<'_>) -> Markup {
    html! { a class="govuk-link app-number" href=(link(cited.number)) title={ "Explain this number: " (cited.figure.title) } { (shown) } }
}

fn spans(whole: &Whole, all: &[Span], link: Link<'_>) -> Markup {
    html! {
        @for span in all {
            @match span {
                Span::Text(text) => { (text) }
                Span::Break => { br; }
                Span::Strong(inner) => { strong { (spans(whole, inner, link)) } }
                Span::Emph(inner) => { em { (spans(whole, inner, link)) } }
                Span::Link { url, text } => { a class="govuk-link" href=(safe(url)) { (spans(whole, text, link)) } }
                Span::Cite(Cite::Quote { text, source }) => { q { (text) } " (" (source) ")" }
                Span::Cite(Cite::Record(of)) => {
                    @for said in quote::said(&whole.passages, of, whole.report.year) { q { (said.words) } " (" (said.source) ") " }
                }
                Span::Cite(cite) => {
                    @if let Some((shown, place)) = inline(whole, cite) {
                        a class="govuk-link app-number" href=(link(place)) { (shown) }
                    } @else { (whole_cite(whole, cite, link)) }
                }
            }
        }
    }
}

/// Only ordinary web addresses and places on this site.
pub(super) fn safe(url: &str) -> &str {
    if url.starts_with("https://") || url.starts_with("http://") || url.starts_with('#') || (url.starts_with('/') && !url.starts_with("//"))
    {
        url
    } else {
        "#"
    }
}
