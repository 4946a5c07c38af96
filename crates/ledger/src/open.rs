//! Opening an installation, and the ledger's public face.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::{Moment, Timestamp};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    Act, ActError, Done, Entry, LedgerError, Read, Result, Row, Rows, Sql, Table, Value, args,
    blobs::Store,
    chance::Keys,
    db::{Database, Texts},
    plan::Plan,
    rebuild, search, tables,
    writer::{Item, Loan, Writer},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What one record teaches the ledger. `record` is the part of an entry's kind before the dot.
#[derive(Clone, Copy)]
pub struct Projector {
    pub record: &'static str,
    pub tables: &'static [Table],
    /// Pure. It sees only its own record's facts.
    pub project: fn(&Entry, &mut Rows) -> Result,
}

/// Where now comes from: the system, or a demonstration's own hands.
#[derive(Clone)]
pub enum Clock {
    System,
    /// Microseconds since 1970, moved by the demonstration.
    Simulated(Arc<std::sync::atomic::AtomicI64>),
}
impl Clock {
    pub fn moment(&self) -> Moment {
        match self {
            #[allow(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
            Self::System => Moment::at(Timestamp::now()),
            Self::Simulated(hands) => {
                let at = Timestamp::from_microsecond(hands.load(std::sync::atomic::Ordering::SeqCst));
                Moment::at(at.unwrap_or(Timestamp::UNIX_EPOCH))
            }
        }
    }
}

/// Where keys, nonces and ids come from: the operating system, or a seed (demonstration only).
#[derive(Debug, Clone, Copy)]
pub enum Chance {
    System,
    /// Repeats itself at every opening: a demonstration that has been made is served with [`Chance::System`].
    Seeded(u64),
}

pub struct OpenOptions {
    /// The installation's folder: database (SQLite), `keys/`, `blobs/`, `mail/`.
    pub data: PathBuf,
    /// `postgres://…`; none = SQLite in `data`.
    pub database: Option<String>,
    pub clock: Clock,
    pub chance: Chance,
    pub projectors: Vec<Projector>,
    /// `create table if not exists …` of operational tables, which never enter the ledger (sessions, jobs). A column of type `blob` becomes
    /// `bytea` on PostgreSQL.
    pub operational: Vec<&'static str>,
}

/// What a benchmark varies.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    /// The most acts in one transaction; 1 = a commit for every act.
    pub batch: usize,
}
impl Default for Tuning {
    fn default() -> Self {
        Self { batch: 256 }
    }
}

/// An open installation. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) db: Database,
    pub(crate) keys: Keys,
    pub(crate) plan: Arc<Plan>,
    pub(crate) blobs: Arc<Store>,
    /// The names of operational tables that slices brought.
    pub(crate) operational: Vec<String>,
    clock: Clock,
    queue: mpsc::Sender<Item>,
    committed: watch::Receiver<u64>,
    writer: Mutex<Option<tokio::task::JoinHandle<()>>>,
}

impl Ledger {
    pub async fn open(options: OpenOptions) -> Result<Self> {
        Self::open_with(options, Tuning::default()).await
    }

    /// As [`Ledger::open`], with the writer's settings.
    ///
    /// # Errors
    /// Where the database cannot be opened, a table's version is newer than this program's, or the keys cannot be read.
    pub async fn open_with(options: OpenOptions, tuning: Tuning) -> Result<Self> {
        let plan = Arc::new(Plan::new(&options.projectors)?);
        let keys = Keys::open(&options.data.join("keys"), options.chance)?;
        let blobs = Arc::new(Store::open(&options.data.join("blobs"))?);
        let db = match &options.database {
            Some(url) => Database::postgres(url).await?,
            None => Database::sqlite(&options.data.join("trefoil.sqlite")).await?,
        };
        let mut conn = db.writing().await?;
        make_tables(&mut conn, &options.operational).await?;
        let found = rebuild::prepare_tables(&mut conn, &plan, &keys).await?;
        let (queue, received) = mpsc::channel(4096);
        let (commits, committed) = watch::channel(0);
        let writer = Writer {
            db: db.clone(),
            keys: keys.clone(),
            clock: options.clock.clone(),
            plan: Arc::clone(&plan),
            found,
            committed: commits,
            blobs: Arc::clone(&blobs),
            most: tuning.batch.max(1),
            conn: Some(conn),
            texts: Texts::default(),
        };
        let writer = Mutex::new(Some(tokio::spawn(writer.run(received))));
        let operational = options.operational.iter().filter_map(|text| table_named(text)).collect();
        Ok(Self { inner: Arc::new(Inner { db, keys, plan, blobs, operational, clock: options.clock, queue, committed, writer }) })
    }

