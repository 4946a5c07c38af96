//! The start page, help, and the accessibility statement.

use axum::{Router, extract::State, response::Response, routing::get};
use ledger::args;
use maud::{Markup, html};

use crate::{Cx, Page, Problem, Reply, Site, shell};

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/", get(start)).route("/help", get(help)).route("/accessibility", get(accessibility))
}

async fn start(cx: Cx) -> Reply {
    let mut tx = cx.site.ledger().read().await?;
    let unread = tx
        .row(
            "select count(*) as unread from notice where chain = $1 and person = $2 and agency in ('', $3) and seen = false",
            args![cx.partnership(), &cx.who.account, cx.agency()],
        )
        .await?
        .map_or(Ok(0), |row| row.int("unread"))?;
    let body = html! {
        @if unread > 0 {
            (govuk::InsetText::new(html! { a class="govuk-link" href="/notices" { (unread) " " @if unread == 1 { "notice waits" } @else { "notices wait" } " for you" } }))
        } @else {
            p class="govuk-body" { "Nothing waits for you today." }
        }
        (rooms(&cx))
    };
    cx.page(Page::new(cx.who.appointment.partnership_name.clone()).caption("Start").body(body))
}

/// What this person can go to.
fn rooms(cx: &Cx) -> Markup {
    html! {
        ul class="govuk-list app-rooms" {
            @for nav in cx.site.nav() {
                @if cx.may_any(nav.action) { li { a class="govuk-link" href=(nav.href) { (nav.title) } } }
            }
        }
    }
}

async fn help(cx: Option<Cx>, State(site): State<Site>) -> Result<Response, Problem> {
    let page = Page::new("Help and whom to ask").body(html! {
        p class="govuk-body" { strong { "If a child or an adult is in danger now, call 999." } }
        p class="govuk-body" { "If you are worried about somebody and it is not an emergency, use your own agency's safeguarding procedure first. This site does not replace it." }
        p class="govuk-body" { "If you cannot see or do something here that your work needs, the page that refused you names the clause and whom to ask. "
            "For anything else, ask your partnership's business manager." }
        p class="govuk-body" { "If you opened a record by mistake, tell your business manager: every opening is kept, and an honest mistake is easy to explain." }
    });
    answer(cx, &site, page)
}

async fn accessibility(cx: Option<Cx>, State(site): State<Site>) -> Result<Response, Problem> {
    let page = Page::new("Accessibility statement").body(html! {
        p class="govuk-body" { "This site is meant to meet the Web Content Accessibility Guidelines version 2.2, level AA. It works with a keyboard, with a screen reader, "
            "at a zoom of four hundred per cent, on a phone, and without JavaScript." }
        p class="govuk-body" { "Every kind of page is tested by machine for accessibility whenever the program changes. Machines do not find everything: if something does not work for you, tell "
            "your partnership's business manager, who must answer." }
        p class="govuk-body" { "If you are not content with the answer, contact the Equality Advisory and Support Service." }
    });
    answer(cx, &site, page)
}

fn answer(cx: Option<Cx>, site: &Site, page: Page) -> Result<Response, Problem> {
    match cx {
        Some(cx) => cx.page(page),
        None => Ok(shell::visitor(site, page)),
    }
}
