//! What stands around every route: limits, headers, where a request may come from, and how a problem is told.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::{ConnectInfo, Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_governor::{GovernorError, GovernorLayer, governor::GovernorConfigBuilder, key_extractor::KeyExtractor};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer, request_id, timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{Problem, Site, problem::Told, shell};

/// The largest request: evidence files come in through uploads of at most this size.
const BODY_MOST: usize = 25 * 1024 * 1024;
const REQUEST_LONGEST: Duration = Duration::from_secs(60);
/// An address's pages a second, and how many at once before that counts. Generous, because a whole agency may share one address.
const PER_SECOND: u64 = 500;
const BURST: u32 = 4_000;
/// Sign-in, step-up and invitations cost a slow hash each: so many a minute from one address, and so many at once.
const DOOR_EVERY: Duration = Duration::from_secs(3);
const DOOR_BURST: u32 = 30;

pub(crate) fn wrap(routes: Router<Site>, site: Site) -> Router {
    crate::metrics::install();
    let limit =
        GovernorConfigBuilder::default().per_nanosecond(1_000_000_000 / PER_SECOND).burst_size(BURST).key_extractor(Caller).finish();
    let door = GovernorConfigBuilder::default()
        .period(DOOR_EVERY)
        .burst_size(DOOR_BURST)
        .key_extractor(Caller)
        .methods(vec![Method::POST])
        .finish();
    let mut entry = crate::signin::routes();
    if let Some(door) = door {
        entry = entry.layer(GovernorLayer::new(Arc::new(door)).error_handler(too_many));
    }
    let mut router = routes
        .merge(entry)
        .route("/health", get(health))
        .route("/metrics", get(crate::metrics::page))
        .route("/assets/{*path}", get(asset))
        .route("/api/v1/openapi.json", get(crate::openapi::document))
        .fallback(|| async { Problem::NotFound })
        .layer(middleware::from_fn(no_store))
        .layer(middleware::from_fn_with_state(site.clone(), tell))
        .layer(middleware::from_fn_with_state(site.clone(), own_pages_only));
    if let Some(limit) = limit {
        router = router.layer(GovernorLayer::new(Arc::new(limit)).error_handler(too_many));
    }
    router
        .layer(middleware::from_fn_with_state(site.clone(), guard_headers))
        .layer(CompressionLayer::new())
        .layer(RequestBodyLimitLayer::new(BODY_MOST))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_LONGEST))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(crate::metrics::count))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            // The route's pattern, never its path: ids of records stay out of the logs.
            tracing::info_span!("request", method = %request.method(), id = request_id_of(request.headers()))
        }))
        .layer(request_id::PropagateRequestIdLayer::x_request_id())
        .layer(request_id::SetRequestIdLayer::x_request_id(request_id::MakeRequestUuid))
        .with_state(site)
}

fn request_id_of(headers: &HeaderMap) -> &str {
    headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or("")
}

/// Answers once the database does.
async fn health(State(site): State<Site>) -> Response {
    match site.ledger().read().await {
        Ok(mut tx) => match tx.head(crate::COMMONS).await {
            Ok(number) => Json(serde_json::json!({ "status": "ok", "commons": number })).into_response(),
            Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = govuk::assets::get(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let etag = format!("\"{}\"", asset.etag);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let headers =
        [(header::CONTENT_TYPE, asset.mime.to_owned()), (header::ETAG, etag), (header::CACHE_CONTROL, "public, max-age=3600".to_owned())];
    (headers, asset.bytes.into_owned()).into_response()
}

/// Whom the limit counts: an address. A cookie would not do, because anybody can send any.
#[derive(Debug, Clone, Copy)]
struct Caller;

impl KeyExtractor for Caller {
    type Key = String;
    fn extract<T>(&self, request: &axum::http::Request<T>) -> Result<String, GovernorError> {
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_string());
        Ok(address.unwrap_or_else(|| "here".to_owned()))
    }
}

fn too_many(error: GovernorError) -> axum::http::Response<axum::body::Body> {
    match error {
        GovernorError::TooManyRequests { wait_time, .. } => {
            let mut response = shell::plain(&Problem::TooMany);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_time.max(1)));
            response
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A request that changes something must come from one of our own pages: browsers say so, and other programs have no cookie to abuse.
async fn own_pages_only(State(site): State<Site>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !from_our_own_page(&site, request.headers()) {
        return Problem::Unreadable("This was sent from another site. Open the page here and send it again".into()).into_response();
    }
    next.run(request).await
}

fn from_our_own_page(site: &Site, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(fetched) = text("sec-fetch-site") {
        return matches!(fetched, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), host) => {
            let authority = origin.split_once("://").map_or(origin, |(_, authority)| authority);
            Some(authority) == host || origin == site.config().base_url
        }
    }
}

/// Pages about people are not kept by browsers or proxies.
async fn no_store(request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    if !asset {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// Scripts, styles, images and forms come from here and nowhere else; nothing frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

async fn guard_headers(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("x-frame-options", "DENY");
    set("referrer-policy", "same-origin");
    set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    if site.config().secure_cookies {
        set("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    response
}

/// A problem becomes a page, or JSON where a program asked.
async fn tell(State(site): State<Site>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let headers = request.headers().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let Some(Told(problem)) = response.extensions().get::<Told>().cloned() else { return response };
    if api {
        let status = problem.status();
        let said = shell::problem_words(&problem);
        return (status, Json(serde_json::json!({ "status": status.as_u16(), "title": said.title, "detail": said.detail })))
            .into_response();
    }
    shell::problem_page(&site, &headers, &path, &problem).await
}
