//! A demonstration's people have no password, so that proving who they are takes one honest click, and nowhere else.

use agreement::Role;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use ledger::{Chance, Clock};
use platform::{Appointment, COMMONS, Config, MailTransport, Site, System, account, partnership, session};
use tower::ServiceExt as _;

async fn answer(router: &axum::Router, request: Request<Body>) -> (StatusCode, String, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (status, to) = (response.status(), response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()));
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
    (status, to.unwrap_or_default(), String::from_utf8_lossy(&bytes).into_owned())
}

/// What step-up says and does for a persona with a fresh session: the page, and whether one click was enough for a page that needs it.
async fn steps_up(demonstration: bool) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        data: folder.path().to_owned(),
        database: None,
        base_url: "http://localhost".into(),
        secure_cookies: false,
        demonstration,
        mail: MailTransport::Folder,
    };
    let (site, router) = Site::open(config, Clock::System, Chance::System, Vec::new()).await.unwrap();
    let found = partnership::Command::Found { name: "Westmere".into(), slug: "westmere".into(), areas: vec!["E09000099".into()] };
    System::routine(site.clone(), "test", COMMONS).act::<partnership::Partnership>("p", found, "p").await.unwrap();
    let appointment = Appointment {
        id: "a".into(),
        partnership: "westmere".into(),
        partnership_name: String::new(),
        agency: "unit".into(),
        agency_name: "Unit".into(),
        agency_type: "council".into(),
        roles: vec![Role::SchoolDsl],
        compartments: vec![],
    };
    account::install(&site, "ada", "Ada Brook", "ada@example.org", &appointment).await.unwrap();
    let cookie = session::create_session(&site, "ada", "a", "test", false).await.unwrap();
    let with = |request: axum::http::request::Builder| request.header(header::COOKIE, format!("session={cookie}"));
    let glass = "/records/x/break-glass";
    let (_, to, _) = answer(&router, with(Request::get(glass)).body(Body::empty()).unwrap()).await;
    assert!(to.starts_with("/step-up"), "{to}");
    let (_, _, page) = answer(&router, with(Request::get(&to)).body(Body::empty()).unwrap()).await;
    let body = format!("_token={}&persona=confirmed&return_to=%2Frecords%2Fx%2Fbreak-glass", session::token_for(&site, &cookie));
    let click = with(Request::post("/step-up")).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    answer(&router, click.body(Body::from(body)).unwrap()).await;
    let (status, ..) = answer(&router, with(Request::get(glass)).body(Body::empty()).unwrap()).await;
    site.ledger().close().await;
    (page, status == StatusCode::OK)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persona_of_the_demonstration_confirms_with_one_click_and_is_told_what_would_be_asked_elsewhere() {
    let (page, proved) = steps_up(true).await;
    assert!(page.contains("Confirm as Ada Brook") && page.contains("In a real installation this page asks for"), "{page}");
    assert!(proved);
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_a_demonstration_no_click_stands_for_a_password() {
    let (page, proved) = steps_up(false).await;
    assert!(!page.contains("Confirm as") && page.contains("Password"), "{page}");
    assert!(!proved);
}
