//! The pages of somebody who is not in yet, or must show again that it is them.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use govuk::{Button, Form};
use maud::{Markup, html};

use super::{Open, own_path};
use crate::{Cx, Page, Posted, Problem, Reply, Site, account, session, session::Checked, visitor};

type Pairs = Query<Vec<(String, String)>>;

fn return_to(pairs: &[(String, String)]) -> String {
    own_path(pairs.iter().find(|(name, _)| name == "return_to").map_or("/", |(_, value)| value)).to_owned()
}

pub(super) async fn ask(State(site): State<Site>, Query(pairs): Pairs) -> Response {
    sign_in_page(&site, &Form::new(), &return_to(&pairs))
}

fn sign_in_page(site: &Site, form: &Form, back: &str) -> Response {
    let body = html! {
        @if site.config().demonstration {
            (govuk::InsetText::new(html! { "This is a demonstration. " a class="govuk-link" href="/personas" { "Act as one of its people" } " without a password." }))
        }
        form method="post" action="/sign-in" novalidate {
            input type="hidden" name="return_to" value=(back);
            (form.input("email", "Email address").kind(govuk::InputKind::Email).autocomplete("username"))
            (form.password("password", "Password").autocomplete("current-password"))
            (code_field(form))
            (Button::new("Sign in"))
        }
        p class="govuk-body" { "No account, or locked out? Ask your partnership's business manager." }
    };
    visitor(site, Page::new("Sign in").with_form(form).body(body))
}

fn code_field(form: &Form) -> Markup {
    html! {
        (form.input("code", "Code").hint("Six figures from your authenticator app").inputmode("numeric").autocomplete("one-time-code").width(govuk::Width::Chars10))
    }
}

fn said(checked: &Checked) -> &'static str {
    match checked {
        Checked::Right(_) => "",
        Checked::Wrong => "The email address, the password or the code is wrong. A code works once: if you have used it, wait for the next",
        Checked::Locked => "Too many wrong attempts. Try again in fifteen minutes, or ask your business manager",
    }
}

/// The response that brings a browser to `path` with this session.
pub(super) fn into_session(site: &Site, value: &str, path: &str) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response();
    response.headers_mut().append(header::SET_COOKIE, session::set_cookie(site, value));
    response
}

pub(super) fn agent(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("unknown").to_owned()
}

pub(super) async fn sign_in(State(site): State<Site>, headers: HeaderMap, Open(mut form): Open) -> Reply {
    let back = own_path(&form.text("return_to")).to_owned();
    match session::check(&site, &form.text("email"), form.raw("password").unwrap_or_default(), &form.text("code")).await? {
        Checked::Right(account) => {
            let value = session::create_session(&site, &account, "", &agent(&headers), false).await?;
            Ok(into_session(&site, &value, &back))
        }
        other => {
            form.error("email", said(&other));
            form.set("password", "");
            form.set("code", "");
            Ok(sign_in_page(&site, &form, &back))
        }
    }
}

pub(super) async fn sign_out(State(site): State<Site>, headers: HeaderMap, cx: Option<Cx>, posted: Posted) -> Reply {
    drop((cx, posted));
    if let Some(value) = session::cookie(&site, &headers) {
        session::end_session(&site, &value).await?;
    }
    Ok(into_session(&site, "", "/sign-in"))
}

pub(super) async fn ask_again(cx: Cx, Query(pairs): Pairs) -> Reply {
    step_up_page(&cx, &Form::new(), &return_to(&pairs))
}

fn step_up_page(cx: &Cx, form: &Form, back: &str) -> Reply {
    let fields = html! {
        input type="hidden" name="return_to" value=(back);
        (form.input("email", "Email address").kind(govuk::InputKind::Email).autocomplete("username"))
        (form.password("password", "Password").autocomplete("current-password"))
        (code_field(form))
        (Button::new("Continue"))
    };
    let body = html! {
        p class="govuk-body" { "What you are about to do needs you to prove again that it is you. It then holds for fifteen minutes." }
        (cx.form("/step-up", 0, &fields))
    };
    cx.page(Page::new("Prove it is you").with_form(form).body(body))
}

