//! Pages: who has an account, for whom they act, and changing it.

use agreement::{Compartment, Role};
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Column, Form, ListTable};
use ledger::args;
use maud::{Markup, html};

use super::{Account, Appoint, Command, GRANT, INVITE, REVOKE, VIEW, rows};
use crate::{Action, Cx, Home, ListColumn, ListFilter, ListSpec, Page, Posted, Problem, Reply, Show, Site, session};

pub(super) static LIST: ListSpec = ListSpec {
    path: "/accounts",
    title: "People",
    intro: "People who have an account. What each may do comes from their appointments.",
    kind: "account",
    action: VIEW,
    home: Home::Commons,
    from: "account a",
    only: "1 = 1",
    columns: &[
        ListColumn { key: "name", title: "Name", sql: "a.name", show: Show::Link },
        ListColumn { key: "email", title: "Email address", sql: "a.email", show: Show::Text },
        ListColumn {
            key: "appointments",
            title: "Appointments",
            sql: "(select count(*) from appointment p where p.chain = a.chain and p.account = a.id and p.known_to is null)",
            show: Show::Number,
        },
        ListColumn {
            key: "status",
            title: "Status",
            sql: "a.status",
            show: Show::Tag(&[("open", "Open", govuk::TagColour::Green), ("suspended", "Suspended", govuk::TagColour::Red)]),
        },
    ],
    filters: &[ListFilter { key: "state", title: "Status", sql: "a.status", options: &[("open", "Open"), ("suspended", "Suspended")] }],
    sort: "name",
    empty: "Nobody you can see has an account.",
    start: Some((INVITE, "/accounts/new", "Invite somebody")),
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/accounts/new", get(ask_invite))
        .route("/accounts/{id}", get(show))
        .route("/accounts/{id}/invite", post(invite))
        .route("/accounts/{id}/appoint", get(ask_appoint).post(appoint))
        .route("/accounts/{id}/end", get(ask_end).post(end))
        .route("/accounts/{id}/suspend", get(ask_suspend).post(suspend))
        .route("/accounts/{id}/restore", post(restore))
        .route("/accounts/{id}/invitation", post(renew))
        .route("/accounts/{id}/reset", get(ask_reset).post(reset))
}

async fn show(cx: Cx, Path(id): Path<String>) -> Reply {
    show_page(&cx, &id, &Form::new()).await
}

async fn show_page(cx: &Cx, id: &str, form: &Form) -> Reply {
    let mut reading = cx.read::<Account>(VIEW, id).await?;
    let row = reading
        .tx
        .row("select name, email, status from account where chain = 'commons' and known_to is null and id = $1", args![id])
        .await?
        .ok_or(Problem::NotFound)?;
    let (name, email, suspended) = (row.text("name")?, row.text("email")?, row.text("status")? == "suspended");
    let known = rows::known(&mut reading.tx, id, cx.at.today).await?;
    let mut table = ListTable::new("Acts for")
        .column(Column::new("Agency"))
        .column(Column::new("Partnership"))
        .column(Column::new("Roles"))
        .column(Column::new("Compartments"))
        .empty("Nobody yet, so this person can see nothing.");
    for one in known.map(|known| known.appointments).unwrap_or_default() {
        table = table.row(vec![
            html! { (one.agency_name) },
            html! { (one.partnership_name) },
            html! { (one.roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", ")) },
            html! { (one.compartments.iter().map(|compartment| compartment.title()).collect::<Vec<_>>().join(", ")) },
        ]);
    }
    let may_revoke = cx.may_here(REVOKE, &reading) && id != cx.who.account;
    let body = html! {
        p class="govuk-body" { (email) @if suspended { ". This account is suspended." } }
        (table)
        div class="govuk-button-group" {
            @if cx.may_here(GRANT, &reading) && id != cx.who.account && !suspended { (ButtonLink::new("Appoint", format!("/accounts/{id}/appoint"))) }
            @if cx.may_here(INVITE, &reading) && !suspended { (cx.button(&format!("/accounts/{id}/invitation"), reading.version, "Make a new invitation link")) }
            @if may_revoke && !suspended {
                a class="govuk-link" href={ "/accounts/" (id) "/end" } { "End an appointment" }
                a class="govuk-link" href={ "/accounts/" (id) "/suspend" } { "Suspend" }
                a class="govuk-link" href={ "/accounts/" (id) "/reset" } { "Reset password and codes" }
            }
            @if may_revoke && suspended { (cx.button(&format!("/accounts/{id}/restore"), reading.version, "Restore")) }
        }
        (cx.record_footer(&reading))
    };
    cx.page(Page::new(name).caption("Account").back("/accounts").with_form(form).body(body))
}

