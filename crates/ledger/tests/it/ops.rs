//! Cursors and jobs.

use kernel::Timestamp;
use serde_json::json;

use crate::site::{CHAIN, START, Site, act, draft, on_both};

fn second(n: i64) -> Timestamp {
    Timestamp::from_microsecond(START + n * 1_000_000).unwrap()
}

on_both! {
    async fn a_consumer_reads_each_entry_once_and_never_goes_back(site: Site) {
        for n in 0..5 {
            site.ledger.act(act(&format!("n{n}"), vec![draft("note.made", json!({"words": "w"}))])).await.unwrap();
        }
        let numbers = |entries: Vec<ledger::Entry>| entries.iter().map(|entry| entry.number).collect::<Vec<_>>();
        assert_eq!(numbers(site.ledger.consume(&["mail"], CHAIN, 3).await.unwrap().entries), [1, 2, 3]);
        site.ledger.advance(&["mail"], CHAIN, 3).await.unwrap();
        site.ledger.advance(&["mail"], CHAIN, 1).await.unwrap();
        assert_eq!(numbers(site.ledger.consume(&["mail"], CHAIN, 9).await.unwrap().entries), [4, 5]);
        assert_eq!(numbers(site.ledger.consume(&["mirror"], CHAIN, 1).await.unwrap().entries), [1]);
        let both = site.ledger.consume(&["mail", "mirror"], CHAIN, 9).await.unwrap();
        assert_eq!(both.new_to(0).map(|entry| entry.number).collect::<Vec<_>>(), [4, 5], "what one has handled is not new to it");
        assert_eq!(both.new_to(1).count(), 5);
    }

    async fn a_job_is_held_by_one_until_its_lease_ends(site: Site) {
        site.ledger.enqueue("digest", &json!({"to": 1}), second(5)).await.unwrap();
        assert!(site.ledger.lease("digest", second(60)).await.unwrap().is_none(), "it is not due");
        site.tick(10_000_000);
        let slow = site.ledger.lease("digest", second(20)).await.unwrap().unwrap();
        assert_eq!((slow.body.clone(), slow.attempts), (json!({"to": 1}), 1));
        assert!(site.ledger.lease("digest", second(60)).await.unwrap().is_none(), "it is held");
        site.tick(10_000_000);
        let quick = site.ledger.lease("digest", second(60)).await.unwrap().unwrap();
        assert!(!site.ledger.finish(&slow).await.unwrap(), "the lease had ended");
        site.ledger.fail(&quick, "no line", second(30)).await.unwrap();
        assert!(site.ledger.lease("digest", second(60)).await.unwrap().is_none(), "it is not due again yet");
        site.tick(10_000_000);
        let third = site.ledger.lease("digest", second(60)).await.unwrap().unwrap();
        assert!(site.ledger.finish(&third).await.unwrap());
        assert!(site.ledger.lease("other", second(60)).await.unwrap().is_none());
    }
}
