//! Pages. A handler extracts, acts and answers; it decides nothing.

use axum::{Router, extract::Path, routing::get};
use govuk::{Button, ButtonLink, Form, SummaryList, Tag, WarningText};
use kernel::Date;
use maud::{Markup, Render, html};
use platform::{Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reading, Reply, Show, Site, date_words, instant_words};

use super::{
    ADVANCE, ANSWER, About, Case, Command, Escalation, Outcome, RAISE, RESOLVE, Reason, SAFETY, Safety, Stage, VIEW, WITHDRAW, rows,
};

const STATUS: &[(&str, &str)] = &[("open", "Open"), ("resolved", "Resolved"), ("withdrawn", "Withdrawn")];

pub(super) static LIST: ListSpec = ListSpec {
    path: "/escalations",
    title: "Escalations",
    intro: "Disagreements between agencies, and what became of them. Settle it between practitioners first; raise it here when that has not worked.",
    kind: "escalation",
    action: VIEW,
    home: Home::Partnership,
    from: "escalation e",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "concern", title: "Concern", sql: "r.title", show: Show::Link },
        ListColumn { key: "stage", title: "Stage", sql: "e.stage", show: Show::Number },
        ListColumn {
            key: "state",
            title: "State",
            sql: "case when e.status = 'open' and e.due_on < @today then 'overdue' else e.status end",
            show: Show::Tag(&[
                ("overdue", "Overdue", govuk::TagColour::Red),
                ("open", "Open", govuk::TagColour::Blue),
                ("resolved", "Resolved", govuk::TagColour::Green),
                ("withdrawn", "Withdrawn", govuk::TagColour::Grey),
            ]),
        },
        ListColumn { key: "due", title: "Due", sql: "case when e.status = 'open' then e.due_on end", show: Show::Date },
        ListColumn { key: "raised", title: "Raised", sql: "e.raised_on", show: Show::Date },
        ListColumn { key: "reason", title: "Reason", sql: "e.reason", show: Show::Words(Reason::ALL) },
    ],
    filters: &[
        ListFilter { key: "status", title: "Status", sql: "e.status", options: STATUS },
        ListFilter { key: "why", title: "Reason", sql: "e.reason", options: Reason::ALL },
    ],
    sort: "-raised",
    empty: "No escalation you can see has been raised.",
    start: Some((RAISE, "/escalations/new", "Raise an escalation")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/escalations/new", get(ask_raise))
        .route("/escalations/{id}", get(show))
        .route("/escalations/{id}/raise", axum::routing::post(raise))
        .route("/escalations/{id}/answer", get(ask_answer).post(answer))
        .route("/escalations/{id}/advance", get(ask_advance).post(advance))
        .route("/escalations/{id}/safety", get(ask_safety).post(safety))
        .route("/escalations/{id}/resolve", get(ask_resolve).post(resolve))
        .route("/escalations/{id}/withdraw", get(ask_withdraw).post(withdraw))
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Escalation>(VIEW, &id).await?;
    let case = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    let steps = rows::steps(&mut reading.tx, &reading.chain, &id).await?;
    let body = html! {
        @if case.status == "open" && !case.safe { (WarningText::new("Not safe meanwhile. What is being done at once is below.")) }
        (summary(&case, cx.at.today))
        @if case.status == "open" { (deeds(&cx, &reading, &id, case.stage)) }
        h2 class="govuk-heading-m" { "What has been said" }
        ol class="govuk-list app-steps" {
            @for step in &steps {
                li {
                    p class="govuk-body app-steps__head" { strong { (step.what) } " by " (step.agency) ", " (instant_words(step.at)) }
                    p class="govuk-body app-words" { (step.words) }
                }
            }
        }
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(reading.line.title.clone()).caption("Escalation").back("/escalations").body(body))
}

fn summary(case: &rows::Shown, today: Date) -> Markup {
    let stage = Stage::try_from(case.stage).unwrap_or(Stage::FIRST);
    let state = match case.status.as_str() {
        "open" if case.due_on < today => Tag::new("Overdue").colour(govuk::TagColour::Red),
        "open" => Tag::new("Open").colour(govuk::TagColour::Blue),
        "resolved" => Tag::new("Resolved").colour(govuk::TagColour::Green),
        _ => Tag::new("Withdrawn").colour(govuk::TagColour::Grey),
    };
    let mut list = SummaryList::new()
        .add("State", state.render())
        .add("Stage", format!("{}, between {}", case.stage, stage.between()))
        .add("Raised by", case.raised_by_name.as_str())
        .add("Raised with", case.raised_with_name.as_str())
        .add("Raised on", date_words(case.raised_on))
        .add("Timescale", if case.urgent { "Urgent" } else { "Normal" })
        .add("Reason", Reason::from_word(&case.reason).map_or("", Reason::title))
        .add("About", About::ALL.iter().find(|(word, _)| *word == case.about).map_or("", |(_, text)| *text))
        .add("Concern", case.concern.as_str())
        .add("What is wanted", case.wanted.as_str())
        .add("Safe meanwhile", format!("{}: {}", if case.safe { "Yes" } else { "No" }, case.safe_how));
    if !case.reference.is_empty() {
        list = list.add("Your reference", case.reference.as_str());
    }
    if case.status == "open" {
        list = list.add("Due", format!("by the end of {}", date_words(case.due_on)));
    }
    if let Some(outcome) = case.outcome.as_deref().and_then(Outcome::from_word) {
        list = list.add("Outcome", outcome.title());
    }
    for (key, words) in [("Agreed", &case.agreed), ("Learning", &case.learning)] {
        if let Some(words) = words.as_deref().filter(|words| !words.is_empty()) {
            list = list.add(key, words);
        }
    }
    list.render()
}

