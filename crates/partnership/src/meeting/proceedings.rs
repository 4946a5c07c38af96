//! What happens in a meeting: its agenda, who came, what was decided, and what agencies asked of one another.

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Column, Form, ListTable, SummaryList, Tag};
use maud::{Markup, Render, html};
use platform::{Cx, Posted, Problem, Reading, Reply, Site, date_words};

use super::{
    AMEND, ANSWER, ATTEND, CHALLENGE, Came, Challenge, Command, DECIDE, Decision, Item, Mark, Meeting, rows,
    web::{form_page, length_words},
};
use crate::{
    group::{agency_choices, optional_date, shown_word},
    organisation::Phase,
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/meetings/{id}/item", get(ask_item).post(item))
        .route("/meetings/{id}/item/{item}/remove", post(remove_item))
        .route("/meetings/{id}/attendance", get(ask_attend).post(attend))
        .route("/meetings/{id}/decision", get(ask_decision).post(decision))
        .route("/meetings/{id}/challenge", get(ask_challenge).post(challenge))
        .route("/meetings/{id}/challenge/{challenge}", get(ask_answer).post(answer))
}

/// The meeting can still be added to.
fn is_open(meeting: &rows::Shown) -> bool {
    matches!(meeting.status.as_str(), "convened" | "held")
}

pub(super) fn agenda(cx: &Cx, reading: &Reading, meeting: &rows::Shown, items: &[rows::ItemRow]) -> Markup {
    let may_add = is_open(meeting) && cx.may_here(AMEND, reading);
    let may_remove = meeting.status == "convened" && may_add;
    let mut table = ListTable::new("Agenda")
        .column(Column::new("Item"))
        .column(Column::new("Lead"))
        .column(Column::new("Minutes").numeric())
        .empty("Nothing is on the agenda yet.");
    if may_remove {
        table = table.column(Column::new("Change").hidden_title());
    }
    for (number, item) in (1..).zip(items) {
        let mut cells =
            vec![html! { (number) ". " (item.title) }, html! { (item.lead) }, html! { @if item.minutes > 0 { (item.minutes) } }];
        if may_remove {
            let fields = Button::new(format!("Remove item {number}")).secondary().render();
            cells.push(cx.form(&format!("/meetings/{}/item/{}/remove", meeting.id, item.item), reading.version, &fields));
        }
        table = table.row(cells);
    }
    let planned: i64 = items.iter().map(|item| item.minutes).sum();
    html! {
        (table)
        @if planned > meeting.minutes {
            p class="govuk-body" {
                "The items take " (length_words(planned)) ", and the meeting lasts " (length_words(meeting.minutes)) "."
            }
        }
        @if may_add { (ButtonLink::new("Add an item", format!("/meetings/{}/item", meeting.id)).secondary()) }
    }
}

pub(super) fn attendance(cx: &Cx, reading: &Reading, meeting: &rows::Shown, seats: &[rows::SeatRow]) -> Markup {
    let mut table = ListTable::new("Attendance")
        .column(Column::new("Agency"))
        .column(Column::new("Post"))
        .column(Column::new("Speaks for"))
        .column(Column::new("Came"));
    for seat in seats {
        table = table.row(vec![
            html! { (seat.agency_name) },
            html! { (seat.title) @if !seat.counts { " (does not count for the quorum)" } },
            html! { (if seat.phase.is_empty() { String::new() } else { shown_word(Phase::ALL, &seat.phase) }) },
            html! {
                @match seat.came {
                    None => "Not answered",
                    Some(Came::Deputy) => { (Came::Deputy.title()) ": " (seat.deputy) },
                    Some(came) => (came.title()),
                }
            },
        ]);
    }
    let may = may_mark(cx, reading, meeting) && seats.iter().any(|seat| markable(cx, reading, seat));
    html! {
        (table)
        @if may {
            @let text = if cx.may_here(AMEND, reading) { "Mark who came" } else { "Say who comes for your agency" };
            (ButtonLink::new(text, format!("/meetings/{}/attendance", meeting.id)).secondary())
        }
    }
}

