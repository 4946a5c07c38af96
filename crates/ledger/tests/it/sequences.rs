//! Random histories: rebuilt = live, and every hash survives a move, whatever happened.

use ledger::{Draft, Engine};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::json;

use crate::site::{CHAIN, Does, Site, about, act_of, destroying, does, draft, shared};

#[derive(Debug, Clone)]
enum Deed {
    Make(u8),
    Amend(u8),
    Close(u8),
    /// Several streams in one act.
    Both(u8, u8),
    Share(u8),
    Open(u8),
    Stale(u8),
    Destroy(u8),
    Unsealed(u8, u8),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let stream = 0_u8..6;
    let deed = prop_oneof![
        4 => stream.clone().prop_map(Deed::Make),
        6 => stream.clone().prop_map(Deed::Amend),
        2 => stream.clone().prop_map(Deed::Close),
        2 => (stream.clone(), stream.clone()).prop_map(|(a, b)| Deed::Both(a, b)),
        2 => stream.clone().prop_map(Deed::Share),
        2 => stream.clone().prop_map(Deed::Open),
        1 => stream.clone().prop_map(Deed::Stale),
        1 => stream.clone().prop_map(Deed::Destroy),
        1 => (stream.clone(), stream).prop_map(|(a, b)| Deed::Unsealed(a, b)),
    ];
    proptest::collection::vec(deed, 1..60)
}

fn act(deed: &Deed) -> ledger::Act {
    let name = |n: &u8| format!("n{n}");
    let note = |kind, n: &u8| about(draft(kind, json!({"words": format!("word {n}")})), &format!("p{}", n % 3));
    let one = |n: &u8, drafts: Vec<Draft>| act_of(CHAIN, "council", vec![does(&name(n), drafts)]);
    match deed {
        Deed::Make(n) => one(n, vec![note("note.made", n)]),
        Deed::Amend(n) => one(n, vec![note("note.amended", n)]),
        Deed::Close(n) => one(n, vec![note("note.closed", n)]),
        Deed::Both(a, b) => {
            let steps =
                vec![does(&name(a), vec![note("note.made", a), note("note.amended", a)]), does(&name(b), vec![note("note.made", b)])];
            act_of(CHAIN, "council", steps)
        }
        Deed::Share(n) => act_of(CHAIN, "council", vec![does("shares", vec![shared(draft("share.given", json!({})), &name(n), "health")])]),
        Deed::Open(n) => {
            let opened = Draft { sealed: false, ..draft("access.opened", json!({})) };
            act_of("oak.access", "health", vec![does(&name(n), vec![opened])])
        }
        Deed::Stale(n) => act_of(CHAIN, "council", vec![Does { seen: Some(999), ..does(&name(n), vec![note("note.made", n)]) }]),
        Deed::Destroy(n) => act_of(CHAIN, "council", vec![does("tombs", vec![destroying(&name(n))])]),
        Deed::Unsealed(by, of) => {
            let kind = if by % 2 == 0 { "note.amended" } else { "note.made" };
            let touch = Draft { sealed: false, ..draft(kind, json!({"id": name(of), "words": "by another"})) };
            act_of(CHAIN, "council", vec![does(&name(by), vec![touch])])
        }
    }
}

async fn a_history_holds(engine: Engine, deeds: Vec<Deed>) {
    let Some(site) = Site::new(engine).await else { return };
    // All at once, so that they fall into batches as they may.
    let mut waiting = Vec::new();
    for deed in &deeds {
        let (ledger, act) = (site.ledger.clone(), act(deed));
        waiting.push(tokio::spawn(async move { ledger.act(act).await }));
        site.tick(1000);
        if waiting.len() % 7 == 0 {
            tokio::task::yield_now().await;
        }
    }
    // Refused, stale and forbidden acts are part of the history; what matters is what they leave behind.
    for answer in waiting {
        let _ = answer.await.unwrap();
    }
    let verified = site.ledger.verify(|_| {}).await.unwrap();
    site.ledger.rebuild_check().await.unwrap();
    let mut text = Vec::new();
    site.ledger.export(&mut text).await.unwrap();
    let Some(new) =
        Site::new(if engine == Engine::Sqlite && deeds.len().is_multiple_of(4) { Engine::Postgres } else { Engine::Sqlite }).await
    else {
        return;
    };
    let moved = new.ledger.import(&text[..]).await.unwrap();
    assert_eq!(moved.entries, verified.entries as u64);
    assert_eq!(new.ledger.head().await.unwrap().heads, site.ledger.head().await.unwrap().heads);
    new.ledger.rebuild_check().await.unwrap();
    site.ledger.close().await;
    new.ledger.close().await;
}

fn histories(engine: Engine, cases: u32) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = Config { cases, max_shrink_iters: 40, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&deeds(), |deeds| {
            runtime
                .block_on(async { tokio::spawn(a_history_holds(engine, deeds)).await })
                .map_err(|error| TestCaseError::fail(error.to_string()))
        })
        .unwrap();
}

#[test]
fn any_history_is_rebuilt_and_moved_from_sqlite() {
    histories(Engine::Sqlite, 24);
}

#[test]
fn any_history_is_rebuilt_and_moved_from_postgres() {
    histories(Engine::Postgres, 12);
}
