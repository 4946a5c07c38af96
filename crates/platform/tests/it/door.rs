//! Signing in and out, and what stands around every route.

use agreement::Role;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use testkit::{TestSite, on_both};
use tower::ServiceExt as _;

fn no_slices() -> Vec<platform::Slice> {
    Vec::new()
}

async fn send(site: &TestSite, request: Request<Body>) -> (StatusCode, header::HeaderMap, String) {
    let response = site.router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 22).await.unwrap();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

fn form(path: &str, body: &str) -> axum::http::request::Builder {
    let _ = body;
    Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

/// The six figures an authenticator app shows for this key at this moment (RFC 6238).
fn code(site: &TestSite, key: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(key).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(site.site.ledger().clock().moment().now.as_second()).unwrap()).to_string()
}

/// Takes up the invitation of `ada`; gives the key of her app.
async fn take_up(site: &TestSite) -> String {
    let link = platform::session::invitation(&site.site, "account-ada").await.unwrap();
    let path = link.strip_prefix("http://localhost").unwrap().to_owned();
    let (status, _, page) = send(site, get(&path)).await;
    assert_eq!(status, StatusCode::OK);
    let key = page.split_once("name=\"secret\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let body = format!("secret={key}&password=three+plain+words&code={}", code(site, &key));
    let (status, headers, page) = send(site, form(&path, &body).body(Body::from(body.clone())).unwrap()).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(headers[header::SET_COOKIE].to_str().unwrap().contains("HttpOnly"));
    // It works once.
    assert_eq!(send(site, get(&path)).await.0, StatusCode::NOT_FOUND);
    key
}

async fn sign_in(site: &TestSite, password: &str, code: &str) -> (StatusCode, header::HeaderMap, String) {
    let body = format!("email=ada%40example.org&password={password}&code={code}&return_to=%2Faccount");
    send(site, form("/sign-in", &body).body(Body::from(body.clone())).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_invited_sets_up_codes_signs_in_once_with_each_and_signs_out() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let key = take_up(&site).await;
        site.set_today("2026-03-03");
        let now = code(&site, &key);
        assert_eq!(sign_in(&site, "another+password", &now).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, headers, _) = sign_in(&site, "three+plain+words", &now).await;
        assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/account"));
        // The same code a second time is refused.
        assert_eq!(sign_in(&site, "three+plain+words", &now).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let with = |path: &str| Request::get(path).header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
        assert_eq!(send(&site, with("/account")).await.0, StatusCode::OK);
        // Idle too long, it is over.
        site.set_today("2026-03-04");
        assert_eq!(send(&site, with("/account")).await.0, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_wrong_tries_lock_the_door_even_for_the_right_password() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let key = take_up(&site).await;
        site.set_today("2026-03-03");
        for _ in 0..10 {
            assert_eq!(sign_in(&site, "wrong+wrong+wrong", "000000").await.0, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = code(&site, &key);
        let (status, _, page) = sign_in(&site, "three+plain+words", &right).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Too many wrong attempts"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_elsewhere_or_without_its_token_changes_nothing() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let session = platform::session::create_session(&site.site, "account-ada", "appointment-ada", "test", false).await.unwrap();
        let body = "name=Bea&email=bea%40example.org";
        let post = || form("/accounts/a1/invite", body).header(header::COOKIE, format!("session={session}"));
        let (status, ..) = send(&site, post().body(Body::from(body)).unwrap()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let token = format!("{body}&_token={}", platform::session::token_for(&site.site, &session));
        let elsewhere = post().header("origin", "https://evil.example").header(header::HOST, "localhost");
        assert_eq!(send(&site, elsewhere.body(Body::from(token.clone())).unwrap()).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(send(&site, post().body(Body::from(token)).unwrap()).await.0, StatusCode::OK);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_guarded_and_whoever_runs_the_machine_can_watch_it() {
    on_both(no_slices, async |site: TestSite| {
        let (status, headers, _) = send(&site, get("/sign-in")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
        assert_eq!(headers["x-frame-options"], "DENY");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        for path in ["/health", "/metrics", "/api/v1/openapi.json", "/help", "/accessibility"] {
            assert_eq!(send(&site, get(path)).await.0, StatusCode::OK, "{path}");
        }
        for path in ["/accounts", "/search", "/records/x", "/figures", "/agreement", "/break-glass"] {
            assert_eq!(send(&site, get(path)).await.0, StatusCode::SEE_OTHER, "{path}");
        }
        assert_eq!(send(&site, get("/personas")).await.0, StatusCode::NOT_FOUND, "only a demonstration has personas");
    })
    .await;
}
