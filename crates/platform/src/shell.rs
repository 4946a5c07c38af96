//! The page around every page: navigation, who is acting for whom, what was just done, why this may be seen; and how problems are told.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use govuk::{BackLink, Button, Details, Form};
use kernel::{Date, Timestamp};
use maud::{Markup, PreEscaped, Render, html};

use crate::{Cx, Problem, Reading, Record, Reply, Site, Unmet, posted};

/// One page, before the shell is put around it.
pub struct Page {
    title: String,
    caption: Option<String>,
    back: Option<String>,
    body: Markup,
    wide: bool,
    error: bool,
    status: StatusCode,
    summary: Option<Markup>,
}

impl Page {
    /// The title is the page's one `h1`, unless the body brings its own.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            caption: None,
            back: None,
            body: PreEscaped(String::new()),
            wide: false,
            error: false,
            status: StatusCode::OK,
            summary: None,
        }
    }
    /// A line above the title: what kind of thing this is.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }
    #[must_use]
    pub fn back(mut self, href: impl Into<String>) -> Self {
        self.back = Some(href.into());
        self
    }
    #[must_use]
    pub fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }
    /// For tables and working screens: the whole width.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
    /// The form's errors become a summary, an *Error:* title and status 422.
    #[must_use]
    pub fn with_form(mut self, form: &Form) -> Self {
        if let Some(summary) = form.error_summary() {
            self.summary = Some(summary.render());
            self.error = true;
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    fn content(&self) -> Markup {
        html! {
            @if let Some(summary) = &self.summary { (summary) }
            @if let Some(caption) = &self.caption { span class="govuk-caption-l" { (caption) } }
            h1 class="govuk-heading-l" { (self.title) }
            (self.body)
        }
    }
}

/// Printed on every page of a demonstration.
pub const DEMONSTRATION: &str = "Demonstration: simulated records";

fn banner() -> Markup {
    html! {
        (DEMONSTRATION) " · " a class="govuk-link" href="/personas" { "Act as somebody else" }
    }
}

fn footer() -> Markup {
    html! {
        div class="govuk-width-container" {
            h2 class="govuk-visually-hidden" { "Support links" }
            ul class="govuk-footer__inline-list" {
                li class="govuk-footer__inline-list-item" { a class="govuk-footer__link" href="/help" { "Help and whom to ask" } }
                li class="govuk-footer__inline-list-item" { a class="govuk-footer__link" href="/accessibility" { "Accessibility" } }
                li class="govuk-footer__inline-list-item" { a class="govuk-footer__link" href="/agreement" { "Information-sharing agreement" } }
            }
        }
    }
}

fn document(site: &Site, page: &Page, navigation: Markup, before: Markup) -> Markup {
    let width = if page.wide { "govuk-grid-column-full" } else { "govuk-grid-column-two-thirds" };
    let document = govuk::Page::new(page.title.clone());
    let document = if site.config().demonstration { document.banner(banner()) } else { document };
    document
        .service_name("Trefoil")
        .lang("en")
        .error(page.error)
        .wide(page.wide)
        .stylesheet("/assets/app.css")
        .script("/assets/app.js")
        .navigation(navigation)
        .before_content(html! {
            (before)
            @if let Some(back) = &page.back { (BackLink::new(back.as_str())) }
        })
        .body(html! { div class="govuk-grid-row" { div class=(width) { (page.content()) } } })
        .footer(footer())
        .render()
}

/// A page for somebody who has not signed in.
pub fn visitor(site: &Site, page: Page) -> Response {
    let status = page.status;
    let navigation = html! { (govuk::ServiceNavigation::unnamed().item(govuk::NavigationItem::link("Sign in", "/sign-in"))) };
    (status, Html(document(site, &page, navigation, html! {}).into_string())).into_response()
}

impl Cx {
    /// The page, inside the shell.
    ///
    /// # Errors
    /// Never; the shape is that of a handler's answer.
    pub fn page(&self, page: Page) -> Reply {
        let status = page.status;
        let before = html! {
            @if let Some(said) = &self.said {
                (govuk::NotificationBanner::success(said.as_str()))
            }
        };
        let html = document(&self.site, &page, self.navigation(), before).into_string();
        let mut response = (status, Html(html)).into_response();
        if self.said.is_some() {
            response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static("said=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
        }
        Ok(response)
    }

    fn navigation(&self) -> Markup {
        let mut navigation = govuk::ServiceNavigation::unnamed();
        for nav in self.site.nav() {
            if self.may_any(nav.action) {
                let here = self.path == nav.href || self.path.starts_with(&format!("{}/", nav.href.trim_end_matches('/')));
                let item = govuk::NavigationItem::link(nav.title, nav.href);
                navigation = navigation.item(if here { item.active() } else { item });
            }
        }
        let appointment = &self.who.appointment;
        html! {
            (navigation)
            div class="app-acting govuk-width-container" {
                p class="govuk-body-s" {
                    (self.who.name) ", for " strong { (appointment.agency_name) } " in " strong { (appointment.partnership_name) }
                }
                nav class="app-acting__links" aria-label="Your account" {
                    a class="govuk-link" href="/search" { "Search" }
                    a class="govuk-link" href="/notices" { "Notices" }
                    a class="govuk-link" href="/account" { @if self.who.appointments.len() > 1 { "Account and organisations" } @else { "Account" } }
                    form method="post" action="/sign-out" class="app-inline" {
                        (self.hidden(None)) button class="app-link-button" { "Sign out" }
                    }
                }
            }
        }
    }

    pub(crate) fn hidden(&self, version: Option<i64>) -> Markup {
        html! {
            input type="hidden" name=(posted::FORGERY_FIELD) value=(self.token);
            @if let Some(version) = version {
                input type="hidden" name=(posted::SEEN_FIELD) value=(version);
                input type="hidden" name=(posted::KEY_FIELD) value=(self.new_id());
            }
        }
    }

    /// A form that acts once: `version` is that of the record it was drawn from, 0 for a record yet to be opened.
    pub fn form(&self, action: &str, version: i64, fields: &Markup) -> Markup {
        html! { form method="post" action=(action) novalidate { (self.hidden(Some(version))) (fields) } }
    }

    /// A form of one button, for a deed that needs no words.
    pub fn button(&self, action: &str, version: i64, text: &str) -> Markup {
        let button = Button::new(text).secondary().render();
        html! { form method="post" action=(action) class="app-inline" { (self.hidden(Some(version))) (button) } }
    }

    /// Done: on to `path`, where `said` is told once.
    ///
    /// # Errors
    /// Never; the shape is that of a handler's answer.
    pub fn see(&self, path: impl AsRef<str>, said: &str) -> Reply {
        let cookie = said_cookie(&self.site, said);
        Ok((StatusCode::SEE_OTHER, [(header::LOCATION, path.as_ref().to_owned())], [(header::SET_COOKIE, cookie)]).into_response())
    }

    /// Not done: the refusal put into the form, to be shown again with what was typed.
    ///
    /// # Errors
    /// What was no refusal but a problem.
    pub fn again<R: Record>(&self, unmet: Unmet<R::Refusal>, mut form: Form) -> Result<Form, Problem> {
        match unmet {
            Unmet::Refused(refusal) => form.error(R::field(&refusal), refusal.to_string()),
            Unmet::Stale { .. } => form.error(
                "",
                "Somebody else saved this while you were writing. Check what changed on the record, then send yours again: it is still here",
            ),
            Unmet::Failed(problem) => return Err(problem),
        }
        Ok(form)
    }

    /// What ends every record's page: why you can see this, who has seen it, what has happened.
    pub fn record_footer(&self, reading: &Reading) -> Markup {
        let receipt = &reading.receipt;
        let stream = &reading.stream;
        html! {
            hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible";
            (Details::new("Why you can see this", html! {
                p class="govuk-body" { "Clause " a class="govuk-link" href={ "/agreement#clause-" (receipt.clause) } { (receipt.clause) } ": " (receipt.title) "." }
                p class="govuk-body" { "Legal gateway: " (receipt.gateway) "." }
                p class="govuk-body" { "Purpose: " (receipt.purpose) "." }
            }))
            p class="govuk-body" {
                @if self.may_here(crate::access::SEEN, reading) { a class="govuk-link" href={ "/records/" (stream) "/seen" } { "Who has seen it" } " · " }
                a class="govuk-link" href={ "/records/" (stream) "/history" } { "What has happened to it" }
            }
        }
    }
}

/// What is said once on the next page travels in a cookie.
pub(crate) fn said_cookie(site: &Site, said: &str) -> HeaderValue {
    let encoded: String = url::form_urlencoded::byte_serialize(said.as_bytes()).collect();
    let secure = if site.config().secure_cookies { "; Secure" } else { "" };
    let cookie = format!("said={encoded}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static("said=; Path=/; Max-Age=0"))
}

/// "2 March 2026", as the design system writes dates.
pub fn date_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "2 March 2026 at 14:05", in England.
pub fn instant_words(at: Timestamp) -> String {
    at.to_zoned(kernel::moment::london()).strftime("%-d %B %Y at %H:%M").to_string()
}

/// A problem in the reader's words.
pub(crate) struct Said {
    pub(crate) title: &'static str,
    pub(crate) detail: String,
}

pub(crate) fn problem_words(problem: &Problem) -> Said {
    let (title, detail) = match problem {
        Problem::NotFound => {
            ("Page not found", "There is nothing at this address that you can see. Check the address, or go back and try again.".to_owned())
        }
        Problem::Forbidden(needed) => {
            let clauses: Vec<String> = needed.clauses.iter().map(|(clause, title)| format!("clause {clause} ({title})")).collect();
            let by = if clauses.is_empty() { "no clause of the agreement".to_owned() } else { clauses.join(" or ") };
            ("You cannot do this", format!("It would need {by}. To ask for it: {}.", needed.ask))
        }
        Problem::SignIn(_) => ("Sign in first", "This needs you to sign in.".to_owned()),
        Problem::StepUp(_) => ("Prove it is you", "This needs your password and code again.".to_owned()),
        Problem::Stale => (
            "Somebody else saved this",
            "The record changed since you opened it. Go back, look at it again and repeat what you did.".to_owned(),
        ),
        Problem::Unreadable(what) => ("This could not be read", format!("{what}.")),
        Problem::TooMany => ("Too many requests", "Wait a minute and try again.".to_owned()),
        Problem::Fault(_) => ("Sorry, there is a problem with the service", "Try again later. What you did before was saved.".to_owned()),
    };
    Said { title, detail }
}

/// A problem with no page around it, for what fails before a page can be made.
pub(crate) fn plain(problem: &Problem) -> Response {
    let said = problem_words(problem);
    (problem.status(), format!("{}\n\n{}\n", said.title, said.detail)).into_response()
}

pub(crate) async fn problem_page(site: &Site, headers: &HeaderMap, path: &str, problem: &Problem) -> Response {
    let to_sign_in = |page: &str, back: &str| {
        let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
        (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{page}?return_to={back}"))]).into_response()
    };
    match problem {
        Problem::SignIn(back) => return to_sign_in("/sign-in", back),
        Problem::StepUp(back) => return to_sign_in("/step-up", back),
        _ => {}
    }
    let said = problem_words(problem);
    let mut page = Page::new(said.title).body(html! {
        p class="govuk-body" { (said.detail) }
        p class="govuk-body" { a class="govuk-link" href="/" { "Go to the start page" } }
    });
    page.status = problem.status();
    match crate::session::cx_of(site, headers, path).await {
        Ok(cx) => cx.page(page).unwrap_or_else(IntoResponse::into_response),
        Err(_) => visitor(site, page),
    }
}
