//! Pages.

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Form, InsetText, SummaryList, TagColour};
use kernel::period::FinancialYear;
use maud::{Render, html};
use platform::{Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reply, Show, Site, date_words};

use super::{Command, Contribution, INVITE, RETURN, SIGN, VIEW, WRITE, fact::Words, rows, stream_of};
use crate::organisation::{Standing, agencies_in};

const STATUS: &[(&str, &str)] =
    &[("invited", "Not begun"), ("draft", "Draft"), ("submitted", "To be signed off"), ("signed", "Signed off")];

pub(super) static LIST: ListSpec = ListSpec {
    path: "/contributions",
    title: "Contributions",
    intro: "What each partner did in the year and what difference it made, in its own words.",
    kind: "contribution",
    action: VIEW,
    home: Home::Partnership,
    from: "contribution c",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "who", title: "Agency and year", sql: "r.title", show: Show::Link },
        ListColumn {
            key: "state",
            title: "State",
            sql: "case when c.status in ('invited', 'draft') and c.due_on < @today then 'overdue' else c.status end",
            show: Show::Tag(&[
                ("overdue", "Overdue", TagColour::Red),
                ("invited", "Not begun", TagColour::Grey),
                ("draft", "Draft", TagColour::Blue),
                ("submitted", "To be signed off", TagColour::Yellow),
                ("signed", "Signed off", TagColour::Green),
            ]),
        },
        ListColumn { key: "due", title: "Due", sql: "c.due_on", show: Show::Date },
    ],
    filters: &[ListFilter { key: "status", title: "State", sql: "c.status", options: STATUS }],
    sort: "-due",
    empty: "Nobody has been asked to contribute yet.",
    start: Some((INVITE, "/contributions/new", "Ask agencies to contribute")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/contributions/new", get(ask_invite).post(invite))
        .route("/contributions/{id}", get(show))
        .route("/contributions/{id}/write", get(ask_write).post(write))
        .route("/contributions/{id}/submit", post(submit))
        .route("/contributions/{id}/sign", post(sign))
        .route("/contributions/{id}/return", get(ask_return).post(give_back))
}

async fn ask_invite(cx: Cx) -> Reply {
    cx.must(INVITE)?;
    // The report needs one from each statutory partner, so they are chosen already.
    let agencies = agencies_in(&mut cx.site.ledger().read().await?, cx.partnership()).await?;
    let mut form = Form::new();
    form.set_all("agencies", agencies.into_iter().filter(|agency| agency.standing == Standing::Statutory.as_str()).map(|agency| agency.id));
    invite_page(&cx, form).await
}

async fn invite_page(cx: &Cx, form: Form) -> Reply {
    cx.must(INVITE)?;
    let mut tx = cx.site.ledger().read().await?;
    let agencies = agencies_in(&mut tx, cx.partnership()).await?;
    if agencies.is_empty() {
        let words = html! { "No agency works in this partnership yet. " a class="govuk-link" href="/organisations" { "Register agencies first" } "." };
        return cx.page(Page::new("Ask agencies to contribute").back("/contributions").body(html! { p class="govuk-body" { (words) } }));
    }
    let last = FinancialYear::from_date(cx.at.today).previous();
    let years: Vec<(String, String)> =
        [last.next(), last, last.previous()].iter().map(|year| (year.start_year().to_string(), year.to_string())).collect();
    let choices = agencies.into_iter().map(|agency| (agency.id, agency.name));
    let fields = html! {
        (form.select("year", "To the report on which year?", years))
        (form.date_input("due", "By when?").hint("For example, 31 5 2026"))
        (form.checkboxes("agencies", "Which agencies?", choices).hint("The statutory partners are chosen already: the report needs one from each."))
        (Button::new("Ask them"))
    };
    cx.page(Page::new("Ask agencies to contribute").back("/contributions").with_form(&form).body(cx.form("/contributions/new", 0, &fields)))
}

