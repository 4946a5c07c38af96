//! My account: for whom I act, and where I am signed in.

use axum::http::HeaderMap;
use govuk::{Button, Column, Form, ListTable};
use maud::html;

use crate::{Cx, Page, Posted, Reply, session, shell};

pub(super) async fn show(cx: Cx, headers: HeaderMap) -> Reply {
    let value = session::cookie(&cx.site, &headers).unwrap_or_default();
    let mut table = ListTable::new("Where you are signed in")
        .column(Column::new("Browser"))
        .column(Column::new("Last seen"))
        .column(Column::new("End"));
    for listed in session::sessions_of(&cx.site, &cx.who.account, &value).await? {
        let end = html! { input type="hidden" name="session" value=(listed.id); (Button::new("End this session").secondary()) };
        table = table.row(vec![
            html! { (listed.agent) @if listed.this { " (this one)" } },
            html! { (shell::instant_words(listed.seen_at)) },
            cx.form("/account/sessions/end", 0, &end),
        ]);
    }
    let appointment = &cx.who.appointment;
    let mut form = Form::new();
    form.set("appointment", &appointment.id);
    let choices: Vec<(String, String)> =
        cx.who.appointments.iter().map(|one| (one.id.clone(), format!("{} in {}", one.agency_name, one.partnership_name))).collect();
    let switch = html! { (form.radios("appointment", "For whom do you act now?", choices)) (Button::new("Switch")) };
    let body = html! {
        p class="govuk-body" {
            "You act for " strong { (appointment.agency_name) } " in " strong { (appointment.partnership_name) } ", as "
            (appointment.roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", ")) "."
        }
        @if cx.who.appointments.len() > 1 { (cx.form("/account/switch", 0, &switch)) }
        (table)
        h2 class="govuk-heading-m" { "Ways to prove that it is you" }
        ul class="govuk-list" {
            li { a class="govuk-link" href="/account/codes" { "Recovery codes" } }
            li { a class="govuk-link" href="/account/app" { "Set up another authenticator app" } }
        }
    };
    cx.page(Page::new(cx.who.name.clone()).caption("Your account").body(body))
}

pub(super) async fn switch(cx: Cx, headers: HeaderMap, posted: Posted) -> Reply {
    let wanted = posted.form.text("appointment");
    let Some(appointment) = cx.who.appointments.iter().find(|appointment| appointment.id == wanted) else {
        return cx.see("/account", "");
    };
    session::switch(&cx.site, &session::cookie(&cx.site, &headers).unwrap_or_default(), &appointment.id).await?;
    cx.see("/", &format!("You now act for {} in {}", appointment.agency_name, appointment.partnership_name))
}

pub(super) async fn end_session(cx: Cx, posted: Posted) -> Reply {
    session::end_listed(&cx.site, &cx.who.account, &posted.form.text("session")).await?;
    cx.see("/account", "The session is ended")
}
