//! From one engine to the other and back, with every hash.

use ledger::{Engine, Ledger, Sql, args};
use serde_json::json;

use crate::site::{CHAIN, NOTE_RECORD, Site, about, act, act_of, destroying, does, draft, on_both, options, shared};

async fn some_history(site: &Site) {
    site.ledger.put_blob(CHAIN, "n1", b"a drawing").await.unwrap();
    for n in 1..=6 {
        let first = about(draft("note.made", json!({"words": format!("number {n}")})), "p1");
        let first = shared(first, &format!("n{n}"), "health");
        site.ledger.act(ledger::Act { key: Some(format!("k{n}")), ..act(&format!("n{n}"), vec![first]) }).await.unwrap();
        let opened = ledger::Draft { sealed: false, ..draft("access.opened", json!({})) };
        site.ledger.act(act_of("oak.access", "health", vec![does(&format!("n{n}"), vec![opened])])).await.unwrap();
        site.tick(1_000_000);
    }
    site.ledger.act(act("n1", vec![draft("note.amended", json!({"words": "changed"}))])).await.unwrap();
    site.ledger.act(act("tomb", vec![destroying("n2")])).await.unwrap();
}

async fn exported(ledger: &Ledger) -> String {
    let mut bytes = Vec::new();
    ledger.export(&mut bytes).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

/// An empty installation on the other engine with the same master key.
async fn other_house(site: &Site) -> Option<Site> {
    let url = match site.ledger.engine() {
        Engine::Postgres => None,
        Engine::Sqlite => Some(crate::postgres::database()?),
    };
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("keys")).unwrap();
    std::fs::copy(site.folder.path().join("keys/master.key"), folder.path().join("keys/master.key")).unwrap();
    let hands = std::sync::Arc::clone(&site.hands);
    let ledger = Ledger::open(options(folder.path(), url.as_deref(), &hands, vec![NOTE_RECORD])).await.unwrap();
    Some(Site { ledger, folder, url, hands })
}

async fn dump(ledger: &Ledger, sql: &str) -> Vec<String> {
    let rows = ledger.read().await.unwrap().rows(sql.to_owned(), vec![]).await.unwrap();
    // SQLite's truths are numbers.
    rows.iter().map(|row| format!("{row:?}").replace("Bool(true)", "Int(1)").replace("Bool(false)", "Int(0)")).collect()
}

on_both! {
    async fn moving_house_keeps_every_hash_row_and_answer(site: Site) {
        some_history(&site).await;
        let Some(new) = other_house(&site).await else { return };
        let text = exported(&site.ledger).await;
        assert!(!text.contains("number 1"), "an export carries readable words");
        let moved = new.ledger.import(text.as_bytes()).await.unwrap();
        assert_eq!((moved.entries, moved.chains), (14, 3));

        let (old_head, new_head) = (site.ledger.head().await.unwrap(), new.ledger.head().await.unwrap());
        assert_eq!(old_head.heads, new_head.heads);
        for sql in [
            "select * from note order by id, known_from", "select * from tally order by id",
            "select * from subject order by number", "select * from share order by number, stream", "select * from about order by stream",
            "select * from opened order by stream, at", "select * from act_key order by key", "select * from blob order by hash",
        ] {
            assert_eq!(dump(&site.ledger, sql).await, dump(&new.ledger, sql).await, "{sql}");
        }
        new.ledger.verify(|_| {}).await.unwrap();
        new.ledger.rebuild_check().await.unwrap();
        assert_eq!(exported(&new.ledger).await, text);

        // A consumer starts where the import ended, an answered act is not done again, and life goes on.
        assert!(new.ledger.consume(&["outbox"], CHAIN, 10).await.unwrap().entries.is_empty());
        let again = ledger::Act { key: Some("k1".into()), ..act("n1", vec![]) };
        assert!(new.ledger.act(again).await.unwrap().repeated);
        new.ledger.act(act("n7", vec![draft("note.made", json!({"words": "new here"}))])).await.unwrap();
        assert_eq!(new.ledger.consume(&["outbox"], CHAIN, 10).await.unwrap().entries.len(), 1);
        new.ledger.verify(|_| {}).await.unwrap();
    }

    async fn a_bad_import_says_where_and_changes_nothing(site: Site) {
        some_history(&site).await;
        let Some(new) = other_house(&site).await else { return };
        let text = exported(&site.ledger).await;
        let lines: Vec<&str> = text.lines().collect();
        let place = |needle: &str| lines.iter().position(|line| line.contains(needle)).unwrap();
        let third = place("\"chain\":\"oak\",\"number\":3,");
        let without = |skip: usize| lines.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
        let changed = |from: &str, to: &str| {
            lines.iter().enumerate().map(|(at, line)| if at == third { line.replace(from, to) } else { (*line).to_owned() }).collect::<Vec<_>>().join("\n")
        };
        for (bad, says) in [
            (without(third), "oak/3 is missing".to_owned()),
            (changed("\"agency\":\"council\"", "\"agency\":\"police\""), format!("line {}: oak/3 was changed", third + 1)),
            (text.replacen("\"form\":\"1\"", "\"form\":\"9\"", 1), "line 1: this export has the form `9`".into()),
            (text.replacen("\"master\":\"", "\"master\":\"f", 1), "line 1: the export was made under another master key".into()),
            (lines[..lines.len() - 1].join("\n"), "without its closing line".into()),
            (lines[..lines.len() - 3].iter().chain(&lines[lines.len() - 1..]).copied().collect::<Vec<_>>().join("\n"), "the closing line counts".into()),
            (format!("{text}x"), "something follows the closing line".into()),
            ("hello".into(), "line 1: this is not an export".into()),
            (String::new(), "line 1: there is nothing".into()),
        ] {
            let error = new.ledger.import(bad.as_bytes()).await.unwrap_err().to_string();
            assert!(error.contains(&says), "{says}: {error}");
            assert!(dump(&new.ledger, "select number from entry").await.is_empty());
        }
        new.ledger.import(text.as_bytes()).await.unwrap();
        let error = new.ledger.import(text.as_bytes()).await.unwrap_err().to_string();
        assert!(error.contains("already holds facts"), "{error}");
    }

    async fn every_fixed_statement_prepares(site: Site) {
        let mut read = site.ledger.read().await.unwrap();
        for sql in ledger::statements(site.ledger.engine()) {
            read.prepare(Sql::Fixed(sql)).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        }
        assert!(read.prepare("select nothing from nowhere").await.is_err());
        drop(args![1_i64]);
    }
}
