//! My ways to prove that it is me: new recovery codes, and another authenticator app. Both need a fresh proof first.

use govuk::{Button, ButtonLink, Form};
use maud::html;

use super::enter;
use crate::{Cx, Page, Posted, Problem, Reply, recovery, session};

fn proved(cx: &Cx, path: &str) -> Result<(), Problem> {
    if cx.who.stepped_up { Ok(()) } else { Err(Problem::StepUp(path.to_owned())) }
}

pub(super) async fn ask_codes(cx: Cx) -> Reply {
    proved(&cx, "/account/codes")?;
    let left = recovery::left(&cx.site, &cx.who.account).await?;
    let body = html! {
        p class="govuk-body" { "You have " (left) " recovery codes that were not used. With a code you can sign in when your telephone is gone." }
        p class="govuk-body" { "If you make new ones, the codes you have now stop working." }
        (cx.form("/account/codes", 0, &html! { (Button::new("Make ten new recovery codes")) }))
    };
    cx.page(Page::new("Recovery codes").back("/account").body(body))
}

pub(super) async fn make_codes(cx: Cx, posted: Posted) -> Reply {
    drop(posted);
    proved(&cx, "/account/codes")?;
    let codes = recovery::make(&cx.site, &cx.who.account).await?;
    let body = html! { (enter::kept_codes(&codes)) (ButtonLink::new("I have kept them: continue", "/account")) };
    cx.page(Page::new("Keep your recovery codes").body(body))
}

pub(super) async fn ask_app(cx: Cx) -> Reply {
    proved(&cx, "/account/app")?;
    let mut form = Form::new();
    form.set("secret", session::fresh_totp(&cx.site));
    app_page(&cx, &form)
}

fn app_page(cx: &Cx, form: &Form) -> Reply {
    let app = enter::set_up_app(form, &cx.who.name)?;
    let fields = html! { (app) (Button::new("Use this app from now on")) };
    cx.page(Page::new("Set up another authenticator app").back("/account").with_form(form).body(cx.form("/account/app", 0, &fields)))
}

pub(super) async fn change_app(cx: Cx, posted: Posted) -> Reply {
    proved(&cx, "/account/app")?;
    let mut form = posted.form;
    let secret = form.text("secret");
    let Some(step) = enter::app_shows(&cx.site, &mut form, &secret)? else {
        form.set("code", "");
        return app_page(&cx, &form);
    };
    session::change_authenticator(&cx.site, &cx.who.account, &secret, step).await?;
    cx.see("/account", "Codes come from the new app from now on")
}
