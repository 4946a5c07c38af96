//! Pages of a group: itself, its chair, its seats and its quorum. Its plan has pages of its own in [`super::plan`].

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Column, Form, ListTable, SummaryList, Tag, WarningText};
use kernel::Date;
use maud::{Markup, Render, html};
use platform::{Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reading, Reply, Show, Site, date_words};

use super::{AMEND, CONCLUDE, Chair, Command, EDUCATION_PHASES, Group, Kind, LAUNCH, PLAN, Quorum, SEAT, Seat, VIEW, plan, rows};
use crate::{
    meeting,
    organisation::{AgencyType, Phase, agencies_in},
};

pub(super) static LIST: ListSpec = ListSpec {
    path: "/groups",
    title: "Groups",
    intro: "The executive leadership group, the boards and their sub-groups: who sits in them and what they plan.",
    kind: "group",
    action: VIEW,
    home: Home::Partnership,
    from: "partnership_group g",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "name", title: "Name", sql: "g.name", show: Show::Link },
        ListColumn { key: "kind", title: "Kind", sql: "g.kind", show: Show::Words(Kind::ALL) },
        ListColumn {
            key: "reports_to",
            title: "Reports to",
            sql: "(select p.name from partnership_group p where p.chain = g.chain and p.id = g.reports_to and p.known_to is null)",
            show: Show::Text,
        },
        ListColumn { key: "launched", title: "Launched", sql: "g.launched_on", show: Show::Date },
        ListColumn {
            key: "status",
            title: "Status",
            sql: "g.status",
            show: Show::Tag(&[("active", "Active", govuk::TagColour::Green), ("concluded", "Concluded", govuk::TagColour::Grey)]),
        },
    ],
    filters: &[
        ListFilter { key: "of", title: "Kind", sql: "g.kind", options: Kind::ALL },
        ListFilter { key: "is", title: "Status", sql: "g.status", options: &[("active", "Active"), ("concluded", "Concluded")] },
    ],
    sort: "name",
    empty: "No group has been launched. Launch the executive leadership group first, then the boards that report to it.",
    start: Some((LAUNCH, "/groups/new", "Launch a group")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/groups/new", get(ask_launch))
        .route("/groups/{id}", get(show))
        .route("/groups/{id}/launch", post(launch))
        .route("/groups/{id}/amend", get(ask_amend).post(amend))
        .route("/groups/{id}/quorum", get(ask_quorum).post(quorum))
        .route("/groups/{id}/chair", get(ask_chair).post(chair))
        .route("/groups/{id}/seat", get(ask_seat).post(seat))
        .route("/groups/{id}/seat/{seat}/end", get(ask_end_seat).post(end_seat))
        .route("/groups/{id}/conclude", get(ask_conclude).post(conclude))
}

/// What is shown for a stored word of a fixed list.
pub(crate) fn shown_word(list: &[(&str, &str)], word: &str) -> String {
    list.iter().find(|(stored, _)| *stored == word).map_or_else(|| word.to_owned(), |(_, text)| (*text).to_owned())
}

/// The date in three fields; the field's error is set where it is not one. None where it is wrong or was left empty.
pub(crate) fn optional_date(form: &mut Form, field: &str) -> Option<Date> {
    match form.date_text(field) {
        Ok(text) => text.and_then(|text| text.parse().ok()),
        Err(words) => {
            form.error(field, words);
            None
        }
    }
}

/// As [`optional_date`], and an empty one is an error too.
pub(crate) fn date_of(form: &mut Form, field: &str, missing: &str) -> Option<Date> {
    if matches!(form.date_text(field), Ok(None)) {
        form.error(field, missing);
    }
    optional_date(form, field)
}

