//! Forms that judge a year, revisit a challenge, carry a priority forward and conclude it.

use axum::{Router, extract::Path, routing::get};
use govuk::{Button, Form};
use kernel::period::FinancialYear;
use maud::html;
use platform::{Cx, Posted, Reply, Site};

use super::{
    CLOSE, Command, Level, Outcome, PROGRESS, Priority, SET,
    forms::{form_page, year_choices, year_of},
    rows,
    web::confidence,
};
use crate::group::date_of;

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/priorities/{id}/progress", get(ask_progress).post(progress))
        .route("/priorities/{id}/revisit", get(ask_revisit).post(revisit))
        .route("/priorities/{id}/carry", get(ask_carry).post(carry))
        .route("/priorities/{id}/conclude", get(ask_conclude).post(conclude))
}

/// The years of a priority that have begun, the newest first.
fn begun(cx: &Cx, years: &[rows::YearRow]) -> Vec<FinancialYear> {
    years.iter().map(|row| row.year).filter(|year| year.first_day() <= cx.at.today).collect()
}

async fn ask_progress(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Priority>(PROGRESS, &id).await?;
    let years = rows::years(&mut reading.tx, &reading.chain, &id).await?;
    drop(reading);
    let mut form = Form::new();
    // Whoever judges a year again begins from what was said.
    if let Some(newest) = years.iter().find(|row| row.year.first_day() <= cx.at.today) {
        form.set("year", newest.year.to_string());
        form.set("level", newest.level.map_or("", Level::as_str));
        form.set("why", newest.why.clone());
        form.set("next", newest.plans.clone());
    }
    progress_page(&cx, &id, form).await
}

async fn progress_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut reading = cx.read::<Priority>(PROGRESS, id).await?;
    let years = begun(cx, &rows::years(&mut reading.tx, &reading.chain, id).await?);
    let evidence = rows::evidence(&mut reading.tx, &reading.chain, id).await?;
    drop(reading);
    let fields = html! {
        @for year in &years {
            @let pieces: Vec<&rows::EvidenceRow> = evidence.iter().filter(|piece| year.contains(piece.on)).collect();
            p class="govuk-body" { strong { (year) } ": " (confidence(&pieces)) }
        }
        (form.select("year", "Which year do you judge?", year_choices(years)))
        (form.radios("level", "How much progress was there?", Level::ALL.iter().copied())
            .hint("Progress for children or adults, not how much was done. Good progress needs evidence."))
        (form.textarea("why", "Why do you say so?"))
        (form.textarea("next", "What happens next?").hint("Where there is little or no progress, this must be said"))
        (Button::new("Save"))
    };
    form_page(cx, PROGRESS, id, &form, "Judge progress", "progress", fields).await
}

async fn progress(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(year) = year_of(&mut form) else { return progress_page(&cx, &id, form).await };
    let command =
        Command::JudgeProgress { year, level: Level::from_word(&form.text("level")), why: form.text("why"), next: form.text("next") };
    match cx.act::<Priority>(PROGRESS, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "The year's progress is judged"),
        Err(unmet) => progress_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}

async fn ask_revisit(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Priority>(PROGRESS, &id).await?;
    let years = rows::years(&mut reading.tx, &reading.chain, &id).await?;
    drop(reading);
    let mut form = Form::new();
    if let Some(newest) = years.iter().find(|row| row.year.first_day() <= cx.at.today) {
        form.set("year", newest.year.to_string());
        form.set("found", newest.found.clone());
        form.set("done", newest.done.clone());
    }
    revisit_page(&cx, &id, form).await
}

async fn revisit_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut reading = cx.read::<Priority>(PROGRESS, id).await?;
    let years = begun(cx, &rows::years(&mut reading.tx, &reading.chain, id).await?);
    drop(reading);
    let fields = html! {
        (form.select("year", "Which year do you look back on?", year_choices(years)))
        (form.textarea("found", "Where does it stand?"))
        (form.textarea("done", "What was done about it?").hint("If nothing was, say so"))
        (Button::new("Save"))
    };
    form_page(cx, PROGRESS, id, &form, "Revisit this challenge", "revisit", fields).await
}

async fn revisit(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(year) = year_of(&mut form) else { return revisit_page(&cx, &id, form).await };
    let command = Command::Revisit { year, found: form.text("found"), done: form.text("done") };
    match cx.act::<Priority>(PROGRESS, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "The challenge is revisited"),
        Err(unmet) => revisit_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}

async fn ask_carry(cx: Cx, Path(id): Path<String>) -> Reply {
    carry_page(&cx, &id, Form::new()).await
}

async fn carry_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut reading = cx.read::<Priority>(SET, id).await?;
    let years = rows::years(&mut reading.tx, &reading.chain, id).await?;
    drop(reading);
    let next = years.first().map(|row| row.year.next());
    let fields = html! {
        @if let Some(next) = next {
            input type="hidden" name="year" value=(next);
            p class="govuk-body" { "It will stand in " (next) " too. Its progress in the year that ends has to be said first." }
        }
        (form.textarea("why", "Why is it carried forward?"))
        (Button::new("Carry it forward"))
    };
    form_page(cx, SET, id, &form, "Carry it forward", "carry", fields).await
}

async fn carry(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(to) = year_of(&mut form) else { return carry_page(&cx, &id, form).await };
    match cx.act::<Priority>(SET, &id, Command::CarryForward { to, why: form.text("why") }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), &format!("It is carried forward to {to}")),
        Err(unmet) => carry_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}

async fn ask_conclude(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut form = Form::new();
    form.set_date("on", &cx.at.today.to_string());
    conclude_page(&cx, &id, form).await
}

async fn conclude_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        p class="govuk-body" { "A concluded priority stays on the record and cannot be opened again." }
        (form.radios("outcome", "How did it end?", Outcome::ALL.iter().copied()))
        (form.textarea("came_of_it", "What came of it?").hint("What is different for children or adults, and how you know"))
        (form.date_input("on", "When was it concluded?"))
        (Button::new("Conclude it").warning())
    };
    form_page(cx, CLOSE, id, &form, "Conclude this priority", "conclude", fields).await
}

async fn conclude(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(on) = date_of(&mut form, "on", "Enter the day it was concluded") else { return conclude_page(&cx, &id, form).await };
    let command = Command::Conclude { on, outcome: Outcome::from_word(&form.text("outcome")), came_of_it: form.text("came_of_it") };
    match cx.act::<Priority>(CLOSE, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/priorities/{id}"), "It is concluded"),
        Err(unmet) => conclude_page(&cx, &id, cx.again::<Priority>(unmet, form)?).await,
    }
}