    pub fn engine(&self) -> Engine {
        self.inner.db.engine()
    }
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }
    /// Fresh bytes of chance (seeded in a demonstration).
    pub fn chance(&self) -> [u8; 32] {
        self.inner.keys.bytes()
    }
    pub fn new_id(&self) -> kernel::Id {
        let millis = self.inner.clock.moment().now.as_millisecond();
        kernel::Id::made_at(u64::try_from(millis).unwrap_or(0), self.inner.keys.bytes())
    }
    /// Makes the chain where it is not there yet.
    pub async fn ensure_chain(&self, chain: &str) -> Result {
        let known = self.read().await?.row("select name from chain where name = $1", args![chain]).await?;
        if known.is_none() {
            let sql = "insert into chain (name) values ($1) on conflict do nothing";
            self.operate(vec![(sql.into(), args![chain])]).await?;
        }
        Ok(())
    }
    pub async fn chains(&self) -> Result<Vec<String>> {
        let rows = self.read().await?.rows("select name from chain", Vec::new()).await?;
        let mut names: Vec<String> = rows.iter().map(|row| row.text("name")).collect::<Result<_>>()?;
        names.sort_unstable();
        Ok(names)
    }
    /// The only way to write a fact. Returns once it is durable; a caller that goes away does not undo it.
    ///
    /// # Errors
    /// As [`ActError`] says.
    pub async fn act(&self, act: Act) -> std::result::Result<Done, ActError> {
        self.ask(|to| Item::Act(Box::new(act), to)).await?
    }
    /// Writes operational tables, together and in order, through the same writer. Returns the rows each statement touched.
    pub async fn operate(&self, statements: Vec<(Sql, Vec<Value>)>) -> Result<Vec<u64>> {
        self.ask(|to| Item::Operate(statements, to)).await?
    }
    /// Writes an operational table with one statement that answers rows (`… returning …`).
    ///
    /// # Errors
    /// Where the statement fails.
    pub async fn operate_returning(&self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Vec<Row>> {
        self.ask(|to| Item::Ask(sql.into(), args, to)).await?
    }
    pub async fn read(&self) -> Result<Read> {
        Read::begin(&self.inner.db, self.inner.keys.master).await
    }
    /// A condition for a `where` that finds rows of `table` whose searched columns hold the words bound at `$placeholder`; `alias` is what
    /// the statement calls the table.
    pub fn found(&self, table: &Table, alias: &str, placeholder: usize) -> String {
        search::condition(self.engine(), table, alias, placeholder)
    }
    /// Words a person typed, made safe and fit for the engine's search; none where nothing is left to look for.
    pub fn search_words(&self, typed: &str) -> Option<String> {
        search::words(self.engine(), typed)
    }
    /// Rises with every commit: reactions wait on it.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.inner.committed.clone()
    }
    /// Waits for what is queued, then stops the writer.
    pub async fn close(&self) {
        let _ = self.ask(Item::Stop).await;
        let writer = self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            let _ = writer.await;
        }
        self.inner.db.close().await;
    }

    pub(crate) async fn ask<T>(&self, item: impl FnOnce(oneshot::Sender<T>) -> Item) -> Result<T> {
        let (to, answer) = oneshot::channel();
        self.inner.queue.send(item(to)).await.map_err(|_| LedgerError::Stopped)?;
        answer.await.map_err(|_| LedgerError::Stopped)
    }

    /// The writing connection, alone, until it is dropped.
    pub(crate) async fn borrow_writer(&self) -> Result<Loan> {
        self.ask(Item::Lend).await
    }
}

/// The table that a definition makes; none for an index.
fn table_named(definition: &str) -> Option<String> {
    let name = definition.trim_start().strip_prefix("create table if not exists ")?;
    name.split(|c: char| c == '(' || c.is_whitespace()).next().map(str::to_owned)
}

async fn make_tables(conn: &mut crate::db::Conn, operational: &[&'static str]) -> Result {
    let engine = conn.engine();
    conn.begin().await?;
    // Two processes that start together must not both make the tables.
    conn.lock(&std::iter::once("tables".to_owned()).collect()).await?;
    for text in tables::definitions(engine) {
        conn.script(text).await?;
    }
    for text in operational {
        let text = match engine {
            Engine::Sqlite => (*text).to_owned(),
            Engine::Postgres => text.replace(" blob", " bytea"),
        };
        conn.script(text).await?;
    }
    conn.commit().await
}
