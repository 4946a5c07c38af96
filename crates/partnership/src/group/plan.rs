//! Pages of a group's plan: its lines under prevention, identification and response.

use axum::{Router, extract::Path, routing::get};
use govuk::{Button, ButtonLink, Form, SummaryList, Tag};
use kernel::Date;
use maud::{Markup, Render, html};
use platform::{Cx, Posted, Problem, Reply, Site, date_words, instant_words};

use super::{
    Command, Group, PLAN, Pillar, rows,
    web::{agency_choices, date_of, form_page},
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/groups/{id}/line", get(ask_line).post(line))
        .route("/groups/{id}/line/{line}", get(ask_again).post(again))
        .route("/groups/{id}/line/{line}/progress", get(ask_progress).post(progress))
        .route("/groups/{id}/line/{line}/finish", get(ask_finish).post(finish))
}

/// The plan, pillar by pillar.
pub(super) fn shown(id: &str, lines: &[rows::LineRow], progress: &[rows::ProgressRow], today: Date, may_plan: bool) -> Markup {
    html! {
        @if lines.is_empty() { p class="govuk-body" { "Nothing is planned yet." } }
        @if !lines.is_empty() {
            @for (word, title) in Pillar::ALL {
                h3 class="govuk-heading-s" { (title) }
                @if !lines.iter().any(|line| line.pillar == *word) { p class="govuk-body" { "Nothing is planned under " (title.to_lowercase()) "." } }
                @for line in lines.iter().filter(|line| line.pillar == *word) { (line_shown(id, line, progress, today, may_plan)) }
            }
        }
        @if may_plan { (ButtonLink::new("Add to the plan", format!("/groups/{id}/line")).secondary()) }
    }
}

fn line_shown(id: &str, line: &rows::LineRow, progress: &[rows::ProgressRow], today: Date, may_plan: bool) -> Markup {
    let finished = line.status == "finished";
    let state = match (finished, line.due_on < today) {
        (true, _) => Tag::new("Finished").colour(govuk::TagColour::Green),
        (false, true) => Tag::new("Overdue").colour(govuk::TagColour::Red),
        (false, false) => Tag::new("Open").colour(govuk::TagColour::Blue),
    };
    let mut list = SummaryList::new()
        .add("What", line.what.as_str())
        .add("State", state.render())
        .add("How we will know", line.measure.as_str())
        .add("Due", date_words(line.due_on))
        .add("Lead", line.agency_name.as_str());
    let said: Vec<&rows::ProgressRow> = progress.iter().filter(|step| step.line == line.line).collect();
    if !said.is_empty() {
        list = list.add(
            "Progress",
            html! { @for step in said { p class="govuk-body app-words" { (step.words) br; span class="govuk-hint" { (instant_words(step.at)) } } } },
        );
    }
    if let (Some(on), Some(result)) = (line.finished_on, &line.result) {
        list = list.add("Finished", date_words(on)).add("What came of it", result.as_str());
    }
    let about = |deed: &str| format!("/groups/{id}/line/{}{deed}", line.line);
    let hidden = html! { span class="govuk-visually-hidden" { ": " (line.what) } };
    html! {
        (list)
        @if may_plan && !finished {
            p class="govuk-body" {
                a class="govuk-link" href=(about("/progress")) { "Note progress" (hidden) } " · "
                a class="govuk-link" href=(about("/finish")) { "Finish" (hidden) } " · "
                a class="govuk-link" href=(about("")) { "Change" (hidden) }
            }
        }
    }
}

async fn ask_line(cx: Cx, Path(id): Path<String>) -> Reply {
    line_page(&cx, &id, None, Form::new()).await
}

async fn line_page(cx: &Cx, id: &str, line: Option<&str>, form: Form) -> Reply {
    let agencies = agency_choices(cx, "Choose an agency").await?;
    let fields = html! {
        (form.radios("pillar", "What is it for?", Pillar::ALL.iter().copied()))
        (form.textarea("what", "What will be done?"))
        (form.textarea("measure", "How will you know that it made a difference?"))
        (form.date_input("due_on", "By when?"))
        (form.select("agency", "Which agency leads on it?", agencies))
        (Button::new("Save"))
    };
    let (title, deed) = match line {
        None => ("Add to the plan", "line".to_owned()),
        Some(line) => ("Change this line of the plan", format!("line/{line}")),
    };
    form_page(cx, PLAN, id, &form, title, &deed, fields).await
}

