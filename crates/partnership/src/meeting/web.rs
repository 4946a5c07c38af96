//! Pages of a meeting as a whole: the list, the meeting itself, its call, its minutes, and the meetings of a group.

use axum::{
    Router,
    extract::{Path, Query},
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Column, Form, ListTable, SummaryList, Tag, WarningText};
use jiff::civil::Time;
use maud::{Markup, Render, html};
use platform::{Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reading, Reply, Show, Site, date_words};

use super::{AMEND, CONVENE, Called, Command, Meeting, VIEW, fact, papers, proceedings, rows};
use crate::group::{self, date_of};

const STATUS: &[(&str, &str)] =
    &[("convened", "Convened"), ("held", "Held, minutes in draft"), ("approved", "Held, minutes approved"), ("cancelled", "Cancelled")];

pub(super) static LIST: ListSpec = ListSpec {
    path: "/meetings",
    title: "Meetings",
    intro: "Meetings of the partnership's groups: who came, what was decided, and what agencies asked of one another.",
    kind: "meeting",
    action: VIEW,
    home: Home::Partnership,
    from: "meeting m",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "title", title: "Meeting", sql: "m.title", show: Show::Link },
        ListColumn { key: "group_name", title: "Group", sql: "m.group_name", show: Show::Text },
        ListColumn { key: "day", title: "Date", sql: "m.held_on", show: Show::Date },
        ListColumn {
            key: "status",
            title: "Status",
            sql: "m.status",
            show: Show::Tag(&[
                ("convened", "Convened", govuk::TagColour::Blue),
                ("held", "Minutes in draft", govuk::TagColour::Yellow),
                ("approved", "Minutes approved", govuk::TagColour::Green),
                ("cancelled", "Cancelled", govuk::TagColour::Grey),
            ]),
        },
        ListColumn {
            key: "quorate",
            title: "Quorate",
            sql: "case when m.status in ('held', 'approved') then m.quorate else '' end",
            show: Show::Words(&[("yes", "Yes"), ("no", "No")]),
        },
    ],
    filters: &[
        ListFilter { key: "is", title: "Status", sql: "m.status", options: STATUS },
        ListFilter { key: "quorum", title: "Quorate", sql: "m.quorate", options: &[("yes", "Yes"), ("no", "No")] },
    ],
    sort: "-day",
    empty: "No meeting you can see has been convened. Meetings are convened from here or from a group's page.",
    start: Some((CONVENE, "/meetings/new", "Convene a meeting")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/meetings/new", get(ask_convene))
        .route("/meetings/{id}", get(show))
        .route("/meetings/{id}/convene", post(convene))
        .route("/meetings/{id}/call", get(ask_amend).post(amend))
        .route("/meetings/{id}/minutes", get(ask_hold).post(hold))
        .route("/meetings/{id}/approve", get(ask_approve).post(approve))
        .route("/meetings/{id}/cancel", get(ask_cancel).post(cancel))
}

/// "2 March 2026, 10am", as the design system writes times.
pub(super) fn when_words(meeting: &rows::Shown) -> String {
    format!("{}, {}", date_words(meeting.on), time_words(meeting.starts))
}

pub(super) fn time_words(time: Time) -> String {
    let words = if time.minute() == 0 { time.strftime("%-I%P") } else { time.strftime("%-I:%M%P") };
    words.to_string()
}

/// "1 hour 30 minutes".
pub(super) fn length_words(minutes: i64) -> String {
    let hours = match minutes / 60 {
        0 => String::new(),
        1 => "1 hour".to_owned(),
        hours => format!("{hours} hours"),
    };
    match (hours.as_str(), minutes % 60) {
        ("", minutes) => format!("{minutes} minutes"),
        (hours, 0) => hours.to_owned(),
        (hours, minutes) => format!("{hours} {minutes} minutes"),
    }
}

