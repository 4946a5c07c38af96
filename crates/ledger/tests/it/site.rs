//! A small installation on either engine, and a slice of two tables to write to.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use kernel::{Moment, SubjectRef, Vague};
use ledger::{
    Act, ActError, Chance, Clock, Column, Draft, Effect, Engine, Entry, Ledger, Load, OpenOptions, Projector, Question, Row, Rows, Share,
    Step, Table, boolean, cols, int, int_null, searched, text, text_null,
};
use serde_json::{Value as Json, json};

pub(crate) const CHAIN: &str = "oak";

const NOTE: &[Column] = &[searched("words"), text("author"), int("times"), text_null("reason"), boolean("open"), int_null("score")];
pub(crate) const NOTES: Table = Table { name: "note", version: 1, versioned: true, columns: NOTE, indexes: &[&["author", "times"]] };
pub(crate) const TALLY: Table = Table { name: "tally", version: 1, versioned: false, columns: &[int("times"), text("last")], indexes: &[] };

pub(crate) const NOTE_RECORD: Projector = Projector { record: "note", tables: &[NOTES, TALLY], project };

fn project(entry: &Entry, rows: &mut Rows) -> ledger::Result {
    let body: Json = entry.fact()?;
    let words = body["words"].as_str().unwrap_or_default().to_owned();
    let id = body["id"].as_str().unwrap_or(&entry.stream).to_owned();
    match entry.kind.as_str() {
        "note.made" => {
            rows.insert("note", &id, cols!["words" => words, "author" => &entry.actor, "times" => 1_i64, "open" => true]);
            rows.insert("tally", &id, cols!["times" => 1_i64, "last" => &entry.kind]);
        }
        "note.amended" => {
            rows.patch("note", &id, cols!["words" => words, "times" => entry.version]);
            rows.patch("note", &id, cols!["score" => Some(entry.number)]);
            rows.patch("tally", &id, cols!["times" => entry.version, "last" => &entry.kind]);
        }
        "note.closed" => {
            rows.close("note", &id);
            rows.close("tally", &id);
        }
        _ => {}
    }
    Ok(())
}

pub(crate) struct Site {
    pub(crate) ledger: Ledger,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) url: Option<String>,
    pub(crate) hands: Arc<AtomicI64>,
}

/// 1 January 2026, in microseconds.
pub(crate) const START: i64 = 1_767_225_600_000_000;

pub(crate) fn options(folder: &std::path::Path, url: Option<&str>, hands: &Arc<AtomicI64>, projectors: Vec<Projector>) -> OpenOptions {
    OpenOptions {
        data: folder.to_owned(),
        database: url.map(str::to_owned),
        clock: Clock::Simulated(Arc::clone(hands)),
        chance: Chance::Seeded(7),
        projectors,
        operational: vec!["create table if not exists session (id text not null primary key, secret blob)"],
    }
}

impl Site {
    /// None where the engine is not installed.
    pub(crate) async fn new(engine: Engine) -> Option<Self> {
        Self::with(engine, vec![NOTE_RECORD]).await
    }
    pub(crate) async fn with(engine: Engine, projectors: Vec<Projector>) -> Option<Self> {
        let url = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(crate::postgres::database()?),
        };
        let folder = tempfile::tempdir().unwrap();
        let hands = Arc::new(AtomicI64::new(START));
        let ledger = Ledger::open(options(folder.path(), url.as_deref(), &hands, projectors)).await.unwrap();
        for chain in [CHAIN, "oak.access", "commons"] {
            ledger.ensure_chain(chain).await.unwrap();
        }
        Some(Self { ledger, folder, url, hands })
    }
    pub(crate) fn tick(&self, micros: i64) {
        self.hands.fetch_add(micros, Ordering::SeqCst);
    }
    pub(crate) async fn reopened(self, projectors: Vec<Projector>) -> ledger::Result<Self> {
        self.ledger.close().await;
        let ledger = Ledger::open(options(self.folder.path(), self.url.as_deref(), &self.hands, projectors)).await?;
        Ok(Self { ledger, ..self })
    }
    /// Changes the database behind the ledger's back, as a thief or a failing disk would.
    pub(crate) async fn tamper(&self, sql: &str) -> u64 {
        self.ledger.operate(vec![(sql.to_owned().into(), vec![])]).await.unwrap()[0]
    }
}

pub(crate) fn draft(kind: &'static str, body: Json) -> Draft {
    Draft {
        kind,
        schema: 1,
        body,
        sealed: true,
        happened: Vague::unknown(),
        held: None,
        subjects: Vec::new(),
        shares: Vec::new(),
        effect: None,
    }
}

pub(crate) fn about(mut draft: Draft, subject: &str) -> Draft {
    draft.subjects.push(SubjectRef::new("person", subject));
    draft
}

pub(crate) fn shared(mut draft: Draft, stream: &str, to: &str) -> Draft {
    draft.shares.push(Share { stream: stream.into(), to_agency: to.into(), clause: "4.2".into(), held: None });
    draft
}

pub(crate) fn destroying(stream: &str) -> Draft {
    Draft { sealed: false, effect: Some(Effect::Destroy { stream: stream.into() }), ..draft("retention.ended", json!({})) }
}

type Decision = Box<dyn FnMut(&[Entry], i64, &[Vec<Row>], &Moment) -> Result<Vec<Draft>, ActError> + Send>;

pub(crate) struct Does {
    pub(crate) stream: String,
    pub(crate) seen: Option<i64>,
    pub(crate) load: Load,
    pub(crate) questions: Vec<Question>,
    pub(crate) decide: Decision,
}
impl Step for Does {
    fn stream(&self) -> &str {
        &self.stream
    }
    fn load(&self) -> Load {
        self.load
    }
    fn seen(&self) -> Option<i64> {
        self.seen
    }
    fn questions(&self) -> Vec<Question> {
        self.questions.clone()
    }
    fn decide(&mut self, history: &[Entry], version: i64, answers: &[Vec<Row>], at: &Moment) -> Result<Vec<Draft>, ActError> {
        (self.decide)(history, version, answers, at)
    }
}

pub(crate) fn does(stream: &str, drafts: Vec<Draft>) -> Does {
    Does { stream: stream.into(), seen: None, load: Load::All, questions: vec![], decide: Box::new(move |_, _, _, _| Ok(drafts.clone())) }
}

pub(crate) fn act_of(chain: &str, agency: &str, steps: Vec<Does>) -> Act {
    Act {
        chain: chain.into(),
        actor: "ann".into(),
        agency: agency.into(),
        purpose: "safeguarding".into(),
        cause: None,
        key: None,
        steps: steps.into_iter().map(|step| Box::new(step) as Box<dyn Step>).collect(),
    }
}

pub(crate) fn act(stream: &str, drafts: Vec<Draft>) -> Act {
    act_of(CHAIN, "council", vec![does(stream, drafts)])
}

/// The same test once on each engine.
macro_rules! on_both {
    ($(async fn $name:ident($site:ident: Site) $body:block)*) => { $(
        mod $name {
            use super::*;
            async fn test($site: Site) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                test(Site::new(ledger::Engine::Sqlite).await.unwrap()).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                match Site::new(ledger::Engine::Postgres).await {
                    Some(site) => test(site).await,
                    None => eprintln!("PostgreSQL is not installed: not tested on it"),
                }
            }
        }
    )* };
}
pub(crate) use on_both;