async fn line(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let new = cx.new_id().to_string();
    save(&cx, &id, None, &new, posted).await
}

async fn again(cx: Cx, Path((id, line)): Path<(String, String)>, posted: Posted) -> Reply {
    save(&cx, &id, Some(&line), &line, posted).await
}

async fn save(cx: &Cx, id: &str, known: Option<&str>, line: &str, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(due_on) = date_of(&mut form, "due_on", "Enter the date it is due") else { return line_page(cx, id, known, form).await };
    let command = Command::SetLine {
        line: line.to_owned(),
        pillar: Pillar::from_word(&form.text("pillar")),
        what: form.text("what"),
        measure: form.text("measure"),
        due_on,
        lead: form.text("agency"),
    };
    match cx.act::<Group>(PLAN, id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The plan is saved"),
        Err(unmet) => line_page(cx, id, known, cx.again::<Group>(unmet, form)?).await,
    }
}

/// One line of the plan, for who may plan.
async fn one_line(cx: &Cx, id: &str, line: &str) -> Result<rows::LineRow, Problem> {
    let mut reading = cx.read::<Group>(PLAN, id).await?;
    let lines = rows::lines(&mut reading.tx, &reading.chain, id).await?;
    lines.into_iter().find(|row| row.line == line).ok_or(Problem::NotFound)
}

async fn ask_again(cx: Cx, Path((id, line)): Path<(String, String)>) -> Reply {
    let known = one_line(&cx, &id, &line).await?;
    let mut form = Form::new();
    form.set("pillar", known.pillar);
    form.set("what", known.what);
    form.set("measure", known.measure);
    form.set_date("due_on", &known.due_on.to_string());
    form.set("agency", known.agency);
    line_page(&cx, &id, Some(&line), form).await
}

async fn ask_progress(cx: Cx, Path((id, line)): Path<(String, String)>) -> Reply {
    progress_page(&cx, &id, &line, Form::new()).await
}

async fn progress_page(cx: &Cx, id: &str, line: &str, form: Form) -> Reply {
    let known = one_line(cx, id, line).await?;
    let fields = html! {
        p class="govuk-body app-words" { (known.what) }
        (form.textarea("words", "What progress was there?").hint("Little or none is an answer too: say what is in the way"))
        (Button::new("Note the progress"))
    };
    form_page(cx, PLAN, id, &form, "Note progress", &format!("line/{line}/progress"), fields).await
}

async fn progress(cx: Cx, Path((id, line)): Path<(String, String)>, posted: Posted) -> Reply {
    let command = Command::NoteProgress { line: line.clone(), words: posted.form.text("words") };
    match cx.act::<Group>(PLAN, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The progress is noted"),
        Err(unmet) => progress_page(&cx, &id, &line, cx.again::<Group>(unmet, posted.form)?).await,
    }
}

async fn ask_finish(cx: Cx, Path((id, line)): Path<(String, String)>) -> Reply {
    finish_page(&cx, &id, &line, Form::new()).await
}

async fn finish_page(cx: &Cx, id: &str, line: &str, form: Form) -> Reply {
    let known = one_line(cx, id, line).await?;
    let fields = html! {
        p class="govuk-body app-words" { (known.what) }
        p class="govuk-body" { "How you said you would know: " (known.measure) }
        (form.textarea("result", "What came of it?"))
        (form.date_input("on", "When was it finished?"))
        (Button::new("Finish this line"))
    };
    form_page(cx, PLAN, id, &form, "Finish this line of the plan", &format!("line/{line}/finish"), fields).await
}

async fn finish(cx: Cx, Path((id, line)): Path<(String, String)>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(on) = date_of(&mut form, "on", "Enter the date it was finished") else { return finish_page(&cx, &id, &line, form).await };
    let command = Command::FinishLine { line: line.clone(), on, result: form.text("result") };
    match cx.act::<Group>(PLAN, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The line is finished"),
        Err(unmet) => finish_page(&cx, &id, &line, cx.again::<Group>(unmet, form)?).await,
    }
}