/// The agencies of the partnership as choices, after one that asks to choose.
pub(crate) async fn agency_choices(cx: &Cx, first: &str) -> Result<Vec<(String, String)>, Problem> {
    let mut tx = cx.site.ledger().read().await?;
    let agencies = agencies_in(&mut tx, cx.partnership()).await?;
    let choices = agencies.into_iter().map(|agency| (agency.id, agency.name));
    Ok(std::iter::once((String::new(), first.to_owned())).chain(choices).collect())
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Group>(VIEW, &id).await?;
    let group = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    let reporting = rows::reporting(&mut reading.tx, &reading.chain, &id).await?;
    let chairs = rows::chairs(&mut reading.tx, &reading.chain, &id).await?;
    let seats = rows::seats(&mut reading.tx, &reading.chain, &id).await?;
    let lines = rows::lines(&mut reading.tx, &reading.chain, &id).await?;
    let progress = rows::progress(&mut reading.tx, &reading.chain, &id).await?;
    let active = group.status == "active";
    let may = |action| active && cx.may_here(action, &reading);
    let body = html! {
        (summary(&group, &chairs, cx.at.today))
        @if may(AMEND) {
            div class="govuk-button-group" {
                (ButtonLink::new("Appoint a chair", format!("/groups/{id}/chair")).secondary())
                (ButtonLink::new("Set the quorum", format!("/groups/{id}/quorum")).secondary())
                (ButtonLink::new("Change the terms", format!("/groups/{id}/amend")).secondary())
                @if may(CONCLUDE) { a class="govuk-link" href={ "/groups/" (id) "/conclude" } { "Conclude the group" } }
            }
        } @else if may(CONCLUDE) {
            p class="govuk-body" { a class="govuk-link" href={ "/groups/" (id) "/conclude" } { "Conclude the group" } }
        }
        h2 class="govuk-heading-m" { "Terms of reference" }
        p class="govuk-body app-words" { (group.terms) }
        @if !reporting.is_empty() {
            h2 class="govuk-heading-m" { "Groups that report to it" }
            ul class="govuk-list govuk-list--bullet" {
                @for other in &reporting { li { a class="govuk-link" href={ "/groups/" (other.id) } { (other.name) } } }
            }
        }
        (seat_table(&id, &seats, may(SEAT)))
        @if may(SEAT) { (ButtonLink::new("Add a seat", format!("/groups/{id}/seat")).secondary()) }
        h2 class="govuk-heading-m" { "Plan" }
        (plan::shown(&id, &lines, &progress, cx.at.today, may(PLAN)))
        (meeting::of_group(&cx, &id, active).await?)
        (chair_table(&chairs))
        (cx.record_footer(&reading))
    };
    let caption = shown_word(Kind::ALL, &group.kind);
    cx.page(Page::new(group.name).caption(caption).back("/groups").wide().body(body))
}

fn summary(group: &rows::Shown, chairs: &[rows::ChairRow], today: Date) -> Markup {
    let state = match group.concluded_on {
        None => Tag::new("Active").colour(govuk::TagColour::Green),
        Some(_) => Tag::new("Concluded").colour(govuk::TagColour::Grey),
    };
    let chair = chairs.iter().find(|chair| chair.began_on <= today && chair.ended_on.is_none_or(|ended| ended > today));
    let chair = match chair {
        Some(chair) => {
            let until = chair.ended_on.map_or_else(String::new, |ended| format!(", until {}", date_words(ended)));
            format!("{} ({}), since {}{until}", chair.name, chair.agency, date_words(chair.began_on))
        }
        None => "Nobody has been appointed".to_owned(),
    };
    let mut list = SummaryList::new()
        .add("Status", state.render())
        .add("Chair", chair)
        .add("The chair rotates", if group.rotating_chair { "Yes" } else { "No" })
        .add("Quorum", group.quorum.as_ref().map_or_else(|| "Not set".to_owned(), Quorum::words))
        .add("Launched", date_words(group.launched_on));
    if let (Some(to), Some(name)) = (&group.reports_to, &group.reports_to_name) {
        list = list.add("Reports to", html! { a class="govuk-link" href={ "/groups/" (to) } { (name) } });
    }
    if let Some(on) = group.concluded_on {
        list = list.add("Concluded", date_words(on));
    }
    if let Some(achieved) = &group.achieved {
        list = list.add("What it achieved", achieved.as_str());
    }
    list.render()
}

