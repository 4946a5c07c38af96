//! The two engines behind one face: connections, and how a statement with its values is run on either.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    Arguments, AssertSqlSafe, Executor, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool,
    pool::PoolConnection,
    postgres::{PgArguments, PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
pub(crate) use sqlx::{SqlSafeStr, SqlStr};

use crate::{Engine, LedgerError, Result, Row, Value};

/// A whole statement. Static text wherever possible; built text only from fixed pieces, never from what a user typed.
#[derive(Debug, Clone)]
pub enum Sql {
    Fixed(&'static str),
    Built(String),
}
impl From<&'static str> for Sql {
    fn from(v: &'static str) -> Self {
        Self::Fixed(v)
    }
}
impl From<String> for Sql {
    fn from(v: String) -> Self {
        Self::Built(v)
    }
}
impl Sql {
    pub(crate) fn text(self) -> SqlStr {
        match self {
            Self::Fixed(text) => text.into_sql_str(),
            Self::Built(text) => AssertSqlSafe(text).into_sql_str(),
        }
    }
}

/// How many connections read at once. Each costs SQLite a thread and PostgreSQL a process.
const READERS: u32 = 16;
/// Statements kept prepared on one connection.
const PREPARED: usize = 512;

/// The pools of one installation: one writing connection, several reading ones.
#[derive(Clone)]
pub(crate) enum Database {
    Lite { writer: SqlitePool, readers: SqlitePool },
    Pg { writer: PgPool, readers: PgPool },
}

impl Database {
    pub(crate) async fn sqlite(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(PREPARED)
            .pragma("mmap_size", "2147418112")
            .pragma("temp_store", "memory")
            // A longer log means fewer checkpoints in the writer's path; it is overwritten and never cut, because growing a file costs
            // ten times what overwriting it costs.
            .pragma("wal_autocheckpoint", "4000");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .connect_with(options.clone().pragma("cache_size", "-65536"))
            .await?;
        // Readers read through the memory map, and keep little of their own.
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_with(options.pragma("cache_size", "-8192").pragma("query_only", "on").row_buffer_size(256))
            .await?;
        Ok(Self::Lite { writer, readers })
    }

    pub(crate) async fn postgres(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(PREPARED).application_name("trefoil");
        let writer = PgPoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let readers = PgPoolOptions::new().max_connections(READERS).test_before_acquire(false).connect_with(options).await?;
        Ok(Self::Pg { writer, readers })
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Lite { .. } => Engine::Sqlite,
            Self::Pg { .. } => Engine::Postgres,
        }
    }

    pub(crate) async fn writing(&self) -> Result<Conn> {
        Ok(match self {
            Self::Lite { writer, .. } => Conn::Lite(writer.acquire().await?),
            Self::Pg { writer, .. } => Conn::Pg(writer.acquire().await?),
        })
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Lite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Pg { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

/// The writing connection. Transactions are plain statements here, because the writer alone decides where they begin and end.
pub(crate) enum Conn {
    Lite(PoolConnection<Sqlite>),
    Pg(PoolConnection<Postgres>),
}

impl Conn {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Lite(_) => Engine::Sqlite,
            Self::Pg(_) => Engine::Postgres,
        }
    }
    pub(crate) async fn begin(&mut self) -> Result {
        match self {
            // Taking the write lock at once means that no statement of the batch can be told that the database is busy.
            Self::Lite(c) => run_lite(c, "begin immediate".into_sql_str(), Vec::new()).await?,
            Self::Pg(c) => run_pg(c, "begin".into_sql_str(), Vec::new()).await?,
        };
        Ok(())
    }
    pub(crate) async fn commit(&mut self) -> Result {
        self.run("commit", Vec::new()).await.map(drop)
    }
    pub(crate) async fn rollback(&mut self) -> Result {
        self.run("rollback", Vec::new()).await.map(drop)
    }
    pub(crate) async fn run(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<u64> {
        self.run_text(sql.into().text(), args).await
    }
    pub(crate) async fn run_text(&mut self, sql: SqlStr, args: Vec<Value>) -> Result<u64> {
        match self {
            Self::Lite(c) => run_lite(c, sql, args).await,
            Self::Pg(c) => run_pg(c, sql, args).await,
        }
    }
    pub(crate) async fn rows(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Vec<Row>> {
        self.rows_text(sql.into().text(), args).await
    }
    pub(crate) async fn rows_text(&mut self, sql: SqlStr, args: Vec<Value>) -> Result<Vec<Row>> {
        match self {
            Self::Lite(c) => rows_lite(c, sql, args).await,
            Self::Pg(c) => rows_pg(c, sql, args).await,
        }
    }
    /// Statements without values, several in one text (table definitions with triggers).
    pub(crate) async fn script(&mut self, text: String) -> Result {
        let text = AssertSqlSafe(text);
        match self {
            Self::Lite(c) => {
                sqlx::raw_sql(text).execute(&mut **c).await?;
            }
            Self::Pg(c) => {
                sqlx::raw_sql(text).execute(&mut **c).await?;
            }
        }
        Ok(())
    }
    /// Takes the chains' locks until the transaction ends. SQLite's writer has locked the whole database already.
    pub(crate) async fn lock(&mut self, chains: &std::collections::BTreeSet<String>) -> Result {
        if let Self::Pg(c) = self {
            for chain in chains {
                rows_pg(c, "select pg_advisory_xact_lock($1)".into_sql_str(), vec![Value::Int(Some(lock_number(chain)))]).await?;
            }
        }
        Ok(())
    }
}

/// The advisory lock of a chain: the first eight bytes of the SHA-256 of its name, so that every process asks for the same one.
fn lock_number(chain: &str) -> i64 {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(["trefoil/lock/1/".as_bytes(), chain.as_bytes()].concat());
    digest.iter().take(8).fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte))
}

fn lite_args(args: Vec<Value>) -> Result<SqliteArguments> {
    let mut bound = SqliteArguments::default();
    bound.reserve(args.len(), 0);
    for arg in args {
        match arg {
            Value::Text(v) => Arguments::add(&mut bound, v),
            Value::Int(v) => Arguments::add(&mut bound, v),
            Value::Bool(v) => Arguments::add(&mut bound, v),
            Value::Blob(v) => Arguments::add(&mut bound, v),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

fn pg_args(args: Vec<Value>) -> Result<PgArguments> {
    let mut bound = PgArguments::default();
    bound.reserve(args.len(), args.len() * 24);
    for arg in args {
        match arg {
            Value::Text(v) => Arguments::add(&mut bound, v),
            Value::Int(v) => Arguments::add(&mut bound, v),
            Value::Bool(v) => Arguments::add(&mut bound, v),
            Value::Blob(v) => Arguments::add(&mut bound, v),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

async fn run_lite(conn: &mut SqliteConnection, sql: SqlStr, args: Vec<Value>) -> Result<u64> {
    Ok(sqlx::query_with::<Sqlite, _>(sql, lite_args(args)?).execute(conn).await?.rows_affected())
}
async fn run_pg(conn: &mut PgConnection, sql: SqlStr, args: Vec<Value>) -> Result<u64> {
    Ok(sqlx::query_with::<Postgres, _>(sql, pg_args(args)?).execute(conn).await?.rows_affected())
}
pub(crate) async fn rows_lite(conn: &mut SqliteConnection, sql: SqlStr, args: Vec<Value>) -> Result<Vec<Row>> {
    let rows = sqlx::query_with::<Sqlite, _>(sql, lite_args(args)?).fetch_all(conn).await?;
    Row::all_lite(&rows)
}
pub(crate) async fn rows_pg(conn: &mut PgConnection, sql: SqlStr, args: Vec<Value>) -> Result<Vec<Row>> {
    let rows = sqlx::query_with::<Postgres, _>(sql, pg_args(args)?).fetch_all(conn).await?;
    Row::all_pg(&rows)
}
pub(crate) async fn prepare_lite(conn: &mut SqliteConnection, sql: SqlStr) -> Result {
    conn.prepare(sql).await?;
    Ok(())
}
pub(crate) async fn prepare_pg(conn: &mut PgConnection, sql: SqlStr) -> Result {
    conn.prepare(sql).await?;
    Ok(())
}

/// Text with `count` groups of `width` placeholders: `($1, $2), ($3, $4)`. SQLite gets bare question marks, because it looks a named
/// placeholder up by walking all of them.
pub(crate) fn groups(engine: Engine, width: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * (width * 6 + 4));
    for row in 0..count {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            if column > 0 {
                text.push_str(", ");
            }
            match engine {
                Engine::Sqlite => text.push('?'),
                Engine::Postgres => {
                    text.push('$');
                    text.push_str(&(row * width + column + 1).to_string());
                }
            }
        }
        text.push(')');
    }
    text
}

/// The texts of statements that take many rows, kept by the number of rows: lengths are powers of two, so that each is prepared once.
#[derive(Default)]
pub(crate) struct Texts {
    kept: std::collections::HashMap<(u64, usize), std::sync::Arc<str>>,
}

/// The most rows one statement takes; well under the engines' limits (32,766 and 65,535 values) for the widest table.
const MOST_ROWS: usize = 256;
const MOST_VALUES: usize = 30_000;

impl Texts {
    /// Runs `before (row), (row) … after` for all `rows` of `width` values, in as few statements as there are bits in their number.
    pub(crate) async fn insert(&mut self, conn: &mut Conn, width: usize, mut rows: Vec<Value>, before: &str, after: &str) -> Result<u64> {
        let mut touched = 0;
        let engine = conn.engine();
        while !rows.is_empty() {
            let size = chunk(rows.len() / width, width);
            let rest = rows.split_off(size * width);
            let text = self.text(before, after, engine, width, size);
            touched += conn.run_text(text, rows).await?;
            rows = rest;
        }
        Ok(touched)
    }

    /// As [`Texts::insert`], for statements that answer rows.
    pub(crate) async fn select(
        &mut self,
        conn: &mut Conn,
        width: usize,
        mut rows: Vec<Value>,
        before: &str,
        after: &str,
    ) -> Result<Vec<Row>> {
        let mut found = Vec::new();
        let engine = conn.engine();
        while !rows.is_empty() {
            let size = chunk(rows.len() / width, width);
            let rest = rows.split_off(size * width);
            let text = self.text(before, after, engine, width, size);
            found.append(&mut conn.rows_text(text, rows).await?);
            rows = rest;
        }
        Ok(found)
    }

    fn text(&mut self, before: &str, after: &str, engine: Engine, width: usize, size: usize) -> SqlStr {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (before, after, width).hash(&mut hasher);
        let text =
            self.kept.entry((hasher.finish(), size)).or_insert_with(|| format!("{before}{}{after}", groups(engine, width, size)).into());
        AssertSqlSafe(std::sync::Arc::clone(text)).into_sql_str()
    }
}

/// The largest power of two that fits `rows`, the row limit and the value limit.
fn chunk(rows: usize, width: usize) -> usize {
    let most = rows.min(MOST_ROWS).min(MOST_VALUES / width.max(1)).max(1);
    1 << most.ilog2()
}

impl From<sqlx::error::BoxDynError> for LedgerError {
    fn from(error: sqlx::error::BoxDynError) -> Self {
        Self::Database(sqlx::Error::Decode(error))
    }
}
