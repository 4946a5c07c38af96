//! Signing in and out, and what stands around every route.

use agreement::Role;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use testkit::{TestSite, on_both};

use crate::browser::{code, code_ahead, form, get, location, look, no_slices, post, send, session_in, sign_in, sign_in_as, take_up};

#[tokio::test(flavor = "multi_thread")]
async fn somebody_invited_sets_up_codes_signs_in_once_with_each_and_signs_out() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let key = take_up(&site).await.key;
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
        let key = take_up(&site).await.key;
        site.set_today("2026-03-03");
        for _ in 0..10 {
            assert_eq!(sign_in(&site, "wrong+wrong+wrong", "000000").await.0, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = code(&site, &key);
        let (status, _, locked) = sign_in(&site, "three+plain+words", &right).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        // Nobody learns from the answer whether the address has an account, is locked, or never had a password.
        site.person("bea", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        for other in ["nobody@example.org", "bea@example.org"] {
            let (status, _, page) = sign_in_as(&site, other, "three+plain+words", &right).await;
            assert_eq!((status, page.replace(other, "ada@example.org")), (StatusCode::UNPROCESSABLE_ENTITY, locked.clone()));
        }
        // The same work too: a try is counted whoever it was on.
        let counted = site.system().rows("select account, failed from secret order by account", Vec::new()).await.unwrap();
        let counted: Vec<_> = counted.iter().map(|row| (row.text("account").unwrap(), row.int("failed").unwrap())).collect();
        assert_eq!(counted, [("account-ada".into(), 11), ("account-bea".into(), 1), ("nobody".into(), 1)]);
        // A quarter of an hour later the right answers are right again.
        site.set_now("2026-03-03T09:16:00Z".parse().unwrap());
        assert_eq!(sign_in(&site, "three+plain+words", &code(&site, &key)).await.0, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_elsewhere_or_without_its_token_changes_nothing() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let session = platform::session::create_session(&site.site, "account-ada", "appointment-ada", "test", false).await.unwrap();
        let body = "name=Bea&email=bea%40example.org";
        let post = || form("/accounts/a1/invite").header(header::COOKIE, format!("session={session}"));
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

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_one_step_early_or_late_and_not_two() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let key = take_up(&site).await.key;
        for (ahead, expected) in [
            (-60, StatusCode::UNPROCESSABLE_ENTITY),
            (-30, StatusCode::SEE_OTHER),
            (60, StatusCode::UNPROCESSABLE_ENTITY),
            (30, StatusCode::SEE_OTHER),
        ] {
            site.set_today(if ahead == -30 { "2026-03-04" } else { "2026-03-05" });
            let shown = code_ahead(&site, &key, ahead);
            assert_eq!(sign_in(&site, "three+plain+words", &shown).await.0, expected, "{ahead} seconds ahead");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_is_out_and_the_cookie_is_worth_nothing() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let session = take_up(&site).await.session;
        assert_eq!(look(&site, &session, "/account").await.0, StatusCode::OK);
        let (status, headers, _) = post(&site, &session, "/sign-out", "").await;
        assert_eq!((status, location(&headers), session_in(&headers)), (StatusCode::SEE_OTHER, "/sign-in", String::new()));
        assert!(location(&look(&site, &session, "/account").await.1).starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_twelve_hours_however_busy_it_is() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let session = take_up(&site).await.session;
        let begun = site.site.ledger().clock().moment().now;
        let after = |minutes: i64| begun.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
        for minutes in (20..720).step_by(20) {
            site.set_now(after(minutes));
            assert_eq!(look(&site, &session, "/account").await.0, StatusCode::OK, "after {minutes} minutes");
        }
        site.set_now(after(720));
        assert!(location(&look(&site, &session, "/account").await.1).starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_after_the_session_ended_leads_back_to_the_page_it_was_on() {
    on_both(no_slices, async |site: TestSite| {
        let sent = |from: &str| form("/accounts/a1/invite").header(header::REFERER, from).body(Body::from("name=Bea")).unwrap();
        for (from, back) in [("http://localhost/accounts/new?x=1", "%2Faccounts%2Fnew%3Fx%3D1"), ("no address", "%2F")] {
            let (_, headers, _) = send(&site, sent(from)).await;
            assert_eq!(location(&headers), format!("/sign-in?return_to={back}"), "{from}");
        }
        let (_, headers, _) = send(&site, form("/sign-out").body(Body::empty()).unwrap()).await;
        assert!(!location(&headers).contains("sign-out"), "{}", location(&headers));
    })
    .await;
}