pub(super) async fn step_up(cx: Cx, headers: HeaderMap, posted: Posted) -> Reply {
    let mut form = posted.form;
    let back = own_path(&form.text("return_to")).to_owned();
    let checked = session::check(&cx.site, &form.text("email"), form.raw("password").unwrap_or_default(), &form.text("code")).await?;
    match checked {
        Checked::Right(account) if account == cx.who.account => {
            if let Some(value) = session::cookie(&cx.site, &headers) {
                session::step_up(&cx.site, &value).await?;
            }
            cx.see(back, "")
        }
        other => {
            let words = if let Checked::Right(_) = other { said(&Checked::Wrong) } else { said(&other) };
            form.error("email", words);
            form.set("password", "");
            form.set("code", "");
            step_up_page(&cx, &form, &back)
        }
    }
}

/// The page where somebody invited chooses a password and sets up codes. The code secret travels in the form: it is theirs already.
pub(super) async fn invitation(State(site): State<Site>, Path(token): Path<String>) -> Reply {
    let account = session::invited(&site, &token).await?.ok_or(Problem::NotFound)?;
    let mut form = Form::new();
    form.set("secret", session::fresh_totp(&site));
    invitation_page(&site, &token, &account, &form).await
}

async fn invitation_page(site: &Site, token: &str, account: &str, form: &Form) -> Reply {
    let mut tx = site.ledger().read().await?;
    let known = account::known(&mut tx, account, site.ledger().clock().moment().today).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    let secret = form.text("secret");
    let qr = session::totp(&secret, &known.name)?.to_qr_base64().map_err(|error| anyhow::anyhow!("no QR code: {error}"))?;
    let body = html! {
        p class="govuk-body" { "Welcome, " (known.name) "." }
        form method="post" action={ "/invitation/" (token) } novalidate {
            input type="hidden" name="secret" value=(secret);
            (form.password("password", "Choose a password").hint("At least twelve characters. Three words that have nothing to do with each other are good.").autocomplete("new-password"))
            h2 class="govuk-heading-m" { "Set up codes" }
            p class="govuk-body" { "Open an authenticator app on your phone, scan this picture, and enter the six figures it shows." }
            img src={ "data:image/png;base64," (qr) } width="200" height="200" alt="QR code for your authenticator app. The key below does the same.";
            p class="govuk-body" { "If you cannot scan it, enter this key by hand: " code { (secret) } }
            (code_field(form))
            (Button::new("Finish"))
        }
    };
    Ok(visitor(site, Page::new("Set up your account").with_form(form).body(body)))
}

pub(super) async fn take_up(State(site): State<Site>, Path(token): Path<String>, headers: HeaderMap, Open(mut form): Open) -> Reply {
    let account = session::invited(&site, &token).await?.ok_or(Problem::NotFound)?;
    let (password, secret) = (form.raw("password").unwrap_or_default().to_owned(), form.text("secret"));
    let now = site.ledger().clock().moment().now;
    if password.chars().count() < session::PASSWORD_LEAST {
        form.error("password", "The password must be at least twelve characters long");
    }
    let Ok(step) = session::code_step(&secret, &form.text("code"), now, 0) else {
        return Err(Problem::Unreadable("The key of the authenticator app was changed on the way. Open the invitation again".into()));
    };
    if step.is_none() {
        form.error("code", "The code is wrong. Enter the six figures the app shows now");
    }
    if form.has_errors() {
        form.set("password", "");
        form.set("code", "");
        return invitation_page(&site, &token, &account, &form).await;
    }
    session::take_up(&site, &account, &password, &secret).await?;
    let value = session::create_session(&site, &account, "", &agent(&headers), false).await?;
    Ok(into_session(&site, &value, "/"))
}