pub(super) fn status_tag(status: &str) -> Tag {
    match status {
        "convened" => Tag::new("Convened").colour(govuk::TagColour::Blue),
        "held" => Tag::new("Minutes in draft").colour(govuk::TagColour::Yellow),
        "approved" => Tag::new("Minutes approved").colour(govuk::TagColour::Green),
        _ => Tag::new("Cancelled").colour(govuk::TagColour::Grey),
    }
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Meeting>(VIEW, &id).await?;
    let meeting = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    let seats = rows::seats(&mut reading.tx, &reading.chain, &id).await?;
    let items = rows::items(&mut reading.tx, &reading.chain, &id).await?;
    let files = rows::papers(&mut reading.tx, &reading.chain, &id).await?;
    let decisions = rows::decisions(&mut reading.tx, &reading.chain, &id).await?;
    let challenges = rows::challenges(&mut reading.tx, &reading.chain, &id).await?;
    let body = html! {
        @if meeting.status == "cancelled" { (WarningText::new("This meeting was cancelled.")) }
        (summary(&meeting))
        (deeds(&cx, &reading, &meeting))
        (proceedings::agenda(&cx, &reading, &meeting, &items))
        (papers::shown(&cx, &reading, &meeting, &items, &files))
        (proceedings::attendance(&cx, &reading, &meeting, &seats))
        (proceedings::decisions(&cx, &reading, &meeting, &decisions))
        (proceedings::challenges(&cx, &reading, &meeting, &challenges))
        @if let Some(notes) = &meeting.notes {
            h2 class="govuk-heading-m" { "Minutes" }
            @if meeting.status == "held" { p class="govuk-body" { "A draft, not yet approved." } }
            p class="govuk-body app-words" { (notes) }
        }
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(meeting.title.clone()).caption(meeting.group_name.clone()).back("/meetings").wide().body(body))
}

fn summary(meeting: &rows::Shown) -> Markup {
    let mut list = SummaryList::new()
        .add("Status", status_tag(&meeting.status).render())
        .add("Group", html! { a class="govuk-link" href={ "/groups/" (meeting.group) } { (meeting.group_name) } })
        .add("When", format!("{}, for {}", when_words(meeting), length_words(meeting.minutes)));
    if !meeting.place.is_empty() {
        list = list.add("Where", meeting.place.as_str());
    }
    if !meeting.link.is_empty() {
        list = list.add("To join online", html! { a class="govuk-link" rel="noreferrer" href=(meeting.link) { (meeting.link) } });
    }
    list = list.add("Quorum", meeting.quorum.as_str());
    if !meeting.quorate.is_empty() {
        let (word, colour) =
            if meeting.quorate == "yes" { ("Quorate", govuk::TagColour::Green) } else { ("Not quorate", govuk::TagColour::Red) };
        list = list.add("Quoracy", html! { (Tag::new(word).colour(colour)) " " (meeting.reckoned) });
    }
    if let Some(on) = meeting.approved_on {
        list = list.add("Minutes approved", date_words(on));
    }
    if let Some(why) = &meeting.why {
        list = list.add("Why it was cancelled", why.as_str());
    }
    list.render()
}

fn deeds(cx: &Cx, reading: &Reading, meeting: &rows::Shown) -> Markup {
    let (id, may_amend) = (meeting.id.as_str(), cx.may_here(AMEND, reading));
    html! {
        div class="govuk-button-group" {
            @if may_amend && meeting.status == "convened" {
                (ButtonLink::new("Record the minutes", format!("/meetings/{id}/minutes")))
                (ButtonLink::new("Change the call", format!("/meetings/{id}/call")).secondary())
            }
            @if may_amend && meeting.status == "held" { (ButtonLink::new("Approve the minutes", format!("/meetings/{id}/approve"))) }
            (ButtonLink::new("Pack (PDF)", format!("/meetings/{id}/pack.pdf")).secondary())
            (ButtonLink::new("Put it in your calendar", format!("/meetings/{id}/invite.ics")).secondary())
            @if may_amend && meeting.status == "convened" { a class="govuk-link" href={ "/meetings/" (id) "/cancel" } { "Cancel the meeting" } }
        }
    }
}

