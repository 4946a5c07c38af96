//! The pages of somebody who is not in yet, or must show again that it is them.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use govuk::{Button, Form};
use maud::{Markup, html};

use super::{Open, own_path};
use crate::{Cx, Page, Posted, Problem, Reply, Site, account, recovery, session, session::Checked, visitor};

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
            (any_code_field(form))
            (Button::new("Sign in"))
        }
        p class="govuk-body" { "No account, or no way to get a code? Ask your partnership's business manager." }
    };
    visitor(site, Page::new("Sign in").with_form(form).body(body))
}

fn code_field(form: &Form) -> Markup {
    html! {
        (form.input("code", "Code").hint("Six figures from your authenticator app").inputmode("numeric").autocomplete("one-time-code").width(govuk::Width::Chars10))
    }
}

/// At sign-in a recovery code will do as well, for whoever has lost their telephone; so the keyboard is not one of figures only.
fn any_code_field(form: &Form) -> Markup {
    html! {
        (form.input("code", "Code").hint("Six figures from your authenticator app. If you have lost it, one of your recovery codes").autocomplete("one-time-code").width(govuk::Width::Chars20))
    }
}

fn said(checked: &Checked) -> &'static str {
    match checked {
        // At step-up, somebody else's right answers are as wrong as any.
        Checked::Right { .. } | Checked::Wrong => {
            "The email address, the password or the code is wrong. A code works once: if you have used it, wait for the next. After ten wrong \
             attempts nothing is accepted for fifteen minutes"
        }
        Checked::Suspended => "This account is suspended. Ask your partnership's business manager",
        Checked::NoAppointment => "You have no appointment to act for any agency today. Ask your partnership's business manager",
    }
}

/// What somebody who used a recovery code is told once they are in.
fn few_left(codes_left: Option<u32>) -> Option<String> {
    codes_left.map(|left| format!("You used a recovery code and have {left} left. If your telephone is gone, set up another app here"))
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
        Checked::Right { account, codes_left } => {
            let value = session::create_session(&site, &account, "", &agent(&headers), false).await?;
            let Some(words) = few_left(codes_left) else { return Ok(into_session(&site, &value, &back)) };
            let mut response = into_session(&site, &value, "/account");
            response.headers_mut().append(header::SET_COOKIE, crate::shell::said_cookie(&site, &words));
            Ok(response)
        }
        other => {
            form.error("email", said(&other));
            form.set("password", "");
            form.set("code", "");
            Ok(sign_in_page(&site, &form, &back))
        }
    }
}

pub(super) async fn sign_out(State(site): State<Site>, headers: HeaderMap, cx: Option<Cx>, posted: Result<Posted, Problem>) -> Reply {
    // Whose session has ended is out already; only a session that is there can be ended by a forged form.
    if cx.is_some() {
        posted?;
    }
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
        (any_code_field(form))
        (Button::new("Continue"))
    };
    let body = html! {
        p class="govuk-body" { "What you are about to do needs you to prove again that it is you. It then holds for fifteen minutes." }
        @if cx.site.config().demonstration { (persona_confirms(cx, back)) } @else { (cx.form("/step-up", 0, &fields)) }
    };
    cx.page(Page::new("Prove it is you").with_form(form).body(body))
}

/// Nobody in a demonstration has a password or a telephone, and the page says so rather than pretend.
fn persona_confirms(cx: &Cx, back: &str) -> Markup {
    let fields = html! {
        input type="hidden" name="return_to" value=(back);
        input type="hidden" name="persona" value="confirmed";
        (Button::new(format!("Confirm as {}", cx.who.name)))
    };
    html! {
        (govuk::InsetText::new(html! {
            "This is a demonstration. Its people are invented and have no password. In a real installation this page asks for "
            "your email address, your password and a code from your telephone."
        }))
        (cx.form("/step-up", 0, &fields))
    }
}