async fn ask_invite(cx: Cx) -> Reply {
    cx.must(INVITE)?;
    let id = cx.new_id().to_string();
    invite_page(&cx, &id, &Form::new())
}

fn invite_page(cx: &Cx, id: &str, form: &Form) -> Reply {
    let fields = html! {
        (form.input("name", "Name"))
        (form.input("email", "Work email address").kind(govuk::InputKind::Email))
        (Button::new("Invite"))
    };
    cx.page(Page::new("Invite somebody").back("/accounts").with_form(form).body(cx.form(&format!("/accounts/{id}/invite"), 0, &fields)))
}

async fn invite(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command =
        Command::Invite { name: posted.form.text("name"), email: posted.form.text("email"), partnership: cx.partnership().to_owned() };
    match cx.act::<Account>(INVITE, &id, command, &posted.stamp).await {
        Ok(_) => invited_page(&cx, &id).await,
        Err(unmet) => invite_page(&cx, &id, &cx.again::<Account>(unmet, posted.form)?),
    }
}

/// The link is shown to whoever invites, to be handed over as they see fit; it is not mailed, because a mailbox may be shared.
async fn invited_page(cx: &Cx, id: &str) -> Reply {
    let link = session::invitation(&cx.site, id).await?;
    let body = html! {
        p class="govuk-body" { "Give this link to the person, by a way you trust. It works once, for a week. It is not shown again." }
        p class="govuk-body app-words" { code { (link) } }
        (ButtonLink::new("Appoint them", format!("/accounts/{id}/appoint")))
    };
    cx.page(Page::new("Invitation link").back(format!("/accounts/{id}")).body(body))
}

/// A new link for somebody who has not joined yet. Whoever has joined keeps their way in: that takes a reset, which is a fact.
async fn renew(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Account>(INVITE, &id, Command::Reinvite, &posted.stamp).await {
        Ok(_) => invited_page(&cx, &id).await,
        Err(unmet) => reset_page(&cx, &id, cx.again::<Account>(unmet, posted.form)?).await,
    }
}

async fn ask_reset(cx: Cx, Path(id): Path<String>) -> Reply {
    if !cx.who.stepped_up {
        return Err(Problem::StepUp(format!("/accounts/{id}/reset")));
    }
    reset_page(&cx, &id, Form::new()).await
}

async fn reset_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        p class="govuk-body" { "Their password and codes stop working at once, and they are signed out everywhere. You then get a new invitation link for them." }
        (form.textarea("reason", "Why, and how do you know that it is them who asks?"))
        (Button::new("Reset").warning())
    };
    form_page(cx, REVOKE, id, &form, "Reset password and codes", "reset", fields).await
}

async fn reset(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    if !cx.who.stepped_up {
        return Err(Problem::StepUp(format!("/accounts/{id}/reset")));
    }
    let administrator = cx.who.appointment.roles.contains(&Role::SystemAdmin);
    let command = Command::Reset {
        by: cx.who.account.clone(),
        to: id.clone(),
        partnership: cx.partnership().to_owned(),
        reason: posted.form.text("reason"),
        administrator,
    };
    match cx.act::<Account>(REVOKE, &id, command, &posted.stamp).await {
        Ok(_) => {
            session::forget(&cx.site, &id).await?;
            invited_page(&cx, &id).await
        }
        Err(unmet) => reset_page(&cx, &id, cx.again::<Account>(unmet, posted.form)?).await,
    }
}

async fn form_page(cx: &Cx, action: Action, id: &str, form: &Form, title: &str, deed: &str, fields: Markup) -> Reply {
    let reading = cx.read::<Account>(action, id).await?;
    let body = cx.form(&format!("/accounts/{id}/{deed}"), reading.version, &fields);
    cx.page(Page::new(title).caption(reading.line.title).back(format!("/accounts/{id}")).with_form(form).body(body))
}

async fn ask_appoint(cx: Cx, Path(id): Path<String>) -> Reply {
    appoint_page(&cx, &id, Form::new()).await
}