/// The meetings of a group and how its agencies attend, for the group's page; nothing for who may not see meetings.
pub(crate) async fn of_group(cx: &Cx, group: &str, active: bool) -> Result<Markup, Problem> {
    let mut looking = cx.look::<Meeting>(VIEW).await?;
    if looking.permitted.none() {
        return Ok(html! {});
    }
    let visible = rows::visible(&mut looking, group).await?;
    let meetings = rows::of_group(&mut looking.tx, &looking.chain, group).await?;
    let mut table = ListTable::new("Meetings")
        .column(Column::new("Meeting"))
        .column(Column::new("When"))
        .column(Column::new("Status"))
        .column(Column::new("Quorate"))
        .empty("No meeting has been convened.");
    for meeting in meetings.iter().filter(|meeting| visible.contains(&meeting.id)) {
        let quorate = match (meeting.status.as_str(), meeting.quorate.as_str()) {
            ("held" | "approved", "yes") => "Yes",
            ("held" | "approved", _) => "No",
            _ => "",
        };
        table = table.row(vec![
            html! { a class="govuk-link" href={ "/meetings/" (meeting.id) } { (meeting.title) } },
            html! { (when_words(meeting)) },
            html! { (status_tag(&meeting.status)) },
            html! { (quorate) },
        ]);
    }
    let from = cx.at.today.checked_sub(jiff::Span::new().months(12)).unwrap_or(cx.at.today);
    let attended = rows::attended(&mut looking.tx, &looking.chain, group, from, cx.at.today).await?;
    Ok(html! {
        (table)
        div class="govuk-button-group" {
            @if active && cx.may(CONVENE, fact::facet()) {
                (ButtonLink::new("Convene a meeting", format!("/meetings/new?group={group}")).secondary())
            }
            a class="govuk-link" href={ "/groups/" (group) "/calendar.ics" } { "All its meetings as a calendar" }
        }
        (attendance_table(&attended))
    })
}

fn attendance_table(attended: &[rows::Attended]) -> Markup {
    let mut table = ListTable::new("Attendance in the last 12 months")
        .column(Column::new("Agency"))
        .column(Column::new("Seats represented").numeric())
        .column(Column::new("Seats expected").numeric())
        .column(Column::new("Needs a conversation"))
        .empty("No meeting has been held in the last 12 months.");
    for row in attended {
        table = table.row(vec![
            html! { (row.agency) },
            html! { (row.represented) },
            html! { (row.expected) },
            html! { @if row.is_low() { (Tag::new("Below three in four").colour(govuk::TagColour::Red)) } },
        ]);
    }
    table.render()
}

async fn ask_convene(cx: Cx, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let id = cx.new_id().to_string();
    let mut form = Form::new();
    if let Some((_, group)) = pairs.into_iter().find(|(name, _)| name == "group") {
        form.set("group", group);
    }
    convene_page(&cx, &id, form).await
}

fn call_fields(form: &Form) -> Markup {
    html! {
        (form.input("title", "What is the meeting called?").hint("For example, Neglect sub-group, spring meeting"))
        (form.date_input("on", "Which day?"))
        (form.input("starts", "What time does it start?").hint("For example, 9:30am or 14:00"))
        (form.input("minutes", "How many minutes does it last?").hint("For example, 90"))
        (form.input("place", "Where is it held?").hint("Leave empty if it is only online"))
        (form.input("link", "Address to join online").hint("Leave empty if it is only in person"))
    }
}

async fn convene_page(cx: &Cx, id: &str, form: Form) -> Reply {
    cx.must(CONVENE)?;
    let mut tx = cx.site.ledger().read().await?;
    let groups = group::active(&mut tx, cx.partnership()).await?;
    let choices =
        std::iter::once((String::new(), "Choose a group".to_owned())).chain(groups.into_iter().map(|group| (group.id, group.name)));
    let fields = html! {
        (form.select("group", "Which group meets?", choices))
        (call_fields(&form))
        (Button::new("Convene the meeting"))
    };
    let body = html! {
        p class="govuk-body" { "Every agency with a seat in the group is told. Add the agenda and papers next." }
        (cx.form(&format!("/meetings/{id}/convene"), 0, &fields))
    };
    cx.page(Page::new("Convene a meeting").back("/meetings").with_form(&form).body(body))
}

/// Reads a time of day as people write it: 14:00, 9:30am, 9am.
pub(super) fn time_of(text: &str) -> Option<Time> {
    let text: String = text.to_uppercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    ["%H:%M", "%I:%M%p", "%I%p"].iter().find_map(|format| Time::strptime(format, &text).ok())
}

/// What the form says of when and where; its errors are set where it cannot be read.
fn called_of(form: &mut Form) -> Option<Called> {
    let on = date_of(form, "on", "Enter the day of the meeting");
    let starts = time_of(&form.text("starts"));
    if starts.is_none() {
        form.error("starts", "Enter a time, like 9:30am or 14:00");
    }
    let minutes = match form.number("minutes") {
        Ok(minutes) => minutes.unwrap_or(0),
        Err(words) => {
            form.error("minutes", words);
            return None;
        }
    };
    let (on, starts) = (on?, starts?);
    Some(Called { title: form.text("title"), on, starts, minutes, place: form.text("place"), link: form.text("link") })
}

