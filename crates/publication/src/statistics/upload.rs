//! Importing from a page: files as a browser sends them, and what became of each.

use axum::{Router, routing::get};
use govuk::{Button, Column, Details, Form, ListTable};
use maud::{Markup, html};
use platform::{Cx, FILE_MOST, Page, Problem, Reply, Site, Unmet, Upload};

use super::{
    Door, Given, IMPORT, VIEW,
    catalogue::{Shape, sources},
    import::{Brought, Outcome, bring},
};

const AT: &str = "/statistics/import";

pub(super) fn routes() -> Router<Site> {
    Router::new().route(AT, get(ask).post(take).layer(Upload::limit()))
}

async fn ask(cx: Cx) -> Reply {
    page(&cx, &Form::new())
}

fn page(cx: &Cx, form: &Form) -> Reply {
    cx.must(VIEW)?;
    let may = cx.may_any(IMPORT);
    let fields = html! {
        (form.file("files", "The files, as they were published")
            .hint(format!(
                "CSV, or CSV packed as .gz; several at once, at most {} MB together. Choose the statistical neighbours with them the first time",
                FILE_MOST / (1024 * 1024)
            ))
            .multiple()
            .accept(".csv,.gz"))
        (Button::new("Import"))
    };
    let body = html! {
        p class="govuk-body" {
            "A published table is read as it is. Kept are the numbers of your area, its ten statistical neighbours, its region and England, \
             each with the symbol where the publisher printed one. A later edition takes the place of an earlier one."
        }
        @if may { (cx.upload_form(AT, 0, &fields)) } @else {
            p class="govuk-body" { "Analysts and the business manager import tables. Ask one of them." }
        }
        (Details::new("Which tables can be imported, and where they are published", catalogue()))
    };
    cx.page(Page::new("Import published statistics").back("/statistics").with_form(form).body(body))
}

/// Which tables there are and where they are published, for whoever has none yet.
pub(super) fn catalogue() -> Markup {
    html! {
        @for source in sources() {
            p class="govuk-body" {
                strong { (source.title) } ". " (source.publisher) ". "
                a class="govuk-link" href=(source.address) { (source.published_at) } ". " (source.licence) "."
                @if source.shape == Shape::Lookup { " Import it together with the indices of deprivation." }
            }
        }
    }
}

async fn take(cx: Cx, upload: Upload) -> Reply {
    cx.must(IMPORT)?;
    let mut form = upload.form;
    let files: Vec<Given> = upload.files.into_iter().map(|sent| Given { file: sent.name, bytes: sent.bytes }).collect();
    if files.is_empty() {
        form.error("files", "Choose at least one file");
        return page(&cx, &form);
    }
    let brought = match bring(Door::Person(&cx), files).await {
        Ok(brought) => brought,
        Err(Unmet::Refused(bad)) => {
            form.error("files", format!("{bad}. Nothing was imported"));
            return page(&cx, &form);
        }
        Err(Unmet::Stale { .. }) => return Err(Problem::Stale),
        Err(Unmet::Failed(problem)) => return Err(problem),
    };
    let changed = brought.iter().any(|one| matches!(one.outcome, Outcome::Imported { .. }));
    let title = if changed { "Imported" } else { "Nothing has changed" };
    let body = html! {
        (what_became(&brought))
        (not_understood(&brought))
        p class="govuk-body" { a class="govuk-link" href="/statistics" { "See the statistics" } }
    };
    cx.page(Page::new(title).caption("Published statistics").back("/statistics").wide().body(body))
}

/// What was read of each file, and what it changed.
fn what_became(brought: &[Brought]) -> Markup {
    let mut table = ListTable::new("What became of each file")
        .column(Column::new("File"))
        .column(Column::new("Table"))
        .column(Column::new("Lines read").numeric())
        .column(Column::new("Lines kept").numeric())
        .column(Column::new("Numbers kept").numeric())
        .column(Column::new("What changed"));
    for one in brought {
        let has_page = matches!(one.outcome, Outcome::Imported { .. } | Outcome::HereAlready);
        table = table.row(vec![
            html! { (one.file) },
            html! {
                @if has_page { a class="govuk-link" href={ "/statistics/releases/" (one.release) } { (one.title) } } @else { (one.title) }
            },
            html! { (one.lines) },
            html! { (one.lines_kept) },
            html! { (one.kept) },
            html! { (outcome_words(&one.outcome)) },
        ]);
    }
    html! {
        (table)
        p class="govuk-body-s" { "Lines that are not kept are about other areas or other measures." }
    }
}

/// The lines that say something about areas, and which was not understood.
fn not_understood(brought: &[Brought]) -> Markup {
    html! {
        @if brought.iter().any(|one| !one.passed_over.is_empty()) {
            h2 class="govuk-heading-m" { "Lines that were not understood" }
            p class="govuk-body" { "Nothing of them is kept." }
            ul class="govuk-list govuk-list--bullet" {
                @for one in brought { @for passed in &one.passed_over { li { (one.file) ", " (passed) } } }
            }
        }
    }
}

fn outcome_words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Imported { change } => change.to_string(),
        Outcome::HereAlready => "Nothing: this edition is here already".to_owned(),
        Outcome::LeftOut { for_file } => format!("Nothing: left out, because {for_file} is the same table and has more"),
        Outcome::Used => "Nothing: used to place small areas, and not kept".to_owned(),
    }
}
