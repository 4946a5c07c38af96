//! Breaking the glass on a record, and reviewing who did.

use axum::{Router, extract::Path, routing::get};
use govuk::{Button, Form, SummaryList, WarningText};
use ledger::args;
use maud::{Render, html};

use super::{BreakGlass, Command, OPEN, REVIEW, Reason};
use crate::{Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reply, Show, Site, shell};

pub(super) static LIST: ListSpec = ListSpec {
    path: "/break-glass",
    title: "Break-glass",
    intro: "Records that were opened without a clause, and what came of the review. Each is to be reviewed within two working days.",
    kind: "break_glass",
    action: REVIEW,
    home: Home::Partnership,
    from: "break_glass b",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "reason", title: "Reason", sql: "r.title", show: Show::Link },
        ListColumn { key: "opened", title: "Opened", sql: "b.opened_on", show: Show::Date },
        ListColumn { key: "due", title: "Review due", sql: "b.review_due", show: Show::Date },
        ListColumn {
            key: "state",
            title: "State",
            sql: "case when b.outcome is not null then b.outcome when b.review_due < @today then 'overdue' else 'waiting' end",
            show: Show::Tag(&[
                ("waiting", "To be reviewed", govuk::TagColour::Blue),
                ("overdue", "Review overdue", govuk::TagColour::Red),
                ("justified", "Justified", govuk::TagColour::Green),
                ("not_justified", "Not justified", govuk::TagColour::Orange),
            ]),
        },
    ],
    filters: &[ListFilter {
        key: "outcome",
        title: "Outcome",
        sql: "coalesce(b.outcome, 'waiting')",
        options: &[("waiting", "To be reviewed"), ("justified", "Justified"), ("not_justified", "Not justified")],
    }],
    sort: "-opened",
    empty: "Nobody has broken the glass.",
    start: None,
};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/break-glass/{id}", get(show).post(review)).route("/records/{stream}/break-glass", get(ask).post(open))
}

/// Whether there is such a record is not said here: the form is the same for every address.
async fn ask(cx: Cx, Path(stream): Path<String>) -> Reply {
    if !cx.may_any_proved(OPEN) {
        return Err(Problem::NotFound);
    }
    if !cx.who.stepped_up {
        return Err(Problem::StepUp(format!("/records/{stream}/break-glass")));
    }
    page(&cx, &stream, &Form::new())
}

fn page(cx: &Cx, stream: &str, form: &Form) -> Reply {
    let fields = html! {
        (form.radios("reason", "Why can it not wait?", Reason::ALL.iter().copied()))
        (form.textarea("words", "Say why you need it").hint("At least twenty characters. Whoever reviews it reads this."))
        (Button::new("Open the record for one hour").warning())
    };
    let body = html! {
        (WarningText::new("Your business manager and the safeguarding partners are told at once. Somebody will review it within two working days."))
        (cx.form(&format!("/records/{stream}/break-glass"), 0, &fields))
    };
    cx.page(Page::new("Open a record without a clause").with_form(form).body(body))
}

async fn open(cx: Cx, Path(stream): Path<String>, posted: Posted) -> Reply {
    if !cx.who.stepped_up {
        return Err(Problem::StepUp(format!("/records/{stream}/break-glass")));
    }
    let form = posted.form;
    let command = Command::Open {
        record: stream.clone(),
        person: cx.who.account.clone(),
        reason: Reason::from_word(&form.text("reason")),
        words: form.text("words"),
        proved: cx.who.stepped_up,
    };
    let stamp = crate::Stamp { seen: None, ..posted.stamp };
    match cx.act::<BreakGlass>(OPEN, cx.new_id(), command, &stamp).await {
        Ok(_) => cx.see(format!("/records/{stream}"), "The record is open to you for one hour"),
        Err(unmet) => page(&cx, &stream, &cx.again::<BreakGlass>(unmet, form)?),
    }
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    review_page(&cx, &id, Form::new()).await
}

async fn review_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut reading = cx.read::<BreakGlass>(REVIEW, id).await?;
    let row = reading
        .tx
        .row(
            "select record, person, reason, words, opened_on, review_due, outcome, note from break_glass
              where chain = $1 and id = $2 and known_to is null",
            args![&reading.chain, id],
        )
        .await?
        .ok_or(Problem::NotFound)?;
    let names = cx.names().await?;
    let (person, record) = (row.text("person")?, row.text("record")?);
    let mut summary = SummaryList::new()
        .add("Who", names.of(&person))
        .add("Record", html! { a class="govuk-link" href={ "/records/" (record) } { (record) } })
        .add("Reason", Reason::from_word(&row.text("reason")?).map_or("", Reason::title))
        .add("In their words", row.text("words")?)
        .add("Opened", shell::date_words(row.date("opened_on")?))
        .add("Review due", shell::date_words(row.date("review_due")?));
    let outcome = row.opt_text("outcome")?;
    if let Some(outcome) = &outcome {
        summary = summary
            .add("Outcome", if outcome == "justified" { "Justified" } else { "Not justified" })
            .add("Note", row.opt_text("note")?.unwrap_or_default());
    }
    let fields = html! {
        (form.radios("justified", "Was it justified?", [("yes", "Yes"), ("no", "No")]))
        (form.textarea("note", "What did you find?"))
        (Button::new("Finish the review"))
    };
    let body = html! {
        (summary.render())
        @if outcome.is_none() && person != cx.who.account { (cx.form(&format!("/break-glass/{id}"), reading.version, &fields)) }
    };
    cx.page(Page::new("Review a break-glass").back("/break-glass").with_form(&form).body(body))
}

async fn review(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let form = posted.form;
    let justified = match form.text("justified").as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let command = Command::Review { by: cx.who.account.clone(), justified, note: form.text("note") };
    match cx.act::<BreakGlass>(REVIEW, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/break-glass/{id}"), "The review is recorded"),
        Err(unmet) => review_page(&cx, &id, cx.again::<BreakGlass>(unmet, form)?).await,
    }
}