pub(super) async fn step_up(cx: Cx, headers: HeaderMap, posted: Posted) -> Reply {
    let mut form = posted.form;
    let back = own_path(&form.text("return_to")).to_owned();
    if cx.site.config().demonstration && form.text("persona") == "confirmed" {
        session::step_up(&cx.site, &session::cookie(&cx.site, &headers).unwrap_or_default()).await?;
        return cx.see(back, "");
    }
    let checked = session::check(&cx.site, &form.text("email"), form.raw("password").unwrap_or_default(), &form.text("code")).await?;
    match checked {
        Checked::Right { account, codes_left } if account == cx.who.account => {
            if let Some(value) = session::cookie(&cx.site, &headers) {
                session::step_up(&cx.site, &value).await?;
            }
            cx.see(back, &few_left(codes_left).unwrap_or_default())
        }
        other => {
            form.error("email", said(&other));
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

/// The key of an authenticator app, as a picture and by hand, and the field for what the app then shows. The key is in the form: `secret`.
pub(super) fn set_up_app(form: &Form, name: &str) -> Result<Markup, Problem> {
    let secret = form.text("secret");
    let qr = session::totp(&secret, name)?.to_qr_base64().map_err(|error| anyhow::anyhow!("no QR code: {error}"))?;
    Ok(html! {
        input type="hidden" name="secret" value=(secret);
        p class="govuk-body" { "Open an authenticator app on your phone, scan this picture, and enter the six figures it shows." }
        img src={ "data:image/png;base64," (qr) } width="200" height="200" alt="QR code for your authenticator app. The key below does the same.";
        p class="govuk-body" { "If you cannot scan it, enter this key by hand: " code { (secret) } }
        (code_field(form))
    })
}

async fn invitation_page(site: &Site, token: &str, account: &str, form: &Form) -> Reply {
    let mut tx = site.ledger().read().await?;
    let known = account::known(&mut tx, account, site.ledger().clock().moment().today).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    let app = set_up_app(form, &known.name)?;
    let body = html! {
        p class="govuk-body" { "Welcome, " (known.name) "." }
        form method="post" action={ "/invitation/" (token) } novalidate {
            (form.password("password", "Choose a password").hint("At least twelve characters. Three words that have nothing to do with each other are good.").autocomplete("new-password"))
            h2 class="govuk-heading-m" { "Set up codes" }
            (app)
            (Button::new("Finish"))
        }
    };
    Ok(visitor(site, Page::new("Set up your account").with_form(form).body(body)))
}

pub(super) async fn take_up(State(site): State<Site>, Path(token): Path<String>, headers: HeaderMap, Open(mut form): Open) -> Reply {
    let account = session::invited(&site, &token).await?.ok_or(Problem::NotFound)?;
    let mut tx = site.ledger().read().await?;
    account::known(&mut tx, &account, site.ledger().clock().moment().today).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    let (password, secret) = (form.raw("password").unwrap_or_default().to_owned(), form.text("secret"));
    if password.chars().count() < session::PASSWORD_LEAST {
        form.error("password", "The password must be at least twelve characters long");
    }
    let step = app_shows(&site, &mut form, &secret)?;
    let (Some(step), false) = (step, form.has_errors()) else {
        form.set("password", "");
        form.set("code", "");
        return invitation_page(&site, &token, &account, &form).await;
    };
    if !session::take_up(&site, &account, &token, &password, &secret, step).await? {
        return Err(Problem::NotFound);
    }
    let codes = recovery::make(&site, &account).await?;
    let value = session::create_session(&site, &account, "", &agent(&headers), false).await?;
    let page = Page::new("Keep your recovery codes")
        .body(html! { (kept_codes(&codes)) (govuk::ButtonLink::new("I have kept them: continue", "/")) });
    let mut response = visitor(&site, page);
    response.headers_mut().append(header::SET_COOKIE, session::set_cookie(&site, &value));
    Ok(response)
}

/// The time step of the code entered for a key that is being set up; the form's error where it is wrong.
pub(super) fn app_shows(site: &Site, form: &mut Form, secret: &str) -> Result<Option<i64>, Problem> {
    let now = site.ledger().clock().moment().now;
    let Ok(step) = session::code_step(secret, &form.text("code"), now, 0) else {
        return Err(Problem::Unreadable("The key of the authenticator app was changed on the way. Open the page again".into()));
    };
    if step.is_none() {
        form.error("code", "The code is wrong. Enter the six figures the app shows now");
    }
    Ok(step)
}

/// The codes, this once.
pub(super) fn kept_codes(codes: &[String]) -> Markup {
    html! {
        p class="govuk-body" { "If you lose your telephone, each of these signs you in once in place of a code, with your password. Print them or write them down, and keep them "
            "where you keep what is valuable, not in your telephone. They are not shown again." }
        ul class="govuk-list app-words" { @for code in codes { li { code { (code) } } } }
    }
}
