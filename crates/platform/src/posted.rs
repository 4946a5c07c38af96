//! What a person sent: their answers, and the stamp that says which version they saw and which attempt this is.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};

use crate::{Problem, Site};

/// `seen`: the version the form was drawn from; `key`: made when the form was drawn, so that sending it twice acts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    pub seen: Option<i64>,
    pub key: Option<String>,
}

impl Stamp {
    /// For acts that need neither: a reaction names its own key.
    pub const NONE: Self = Self { seen: None, key: None };

    pub fn key(key: impl Into<String>) -> Self {
        Self { seen: None, key: Some(key.into()) }
    }
}

/// A form as it was posted. Extracting it checks that it came from our own page.
pub struct Posted {
    pub form: govuk::Form,
    pub stamp: Stamp,
}

pub(crate) const FORGERY_FIELD: &str = "_token";
pub(crate) const SEEN_FIELD: &str = "_seen";
pub(crate) const KEY_FIELD: &str = "_key";

impl FromRequest<Site> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let token = crate::session::forgery_token(site, request.headers());
        let bytes = Bytes::from_request(request, site).await.map_err(|_| Problem::Unreadable("The form could not be read".into()))?;
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(&bytes).into_owned().collect();
        let field = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        if field(FORGERY_FIELD).is_none_or(|sent| Some(sent) != token) {
            return Err(Problem::Unreadable(
                "This page was open too long or was sent from elsewhere. Go back, reload it and send it again".into(),
            ));
        }
        let stamp = Stamp { seen: field(SEEN_FIELD).and_then(|seen| seen.parse().ok()), key: field(KEY_FIELD) };
        let answers = pairs.into_iter().filter(|(name, _)| !name.starts_with('_')).collect();
        Ok(Self { form: govuk::Form::from_pairs(answers), stamp })
    }
}
