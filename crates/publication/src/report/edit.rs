//! Pages: writing a section, and answering the checklist.

use axum::{Router, extract::Path, routing::get};
use govuk::{Button, Column, Details, Form, ListTable, SummaryList};
use maud::{Markup, Render, html};
use platform::{Cx, Page, Posted, Problem, Reply, Site};

use super::{
    Answer, Command, DRAFT, Report, VIEW, compose, rows,
    sections::{checklist, section_of, sections},
    starter,
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/reports/{id}/sections/{section}", get(ask_section).post(write_section))
        .route("/reports/{id}/checklist", get(ask_checklist))
        .route("/reports/{id}/checklist/{row}", get(ask_row).post(answer_row))
}

async fn ask_section(cx: Cx, Path((id, section)): Path<(String, String)>) -> Reply {
    section_page(&cx, &id, &section, None).await
}

/// `typed`: what somebody wrote and could not be saved.
async fn section_page(cx: &Cx, id: &str, key: &str, typed: Option<Form>) -> Reply {
    let mut reading = cx.read::<Report>(DRAFT, id).await?;
    let report = rows::one(&mut reading.tx, &reading.chain, id).await?.ok_or(Problem::NotFound)?;
    let section = section_of(report.audience, key).ok_or(Problem::NotFound)?;
    let stored = report.markdown(key);
    let again = typed.is_some();
    let form = typed.unwrap_or_else(|| {
        let mut form = Form::new();
        form.set("markdown", if stored.is_empty() { starter(report.audience, key) } else { stored });
        form
    });
    let (_, problems) = compose::read(key, &form.text("markdown"));
    let fields = html! {
        input type="hidden" name="before" value=(stored);
        (form.textarea("markdown", "Text").hint("Markdown. Numbers only as citations: see below.").rows(24))
        (Button::new("Save"))
    };
    let body = html! {
        p class="govuk-body" { (section.about) }
        @if again && !stored.is_empty() { (Details::new("The wording as it stands now", html! { pre class="app-source" tabindex="0" { (stored) } })) }
        @if !problems.is_empty() {
            h2 class="govuk-heading-s" { "To be mended before the report can be signed" }
            ul class="govuk-list govuk-list--bullet" { @for problem in &problems { li { "Line " (problem.line) ": " (problem.what) } } }
        }
        (cx.form(&format!("/reports/{id}/sections/{key}"), reading.version, &fields))
        (Details::new("How to cite", help()))
        (Details::new("Every figure there is", figures(cx)))
        (Details::new("Every record that can be quoted", passages(cx)))
    };
    cx.page(Page::new(section.title).caption(report.title).back(format!("/reports/{id}")).with_form(&form).wide().body(body))
}

fn help() -> Markup {
    let example = |written: &str, means: &str| vec![html! { code { (written) } }, html! { (means) }];
    ListTable::new("The citation language")
        .column(Column::new("Written"))
        .column(Column::new("Means"))
        .row(example("{figure:escalation.raised}", "The figure's value for the report's year"))
        .row(example("{figure:escalation.raised year=2024-25}", "For another year"))
        .row(example("{figure:escalation.resolved-by-stage part=\"stage 1\"}", "One of its parts"))
        .row(example("{table:escalation.resolved-by-stage}", "Its parts as a table, in a paragraph of its own"))
        .row(example("{chart:escalation.resolved-by-stage}", "Its parts as a chart, with the table beside it"))
        .row(example("{chart:escalation.raised last=3}", "Its value over that many years"))
        .row(example("{record:contribution.signed}", "What records say, in their own words, as they stand on the day of publication"))
        .row(example("{record:priority.progress only=\"Neglect\"}", "Of the one with that heading"))
        .row(example(
            "{quote \"seven schools said so\" source=\"Head teachers' meeting\"}",
            "Somebody's own words and numbers, with who said them",
        ))
        .render()
}

fn figures(cx: &Cx) -> Markup {
    let mut table = ListTable::new("Figures").column(Column::new("To cite it")).column(Column::new("Counts"));
    for figure in cx.site.figures() {
        let arguments: String = figure.arguments.iter().map(|name| format!(" {name}=…")).collect();
        table = table.row(vec![html! { code { "{figure:" (figure.id) (arguments) "}" } }, html! { (figure.counts) }]);
    }
    table.render()
}