async fn convene(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(called) = called_of(&mut form) else { return convene_page(&cx, &id, form).await };
    let command = Command::Convene { group: form.text("group"), called };
    match cx.act::<Meeting>(CONVENE, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The meeting is convened, and every agency with a seat has been told"),
        Err(unmet) => convene_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

/// A page of one form about a meeting that is there.
pub(super) async fn form_page(cx: &Cx, action: platform::Action, id: &str, form: &Form, title: &str, deed: &str, fields: Markup) -> Reply {
    let reading = cx.read::<Meeting>(action, id).await?;
    let body = cx.form(&format!("/meetings/{id}/{deed}"), reading.version, &fields);
    cx.page(Page::new(title).caption(reading.line.title).back(format!("/meetings/{id}")).with_form(form).body(body))
}

async fn ask_amend(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Meeting>(AMEND, &id).await?;
    let meeting = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    drop(reading);
    let mut form = Form::new();
    form.set("title", meeting.title);
    form.set_date("on", &meeting.on.to_string());
    form.set("starts", time_words(meeting.starts));
    form.set("minutes", meeting.minutes.to_string());
    form.set("place", meeting.place);
    form.set("link", meeting.link);
    amend_page(&cx, &id, form).await
}

async fn amend_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! { (call_fields(&form)) (Button::new("Save")) };
    form_page(cx, AMEND, id, &form, "Change the call", "call", fields).await
}

async fn amend(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(called) = called_of(&mut form) else { return amend_page(&cx, &id, form).await };
    match cx.act::<Meeting>(AMEND, &id, Command::Amend { called }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The call is changed"),
        Err(unmet) => amend_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

async fn ask_hold(cx: Cx, Path(id): Path<String>) -> Reply {
    hold_page(&cx, &id, Form::new()).await
}

async fn hold_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        p class="govuk-body" { "Mark who came first. After this the call and the agenda can no longer be changed." }
        (form.textarea("minutes", "Minutes").hint("What was discussed. Decisions and challenges are recorded on their own. No names of children or adults at risk"))
        (Button::new("Record that it was held"))
    };
    form_page(cx, AMEND, id, &form, "Record the minutes", "minutes", fields).await
}

async fn hold(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Meeting>(AMEND, &id, Command::Hold { minutes: posted.form.text("minutes") }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The meeting is recorded as held, its minutes in draft"),
        Err(unmet) => hold_page(&cx, &id, cx.again::<Meeting>(unmet, posted.form)?).await,
    }
}

async fn ask_approve(cx: Cx, Path(id): Path<String>) -> Reply {
    approve_page(&cx, &id, Form::new()).await
}

async fn approve_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        (WarningText::new("After this nothing of the meeting can be changed. Challenges can still be answered."))
        (form.date_input("on", "When were the minutes approved?"))
        (Button::new("Approve the minutes"))
    };
    form_page(cx, AMEND, id, &form, "Approve the minutes", "approve", fields).await
}

async fn approve(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(on) = date_of(&mut form, "on", "Enter the date they were approved") else { return approve_page(&cx, &id, form).await };
    match cx.act::<Meeting>(AMEND, &id, Command::ApproveMinutes { on }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The minutes are approved"),
        Err(unmet) => approve_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

async fn ask_cancel(cx: Cx, Path(id): Path<String>) -> Reply {
    cancel_page(&cx, &id, Form::new()).await
}

async fn cancel_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        p class="govuk-body" { "Every agency with a seat is told. A cancelled meeting stays on the record." }
        (form.textarea("why", "Why is it cancelled?"))
        (Button::new("Cancel the meeting").warning())
    };
    form_page(cx, AMEND, id, &form, "Cancel this meeting", "cancel", fields).await
}

async fn cancel(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Meeting>(AMEND, &id, Command::Cancel { why: posted.form.text("why") }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The meeting is cancelled"),
        Err(unmet) => cancel_page(&cx, &id, cx.again::<Meeting>(unmet, posted.form)?).await,
    }
}