/// What this person may do next.
fn deeds(cx: &Cx, reading: &Reading, id: &str, stage: i64) -> Markup {
    html! {
        div class="govuk-button-group" {
            @if cx.may_here(ANSWER, reading) { (ButtonLink::new("Answer", format!("/escalations/{id}/answer"))) }
            @if cx.may_here(RESOLVE, reading) { (ButtonLink::new("Record how it ended", format!("/escalations/{id}/resolve"))) }
            @if cx.may_here(ADVANCE, reading) && stage < 5 { (ButtonLink::new("Escalate further", format!("/escalations/{id}/advance")).secondary()) }
            @if cx.may_here(SAFETY, reading) { (ButtonLink::new("Check safety", format!("/escalations/{id}/safety")).secondary()) }
            @if cx.may_here(WITHDRAW, reading) { a class="govuk-link" href={ "/escalations/" (id) "/withdraw" } { "Withdraw" } }
        }
    }
}

async fn ask_raise(cx: Cx) -> Reply {
    let id = cx.new_id().to_string();
    raise_page(&cx, &id, Form::new()).await
}

async fn raise_page(cx: &Cx, id: &str, form: Form) -> Reply {
    cx.must(RAISE)?;
    let mut tx = cx.site.ledger().read().await?;
    let agencies = rows::agencies(&mut tx, cx.partnership(), cx.agency()).await?;
    let choices = std::iter::once((String::new(), "Choose an agency".to_owned())).chain(agencies);
    let fields = html! {
        (form.radios("about", "Who is it about?", About::ALL.iter().copied()))
        (form.input("reference", "Your own reference for the case").hint("A number from your own system, if there is one. Never a name."))
        (form.textarea("concern", "What is the disagreement about?").hint("Facts first. The first line is shown in lists."))
        (form.textarea("wanted", "What do you want the other agency to do?"))
        (form.radios("reason", "What kind of disagreement is it?", Reason::ALL.iter().copied()))
        (form.select("raised_with", "Which agency do you disagree with?", choices))
        (safety_fields(&form))
        (form.radios("urgent", "How quickly must it be settled?", [("no", "In the normal time: two working days for the first stage"), ("yes", "Urgently: today")]))
        (form.date_input("raised_on", "When was it raised?").hint("Leave empty if that is now"))
        (Button::new("Raise it"))
    };
    let body = html! {
        p class="govuk-body" { "Both agencies will see this. So will the partnership's business manager." }
        (cx.form(&format!("/escalations/{id}/raise"), 0, &fields))
    };
    cx.page(Page::new("Raise an escalation").back("/escalations").with_form(&form).body(body))
}

fn safety_fields(form: &Form) -> Markup {
    html! {
        (form.radios("safe", "Is the child or adult safe meanwhile?", [("yes", "Yes"), ("no", "No")]))
        (form.textarea("how", "What keeps them safe, or what is being done at once?"))
    }
}

fn safety_of(form: &Form) -> Safety {
    // An unanswered question is not a yes.
    Safety { safe: form.text("safe") == "yes", how: form.text("how") }
}

async fn raise(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let (about, reason) = (About::from_word(&form.text("about")), Reason::from_word(&form.text("reason")));
    if about.is_none() {
        form.error("about", "Choose who it is about");
    }
    if reason.is_none() {
        form.error("reason", "Choose what kind of disagreement it is");
    }
    let raised_on = match form.date_text("raised_on") {
        Ok(text) => text.and_then(|text| text.parse().ok()),
        Err(words) => {
            form.error("raised_on", words);
            return raise_page(&cx, &id, form).await;
        }
    };
    let (Some(about), Some(reason)) = (about, reason) else { return raise_page(&cx, &id, form).await };
    let case = Case {
        about,
        reason,
        reference: form.text("reference"),
        concern: form.text("concern"),
        wanted: form.text("wanted"),
        raised_by: cx.agency().to_owned(),
        raised_with: form.text("raised_with"),
        urgent: form.text("urgent") == "yes",
        raised_on,
    };
    let command = Command::Raise { case, safety: safety_of(&form) };
    match cx.act::<Escalation>(RAISE, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/escalations/{id}"), "The escalation is raised, and the other agency has been told"),
        Err(unmet) => raise_page(&cx, &id, cx.again::<Escalation>(unmet, form)?).await,
    }
}

