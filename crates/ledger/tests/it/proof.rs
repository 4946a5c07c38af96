//! Whatever is changed behind the ledger's back is found, and the entry named.

use ledger::{Draft, EntryRef, LedgerError};
use serde_json::json;

use crate::site::{Site, act, act_of, does, draft, on_both};

async fn five(site: &Site) {
    for n in 1..=5 {
        let mut draft = draft("note.made", json!({"words": format!("number {n}")}));
        draft.held = Some(kernel::Vague::day(kernel::Date::constant(2026, 1, 2)));
        let act = ledger::Act { cause: Some(EntryRef { chain: "commons".into(), number: n }), ..act(&format!("n{n}"), vec![draft]) };
        site.ledger.act(act).await.unwrap();
    }
}

async fn complaint(site: &Site) -> String {
    match site.ledger.verify(|_| {}).await {
        Err(LedgerError::Broken(what)) => what,
        other => panic!("nothing was found: {other:?}"),
    }
}

on_both! {
    async fn a_whole_ledger_verifies_and_progress_is_told(site: Site) {
        five(&site).await;
        let mut told = Vec::new();
        let verified = site.ledger.verify(|progress| told.push((progress.number, progress.of))).await.unwrap();
        assert_eq!((verified.chains, verified.entries, told), (3, 5, vec![(5, 5)]));
    }

    async fn every_changed_column_is_found_and_the_entry_named(site: Site) {
        five(&site).await;
        for change in [
            "stream = stream || 'x'", "version = version + 7", "kind = 'note.closed'", "schema = schema + 1",
            "happened_from = 1", "happened_to = 1", "happened_precision = 'exact'",
            "held_from = held_from + 1", "held_to = held_to + 1", "held_precision = 'about'", "held_from = null", "recorded_at = recorded_at + 1",
            "actor = 'eve'", "agency = 'police'", "purpose = ''", "cause_chain = 'oak'", "cause_number = cause_number + 1", "cause_chain = null",
            "sealed = not sealed", "body = prev", "prev = hash", "hash = prev",
        ] {
            let column = change.split(' ').next().unwrap();
            site.tamper("create table kept as select * from entry where number = 3 and chain = 'oak'").await;
            assert_eq!(site.tamper(&format!("update entry set {change} where chain = 'oak' and number = 3")).await, 1);
            let found = complaint(&site).await;
            assert!(found.contains("oak/3"), "{change}: {found}");
            site.tamper(&format!("update entry set {column} = (select {column} from kept) where chain = 'oak' and number = 3")).await;
            site.tamper("drop table kept").await;
            site.ledger.verify(|_| {}).await.unwrap();
        }
    }

    async fn any_flipped_bit_of_a_body_or_hash_is_found_and_the_entry_named(site: Site) {
        five(&site).await;
        let mut random = proptest::test_runner::TestRunner::deterministic();
        for _ in 0..40 {
            let (number, column, place, bit) = {
                use proptest::prelude::Strategy;
                (1_i64..=5, 0_usize..3, 0_usize..1000, 0_u8..8).new_tree(&mut random).map(|tree| proptest::strategy::ValueTree::current(&tree)).unwrap()
            };
            let column = ["body", "prev", "hash"][column];
            let select = format!("select {column} as bytes from entry where chain = 'oak' and number = {number}");
            let good = site.ledger.read().await.unwrap().row(select, vec![]).await.unwrap().unwrap().blob("bytes").unwrap();
            let mut bad = good.clone();
            let place = place % bad.len();
            bad[place] ^= 1 << bit;
            let update = format!("update entry set {column} = $1 where chain = 'oak' and number = {number}");
            site.ledger.operate(vec![(update.clone().into(), ledger::args![bad])]).await.unwrap();
            let found = complaint(&site).await;
            assert!(found.contains(&format!("oak/{number} ")), "{column} of {number}: {found}");
            site.ledger.operate(vec![(update.into(), ledger::args![good])]).await.unwrap();
        }
        site.ledger.verify(|_| {}).await.unwrap();
    }

    async fn a_missing_entry_and_a_stray_one_are_found(site: Site) {
        five(&site).await;
        site.tamper("update entry set chain = 'elm' where number = 2").await;
        assert!(complaint(&site).await.contains("elm/2 belongs to a chain that does not exist"));
        site.tamper("delete from entry where chain = 'elm'").await;
        assert_eq!(complaint(&site).await, "oak/2 is missing: the next entry is number 3");
    }

    async fn a_signed_head_shows_a_cut_tail_and_a_rewritten_past(site: Site) {
        five(&site).await;
        let head = serde_json::to_string(&site.ledger.head().await.unwrap()).unwrap();
        site.ledger.act(act("n6", vec![draft("note.made", json!({"words": "later"}))])).await.unwrap();
        site.ledger.verify_head(&head).await.unwrap();

        let forged = head.replace("\"number\":5", "\"number\":4");
        assert!(site.ledger.verify_head(&forged).await.unwrap_err().to_string().contains("signature is not good"));
        assert!(site.ledger.verify_head("{}").await.is_err());

        site.tamper("delete from entry where chain = 'oak' and number > 4").await;
        site.ledger.verify(|_| {}).await.unwrap();
        let found = site.ledger.verify_head(&head).await.unwrap_err().to_string();
        assert!(found.contains("oak was cut") && found.contains("oak/5"), "{found}");
        // The same number again, with another fact: a past that was rewritten with all its hashes.
        site.ledger.act(act("n9", vec![draft("note.made", json!({"words": "another"}))])).await.unwrap();
        site.ledger.verify(|_| {}).await.unwrap();
        let found = site.ledger.verify_head(&head).await.unwrap_err().to_string();
        assert!(found.contains("oak was rewritten: oak/5"), "{found}");
    }

    async fn the_same_seed_and_clock_give_the_same_hashes(site: Site) {
        let open = Draft { sealed: false, ..draft("note.made", json!({"words": "open"})) };
        site.ledger.act(act("n1", vec![draft("note.made", json!({"words": "sealed"})), open])).await.unwrap();
        site.ledger.act(act_of("commons", "council", vec![does("x", vec![draft("other.thing", json!(1))])])).await.unwrap();
        let heads = site.ledger.head().await.unwrap();
        let hashes: Vec<&str> = heads.heads.iter().map(|head| &head.hash[..16]).collect();
        // Pinned: a change here is a change of the canonical form, of sealing or of the seeded keys, and every stored ledger would notice.
        assert_eq!(hashes, ["8a62e66fe839db28", "000f1c9ec9ccdffd", "0000000000000000"]);
    }
}