fn seat_table(id: &str, seats: &[rows::SeatRow], may_seat: bool) -> Markup {
    let missing: Vec<String> = EDUCATION_PHASES
        .iter()
        .filter(|phase| !seats.iter().any(|seat| seat.phase == phase.as_str()))
        .map(|phase| phase.title().to_lowercase())
        .collect();
    let has_education = seats.iter().any(|seat| !seat.phase.is_empty());
    let mut table = ListTable::new("Seats")
        .column(Column::new("Agency"))
        .column(Column::new("Post"))
        .column(Column::new("Speaks for"))
        .column(Column::new("Counts for the quorum"))
        .column(Column::new("Since"))
        .empty("No seat has been filled.");
    if may_seat {
        table = table.column(Column::new("Change").hidden_title());
    }
    for seat in seats {
        let mut cells = vec![
            html! { (seat.agency) },
            html! { (seat.title) },
            html! { (if seat.phase.is_empty() { String::new() } else { shown_word(Phase::ALL, &seat.phase) }) },
            html! { @if seat.counts { "Yes" } @else { "No" } },
            html! { (date_words(seat.began_on)) },
        ];
        if may_seat {
            cells.push(html! {
                a class="govuk-link" href={ "/groups/" (id) "/seat/" (seat.seat) "/end" } {
                    "End" span class="govuk-visually-hidden" { " the seat of " (seat.title) ", " (seat.agency) }
                }
            });
        }
        table = table.row(cells);
    }
    html! {
        (table)
        // Only a group that seats education at all is told which phases it lacks.
        @if has_education && !missing.is_empty() {
            p class="govuk-body" { "No seat speaks for " (missing.join(", ")) "." }
        }
    }
}

fn chair_table(chairs: &[rows::ChairRow]) -> Markup {
    let mut table = ListTable::new("Chairs")
        .column(Column::new("Name"))
        .column(Column::new("Agency"))
        .column(Column::new("From"))
        .column(Column::new("Until"))
        .empty("No chair has been appointed.");
    for chair in chairs {
        table = table.row(vec![
            html! { (chair.name) },
            html! { (chair.agency) },
            html! { (date_words(chair.began_on)) },
            html! { (chair.ended_on.map(date_words).unwrap_or_default()) },
        ]);
    }
    table.render()
}

async fn ask_launch(cx: Cx) -> Reply {
    let id = cx.new_id().to_string();
    launch_page(&cx, &id, Form::new()).await
}

async fn group_choices(cx: &Cx, but: &str) -> Result<Vec<(String, String)>, Problem> {
    let mut tx = cx.site.ledger().read().await?;
    let groups = rows::active(&mut tx, cx.partnership()).await?;
    let choices = groups.into_iter().filter(|group| group.id != but).map(|group| (group.id, group.name));
    Ok(std::iter::once((String::new(), "No group".to_owned())).chain(choices).collect())
}

async fn terms_fields(cx: &Cx, id: &str, form: &Form) -> Result<Markup, Problem> {
    let groups = group_choices(cx, id).await?;
    Ok(html! {
        (form.input("name", "Name"))
        (form.select("reports_to", "Which group does it report to?", groups))
        (form.textarea("terms", "Terms of reference").hint("What it is for, what it may decide, how often it meets"))
        (form.radios("rotating", "Does the chair rotate between agencies?", [("yes", "Yes"), ("no", "No")]))
    })
}

async fn launch_page(cx: &Cx, id: &str, form: Form) -> Reply {
    cx.must(LAUNCH)?;
    let fields = html! {
        (form.radios("kind", "What kind of group is it?", Kind::ALL.iter().copied()))
        (terms_fields(cx, id, &form).await?)
        (form.date_input("on", "When was it launched?"))
        (Button::new("Launch the group"))
    };
    let body = cx.form(&format!("/groups/{id}/launch"), 0, &fields);
    cx.page(Page::new("Launch a group").back("/groups").with_form(&form).body(body))
}

/// An unanswered question is an error on its field.
fn rotates(form: &mut Form) -> Option<bool> {
    match form.text("rotating").as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            form.error("rotating", "Choose whether the chair rotates");
            None
        }
    }
}

async fn launch(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let (rotating, on) = (rotates(&mut form), date_of(&mut form, "on", "Enter the date it was launched"));
    let (Some(rotating_chair), Some(launched_on)) = (rotating, on) else { return launch_page(&cx, &id, form).await };
    let command = Command::Launch {
        name: form.text("name"),
        kind: Kind::from_word(&form.text("kind")),
        reports_to: form.some_text("reports_to"),
        terms: form.text("terms"),
        rotating_chair,
        launched_on,
    };
    match cx.act::<Group>(LAUNCH, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The group is launched. Add its seats, its chair and its quorum next"),
        Err(unmet) => launch_page(&cx, &id, cx.again::<Group>(unmet, form)?).await,
    }
}

