//! `trefoil gallery`: the components and charts, each with the Rust that draws it. No installation is opened and nothing is stored.

use std::net::SocketAddr;

use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use clap::Args;
use platform::{Problem, Site, Slice};

#[derive(Debug, Args)]
pub(crate) struct Gallery {
    #[arg(long, default_value_t = 8081)]
    port: u16,
}

/// As strict as the pages of an installation, so that what works here works there.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(super) async fn run(command: Gallery) -> anyhow::Result<()> {
    let listen = SocketAddr::from(([127, 0, 0, 1], command.port));
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(|error| anyhow::anyhow!("cannot listen on {listen}: {error}"))?;
    println!("The gallery is at http://{}{}", listener.local_addr()?, govuk::gallery::BASE);
    axum::serve(listener, router()).with_graceful_shutdown(super::serve::interrupted()).await?;
    Ok(())
}

fn router() -> Router {
    Router::new()
        .route("/", get(|| async { Redirect::to(govuk::gallery::BASE) }))
        .route("/gallery", get(|| async { answer("") }))
        .route("/gallery/{*path}", get(|Path(path): Path<String>| async move { answer(&path) }))
        .route("/assets/{*path}", get(|Path(path): Path<String>| async move { asset(&path) }))
}

/// The gallery in a demonstration, for anybody; an installation with real records answers that there is no such page.
pub(crate) fn slice() -> Slice {
    let show = |site: &Site, path: &str| {
        let there = site.config().demonstration && govuk::gallery::answer(path).is_some();
        if there { answer(path) } else { Problem::NotFound.into_response() }
    };
    let index = move |State(site): State<Site>| async move { show(&site, "") };
    let page = move |State(site): State<Site>, Path(path): Path<String>| async move { show(&site, &path) };
    Slice::new("gallery").routes(Router::new().route("/gallery", get(index)).route("/gallery/{*path}", get(page)))
}

fn answer(path: &str) -> Response {
    match govuk::gallery::answer(path) {
        Some(answer) => ([(header::CONTENT_TYPE, answer.mime), (header::CONTENT_SECURITY_POLICY, POLICY)], answer.body).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such page in the gallery.").into_response(),
    }
}

fn asset(path: &str) -> Response {
    match govuk::assets::get(path) {
        Some(asset) => ([(header::CONTENT_TYPE, asset.mime)], asset.bytes.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use axum::{body::Body, http::Request};
    use tower::ServiceExt as _;

    async fn status(path: &str) -> StatusCode {
        router().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap().status()
    }

    #[tokio::test]
    async fn every_example_is_served_and_what_is_not_one_is_not_found() {
        assert_eq!(status("/gallery").await, StatusCode::OK);
        for entry in govuk::gallery::all() {
            assert_eq!(status(&format!("/gallery/{}", entry.slug)).await, StatusCode::OK, "{}", entry.slug);
        }
        assert_eq!(status("/gallery/page/example").await, StatusCode::OK);
        assert_eq!(status("/gallery/nothing").await, StatusCode::NOT_FOUND);
        assert_eq!(status("/assets/nothing.js").await, StatusCode::NOT_FOUND);
    }
}
