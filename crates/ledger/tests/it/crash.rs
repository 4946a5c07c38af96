//! A process writing under load is killed again and again: no acknowledged act is lost, none is half there, the chain is whole.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::{Arc, atomic::AtomicI64},
    time::{Duration, Instant},
};

use ledger::{Engine, Ledger, args};
use serde_json::json;

use crate::site::{CHAIN, NOTE_RECORD, START, act_of, does, draft, options};

const FOLDER: &str = "TREFOIL_TEST_CRASH_FOLDER";
const DATABASE: &str = "TREFOIL_TEST_CRASH_DATABASE";
const ROUND: &str = "TREFOIL_TEST_CRASH_ROUND";

async fn open(folder: &std::path::Path, url: Option<&str>) -> Ledger {
    let hands = Arc::new(AtomicI64::new(START));
    let ledger = Ledger::open(options(folder, url, &hands, vec![NOTE_RECORD])).await.unwrap();
    ledger.ensure_chain(CHAIN).await.unwrap();
    ledger
}

/// Not a test of its own: what the test below starts and kills. Each act writes two streams; its name is printed once it is acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_process_that_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let url = std::env::var(DATABASE).ok();
    let round = std::env::var(ROUND).unwrap();
    let ledger = open(std::path::Path::new(&folder), url.as_deref()).await;
    let mut clients = Vec::new();
    for client in 0..32 {
        let (ledger, round) = (ledger.clone(), round.clone());
        clients.push(tokio::spawn(async move {
            for turn in 0.. {
                let name = format!("{round}-{client}-{turn}");
                let note = |words: &str| draft("note.made", json!({"words": words}));
                let steps = vec![does(&format!("{name}-a"), vec![note("a")]), does(&format!("{name}-b"), vec![note("b")])];
                ledger.act(ledger::Act { key: Some(name.clone()), ..act_of(CHAIN, "council", steps) }).await.unwrap();
                let mut out = std::io::stdout().lock();
                writeln!(out, "\ndone {name}").unwrap();
                out.flush().unwrap();
            }
        }));
    }
    for client in clients {
        client.await.unwrap();
    }
}

/// Twenty, or as many as `TREFOIL_TEST_KILLS` says.
async fn survives(engine: Engine) {
    let kills = std::env::var("TREFOIL_TEST_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_u32);
    let folder = tempfile::tempdir().unwrap();
    let url = match engine {
        Engine::Sqlite => None,
        Engine::Postgres => match crate::postgres::database() {
            Some(url) => Some(url),
            None => return eprintln!("PostgreSQL is not installed: not tested on it"),
        },
    };
    let mut acknowledged = Vec::new();
    for round in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["--exact", "crash::the_process_that_is_killed", "--nocapture"])
            .env(FOLDER, folder.path())
            .env(ROUND, round.to_string());
        if let Some(url) = &url {
            child.env(DATABASE, url);
        }
        let mut child = child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // The kill falls at another moment each round, some while after the first answer.
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut first = None;
        let patience = Duration::from_millis(20 + u64::from(round * 37 % 180));
        for line in lines.by_ref() {
            if let Some(name) = line.strip_prefix("done ") {
                acknowledged.push(name.to_owned());
                if first.get_or_insert_with(Instant::now).elapsed() > patience {
                    break;
                }
            }
        }
        child.kill().unwrap();
        acknowledged.extend(lines.filter_map(|line| line.strip_prefix("done ").map(str::to_owned)));
        child.wait().unwrap();
    }
    assert!(acknowledged.len() > 100, "only {} acts in all: no load", acknowledged.len());

    let ledger = open(folder.path(), url.as_deref()).await;
    let verified = ledger.verify(|_| {}).await.unwrap();
    let mut read = ledger.read().await.unwrap();
    for name in &acknowledged {
        // A line cut off by the kill names no act; a whole one ends in its turn.
        let row = read.row("select count from act_key where chain = $1 and key = $2", args![CHAIN, name]).await.unwrap();
        assert!(row.is_some(), "{name} was acknowledged and is lost");
    }
    let count = |row: Option<ledger::Row>| row.unwrap().int("n").unwrap();
    let keys = count(read.row("select count(*) as n from act_key", vec![]).await.unwrap());
    let rows = count(read.row("select count(*) as n from note", vec![]).await.unwrap());
    assert_eq!((verified.entries, rows), (keys * 2, keys * 2), "an act is half there");
    let halves = "select count(*) as n from note a where a.id like '%-a' and not exists (select 1 from note b where b.id = replace(a.id, '-a', '-b'))";
    assert_eq!(count(read.row(halves, vec![]).await.unwrap()), 0);
    drop(read);
    ledger.rebuild_check().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_under_load_lose_nothing_on_sqlite() {
    survives(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_under_load_lose_nothing_on_postgres() {
    survives(Engine::Postgres).await;
}
