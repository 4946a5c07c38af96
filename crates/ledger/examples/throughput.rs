//! Measures the ledger alone: acts a second at several client counts, verification, rebuild and a horizon.
//!
//! `cargo run --release -p ledger --example throughput -- acts|bulk|verify [--data DIR] [--database URL] [--clients N] [--acts N] [--batch N] [--facts N]`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a measurement stops at the first fault and reads the clock"
)]

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use kernel::{Moment, SubjectRef, Vague};
use ledger::{
    Act, ActError, Chance, Clock, Draft, Entry, Ledger, OpenOptions, Projector, Row, Rows, Share, Step, Table, Tuning, cols, int, text,
};

const CASE: Table = Table {
    name: "bench_case",
    version: 1,
    versioned: true,
    columns: &[text("title"), text("stage"), int("times")],
    indexes: &[&["stage"]],
};

fn project(entry: &Entry, rows: &mut Rows) -> ledger::Result {
    let body: serde_json::Value = entry.fact()?;
    let title = body["title"].as_str().unwrap_or_default().to_owned();
    rows.insert("bench_case", &entry.stream, cols!["title" => title, "stage" => "open", "times" => entry.version]);
    Ok(())
}

struct Raise {
    stream: String,
    subjects: Vec<SubjectRef>,
    shares: Vec<Share>,
    drafts: usize,
}
impl Step for Raise {
    fn stream(&self) -> &str {
        &self.stream
    }
    fn decide(&mut self, _: &[Entry], _: i64, _: &[Vec<Row>], _: &Moment) -> Result<Vec<Draft>, ActError> {
        let body = serde_json::json!({"title": "A concern about missed appointments", "detail": "x".repeat(420)});
        let draft = Draft {
            kind: "bench.raised",
            schema: 1,
            body,
            sealed: true,
            happened: Vague::unknown(),
            held: None,
            subjects: self.subjects.clone(),
            shares: self.shares.clone(),
            effect: None,
        };
        Ok(vec![draft; self.drafts])
    }
}

fn act(step: Raise, agency: &str) -> Act {
    Act {
        chain: "bench".into(),
        actor: "ann".into(),
        agency: agency.into(),
        purpose: "safeguarding".into(),
        cause: None,
        key: None,
        steps: vec![Box::new(step)],
    }
}

fn percentile(times: &mut [Duration], of: usize) -> Duration {
    times.sort_unstable();
    times.get(times.len() * of / 100).copied().unwrap_or_default()
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let options: HashMap<&str, &str> = words.windows(2).filter_map(|pair| Some((pair[0].strip_prefix("--")?, pair[1].as_str()))).collect();
    let number = |name: &str, otherwise: usize| options.get(name).map_or(otherwise, |text| text.parse().expect("a number"));
    let folder = options.get("data").map_or_else(|| tempfile::tempdir().unwrap().keep(), std::path::PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    let open = OpenOptions {
        data: folder.clone(),
        database: options.get("database").map(|url| (*url).to_owned()),
        clock: Clock::System,
        chance: Chance::System,
        projectors: vec![Projector { record: "bench", tables: &[CASE], project }],
        operational: vec![],
    };
    let ledger = Ledger::open_with(open, Tuning { batch: number("batch", 256) }).await.unwrap();
    ledger.ensure_chain("bench").await.unwrap();
    match words.first().map(String::as_str) {
        Some("verify") => verify(&ledger).await,
        Some("bulk") => bulk(&ledger, number("facts", 1_000_000)).await,
        _ => acts(&ledger, number("clients", 512), number("acts", 50_000)).await,
    }
    ledger.close().await;
    if !options.contains_key("data") {
        std::fs::remove_dir_all(folder).unwrap();
    }
}

async fn acts(ledger: &Ledger, clients: usize, acts: usize) {
    let start = Instant::now();
    let each = acts / clients;
    let tasks = (0..clients).map(|client| {
        let ledger = ledger.clone();
        tokio::spawn(async move {
            let mut times = Vec::with_capacity(each);
            for turn in 0..each {
                let step = Raise { stream: format!("case:{client}:{turn}"), subjects: vec![], shares: vec![], drafts: 1 };
                let asked = Instant::now();
                ledger.act(act(step, "council")).await.unwrap();
                times.push(asked.elapsed());
            }
            times
        })
    });
    let mut times = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        times.append(&mut task.await.unwrap());
    }
    let took = start.elapsed();
    println!(
        "{clients} clients: {:.0} acts/s, p50 {:?}, p99 {:?}",
        times.len() as f64 / took.as_secs_f64(),
        percentile(&mut times, 50),
        percentile(&mut times, 99)
    );
}

async fn verify(ledger: &Ledger) {
    let start = Instant::now();
    let verified = ledger.verify(|_| {}).await.unwrap();
    println!("verify: {:.0} entries/s", verified.entries as f64 / start.elapsed().as_secs_f64());
}

/// Many facts of many people, then what reads them all. One person has 5,000.
async fn bulk(ledger: &Ledger, facts: usize) {
    let start = Instant::now();
    let one = SubjectRef::new("person", "one");
    let mut waiting = tokio::task::JoinSet::new();
    for n in 0..facts / 50 {
        let step = if n < 100 {
            let shares = if n % 2 == 0 {
                vec![Share { stream: format!("case:{n}"), to_agency: "health".into(), clause: "4.2".into(), held: None }]
            } else {
                vec![]
            };
            Raise { stream: format!("case:{n}"), subjects: vec![one.clone()], shares, drafts: 50 }
        } else {
            Raise { stream: format!("case:{n}"), subjects: vec![SubjectRef::new("person", n)], shares: vec![], drafts: 50 }
        };
        let ledger = ledger.clone();
        waiting.spawn(async move { ledger.act(act(step, "council")).await });
        if waiting.len() > 64 {
            waiting.join_next().await.unwrap().unwrap().unwrap();
        }
    }
    while let Some(done) = waiting.join_next().await {
        done.unwrap().unwrap();
    }
    let rate = |n: f64, since: Instant| n / since.elapsed().as_secs_f64();
    println!("{facts} facts written in bulk: {:.0}/s", rate(facts as f64, start));
    let mut times = Vec::new();
    for _ in 0..200 {
        let asked = Instant::now();
        let lines = ledger.horizon("bench", &one, "health", ledger.clock().moment().now).await.unwrap();
        assert_eq!(lines.len(), 5_000.min(facts));
        times.push(asked.elapsed());
    }
    println!("horizon of 5,000 facts: p50 {:?}, p99 {:?}", percentile(&mut times, 50), percentile(&mut times, 99));
    verify(ledger).await;
    let start = Instant::now();
    let rebuilt = ledger.rebuild().await.unwrap();
    println!("rebuild: {:.0} entries/s", rate(rebuilt.entries as f64, start));
}
