//! Several processes on one database.

use ledger::{Column, Entry, Ledger, Projector, Rows, Table, cols, text};
use serde_json::json;

use crate::site::{CHAIN, NOTE_RECORD, Site, act, draft, on_both, options};

async fn another(site: &Site, projectors: Vec<Projector>) -> Ledger {
    Ledger::open(options(site.folder.path(), site.url.as_deref(), &site.hands, projectors)).await.unwrap()
}

const DIARY_COLUMNS: &[Column] = &[text("words")];
const DIARY: Table = Table { name: "diary", version: 1, versioned: false, columns: DIARY_COLUMNS, indexes: &[] };

fn project(entry: &Entry, rows: &mut Rows) -> ledger::Result {
    rows.insert("diary", &entry.stream, cols!["words" => &entry.kind]);
    Ok(())
}

on_both! {
    async fn two_writers_make_one_whole_chain(site: Site) {
        let other = another(&site, vec![NOTE_RECORD]).await;
        let mut waiting = Vec::new();
        for n in 0..200 {
            let ledger = if n % 2 == 0 { site.ledger.clone() } else { other.clone() };
            // Both write the same forty streams.
            let act = act(&format!("n{}", n % 40), vec![draft("note.made", json!({"words": "w"}))]);
            waiting.push(tokio::spawn(async move { ledger.act(act).await }));
        }
        for answer in waiting {
            answer.await.unwrap().unwrap();
        }
        assert_eq!(site.ledger.verify(|_| {}).await.unwrap().entries, 200);
        site.ledger.rebuild_check().await.unwrap();
        other.close().await;
    }

    async fn a_process_is_refused_once_a_newer_one_has_changed_the_tables(site: Site) {
        site.ledger.act(act("n1", vec![draft("diary.kept", json!({}))])).await.unwrap();
        let newer = another(&site, vec![NOTE_RECORD, Projector { record: "diary", tables: &[DIARY], project }]).await;
        let error = site.ledger.act(act("n2", vec![draft("diary.kept", json!({}))])).await.unwrap_err().to_string();
        assert!(error.contains("a newer version of the program"), "{error}");
        newer.act(act("n2", vec![draft("diary.kept", json!({}))])).await.unwrap();
        assert_eq!(newer.read().await.unwrap().rows("select * from diary where chain = $1", ledger::args![CHAIN]).await.unwrap().len(), 2);
        newer.close().await;
    }
}
