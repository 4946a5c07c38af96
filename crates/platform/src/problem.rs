//! How a request can end other than well. A [`Problem`] is rendered once, by [`crate::shell`], as a plain page or as JSON.

use agreement::Needed;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use ledger::LedgerError;

#[derive(Debug)]
pub enum Problem {
    /// There is nothing here, or nothing this person may know of.
    NotFound,
    /// They may know of it and may not do this: which clause would be needed, and whom to ask.
    Forbidden(Needed),
    /// Nobody has signed in; afterwards they come back to this path.
    SignIn(String),
    /// The session must prove itself again (password and code) before this; afterwards back to this path.
    StepUp(String),
    /// The record changed under a form that could not be shown again.
    Stale,
    /// What was sent cannot be read: one sentence saying where and what.
    Unreadable(String),
    TooMany,
    Fault(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

impl Problem {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::SignIn(_) | Self::StepUp(_) => StatusCode::UNAUTHORIZED,
            Self::Stale => StatusCode::CONFLICT,
            Self::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The problem travels in the response's extensions to the layer that knows how the caller wants it told.
#[derive(Clone)]
pub(crate) struct Told(pub(crate) std::sync::Arc<Problem>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Self::Fault(error) = &self {
            tracing::error!(error = format!("{error:#}"), "a request failed");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Told(std::sync::Arc::new(self)));
        response
    }
}

pub type Reply = Result<Response, Problem>;

/// Why an act did not happen.
#[derive(Debug)]
pub enum Unmet<R> {
    /// The rule said no; the same page again, saying why.
    Refused(R),
    /// Somebody saved in between; the same page again, saying what changed and keeping what was typed.
    Stale {
        seen: i64,
        now: i64,
    },
    Failed(Problem),
}

impl<R> From<Problem> for Unmet<R> {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl<R> From<LedgerError> for Unmet<R> {
    fn from(error: LedgerError) -> Self {
        Self::Failed(error.into())
    }
}