/// A page of one form about a group that is there.
pub(super) async fn form_page(cx: &Cx, action: platform::Action, id: &str, form: &Form, title: &str, deed: &str, fields: Markup) -> Reply {
    let reading: Reading = cx.read::<Group>(action, id).await?;
    let body = cx.form(&format!("/groups/{id}/{deed}"), reading.version, &fields);
    cx.page(Page::new(title).caption(reading.line.title).back(format!("/groups/{id}")).with_form(form).body(body))
}

async fn ask_amend(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Group>(AMEND, &id).await?;
    let group = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    drop(reading);
    let mut form = Form::new();
    form.set("name", group.name);
    form.set("reports_to", group.reports_to.unwrap_or_default());
    form.set("terms", group.terms);
    form.set("rotating", if group.rotating_chair { "yes" } else { "no" });
    amend_page(&cx, &id, form).await
}

async fn amend_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! { (terms_fields(cx, id, &form).await?) (Button::new("Save")) };
    form_page(cx, AMEND, id, &form, "Change the terms of this group", "amend", fields).await
}

async fn amend(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(rotating_chair) = rotates(&mut form) else { return amend_page(&cx, &id, form).await };
    let command =
        Command::Amend { name: form.text("name"), reports_to: form.some_text("reports_to"), terms: form.text("terms"), rotating_chair };
    match cx.act::<Group>(AMEND, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The terms are changed"),
        Err(unmet) => amend_page(&cx, &id, cx.again::<Group>(unmet, form)?).await,
    }
}

async fn ask_quorum(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Group>(AMEND, &id).await?;
    let group = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    drop(reading);
    let mut form = Form::new();
    if let Some(quorum) = group.quorum {
        form.set("seats", quorum.seats.to_string());
        form.set_all("must", quorum.must.iter().map(|kind| kind.as_str()));
    }
    quorum_page(&cx, &id, form).await
}

/// The agency types a quorum is usually made of; the rest would make a long page of choices nobody takes.
const QUORUM_TYPES: [AgencyType; 5] = [AgencyType::Council, AgencyType::Icb, AgencyType::Police, AgencyType::NhsTrust, AgencyType::School];

async fn quorum_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        (form.input("seats", "How many counting seats must be represented?").hint("A deputy represents a seat. Meetings already convened keep the rule they were convened under"))
        (form.checkboxes("must", "Which kinds of agency must be among them?", QUORUM_TYPES.iter().map(|kind| (kind.as_str(), kind.title()))))
        (Button::new("Set the quorum"))
    };
    form_page(cx, AMEND, id, &form, "Set the quorum", "quorum", fields).await
}

async fn quorum(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let seats = match form.number("seats") {
        Ok(seats) => seats.unwrap_or(0),
        Err(words) => {
            form.error("seats", words);
            return quorum_page(&cx, &id, form).await;
        }
    };
    let must = form.texts("must").iter().filter_map(|word| AgencyType::from_word(word)).collect();
    match cx.act::<Group>(AMEND, &id, Command::SetQuorum { quorum: Quorum { seats, must } }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The quorum is set"),
        Err(unmet) => quorum_page(&cx, &id, cx.again::<Group>(unmet, form)?).await,
    }
}

async fn ask_chair(cx: Cx, Path(id): Path<String>) -> Reply {
    chair_page(&cx, &id, Form::new()).await
}

async fn chair_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let agencies = agency_choices(cx, "Independent of all agencies").await?;
    let fields = html! {
        p class="govuk-body" { "The term of the chair before them ends on the day the new term begins." }
        (form.input("name", "Name and post").hint("For example, Ada Byrne, Director of Nursing"))
        (form.select("agency", "Which agency are they from?", agencies))
        (form.date_input("from", "When does their term begin?"))
        (form.date_input("until", "When does it end?").hint("Leave empty if no day is set"))
        (Button::new("Appoint the chair"))
    };
    form_page(cx, AMEND, id, &form, "Appoint a chair", "chair", fields).await
}

