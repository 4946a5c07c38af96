//! The ways back in: recovery codes, another app, a reset, and an invitation that was interrupted.

use agreement::Role;
use axum::{body::Body, http::StatusCode};
use platform::{COMMONS, System, account, account::Account};
use testkit::{TestSite, on_both};

use crate::browser::{code, form, get, key_in, location, look, no_slices, post, send, session_in, sign_in, take_up, take_up_link};

async fn facts(site: &TestSite, account: &str) -> Vec<String> {
    let mut tx = site.site.ledger().read().await.unwrap();
    tx.stream(COMMONS, account).await.unwrap().into_iter().map(|entry| entry.kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_recovery_codes_each_sign_somebody_in_once_and_each_use_is_a_fact() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let joined = take_up(&site).await;
        assert_eq!(joined.codes.len(), 10);
        // Only the password with a code, not a code alone.
        assert_eq!(sign_in(&site, "another+password", &joined.codes[0]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = joined.codes[0].to_lowercase().replace('-', "+");
        let (status, headers, _) = sign_in(&site, "three+plain+words", &typed).await;
        assert_eq!((status, location(&headers)), (StatusCode::SEE_OTHER, "/account"));
        assert!(format!("{headers:?}").contains("have+9+left"), "{headers:?}");
        assert_eq!(sign_in(&site, "three+plain+words", &joined.codes[0]).await.0, StatusCode::UNPROCESSABLE_ENTITY, "used");
        assert_eq!(facts(&site, "account-ada").await.last().unwrap(), "account.recovery_code_used");
        let kept = site.system().rows("select code from recovery_code", Vec::new()).await.unwrap();
        assert!(kept.iter().all(|row| !joined.codes.contains(&row.text("code").unwrap())), "only hashes are kept");
        // New ones, once proved; the old ones work no longer.
        let session = session_in(&headers);
        assert!(location(&look(&site, &session, "/account/codes").await.1).starts_with("/step-up"));
        let proof = format!("email=ada%40example.org&password=three+plain+words&code={}", joined.codes[1]);
        assert_eq!(post(&site, &session, "/step-up", &proof).await.0, StatusCode::SEE_OTHER);
        let (status, _, page) = post(&site, &session, "/account/codes", "").await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("They are not shown again"));
        assert_eq!(sign_in(&site, "three+plain+words", &joined.codes[2]).await.0, StatusCode::UNPROCESSABLE_ENTITY, "replaced");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_app_takes_the_place_of_the_lost_one() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let joined = take_up(&site).await;
        let proof = format!("email=ada%40example.org&password=three+plain+words&code={}", joined.codes[0]);
        post(&site, &joined.session, "/step-up", &proof).await;
        let (_, _, page) = look(&site, &joined.session, "/account/app").await;
        let key = key_in(&page);
        let wrong = post(&site, &joined.session, "/account/app", &format!("secret={key}&code=000000")).await;
        assert_eq!(wrong.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.2.contains(&key), "the same key again, so that the app need not be set up twice");
        let body = format!("secret={key}&code={}", code(&site, &key));
        assert_eq!(post(&site, &joined.session, "/account/app", &body).await.0, StatusCode::SEE_OTHER);
        site.set_today("2026-03-03");
        assert_eq!(sign_in(&site, "three+plain+words", &code(&site, &joined.key)).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&site, "three+plain+words", &code(&site, &key)).await.0, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_takes_every_way_in_away_and_gives_a_new_invitation() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        site.person("ada", "org-unit", "council", &[Role::AgencyAuthor], &[]).await;
        let joined = take_up(&site).await;
        let why = [("reason", "Lost telephone; I saw her in person")];
        assert!(site.post("dot", "/accounts/account-ada/reset", &why).await.location.starts_with("/step-up"));
        site.step_up("dot");
        site.post("dot", "/accounts/account-ada/reset", &[("reason", " ")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
        let answer = site.post("dot", "/accounts/account-ada/reset", &why).await;
        assert!(location(&look(&site, &joined.session, "/account").await.1).starts_with("/sign-in"), "signed out everywhere");
        site.set_today("2026-03-03");
        let codes = [code(&site, &joined.key), joined.codes[0].clone()];
        for gone in codes {
            assert_eq!(sign_in(&site, "three+plain+words", &gone).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let link = answer.is(StatusCode::OK).body.split_once("<code>").unwrap().1.split('<').next().unwrap();
        assert_eq!(take_up_link(&site, link).await.codes.len(), 10);
        assert!(facts(&site, "account-ada").await.contains(&"account.credentials_reset".to_owned()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_interrupted_while_joining_takes_the_same_invitation_up_again() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let link = platform::session::invitation(&site.site, "account-ada").await.unwrap();
        // The fact was written, and then the power failed.
        let system = System::routine(site.site.clone(), "test", COMMONS);
        system.act::<Account>("account-ada", account::Command::Join, "join").await.unwrap();
        take_up_link(&site, &link).await;
        let joined = facts(&site, "account-ada").await.iter().filter(|kind| *kind == "account.joined").count();
        assert_eq!(joined, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_runs_the_installation_resets_on_the_record_and_cannot_invite_somebody_who_has_joined() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let link = account::reinvite(&site.site, "account-ada").await.unwrap();
        let joined = take_up_link(&site, &link).await;
        let refused = account::reinvite(&site.site, "account-ada").await.unwrap_err();
        assert!(refused.to_string().starts_with("This person has joined"), "{refused}");
        assert_eq!(account::reset(&site.site, "account-ada", "").await.unwrap_err().to_string(), "Enter the reason");
        let link = account::reset(&site.site, "account-ada", "Locked out; known by voice").await.unwrap();
        assert!(location(&look(&site, &joined.session, "/account").await.1).starts_with("/sign-in"));
        assert_eq!(facts(&site, "account-ada").await.last().unwrap(), "account.credentials_reset");
        take_up_link(&site, &link).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_of_somebody_suspended_opens_nothing() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        site.person("ada", "org-unit", "council", &[Role::AgencyAuthor], &[]).await;
        let link = platform::session::invitation(&site.site, "account-ada").await.unwrap();
        let path = link.strip_prefix("http://localhost").unwrap();
        site.post("dot", "/accounts/account-ada/suspend", &[("reason", "Left")]).await.is(StatusCode::SEE_OTHER);
        assert_eq!(send(&site, get(path)).await.0, StatusCode::NOT_FOUND);
        let body = "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&password=three+plain+words&code=1";
        assert_eq!(send(&site, form(path).body(Body::from(body)).unwrap()).await.0, StatusCode::NOT_FOUND);
    })
    .await;
}
