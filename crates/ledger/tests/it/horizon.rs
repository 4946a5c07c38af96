//! Who knew what, when.

use jiff::SignedDuration;
use kernel::{SubjectRef, Timestamp, Vague};
use ledger::{Draft, Shared, Standing};
use serde_json::json;

use crate::site::{CHAIN, START, Site, about, act_of, does, draft, on_both, shared};

fn second(n: i64) -> Timestamp {
    Timestamp::from_microsecond(START + n * 1_000_000).unwrap()
}

fn fact() -> Draft {
    about(draft("note.made", json!({"words": "a fact"})), "p1")
}

async fn standings(site: &Site, agency: &str, at: i64) -> Vec<Standing> {
    let lines = site.ledger.horizon(CHAIN, &SubjectRef::new("person", "p1"), agency, second(at)).await.unwrap();
    lines.into_iter().map(|line| line.standing).collect()
}

on_both! {
    async fn an_agency_holds_its_own_from_when_it_says_it_did(site: Site) {
        site.tick(10_000_000);
        let late = Draft { held: Some(Vague::exact(second(3))), ..fact() };
        site.ledger.act(act_of(CHAIN, "police", vec![does("n1", vec![late])])).await.unwrap();
        assert_eq!(standings(&site, "police", 2).await, [Standing::NotYet]);
        assert_eq!(standings(&site, "police", 3).await, [Standing::Own]);
        assert_eq!(standings(&site, "health", 3).await, [Standing::Elsewhere]);
        let lines = site.ledger.horizon(CHAIN, &SubjectRef::new("person", "p1"), "health", second(3)).await.unwrap();
        assert_eq!((lines[0].agency.as_str(), lines[0].recorded_at, lines[0].held), ("police", second(10), Some(Vague::exact(second(3)))));
        assert!(site.ledger.horizon(CHAIN, &SubjectRef::new("person", "p2"), "health", second(3)).await.unwrap().is_empty());
    }

    async fn what_was_given_and_what_was_opened_are_told_apart(site: Site) {
        site.ledger.act(act_of(CHAIN, "police", vec![does("n1", vec![fact()])])).await.unwrap();
        site.tick(10_000_000);
        // Given by phone at second 4, recorded at second 10.
        let mut give = shared(draft("share.recorded", json!({})), "n1", "health");
        give.shares[0].held = Some(Vague::exact(second(4)));
        let done = site.ledger.act(act_of(CHAIN, "police", vec![does("s1", vec![give])])).await.unwrap();
        site.tick(10_000_000);
        let opened = Draft { sealed: false, ..draft("access.opened", json!({})) };
        site.ledger.act(act_of("oak.access", "health", vec![does("n1", vec![opened.clone()])])).await.unwrap();
        site.ledger.act(act_of("oak.access", "housing", vec![does("n1", vec![opened])])).await.unwrap();

        let by = done.entries[0].clone();
        let given = |opened_at| Standing::Shared(Shared { by: by.clone(), clause: "4.2".into(), given_at: second(4), recorded_at: second(10), opened_at });
        assert_eq!(standings(&site, "health", 3).await, [Standing::Elsewhere]);
        assert_eq!(standings(&site, "health", 4).await, [given(None)]);
        assert_eq!(standings(&site, "health", 19).await, [given(None)]);
        assert_eq!(standings(&site, "health", 20).await, [given(Some(second(20)))]);
        assert_eq!(standings(&site, "housing", 30).await, [Standing::Elsewhere]);
        site.ledger.rebuild_check().await.unwrap();
    }

    async fn a_later_fact_of_a_shared_record_was_not_given(site: Site) {
        site.ledger.act(act_of(CHAIN, "police", vec![does("n1", vec![shared(fact(), "n1", "health")])])).await.unwrap();
        site.ledger.act(act_of(CHAIN, "police", vec![does("n1", vec![fact()])])).await.unwrap();
        let standings = standings(&site, "health", 60).await;
        assert!(matches!(standings[..], [Standing::Shared(_), Standing::Elsewhere]), "{standings:?}");
    }

    async fn many_shared_streams_are_answered_as_few_are(site: Site) {
        let steps = (0..300).map(|n| does(&format!("n{n}"), vec![shared(fact(), &format!("n{n}"), "health")])).collect();
        site.ledger.act(act_of(CHAIN, "police", steps)).await.unwrap();
        site.tick(1_000_000);
        let opened = Draft { sealed: false, ..draft("access.opened", json!({"stream": "n7"})) };
        site.ledger.act(act_of("oak.access", "health", vec![does("visit", vec![opened])])).await.unwrap();
        let standings = standings(&site, "health", 60).await;
        let seen = standings.iter().filter(|line| matches!(line, Standing::Shared(Shared { opened_at: Some(_), .. }))).count();
        assert_eq!((standings.len(), seen), (300, 1));
        assert!(second(0) + SignedDuration::from_secs(1) == second(1));
    }
}
