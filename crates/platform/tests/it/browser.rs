//! A browser of sorts: requests with a cookie, forms, and the codes an authenticator app would show.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use testkit::TestSite;
use tower::ServiceExt as _;

pub(crate) fn no_slices() -> Vec<platform::Slice> {
    Vec::new()
}

pub(crate) type Got = (StatusCode, header::HeaderMap, String);

pub(crate) async fn send(site: &TestSite, request: Request<Body>) -> Got {
    let response = site.router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 22).await.unwrap();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

pub(crate) fn form(path: &str) -> axum::http::request::Builder {
    Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

pub(crate) fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

/// The page at `path`, with this session's cookie.
pub(crate) async fn look(site: &TestSite, session: &str, path: &str) -> Got {
    send(site, Request::get(path).header(header::COOKIE, format!("session={session}")).body(Body::empty()).unwrap()).await
}

/// Posts `body` as the session's own page would.
pub(crate) async fn post(site: &TestSite, session: &str, path: &str, body: &str) -> Got {
    let body = format!("_token={}&{body}", platform::session::token_for(&site.site, session));
    send(site, form(path).header(header::COOKIE, format!("session={session}")).body(Body::from(body)).unwrap()).await
}

/// The value of the session cookie that an answer sets.
pub(crate) fn session_in(headers: &header::HeaderMap) -> String {
    let cookies = headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let found = cookies.filter_map(|cookie| cookie.strip_prefix("session=")).map(|rest| rest.split(';').next().unwrap_or_default());
    found.map(str::to_owned).next().expect("a session")
}

pub(crate) fn location(headers: &header::HeaderMap) -> &str {
    headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default()
}

/// The six figures an authenticator app shows for this key (RFC 6238), `ahead` seconds from the site's clock.
pub(crate) fn code_ahead(site: &TestSite, key: &str, ahead: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(key).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(site.site.ledger().clock().moment().now.as_second() + ahead).unwrap()).to_string()
}

pub(crate) fn code(site: &TestSite, key: &str) -> String {
    code_ahead(site, key, 0)
}

/// The key in a page that sets up an app.
pub(crate) fn key_in(page: &str) -> String {
    page.split_once("name=\"secret\" value=\"").expect("a key").1.split('"').next().unwrap().to_owned()
}

/// What somebody has who took up their invitation.
pub(crate) struct Joined {
    pub key: String,
    pub codes: Vec<String>,
    pub session: String,
}

/// Takes up the invitation of `account-ada` with the password "three plain words".
pub(crate) async fn take_up(site: &TestSite) -> Joined {
    let link = platform::session::invitation(&site.site, "account-ada").await.unwrap();
    take_up_link(site, &link).await
}

pub(crate) async fn take_up_link(site: &TestSite, link: &str) -> Joined {
    let path = link.strip_prefix("http://localhost").unwrap().to_owned();
    let (status, _, page) = send(site, get(&path)).await;
    assert_eq!(status, StatusCode::OK);
    let key = key_in(&page);
    let body = format!("secret={key}&password=three+plain+words&code={}", code(site, &key));
    let (status, headers, page) = send(site, form(&path).body(Body::from(body)).unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let cookies: Vec<_> = headers.get_all(header::SET_COOKIE).iter().collect();
    assert!(cookies.iter().all(|cookie| cookie.to_str().unwrap().contains("HttpOnly")), "{cookies:?}");
    let codes = page.split("<li><code>").skip(1).filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect();
    // It works once.
    assert_eq!(send(site, get(&path)).await.0, StatusCode::NOT_FOUND);
    Joined { key, codes, session: session_in(&headers) }
}

pub(crate) async fn sign_in_as(site: &TestSite, email: &str, password: &str, code: &str) -> Got {
    let body = format!("email={}&password={password}&code={code}&return_to=%2Faccount", email.replace('@', "%40"));
    send(site, form("/sign-in").body(Body::from(body)).unwrap()).await
}

pub(crate) async fn sign_in(site: &TestSite, password: &str, code: &str) -> Got {
    sign_in_as(site, "ada@example.org", password, code).await
}
