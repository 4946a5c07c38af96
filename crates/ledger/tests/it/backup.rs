//! A backup is a whole installation, found whole before it is called done, and taken in only where there is nothing.

use std::path::Path;

use ledger::{Ledger, Sql, args};
use serde_json::json;

use crate::site::{CHAIN, NOTE_RECORD, Site, act, destroying, draft, on_both, options};

/// Facts, a file, a destroyed stream, an answered act, a cursor, a job and a session.
async fn some_history(site: &Site) -> String {
    let hash = site.ledger.put_blob(CHAIN, "n1", b"a drawing").await.unwrap();
    for n in 1..=5 {
        let made = draft("note.made", json!({"words": format!("number {n}")}));
        site.ledger.act(ledger::Act { key: Some(format!("k{n}")), ..act(&format!("n{n}"), vec![made]) }).await.unwrap();
    }
    site.ledger.put_blob(CHAIN, "n2", b"to be destroyed").await.unwrap();
    site.ledger.act(act("tomb", vec![destroying("n2")])).await.unwrap();
    site.ledger.advance(&["outbox"], CHAIN, 3).await.unwrap();
    site.ledger.enqueue("mail", &json!({"to": "ada"}), site.ledger.clock().moment().now).await.unwrap();
    let session = "insert into session (id, secret) values ($1, $2), ('empty', null)";
    site.ledger.operate(vec![(Sql::from(session), args!["s1", vec![1_u8, 2, 255]])]).await.unwrap();
    hash
}

/// A new installation of the same engine, with the backup's keys laid.
async fn new_house(site: &Site, backup: &Path) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    ledger::lay_keys(backup, &data).unwrap();
    let url = site.url.as_ref().and_then(|_| crate::postgres::database());
    let hands = std::sync::Arc::clone(&site.hands);
    let ledger = Ledger::open(options(&data, url.as_deref(), &hands, vec![NOTE_RECORD])).await.unwrap();
    Site { ledger, folder, url, hands }
}

async fn dump(ledger: &Ledger, sql: &'static str) -> String {
    format!("{:?}", ledger.read().await.unwrap().rows(sql, vec![]).await.unwrap())
}

on_both! {
    async fn what_was_backed_up_is_there_again_with_every_hash_row_file_and_session(site: Site) {
        let hash = some_history(&site).await;
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("backup");
        let about = site.ledger.back_up(&backup).await.unwrap();
        assert_eq!((about.ledger.entries, about.files, about.rows), (6, 1, 4));

        let new = new_house(&site, &backup).await;
        assert_eq!(new.ledger.restore(&backup).await.unwrap(), about);
        assert_eq!(new.ledger.head().await.unwrap().heads, site.ledger.head().await.unwrap().heads);
        for sql in ["select * from note order by id, known_from", "select * from session order by id", "select * from cursor", "select * from job"] {
            assert_eq!(dump(&site.ledger, sql).await, dump(&new.ledger, sql).await, "{sql}");
        }
        assert_eq!(new.ledger.get_blob(CHAIN, "n1", &hash).await.unwrap().unwrap(), b"a drawing");
        new.ledger.rebuild_check().await.unwrap();
        // What had not been done yet is done here; what was answered is not done again; heads are signed by the same key.
        assert_eq!(new.ledger.consume(&["outbox"], CHAIN, 10).await.unwrap().entries.len(), 3);
        let again = ledger::Act { key: Some("k1".into()), ..act("n1", vec![]) };
        assert!(new.ledger.act(again).await.unwrap().repeated);
        assert_eq!(new.ledger.head().await.unwrap().key, site.ledger.head().await.unwrap().key);
        // And a second restoration is refused.
        let error = new.ledger.restore(&backup).await.unwrap_err().to_string();
        assert!(error.contains("already holds facts"), "{error}");
    }

    async fn a_backup_that_was_changed_is_not_taken_in(site: Site) {
        let hash = some_history(&site).await;
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("backup");
        site.ledger.back_up(&backup).await.unwrap();
        let new = new_house(&site, &backup).await;
        let file = format!("blobs/{}/{hash}", &hash[..2]);
        for (name, says) in [("ledger.jsonl", "is not what was written"), ("operational.jsonl", "is not what was written"), (&file, "is not what was stored")] {
            let good = std::fs::read(backup.join(name)).unwrap();
            let mut bad = good.clone();
            let place = bad.len() / 2;
            bad[place] ^= 1;
            std::fs::write(backup.join(name), bad).unwrap();
            let error = new.ledger.restore(&backup).await.unwrap_err().to_string();
            assert!(error.contains(says), "{name}: {error}");
            std::fs::write(backup.join(name), good).unwrap();
        }
        assert_eq!(new.ledger.head().await.unwrap().heads.iter().map(|head| head.number).sum::<i64>(), 0);
        new.ledger.restore(&backup).await.unwrap();
    }

    async fn nothing_that_is_there_is_written_over(site: Site) {
        some_history(&site).await;
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("backup");
        site.ledger.back_up(&backup).await.unwrap();
        let error = site.ledger.back_up(&backup).await.unwrap_err().to_string();
        assert!(error.contains("is not empty"), "{error}");
        let error = ledger::lay_keys(&backup, site.folder.path()).unwrap_err().to_string();
        assert!(error.contains("is not empty"), "{error}");
        std::fs::remove_file(backup.join("backup.json")).unwrap();
        let error = ledger::lay_keys(&backup, &folder.path().join("new")).unwrap_err().to_string();
        assert!(error.contains("is not a whole backup"), "{error}");
    }
}
