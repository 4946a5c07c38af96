//! Acts, their rows, and what happens when they may not be.

use std::sync::atomic::Ordering;

use ledger::{ActError, Body, EntryRef, Load, Question, args};
use serde_json::{Value as Json, json};

use crate::site::{CHAIN, Does, NOTES, Site, act, act_of, does, draft, on_both};

fn made(words: &str) -> ledger::Draft {
    draft("note.made", json!({"words": words}))
}
fn amended(words: &str) -> ledger::Draft {
    draft("note.amended", json!({"words": words}))
}
fn at(number: i64) -> EntryRef {
    EntryRef { chain: CHAIN.into(), number }
}

#[derive(Debug, thiserror::Error)]
#[error("enter why")]
struct EnterWhy;

on_both! {
    async fn a_fact_is_numbered_sealed_and_read_back(site: Site) {
        let done = site.ledger.act(act("n1", vec![made("a bruise"), amended("two bruises")])).await.unwrap();
        assert_eq!((done.entries, done.versions, done.repeated), (vec![at(1), at(2)], vec![2], false));

        let mut read = site.ledger.read().await.unwrap();
        let entries = read.stream(CHAIN, "n1").await.unwrap();
        assert_eq!(entries.iter().map(|entry| (entry.number, entry.version)).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
        assert_eq!(entries[1].fact::<Json>().unwrap(), json!({"words": "two bruises"}));
        assert_eq!((entries[0].prev, entries[1].prev), ([0; 32], entries[0].hash));
        assert_eq!((read.head(CHAIN).await.unwrap(), read.head("commons").await.unwrap()), (2, 0));
        assert_eq!(read.entry(&at(2)).await.unwrap().unwrap().hash, entries[1].hash);
        assert_eq!(read.after(CHAIN, 1, 10).await.unwrap().len(), 1);
        let stored = read.row("select body from entry where number = 1", vec![]).await.unwrap().unwrap().blob("body").unwrap();
        assert!(!stored.windows(6).any(|six| six == b"bruise"), "the words are readable in the database");
    }

    async fn rows_follow_facts_and_keep_what_was_known_before(site: Site) {
        site.ledger.act(act("n1", vec![made("one")])).await.unwrap();
        site.tick(1_000_000);
        site.ledger.act(act("n1", vec![amended("two")])).await.unwrap();
        site.ledger.act(act("n1", vec![draft("note.closed", json!({}))])).await.unwrap();

        let mut read = site.ledger.read().await.unwrap();
        let rows = read.rows("select * from note order by known_from", vec![]).await.unwrap();
        let seen: Vec<_> = rows.iter().map(|row| (row.text("words").unwrap(), row.int("known_from").unwrap(), row.opt_int("known_to").unwrap())).collect();
        assert_eq!(seen, [("one".into(), 1, Some(2)), ("two".into(), 2, Some(3))]);
        assert_eq!((rows[1].int("score").unwrap(), rows[1].bool("open").unwrap(), rows[1].opt_text("reason").unwrap()), (2, true, None));
        assert!(read.rows("select * from tally", vec![]).await.unwrap().is_empty());
        let start = kernel::Timestamp::from_microsecond(crate::site::START).unwrap();
        assert_eq!(read.number_at(CHAIN, start).await.unwrap(), 1);
        assert_eq!(read.number_at(CHAIN, start + jiff::SignedDuration::from_secs(1)).await.unwrap(), 3);
        assert_eq!(read.number_at(CHAIN, start - jiff::SignedDuration::from_secs(1)).await.unwrap(), 0);
    }

    async fn words_are_found_by_their_beginnings_and_stems(site: Site) {
        site.ledger.act(act("n1", vec![made("The children's houses")])).await.unwrap();
        site.ledger.act(act("n2", vec![made("An empty flat; and \"quotes\"")])).await.unwrap();
        site.ledger.act(act("n2", vec![amended("A crowded flat")])).await.unwrap();
        let mut read = site.ledger.read().await.unwrap();
        for (typed, found) in [("house", 1), ("crowd", 1), ("FLAT crowded", 1), ("flat house", 0), ("\" OR * -flat) NEAR", 0), ("garden", 0)] {
            let words = site.ledger.search_words(typed).unwrap();
            let sql = format!("select note.id from note where chain = $1 and known_to is null and {}", site.ledger.found(&NOTES, "note", 2));
            assert_eq!(read.rows(sql, args![CHAIN, words]).await.unwrap().len(), found, "{typed}");
        }
        assert_eq!(site.ledger.search_words(" -*\" "), None);
    }

    async fn a_repeated_key_changes_nothing(site: Site) {
        let keyed = || ledger::Act { key: Some("form-1".into()), ..act("n1", vec![made("one")]) };
        let first = site.ledger.act(keyed()).await.unwrap();
        let second = site.ledger.act(keyed()).await.unwrap();
        assert_eq!((&second.entries, &second.versions, second.repeated), (&first.entries, &first.versions, true));
        // Both at once, in one batch or two.
        let again = || ledger::Act { key: Some("form-2".into()), ..act("n2", vec![made("two")]) };
        let (left, right) = tokio::join!(site.ledger.act(again()), site.ledger.act(again()));
        assert_eq!(left.unwrap().entries, right.unwrap().entries);
        assert_eq!(site.ledger.read().await.unwrap().head(CHAIN).await.unwrap(), 2);
    }

    async fn of_two_people_saving_at_once_the_second_is_told(site: Site) {
        site.ledger.act(act("n1", vec![made("one")])).await.unwrap();
        let save = |words: &str| act_of(CHAIN, "council", vec![Does { seen: Some(1), ..does("n1", vec![amended(words)]) }]);
        let (left, right) = tokio::join!(site.ledger.act(save("left")), site.ledger.act(save("right")));
        let (won, lost) = if left.is_ok() { (left, right) } else { (right, left) };
        assert_eq!(won.unwrap().versions, [2]);
        assert!(matches!(lost, Err(ActError::Stale { seen: 1, now: 2, .. })), "{lost:?}");
    }

    async fn a_refusal_leaves_nothing_behind_and_disturbs_nobody(site: Site) {
        let refused = || {
            let no = Does { decide: Box::new(|_, _, _, _| Err(ActError::Refused(Box::new(EnterWhy)))), ..does("n2", vec![]) };
            act_of(CHAIN, "council", vec![does("n1", vec![made("half")]), no])
        };
        let mut waiting = Vec::new();
        for n in 0..40 {
            let ledger = site.ledger.clone();
            let act = if n % 2 == 0 { refused() } else { act(&format!("m{n}"), vec![made("whole")]) };
            waiting.push(tokio::spawn(async move { ledger.act(act).await }));
        }
        let mut numbers = Vec::new();
        for answer in futures::future::join_all(waiting).await {
            match answer.unwrap() {
                Ok(done) => numbers.push(done.entries[0].number),
                Err(error) => assert_eq!(error.to_string(), "enter why"),
            }
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
        let mut read = site.ledger.read().await.unwrap();
        assert!(read.stream(CHAIN, "n1").await.unwrap().is_empty());
        assert!(read.rows("select * from data_key where stream = 'n1'", vec![]).await.unwrap().is_empty());
        site.ledger.verify(|_| {}).await.unwrap();
    }

    async fn a_fault_in_one_act_fails_that_act_alone(site: Site) {
        let mut waiting = Vec::new();
        for n in 0..20 {
            let ledger = site.ledger.clone();
            // A projection that names a null where the table has none.
            let body = if n == 7 { draft("note.bad", json!({})) } else { made("fine") };
            let panics = Does { decide: Box::new(|_, _, _, _| panic!("a slice's mistake")), ..does("p", vec![]) };
            let act = if n == 9 { act_of(CHAIN, "council", vec![panics]) } else { act(&format!("m{n}"), vec![body]) };
            waiting.push(tokio::spawn(async move { ledger.act(act).await }));
        }
        let answers = futures::future::join_all(waiting).await;
        let failed = answers.iter().filter(|answer| matches!(answer, Ok(Err(ActError::Failed(_))))).count();
        assert_eq!((failed, site.ledger.read().await.unwrap().head(CHAIN).await.unwrap()), (1, 19));
        site.ledger.verify(|_| {}).await.unwrap();
    }

    async fn later_acts_of_a_batch_see_earlier_ones(site: Site) {
        let mut waiting = Vec::new();
        for _ in 0..50 {
            let ledger = site.ledger.clone();
            let count = Does {
                questions: vec![Question { sql: "select count(*) as n from note where known_to is null".into(), args: vec![] }],
                decide: Box::new(|history, version, answers, _| {
                    assert_eq!(history.len() as i64, version);
                    assert_eq!(answers[0][0].int("n")?, i64::from(version > 0));
                    Ok(vec![if version == 0 { made("0") } else { amended(&version.to_string()) }])
                }),
                ..does("n1", vec![])
            };
            waiting.push(tokio::spawn(async move { ledger.act(act_of(CHAIN, "council", vec![count])).await }));
        }
        for answer in futures::future::join_all(waiting).await {
            answer.unwrap().unwrap();
        }
        let row = site.ledger.read().await.unwrap().row("select words, times from note where known_to is null", vec![]).await.unwrap().unwrap();
        assert_eq!((row.text("words").unwrap(), row.int("times").unwrap()), ("49".into(), 50));
        site.ledger.rebuild_check().await.unwrap();
    }

    async fn only_the_version_is_loaded_where_only_that_is_wanted(site: Site) {
        for wanted in 1..=3 {
            let log = Does { load: Load::Version, ..does("log", vec![draft("access.opened", json!({}))]) };
            let done = site.ledger.act(act_of("oak.access", "council", vec![log])).await.unwrap();
            assert_eq!(done.versions, [wanted]);
        }
    }

    async fn several_streams_commit_together(site: Site) {
        let done = site.ledger.act(act_of(CHAIN, "council", vec![does("a", vec![made("a")]), does("b", vec![made("b"), amended("c")]), does("a", vec![amended("d")])])).await.unwrap();
        assert_eq!((done.entries.len(), done.versions), (4, vec![2, 2, 2]));
        site.ledger.rebuild_check().await.unwrap();
    }

    async fn time_never_runs_back_along_a_chain(site: Site) {
        site.ledger.act(act("n1", vec![made("one")])).await.unwrap();
        site.hands.fetch_sub(5_000_000, Ordering::SeqCst);
        site.ledger.act(act("n1", vec![amended("two")])).await.unwrap();
        let entries = site.ledger.read().await.unwrap().stream(CHAIN, "n1").await.unwrap();
        assert_eq!(entries[1].recorded_at, entries[0].recorded_at);
        site.ledger.verify(|_| {}).await.unwrap();
    }

    async fn operational_tables_are_written_in_order_through_the_same_writer(site: Site) {
        let touched = site.ledger.operate(vec![
            ("insert into session (id, secret) values ($1, $2)".into(), args!["s1", vec![1_u8, 2]]),
            ("update session set secret = null where id = $1".into(), args!["s1"]),
            ("delete from session where id = $1".into(), args!["other"]),
        ]).await.unwrap();
        assert_eq!(touched, [1, 1, 0]);
        let failed = site.ledger.operate(vec![("insert into session (id) values ('s2')".into(), vec![]), ("insert into session (id) values ('s1')".into(), vec![])]).await;
        assert!(failed.is_err());
        let mut read = site.ledger.read().await.unwrap();
        assert_eq!(read.rows("select id from session", vec![]).await.unwrap().len(), 1);
        assert!(read.rows("delete from session", vec![]).await.is_err(), "a reading transaction wrote");
    }

    async fn a_caller_who_goes_away_does_not_undo_the_act(site: Site) {
        {
            let going = site.ledger.act(act("n1", vec![made("one")]));
            let _ = futures::poll!(std::pin::pin!(going));
        }
        site.ledger.act(act("n2", vec![made("two")])).await.unwrap();
        assert_eq!(site.ledger.read().await.unwrap().head(CHAIN).await.unwrap(), 2);
    }

    async fn a_sealed_entry_may_not_touch_another_streams_rows(site: Site) {
        site.ledger.act(act("n1", vec![made("one")])).await.unwrap();
        let other = || draft("note.amended", json!({"id": "n1", "words": "mine now"}));
        let error = site.ledger.act(act("n2", vec![other()])).await.unwrap_err();
        assert!(error.to_string().contains("belongs to the stream `n1`"), "{error}");
        let open = ledger::Draft { sealed: false, ..other() };
        site.ledger.act(act("n2", vec![open])).await.unwrap();
        site.ledger.rebuild_check().await.unwrap();
    }

    async fn a_destroyed_key_forgets_the_stream_and_the_chain_still_verifies(site: Site) {
        let file = site.ledger.put_blob(CHAIN, "n1", b"a photograph").await.unwrap();
        assert_eq!(site.ledger.put_blob(CHAIN, "n1", b"a photograph").await.unwrap(), file);
        assert_eq!(site.ledger.get_blob(CHAIN, "n1", &file).await.unwrap().unwrap(), b"a photograph");
        site.ledger.act(act("n1", vec![made("secret"), amended("still secret")])).await.unwrap();
        site.ledger.act(act("n2", vec![made("kept")])).await.unwrap();
        site.ledger.act(act("tomb", vec![crate::site::destroying("n1")])).await.unwrap();

        let mut read = site.ledger.read().await.unwrap();
        let bodies: Vec<Body> = read.stream(CHAIN, "n1").await.unwrap().into_iter().map(|entry| entry.body).collect();
        assert_eq!(bodies, [Body::Forgotten, Body::Forgotten]);
        assert_eq!(read.rows("select * from note", vec![]).await.unwrap().len(), 1);
        assert_eq!(site.ledger.get_blob(CHAIN, "n1", &file).await.unwrap(), None);
        assert!(site.ledger.act(act("n1", vec![amended("more")])).await.unwrap_err().to_string().contains("was destroyed"));
        assert!(site.ledger.put_blob(CHAIN, "n1", b"another").await.is_err());
        site.ledger.verify(|_| {}).await.unwrap();
        site.ledger.rebuild_check().await.unwrap();
        drop(read);
        site.ledger.rebuild().await.unwrap();
        let mut read = site.ledger.read().await.unwrap();
        assert_eq!(read.rows("select * from note", vec![]).await.unwrap().len(), 1);
    }
}