async fn appoint_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut tx = cx.site.ledger().read().await?;
    let rows = tx
        .rows(
            "select o.id, o.name from organisation o
               join footprint f on f.chain = o.chain and f.organisation = o.id and f.known_to is null
              where o.chain = 'commons' and o.known_to is null and o.status = 'open' and f.partnership = $1 order by o.name, o.id",
            args![cx.partnership()],
        )
        .await?;
    drop(tx);
    let agencies = rows.iter().map(|row| Ok((row.text("id")?, row.text("name")?))).collect::<ledger::Result<Vec<_>>>()?;
    let roles = Role::ALL.iter().map(|role| (role.as_str(), role.title()));
    let compartments: Vec<(String, String)> =
        Compartment::ALL.iter().map(|one| (one.as_str().to_owned(), one.title().to_owned())).collect();
    let fields = html! {
        (form.select("agency", "For which agency?", agencies))
        (form.checkboxes("roles", "In which roles?", roles))
        (form.checkboxes("compartments", "Which records about people does this work need?", compartments))
        (form.date_input("until", "Until when?").hint("Leave empty if it has no end"))
        (Button::new("Appoint"))
    };
    form_page(cx, GRANT, id, &form, "Appoint this person", "appoint", fields).await
}

async fn appoint(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let mut form = posted.form;
    let until = match form.date_text("until") {
        Ok(text) => text.and_then(|text| text.parse().ok()),
        Err(words) => {
            form.error("until", words);
            return appoint_page(&cx, &id, form).await;
        }
    };
    let appoint = Appoint {
        id: cx.new_id().to_string(),
        partnership: cx.partnership().to_owned(),
        agency: form.text("agency"),
        roles: form.texts("roles").iter().filter_map(|word| word.parse().ok()).collect(),
        compartments: form.texts("compartments").iter().filter_map(|word| word.parse().ok()).collect(),
        until,
    };
    let command = Command::Appoint { by: cx.who.account.clone(), to: id.clone(), appoint };
    match cx.act::<Account>(GRANT, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/accounts/{id}"), "The appointment is made"),
        Err(unmet) => appoint_page(&cx, &id, cx.again::<Account>(unmet, form)?).await,
    }
}

async fn ask_end(cx: Cx, Path(id): Path<String>) -> Reply {
    end_page(&cx, &id, Form::new()).await
}

async fn end_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut tx = cx.site.ledger().read().await?;
    let known = rows::known(&mut tx, id, cx.at.today).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    let choices = known
        .appointments
        .iter()
        .filter(|one| one.partnership == cx.partnership())
        .map(|one| (one.id.clone(), format!("{} in {}", one.agency_name, one.partnership_name)));
    let fields = html! {
        (form.radios("appointment", "Which appointment ends?", choices))
        (form.textarea("reason", "Why?"))
        (Button::new("End it").warning())
    };
    form_page(cx, REVOKE, id, &form, "End an appointment", "end", fields).await
}

async fn end(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let form = posted.form;
    let command = Command::EndAppointment {
        by: cx.who.account.clone(),
        to: id.clone(),
        partnership: cx.partnership().to_owned(),
        appointment: form.text("appointment"),
        reason: form.text("reason"),
    };
    match cx.act::<Account>(REVOKE, &id, command, &posted.stamp).await {
        Ok(_) => cx.see(format!("/accounts/{id}"), "The appointment is ended"),
        Err(unmet) => end_page(&cx, &id, cx.again::<Account>(unmet, form)?).await,
    }
}

async fn ask_suspend(cx: Cx, Path(id): Path<String>) -> Reply {
    suspend_page(&cx, &id, Form::new()).await
}

async fn suspend_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let fields = html! {
        p class="govuk-body" { "Somebody suspended is signed out at once and cannot sign in until restored." }
        (form.textarea("reason", "Why?"))
        (Button::new("Suspend").warning())
    };
    form_page(cx, REVOKE, id, &form, "Suspend this account", "suspend", fields).await
}

async fn suspend(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    let command = Command::Suspend { by: cx.who.account.clone(), to: id.clone(), reason: posted.form.text("reason") };
    match cx.act::<Account>(REVOKE, &id, command, &posted.stamp).await {
        Ok(_) => {
            session::end_all(&cx.site, &id).await?;
            cx.see(format!("/accounts/{id}"), "The account is suspended")
        }
        Err(unmet) => suspend_page(&cx, &id, cx.again::<Account>(unmet, posted.form)?).await,
    }
}

async fn restore(cx: Cx, Path(id): Path<String>, posted: Posted) -> Reply {
    match cx.act::<Account>(REVOKE, &id, Command::Restore, &posted.stamp).await {
        Ok(_) => cx.see(format!("/accounts/{id}"), "The account is restored"),
        Err(unmet) => show_page(&cx, &id, &cx.again::<Account>(unmet, posted.form)?).await,
    }
}