/// A page of one form about an escalation that is there.
async fn form_page(cx: &Cx, action: platform::Action, id: &str, form: &Form, title: &str, deed: &str, fields: Markup) -> Reply {
    let reading = cx.read::<Escalation>(action, id).await?;
    let body = cx.form(&format!("/escalations/{id}/{deed}"), reading.version, &fields);
    cx.page(Page::new(title).caption(reading.line.title).back(format!("/escalations/{id}")).with_form(form).body(body))
}

async fn ask_answer(cx: Cx, Path(id): Path<String>) -> Reply {
    answer_page(&cx, &id, Form::new()).await
}

async fn answer_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! { (form.textarea("answer", "Your agency's answer")) (Button::new("Send the answer")) };
    form_page(cx, ANSWER, id, &form, "Answer this escalation", "answer", fields).await
}

async fn answer(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::Answer { agency: cx.agency().to_owned(), answer: posted.form.text("answer") };
    match cx.act::<Escalation>(ANSWER, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/escalations/{id}"), "Your answer is sent"),
        Err(unmet) => answer_page(&cx, &id, cx.again::<Escalation>(unmet, posted.form)?).await,
    }
}

async fn ask_advance(cx: Cx, Path(id): Path<String>) -> Reply {
    advance_page(&cx, &id, Form::new()).await
}

async fn advance_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! { (form.textarea("reason", "Why could this not be settled at this stage?")) (Button::new("Escalate further")) };
    form_page(cx, ADVANCE, id, &form, "Escalate to the next stage", "advance", fields).await
}

async fn advance(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Escalation>(ADVANCE, &id, Command::Advance { reason: posted.form.text("reason") }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/escalations/{id}"), "The escalation has moved to its next stage"),
        Err(unmet) => advance_page(&cx, &id, cx.again::<Escalation>(unmet, posted.form)?).await,
    }
}

async fn ask_safety(cx: Cx, Path(id): Path<String>) -> Reply {
    safety_page(&cx, &id, Form::new()).await
}

async fn safety_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! { (safety_fields(&form)) (Button::new("Save")) };
    form_page(cx, SAFETY, id, &form, "Check safety", "safety", fields).await
}

async fn safety(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Escalation>(SAFETY, &id, Command::CheckSafety { safety: safety_of(&posted.form) }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/escalations/{id}"), "The safety check is saved"),
        Err(unmet) => safety_page(&cx, &id, cx.again::<Escalation>(unmet, posted.form)?).await,
    }
}

async fn ask_resolve(cx: Cx, Path(id): Path<String>) -> Reply {
    resolve_page(&cx, &id, Form::new()).await
}

async fn resolve_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        (form.radios("outcome", "How did it end?", Outcome::ALL.iter().copied()))
        (form.textarea("agreed", "What was agreed?"))
        (form.textarea("learning", "What should others learn from it?").hint("Leave empty if nothing. No names: this may be shared as learning."))
        (Button::new("Record the outcome"))
    };
    form_page(cx, RESOLVE, id, &form, "Record how it ended", "resolve", fields).await
}

async fn resolve(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let form = &posted.form;
    let command = Command::Resolve {
        outcome: Outcome::from_word(&form.text("outcome")),
        agreed: form.text("agreed"),
        learning: form.text("learning"),
    };
    match cx.act::<Escalation>(RESOLVE, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/escalations/{id}"), "The outcome is recorded"),
        Err(unmet) => resolve_page(&cx, &id, cx.again::<Escalation>(unmet, posted.form)?).await,
    }
}

async fn ask_withdraw(cx: Cx, Path(id): Path<String>) -> Reply {
    withdraw_page(&cx, &id, Form::new()).await
}

async fn withdraw_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        p class="govuk-body" { "A withdrawn escalation cannot be opened again. It stays on the record." }
        (form.textarea("reason", "Why is it withdrawn?"))
        (Button::new("Withdraw it").warning())
    };
    form_page(cx, WITHDRAW, id, &form, "Withdraw this escalation", "withdraw", fields).await
}

async fn withdraw(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Escalation>(WITHDRAW, &id, Command::Withdraw { reason: posted.form.text("reason") }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/escalations/{id}"), "The escalation is withdrawn"),
        Err(unmet) => withdraw_page(&cx, &id, cx.again::<Escalation>(unmet, posted.form)?).await,
    }
}