fn may_mark(cx: &Cx, reading: &Reading, meeting: &rows::Shown) -> bool {
    let keeps = cx.may_here(AMEND, reading) && is_open(meeting);
    cx.may_here(ATTEND, reading) && (keeps || meeting.status == "convened")
}

/// Whoever keeps the record marks every seat; others those of their own agency.
fn markable(cx: &Cx, reading: &Reading, seat: &rows::SeatRow) -> bool {
    cx.may_here(AMEND, reading) || seat.agency == cx.agency()
}

pub(super) fn decisions(cx: &Cx, reading: &Reading, meeting: &rows::Shown, decisions: &[rows::DecisionRow]) -> Markup {
    let mut table = ListTable::new("Decisions")
        .column(Column::new("Decision"))
        .column(Column::new("To be done by"))
        .column(Column::new("Due"))
        .empty("No decision has been recorded.");
    for decision in decisions {
        table = table.row(vec![
            html! { (decision.what) @if !decision.quorate { " " (Tag::new("Without a quorum").colour(govuk::TagColour::Red)) } },
            html! { (decision.owner) },
            html! { (decision.due_on.map(date_words).unwrap_or_default()) },
        ]);
    }
    html! {
        (table)
        @if is_open(meeting) && meeting.on <= cx.at.today && cx.may_here(DECIDE, reading) {
            (ButtonLink::new("Record a decision", format!("/meetings/{}/decision", meeting.id)).secondary())
        }
    }
}

pub(super) fn challenges(cx: &Cx, reading: &Reading, meeting: &rows::Shown, challenges: &[rows::ChallengeRow]) -> Markup {
    let keeps = cx.may_here(AMEND, reading);
    html! {
        h2 class="govuk-heading-m" { "Challenges" }
        @if challenges.is_empty() { p class="govuk-body" { "No agency has challenged another." } }
        @for challenge in challenges {
            @let open = challenge.status == "open";
            (challenge_shown(challenge))
            @if open && meeting.status != "cancelled" && cx.may_here(ANSWER, reading) && (keeps || challenge.to == cx.agency()) {
                p class="govuk-body" {
                    a class="govuk-link" href={ "/meetings/" (meeting.id) "/challenge/" (challenge.challenge) } {
                        "Answer the challenge" span class="govuk-visually-hidden" { " of " (challenge.by) }
                    }
                }
            }
        }
        @if is_open(meeting) && cx.may_here(CHALLENGE, reading) {
            (ButtonLink::new("Challenge an agency", format!("/meetings/{}/challenge", meeting.id)).secondary())
        }
    }
}

fn challenge_shown(challenge: &rows::ChallengeRow) -> Markup {
    let state = match challenge.status.as_str() {
        "open" => Tag::new("Waits for an answer").colour(govuk::TagColour::Blue),
        _ => Tag::new("Answered").colour(govuk::TagColour::Green),
    };
    let mut list = SummaryList::new()
        .add("Challenge", challenge.issue.as_str())
        .add("State", state.render())
        .add("By", challenge.by.as_str())
        .add("To", challenge.to_name.as_str())
        .add("Raised on", date_words(challenge.raised_on));
    for (key, words) in [("Answer", &challenge.response), ("What is different", &challenge.impact)] {
        if let Some(words) = words {
            list = list.add(key, words.as_str());
        }
    }
    list.render()
}

async fn ask_item(cx: Cx, Path(id): Path<String>) -> Reply {
    item_page(&cx, &id, Form::new()).await
}

async fn item_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        (form.input("title", "Item"))
        (form.input("lead", "Who leads on it?"))
        (form.input("minutes", "How many minutes does it take?").hint("Leave empty if no time is set"))
        (Button::new("Add it to the agenda"))
    };
    form_page(cx, AMEND, id, &form, "Add an item", "item", fields).await
}