fn passages(cx: &Cx) -> Markup {
    let mut table = ListTable::new("Words of records").column(Column::new("To cite it")).column(Column::new("Quotes"));
    for passage in cx.site.passages() {
        table = table.row(vec![html! { code { "{record:" (passage.id) "}" } }, html! { (passage.quotes) }]);
    }
    table.render()
}

async fn write_section(cx: Cx, Path((id, section)): Path<(String, String)>, posted: Posted) -> Reply {
    let form = posted.form;
    // A browser sends line ends as two characters; the wording is kept with one.
    let plain = |name: &str| form.raw(name).unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
    let command = Command::WriteSection { section: section.clone(), markdown: plain("markdown"), before: plain("before") };
    // The section's own wording is what must not have changed; others may be writing other sections.
    let stamp = platform::Stamp { seen: None, ..posted.stamp };
    match cx.act::<Report>(DRAFT, &id, command, &stamp).await {
        Ok(_) => cx.see(format!("/reports/{id}/sections/{section}"), "Saved"),
        Err(unmet) => {
            let form = cx.again::<Report>(unmet, form)?;
            section_page(&cx, &id, &section, Some(form)).await
        }
    }
}

async fn ask_checklist(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Report>(VIEW, &id).await?;
    let report = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    let may = cx.may_here(DRAFT, &reading) && !report.published;
    let mut table =
        ListTable::new("What the report must say").column(Column::new("Asked for")).column(Column::new("By")).column(Column::new("Answer"));
    for row in checklist(report.audience) {
        let answer = match report.answers.iter().find(|(line, ..)| line == row.key) {
            None => html! { "Not answered" },
            Some((_, answer, words)) if answer == "covered" => {
                html! { "In " (section_of(report.audience, words).map_or("", |section| section.title)) }
            }
            Some((_, _, words)) => html! { "Does not apply: " (words) },
        };
        table = table.row(vec![
            html! { @if may { a class="govuk-link" href={ "/reports/" (id) "/checklist/" (row.key) } { (row.asks) } } @else { (row.asks) } },
            html! { (row.source) },
            answer,
        ]);
    }
    cx.page(Page::new("The statutory checklist").caption(report.title).back(format!("/reports/{id}")).wide().body(html! { (table) }))
}

async fn ask_row(cx: Cx, Path((id, row)): Path<(String, String)>) -> Reply {
    row_page(&cx, &id, &row, &Form::new()).await
}

async fn row_page(cx: &Cx, id: &str, key: &str, form: &Form) -> Reply {
    let mut reading = cx.read::<Report>(DRAFT, id).await?;
    let report = rows::one(&mut reading.tx, &reading.chain, id).await?.ok_or(Problem::NotFound)?;
    let row = checklist(report.audience).find(|row| row.key == key).ok_or(Problem::NotFound)?;
    let choices = std::iter::once(("", "It does not apply")).chain(sections(report.audience).map(|section| (section.key, section.title)));
    let fields = html! {
        (form.select("section", "Which section covers it?", choices))
        (form.input("because", "If it does not apply, why not?"))
        (Button::new("Save"))
    };
    let body = html! {
        (SummaryList::new().add("Asked for", row.asks).add("By", row.source))
        (cx.form(&format!("/reports/{id}/checklist/{key}"), reading.version, &fields))
    };
    cx.page(
        Page::new("Answer a row of the checklist")
            .caption(report.title)
            .back(format!("/reports/{id}/checklist"))
            .with_form(form)
            .body(body),
    )
}

async fn answer_row(cx: Cx, Path((id, row)): Path<(String, String)>, posted: Posted) -> Reply {
    let section = posted.form.text("section");
    let answer =
        if section.is_empty() { Answer::NotApplicable { because: posted.form.text("because") } } else { Answer::Covered { section } };
    let stamp = platform::Stamp { seen: None, ..posted.stamp };
    match cx.act::<Report>(DRAFT, &id, Command::Answer { row: row.clone(), answer }, &stamp).await {
        Ok(_) => cx.see(format!("/reports/{id}/checklist"), "The row is answered"),
        Err(unmet) => row_page(&cx, &id, &row, &cx.again::<Report>(unmet, posted.form)?).await,
    }
}
