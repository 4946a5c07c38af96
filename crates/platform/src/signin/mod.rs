//! Signing in and out, taking up an invitation, switching organisation, and proving again that it is you.

mod account;
mod enter;
mod personas;
mod proof;

use axum::{
    Router,
    extract::{FromRequest, Request},
    routing::{get, post},
};
use govuk::Form;

use crate::{Problem, Site};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", get(enter::ask).post(enter::sign_in))
        .route("/sign-out", post(enter::sign_out))
        .route("/step-up", get(enter::ask_again).post(enter::step_up))
        .route("/invitation/{token}", get(enter::invitation).post(enter::take_up))
        .route("/account", get(account::show))
        .route("/account/switch", post(account::switch))
        .route("/account/sessions/end", post(account::end_session))
        .route("/account/codes", get(proof::ask_codes).post(proof::make_codes))
        .route("/account/app", get(proof::ask_app).post(proof::change_app))
        .route("/personas", get(personas::list))
        .route("/personas/act", post(personas::act))
}

/// A form sent by somebody who has not signed in: it has no token, and the middleware has seen that it comes from our own page.
pub(super) struct Open(pub(super) Form);

impl FromRequest<Site> for Open {
    type Rejection = Problem;
    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let bytes =
            axum::body::Bytes::from_request(request, site).await.map_err(|_| Problem::Unreadable("The form could not be read".into()))?;
        Ok(Self(Form::from_pairs(url::form_urlencoded::parse(&bytes).into_owned().collect())))
    }
}

/// Only a path of this site: never another host, never a scheme.
pub(crate) fn own_path(asked: &str) -> &str {
    let plain = asked.starts_with('/') && !asked.starts_with("//") && !asked.contains('\\') && !asked.contains(char::is_control);
    if plain { asked } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_way_back_never_leads_to_another_site() {
        assert_eq!(own_path("/escalations?sort=due"), "/escalations?sort=due");
        for bad in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\r\nSet-Cookie: x"] {
            assert_eq!(own_path(bad), "/", "{bad}");
        }
    }
}
