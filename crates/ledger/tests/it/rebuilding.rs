//! Tables whose definition changes, and tables that were changed behind the ledger's back.

use ledger::{Column, Entry, Projector, Rows, Table, args, cols, int, searched, text};
use serde_json::json;

use crate::site::{CHAIN, NOTE_RECORD, Site, act, draft, on_both};

const WORDS: &[Column] = &[searched("words"), int("letters"), text("author")];
const NEWER: Table = Table { name: "note", version: 2, versioned: true, columns: WORDS, indexes: &[&["letters"]] };
const NEWER_RECORD: Projector = Projector { record: "note", tables: &[NEWER], project };

fn project(entry: &Entry, rows: &mut Rows) -> ledger::Result {
    let body: serde_json::Value = entry.fact()?;
    let words = body["words"].as_str().unwrap_or_default().to_owned();
    rows.insert("note", &entry.stream, cols!["letters" => words.len() as i64, "words" => words, "author" => &entry.actor]);
    Ok(())
}

async fn two(site: &Site) {
    site.ledger.act(act("n1", vec![draft("note.made", json!({"words": "apple"}))])).await.unwrap();
    site.ledger.act(act("n1", vec![draft("note.amended", json!({"words": "pears"}))])).await.unwrap();
}

on_both! {
    async fn a_changed_table_is_rebuilt_and_the_older_program_refused(site: Site) {
        two(&site).await;
        let site = site.reopened(vec![NEWER_RECORD]).await.unwrap();
        site.ledger.act(act("n2", vec![draft("note.made", json!({"words": "cherries"}))])).await.unwrap();
        let mut read = site.ledger.read().await.unwrap();
        let rows = read.rows("select letters, known_to from note order by known_from", vec![]).await.unwrap();
        let seen: Vec<_> = rows.iter().map(|row| (row.int("letters").unwrap(), row.opt_int("known_to").unwrap())).collect();
        assert_eq!(seen, [(5, Some(2)), (5, None), (8, None)]);
        let sql = format!("select id from note where known_to is null and {}", site.ledger.found(&NEWER, NEWER.name, 1));
        assert_eq!(read.rows(sql, args![site.ledger.search_words("pear")]).await.unwrap().len(), 1);
        drop(read);
        site.ledger.rebuild_check().await.unwrap();
        let error = site.reopened(vec![NOTE_RECORD]).await.err().unwrap().to_string();
        assert!(error.contains("`note` is at version 2") && error.contains("version 1"), "{error}");
    }

    async fn a_record_stated_later_finds_its_old_facts(site: Site) {
        let site = site.reopened(vec![]).await.unwrap();
        two(&site).await;
        // The same version as before, and yet not the same rows: nobody kept them meanwhile.
        let site = site.reopened(vec![NOTE_RECORD]).await.unwrap();
        site.ledger.rebuild_check().await.unwrap();
        assert_eq!(site.ledger.read().await.unwrap().rows("select * from note", vec![]).await.unwrap().len(), 2);
    }

    async fn a_row_changed_by_hand_is_named_and_a_rebuild_mends_it(site: Site) {
        two(&site).await;
        for (sql, says) in [
            ("update note set words = 'plums' where known_to is null", "table `note`: the row with chain oak, id n1, known_from 2 differs in the column `words`"),
            ("delete from note where known_to is not null", "known_from 1 is rebuilt from the entries and is not in the table in use"),
            ("insert into tally (chain, id, stream, times, last) values ('oak', 'n9', 'n9', 1, 'x')", "table `tally`: the row with chain oak, id n9 is in the table in use"),
        ] {
            site.tamper(sql).await;
            let error = site.ledger.rebuild_check().await.unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
            site.ledger.rebuild().await.unwrap();
            site.ledger.rebuild_check().await.unwrap();
        }
        let mut read = site.ledger.read().await.unwrap();
        let sql = format!("select id from note where chain = $2 and {}", site.ledger.found(&crate::site::NOTES, "note", 1));
        let args = args![site.ledger.search_words("pears"), CHAIN];
        assert_eq!(read.rows(sql, args).await.unwrap().len(), 1, "the search was not rebuilt");
    }
}