async fn chair(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let (from, until) = (date_of(&mut form, "from", "Enter the date the term begins"), optional_date(&mut form, "until"));
    let Some(from) = from.filter(|_| !form.has_errors()) else { return chair_page(&cx, &id, form).await };
    let chair = Chair { id: cx.new_id().to_string(), name: form.text("name"), agency: form.text("agency"), from, until };
    match cx.act::<Group>(AMEND, &id, Command::AppointChair { chair }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The chair is appointed"),
        Err(unmet) => chair_page(&cx, &id, cx.again::<Group>(unmet, form)?).await,
    }
}

async fn ask_seat(cx: Cx, Path(id): Path<String>) -> Reply {
    seat_page(&cx, &id, Form::new()).await
}

async fn seat_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let agencies = agency_choices(cx, "Choose an agency").await?;
    let fields = html! {
        (form.select("agency", "Which agency holds the seat?", agencies))
        (form.input("title", "Which post sits in it?").hint("For example, Head of Safeguarding"))
        (form.select("phase", "Which phase of education does it speak for?", std::iter::once(("", "Not education")).chain(Phase::ALL.iter().copied())))
        (form.radios("counts", "Does it count towards the quorum?", [("yes", "Yes"), ("no", "No: an adviser or observer")]))
        (form.date_input("on", "Since when?"))
        (Button::new("Add the seat"))
    };
    form_page(cx, SEAT, id, &form, "Add a seat", "seat", fields).await
}

async fn seat(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    if form.text("counts").is_empty() {
        form.error("counts", "Choose whether it counts towards the quorum");
    }
    let on = date_of(&mut form, "on", "Enter the date it was filled");
    let Some(from) = on.filter(|_| !form.has_errors()) else { return seat_page(&cx, &id, form).await };
    let seat = Seat {
        id: cx.new_id().to_string(),
        agency: form.text("agency"),
        title: form.text("title"),
        phase: Phase::from_word(&form.text("phase")),
        counts: form.text("counts") == "yes",
        from,
    };
    match cx.act::<Group>(SEAT, &id, Command::AddSeat { seat }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The seat is added"),
        Err(unmet) => seat_page(&cx, &id, cx.again::<Group>(unmet, form)?).await,
    }
}

async fn ask_end_seat(cx: Cx, Path((id, seat)): Path<(String, String)>) -> Reply {
    end_seat_page(&cx, &id, &seat, Form::new()).await
}

async fn end_seat_page(cx: &Cx, id: &str, seat: &str, form: Form) -> Reply {
    let mut reading = cx.read::<Group>(SEAT, id).await?;
    let seats = rows::seats(&mut reading.tx, &reading.chain, id).await?;
    drop(reading);
    let this = seats.iter().find(|row| row.seat == seat).ok_or(Problem::NotFound)?;
    let fields = html! {
        p class="govuk-body" { (this.title) ", " (this.agency) ". Meetings already convened keep the seat." }
        (form.date_input("on", "When did it end?"))
        (Button::new("End the seat").warning())
    };
    form_page(cx, SEAT, id, &form, "End this seat", &format!("seat/{seat}/end"), fields).await
}

async fn end_seat(cx: Cx, Path((id, seat)): Path<(String, String)>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(on) = date_of(&mut form, "on", "Enter the date it ended") else { return end_seat_page(&cx, &id, &seat, form).await };
    match cx.act::<Group>(SEAT, &id, Command::EndSeat { seat: seat.clone(), on }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The seat has ended"),
        Err(unmet) => end_seat_page(&cx, &id, &seat, cx.again::<Group>(unmet, form)?).await,
    }
}

async fn ask_conclude(cx: Cx, Path(id): Path<String>) -> Reply {
    conclude_page(&cx, &id, Form::new()).await
}

async fn conclude_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        (WarningText::new("A concluded group stays on the record and cannot be opened again."))
        (form.textarea("achieved", "What did it achieve?").hint("What is different for children and adults, and how you know"))
        (form.date_input("on", "When did it conclude?"))
        (Button::new("Conclude the group").warning())
    };
    form_page(cx, CONCLUDE, id, &form, "Conclude this group", "conclude", fields).await
}

async fn conclude(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let Some(on) = date_of(&mut form, "on", "Enter the date it concluded") else { return conclude_page(&cx, &id, form).await };
    match cx.act::<Group>(CONCLUDE, &id, Command::Conclude { on, achieved: form.text("achieved") }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/groups/{id}"), "The group is concluded"),
        Err(unmet) => conclude_page(&cx, &id, cx.again::<Group>(unmet, form)?).await,
    }
}