async fn invite(cx: Cx, posted: Posted) -> Reply {
    let mut form = posted.form;
    let due: Option<kernel::Date> = match form.date_text("due") {
        Ok(text) => text.and_then(|text| text.parse().ok()),
        Err(words) => {
            form.error("due", words);
            return invite_page(&cx, form).await;
        }
    };
    let (agencies, year) = (form.texts("agencies"), form.text("year").parse::<i16>().ok());
    if agencies.is_empty() {
        form.error("agencies", "Choose at least one agency");
    }
    if due.is_none() {
        form.error("due", "Enter the day it is due");
    }
    let (Some(due), Some(year), false) = (due, year, agencies.is_empty()) else { return invite_page(&cx, form).await };
    let asked = rows::asked(&mut cx.site.ledger().read().await?, cx.partnership(), year).await?;
    let agencies: Vec<String> = agencies.into_iter().filter(|agency| !asked.contains(agency)).collect();
    let many = agencies.len();
    if many == 0 {
        return cx.see("/contributions", "All of them had been asked before");
    }
    let mut together = cx.together();
    for agency in agencies {
        let stream = stream_of(&agency, year);
        together = together.step::<Contribution>(INVITE, stream, Command::Invite { agency, year, due }).await?;
    }
    match together.commit(&posted.stamp).await {
        Ok(_) => cx.see("/contributions", &format!("{many} asked, and told")),
        Err(unmet) => invite_page(&cx, cx.again::<Contribution>(unmet, form)?).await,
    }
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Contribution>(VIEW, &id).await?;
    let shown = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    let state = STATUS.iter().find(|(word, _)| *word == shown.status).map_or("", |(_, text)| *text);
    let or_nothing = |text: &str| if text.is_empty() { "Nothing yet".to_owned() } else { text.to_owned() };
    let mut summary = SummaryList::new()
        .add("Agency", shown.agency_name.as_str())
        .add("Year", rows::year_words(i16::try_from(shown.year).unwrap_or(0)))
        .add("State", state)
        .add("Due", date_words(shown.due_on))
        .add("What it did", or_nothing(&shown.words.did))
        .add("What difference it made", or_nothing(&shown.words.difference))
        .add("Evidence", or_nothing(&shown.words.evidence))
        .add("Challenges", or_nothing(&shown.words.challenges))
        .add("What it does next", or_nothing(&shown.words.next));
    if let (Some(by), Some(on)) = (&shown.signed_by, shown.signed_on) {
        summary = summary.add("Signed off", format!("{by}, {}", date_words(on)));
    }
    let own = shown.agency == cx.agency();
    let body = html! {
        @if let Some(reason) = &shown.returned_because { (InsetText::new(format!("Returned for more: {reason}"))) }
        (summary.render())
        div class="govuk-button-group" {
            @if own && matches!(shown.status.as_str(), "invited" | "draft") && cx.may_here(WRITE, &reading) {
                (ButtonLink::new("Write", format!("/contributions/{id}/write")))
                @if !shown.words.did.is_empty() { (cx.button(&format!("/contributions/{id}/submit"), reading.version, "Submit for signing off")) }
            }
            @if shown.status == "submitted" && own && cx.may_here(SIGN, &reading) {
                (cx.button(&format!("/contributions/{id}/sign"), reading.version, "Sign it off"))
            }
            @if matches!(shown.status.as_str(), "submitted" | "signed") && cx.may_here(RETURN, &reading) {
                a class="govuk-link" href={ "/contributions/" (id) "/return" } { "Return it for more" }
            }
        }
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(reading.line.title.clone()).caption("Contribution").back("/contributions").body(body))
}

async fn ask_write(cx: Cx, Path(id): Path<String>) -> Reply {
    write_page(&cx, &id, None).await
}

async fn write_page(cx: &Cx, id: &str, typed: Option<Form>) -> Reply {
    let mut reading = cx.read::<Contribution>(WRITE, id).await?;
    let shown = rows::one(&mut reading.tx, &reading.chain, id).await?.ok_or(Problem::NotFound)?;
    let form = typed.unwrap_or_else(|| {
        let mut form = Form::new();
        let words = shown.words.clone();
        for (name, value) in [
            ("did", words.did),
            ("difference", words.difference),
            ("evidence", words.evidence),
            ("challenges", words.challenges),
            ("next", words.next),
        ] {
            form.set(name, value);
        }
        form
    });
    let fields = html! {
        (form.textarea("did", "What did your agency do in the year?"))
        (form.textarea("difference", "What difference did it make for children or adults?").hint("If you do not know yet, say so."))
        (form.textarea("evidence", "How do you know?").hint("Audits, data, what people told you"))
        (form.textarea("challenges", "What stood in the way?"))
        (form.textarea("next", "What do you do next?"))
        (Button::new("Save"))
    };
    let body = cx.form(&format!("/contributions/{id}/write"), reading.version, &fields);
    cx.page(
        Page::new("Your agency's contribution")
            .caption(reading.line.title)
            .back(format!("/contributions/{id}"))
            .with_form(&form)
            .body(body),
    )
}

async fn write(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let text = |name: &str| posted.form.text(name);
    let words = Words {
        did: text("did"),
        difference: text("difference"),
        evidence: text("evidence"),
        challenges: text("challenges"),
        next: text("next"),
    };
    match cx.act::<Contribution>(WRITE, &id, Command::Write { words }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/contributions/{id}"), "Saved. You can change it until it is submitted"),
        Err(unmet) => {
            let form = cx.again::<Contribution>(unmet, posted.form)?;
            write_page(&cx, &id, Some(form)).await
        }
    }
}

async fn submit(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Contribution>(WRITE, &id, Command::Submit { by: cx.who.account.clone() }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/contributions/{id}"), "Submitted. Somebody else of your agency must sign it off"),
        Err(unmet) => {
            let form = cx.again::<Contribution>(unmet, posted.form)?;
            write_page(&cx, &id, Some(form)).await
        }
    }
}

async fn sign(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::SignOff { by: cx.who.account.clone(), name: cx.who.name.clone() };
    match cx.act::<Contribution>(SIGN, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/contributions/{id}"), "Signed off"),
        Err(unmet) => return_page(&cx, &id, cx.again::<Contribution>(unmet, posted.form)?).await,
    }
}

async fn ask_return(cx: Cx, Path(id): Path<String>) -> Reply {
    return_page(&cx, &id, Form::new()).await
}

async fn return_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let reading = cx.read::<Contribution>(RETURN, id).await?;
    let fields = html! { (form.textarea("reason", "What is missing?")) (Button::new("Return it")) };
    let body = cx.form(&format!("/contributions/{id}/return"), reading.version, &fields);
    cx.page(Page::new("Return it for more").caption(reading.line.title).back(format!("/contributions/{id}")).with_form(&form).body(body))
}

async fn give_back(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::Return { by: cx.who.account.clone(), reason: posted.form.text("reason") };
    match cx.act::<Contribution>(RETURN, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/contributions/{id}"), "Returned, and its agency told"),
        Err(unmet) => return_page(&cx, &id, cx.again::<Contribution>(unmet, posted.form)?).await,
    }
}
