//! An installation restored from its backup is the same installation: signed in to as before, with every page of it.

use agreement::Role;
use axum::http::StatusCode;
use ledger::{Chance, Clock};
use platform::{Appointment, Config, MailTransport, Site, account, partnership, session};
use tower::ServiceExt as _;
use trefoil::wire;

async fn open(data: &std::path::Path, database: Option<String>) -> (Site, axum::Router) {
    let config = Config {
        data: data.to_owned(),
        database,
        base_url: "http://localhost".into(),
        secure_cookies: false,
        demonstration: false,
        mail: MailTransport::Folder,
    };
    Site::open(config, Clock::System, Chance::System, wire::slices()).await.unwrap()
}

async fn account_page(router: &axum::Router, cookie: &str) -> StatusCode {
    let request = axum::http::Request::get("/account").header("cookie", format!("session={cookie}"));
    router.clone().oneshot(request.body(axum::body::Body::empty()).unwrap()).await.unwrap().status()
}

async fn there_and_back(database: Option<String>, another: Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (backup, new) = (folder.path().join("backup"), folder.path().join("new"));
    let (site, router) = open(&folder.path().join("old"), database).await;
    let found = partnership::Command::Found { name: "Westmere".into(), slug: "westmere".into(), areas: vec!["E09000099".into()] };
    let system = platform::System::routine(site.clone(), "test", platform::COMMONS);
    system.act::<partnership::Partnership>("p", found, "p").await.unwrap();
    let appointment = Appointment {
        id: "a".into(),
        partnership: "westmere".into(),
        partnership_name: String::new(),
        agency: "unit".into(),
        agency_name: "Unit".into(),
        agency_type: "council".into(),
        roles: vec![Role::BusinessManager],
        compartments: vec![],
    };
    account::install(&site, "ada", "Ada", "ada@example.org", &appointment).await.unwrap();
    session::set_password(&site, "ada", "three plain words").await.unwrap();
    let cookie = session::create_session(&site, "ada", "a", "test", false).await.unwrap();
    assert_eq!(account_page(&router, &cookie).await, StatusCode::OK);
    site.ledger().back_up(&backup).await.unwrap();
    site.ledger().close().await;

    ledger::lay_keys(&backup, &new).unwrap();
    let (site, _) = open(&new, another.clone()).await;
    site.ledger().restore(&backup).await.unwrap();
    site.ledger().close().await;
    // Opened anew, as whoever restored it will.
    let (site, router) = open(&new, another).await;
    assert_eq!(account_page(&router, &cookie).await, StatusCode::OK, "the session travelled, with all it stands on");
    site.ledger().rebuild_check().await.unwrap();
    site.ledger().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_installation_is_the_same_on_either_database_and_from_one_to_the_other() {
    there_and_back(None, None).await;
    match testkit::postgres::database() {
        Some(url) => {
            there_and_back(None, Some(url)).await;
            there_and_back(testkit::postgres::database(), None).await;
        }
        None => eprintln!("SKIPPED on PostgreSQL: it is not installed"),
    }
}