async fn item(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let minutes = match form.number("minutes") {
        Ok(minutes) => minutes.unwrap_or(0),
        Err(words) => {
            form.error("minutes", words);
            return item_page(&cx, &id, form).await;
        }
    };
    let item = Item { id: cx.new_id().to_string(), title: form.text("title"), lead: form.text("lead"), minutes };
    match cx.act::<Meeting>(AMEND, &id, Command::AddItem { item }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The item is on the agenda"),
        Err(unmet) => item_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

async fn remove_item(cx: Cx, Path((id, item)): Path<(String, String)>, posted: Posted) -> Reply {
    match cx.act::<Meeting>(AMEND, &id, Command::RemoveItem { item: item.clone() }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The item is off the agenda"),
        Err(unmet) => {
            let form = cx.again::<Meeting>(unmet, Form::new())?;
            let fields = html! { (Button::new("Remove the item").secondary()) };
            form_page(&cx, AMEND, &id, &form, "Remove an item", &format!("item/{item}/remove"), fields).await
        }
    }
}

/// The meeting and the seats this person may mark.
async fn markable_seats(cx: &Cx, id: &str) -> Result<(Vec<rows::SeatRow>, i64, String, bool), Problem> {
    let mut reading = cx.read::<Meeting>(ATTEND, id).await?;
    let keeps = cx.may_here(AMEND, &reading);
    let seats = rows::seats(&mut reading.tx, &reading.chain, id).await?;
    let seats: Vec<_> = seats.into_iter().filter(|seat| markable(cx, &reading, seat)).collect();
    Ok((seats, reading.version, reading.line.title.clone(), keeps))
}

async fn ask_attend(cx: Cx, Path(id): Path<String>) -> Reply {
    let (seats, ..) = markable_seats(&cx, &id).await?;
    let mut form = Form::new();
    for seat in &seats {
        if let Some(came) = seat.came {
            form.set(&format!("came-{}", seat.seat), came.as_str());
        }
        form.set(&format!("deputy-{}", seat.seat), seat.deputy.as_str());
    }
    attend_page(&cx, &id, form).await
}

async fn attend_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let (seats, version, title, keeps) = markable_seats(cx, id).await?;
    let fields = html! {
        @if seats.is_empty() { p class="govuk-body" { "Your agency has no seat in this meeting." } }
        @for seat in &seats {
            (form.radios(&format!("came-{}", seat.seat), format!("{}, {}", seat.title, seat.agency_name), Came::ALL.iter().copied()).inline().small())
            (form.input(&format!("deputy-{}", seat.seat), "Name of the deputy, if one came"))
        }
        @if !seats.is_empty() { (Button::new("Save")) }
    };
    let body = cx.form(&format!("/meetings/{id}/attendance"), version, &fields);
    let heading = if keeps { "Mark who came" } else { "Say who comes for your agency" };
    cx.page(platform::Page::new(heading).caption(title).back(format!("/meetings/{id}")).with_form(&form).body(body))
}

async fn attend(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let (seats, _, _, keeps) = markable_seats(&cx, &id).await?;
    let mut form = posted.form;
    let mut marks = Vec::new();
    for seat in seats {
        let Some(came) = Came::from_word(&form.text(&format!("came-{}", seat.seat))) else { continue };
        let field = format!("deputy-{}", seat.seat);
        let deputy = if came == Came::Deputy { form.text(&field) } else { String::new() };
        if came == Came::Deputy && deputy.is_empty() {
            form.error(&field, format!("Enter who came for {}, {}", seat.title, seat.agency_name));
        }
        marks.push(Mark { seat: seat.seat, came, deputy });
    }
    if form.has_errors() {
        return attend_page(&cx, &id, form).await;
    }
    let agency = (!keeps).then(|| cx.agency().to_owned());
    match cx.act::<Meeting>(ATTEND, &id, Command::RecordAttendance { marks, agency }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "Attendance is saved"),
        Err(unmet) => attend_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

async fn ask_decision(cx: Cx, Path(id): Path<String>) -> Reply {
    decision_page(&cx, &id, Form::new()).await
}

async fn decision_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut reading = cx.read::<Meeting>(DECIDE, id).await?;
    let items = rows::items(&mut reading.tx, &reading.chain, id).await?;
    drop(reading);
    let items =
        std::iter::once((String::new(), "Not on the agenda".to_owned())).chain(items.into_iter().map(|item| (item.item, item.title)));
    let agencies = agency_choices(cx, "Choose an agency").await?;
    let fields = html! {
        (form.textarea("what", "What was decided?"))
        (form.select("item", "Under which item?", items))
        (form.select("owner", "Which agency is to do it?", agencies))
        (form.date_input("due_on", "By when?").hint("Leave empty if no day was set"))
        (Button::new("Record the decision"))
    };
    form_page(cx, DECIDE, id, &form, "Record a decision", "decision", fields).await
}

async fn decision(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let due_on = optional_date(&mut form, "due_on");
    if form.has_errors() {
        return decision_page(&cx, &id, form).await;
    }
    let decision =
        Decision { id: cx.new_id().to_string(), item: form.some_text("item"), what: form.text("what"), owner: form.text("owner"), due_on };
    match cx.act::<Meeting>(DECIDE, &id, Command::Decide { decision }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The decision is recorded, and its agency has been told"),
        Err(unmet) => decision_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

async fn ask_challenge(cx: Cx, Path(id): Path<String>) -> Reply {
    challenge_page(&cx, &id, Form::new()).await
}

async fn challenge_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let reading = cx.read::<Meeting>(CHALLENGE, id).await?;
    let keeps = cx.may_here(AMEND, &reading);
    drop(reading);
    let agencies = agency_choices(cx, "Choose an agency").await?;
    let fields = html! {
        // Whoever keeps the record writes down what one agency asked of another; anybody else speaks for their own.
        @if keeps { (form.select("by", "Which agency challenges?", agencies.clone())) }
        (form.select("to", "Which agency is challenged?", agencies))
        (form.textarea("issue", "What is the challenge?").hint("What you expected, what you see, and what you ask for. No names of children or adults"))
        (Button::new("Raise the challenge"))
    };
    form_page(cx, CHALLENGE, id, &form, "Challenge an agency", "challenge", fields).await
}

async fn challenge(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let reading = cx.read::<Meeting>(CHALLENGE, &id).await?;
    let by = if cx.may_here(AMEND, &reading) { form.required("by", "Choose the agency that challenges") } else { cx.agency().to_owned() };
    drop(reading);
    if form.has_errors() {
        return challenge_page(&cx, &id, form).await;
    }
    let challenge = Challenge { id: cx.new_id().to_string(), by, to: form.text("to"), issue: form.text("issue") };
    match cx.act::<Meeting>(CHALLENGE, &id, Command::Challenge { challenge }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The challenge is raised, and the agency has been told"),
        Err(unmet) => challenge_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

async fn ask_answer(cx: Cx, Path((id, challenge)): Path<(String, String)>) -> Reply {
    answer_page(&cx, &id, &challenge, Form::new()).await
}

async fn answer_page(cx: &Cx, id: &str, challenge: &str, form: Form) -> Reply {
    let mut reading = cx.read::<Meeting>(ANSWER, id).await?;
    let challenges = rows::challenges(&mut reading.tx, &reading.chain, id).await?;
    drop(reading);
    let this = challenges.into_iter().find(|row| row.challenge == challenge).ok_or(Problem::NotFound)?;
    let fields = html! {
        p class="govuk-body" { (this.by) " asks " (this.to_name) ":" }
        p class="govuk-body app-words" { (this.issue) }
        (form.textarea("response", "The answer"))
        (form.textarea("impact", "What is different because of it?").hint("If nothing is yet, say so"))
        (Button::new("Send the answer"))
    };
    form_page(cx, ANSWER, id, &form, "Answer a challenge", &format!("challenge/{challenge}"), fields).await
}

async fn answer(cx: Cx, Path((id, challenge)): Path<(String, String)>, posted: Posted) -> Reply {
    let reading = cx.read::<Meeting>(ANSWER, &id).await?;
    let agency = (!cx.may_here(AMEND, &reading)).then(|| cx.agency().to_owned());
    drop(reading);
    let form = posted.form;
    let command = Command::Answer { challenge: challenge.clone(), agency, response: form.text("response"), impact: form.text("impact") };
    match cx.act::<Meeting>(ANSWER, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The challenge is answered"),
        Err(unmet) => answer_page(&cx, &id, &challenge, cx.again::<Meeting>(unmet, form)?).await,
    }
}
