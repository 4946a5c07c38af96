//! Operational state: how far each consumer of a chain has read, and jobs that are leased from a table.

use std::collections::HashMap;

use kernel::{Id, Timestamp};

use crate::{Engine, Entry, Ledger, Result, Value, args};

pub(crate) const CURSORS: &str = "select consumer, number from cursor where chain = $1";
pub(crate) const ADVANCE: &str = "insert into cursor (consumer, chain, number) values ($1, $2, $3) \
     on conflict (consumer, chain) do update set number = excluded.number where cursor.number < excluded.number";
pub(crate) const ENQUEUE: &str = "insert into job (id, kind, body, due_at, attempts, made_at) values ($1, $2, $3, $4, 0, $5)";
pub(crate) const FINISH: &str = "delete from job where id = $1 and attempts = $2";
pub(crate) const FAIL: &str = "update job set leased_until = null, due_at = $3, last_error = $4 where id = $1 and attempts = $2";

/// Entries to be handled, and how far each consumer has come.
#[derive(Debug)]
pub struct Batch {
    pub entries: Vec<Entry>,
    /// In the order of the consumers that were named.
    done: Vec<i64>,
}

impl Batch {
    /// What the consumer named at this place has not handled yet.
    pub fn new_to(&self, consumer: usize) -> impl Iterator<Item = &Entry> {
        let done = self.done.get(consumer).copied().unwrap_or(i64::MAX);
        self.entries.iter().filter(move |entry| entry.number > done)
    }
}

/// A job that this process holds until its lease ends.
#[derive(Debug, Clone)]
pub struct Job {
    pub id: String,
    pub kind: String,
    pub body: serde_json::Value,
    pub due_at: Timestamp,
    /// How often it has been taken, this time included. It also names the lease: who was too slow cannot finish it for another.
    pub attempts: i64,
}

impl Ledger {
    /// The next entries for `consumers`, at most `most`: read once for all of them, from where the one furthest behind has come to. The
    /// cursors stay until [`Ledger::advance`]. A consumer that is new to an imported chain starts where the import ended, so that nothing is
    /// sent twice.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be opened.
    pub async fn consume(&self, consumers: &[&str], chain: &str, most: i64) -> Result<Batch> {
        let mut read = self.read().await?;
        let rows = read.rows(CURSORS, args![chain]).await?;
        let known: HashMap<String, i64> = rows.iter().map(|row| Ok((row.text("consumer")?, row.int("number")?))).collect::<Result<_>>()?;
        let begun = known.get("*").copied().unwrap_or(0);
        let done: Vec<i64> = consumers.iter().map(|consumer| known.get(*consumer).copied().unwrap_or(begun)).collect();
        let entries = match done.iter().min() {
            Some(least) => read.after(chain, *least, most).await?,
            None => Vec::new(),
        };
        Ok(Batch { entries, done })
    }

    /// Says that `consumers` are done with `chain` up to `number`, in one commit. A cursor never goes back.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn advance(&self, consumers: &[&str], chain: &str, number: i64) -> Result {
        let advance = |consumer: &&str| (ADVANCE.into(), args![*consumer, chain, number]);
        self.operate(consumers.iter().map(advance).collect()).await.map(drop)
    }

    /// Adds a job for `due_at`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn enqueue(&self, kind: &str, body: &serde_json::Value, due_at: Timestamp) -> Result<Id> {
        let id = self.new_id();
        self.operate(vec![(ENQUEUE.into(), args![&id, kind, serde_json::to_string(body)?, due_at, self.clock().moment().now])]).await?;
        Ok(id)
    }

    /// Takes the job of `kind` that is due longest, until `until`; none where none is due. Nobody else is given it before then.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lease(&self, kind: &str, until: Timestamp) -> Result<Option<Job>> {
        let now = self.clock().moment().now;
        let rows = self.operate_returning(lease_text(self.engine()), args![until, now, kind]).await?;
        rows.first()
            .map(|row| {
                Ok(Job {
                    id: row.text("id")?,
                    kind: row.text("kind")?,
                    body: serde_json::from_str(&row.text("body")?)?,
                    due_at: row.instant("due_at")?,
                    attempts: row.int("attempts")?,
                })
            })
            .transpose()
    }

    /// The job is done. False where the lease had ended and somebody else took it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn finish(&self, job: &Job) -> Result<bool> {
        Ok(self.operate(vec![(FINISH.into(), args![&job.id, job.attempts])]).await? == [1])
    }

    /// The job failed and is to be tried again at `again_at`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn fail(&self, job: &Job, error: &str, again_at: Timestamp) -> Result {
        let args: Vec<Value> = args![&job.id, job.attempts, again_at, error];
        self.operate(vec![(FAIL.into(), args)]).await.map(drop)
    }
}

/// PostgreSQL's other processes pass over a row that one of them is taking; SQLite has one writer and needs no such word.
pub(crate) fn lease_text(engine: Engine) -> &'static str {
    macro_rules! lease {
        ($skip:literal) => {
            concat!(
                "update job set leased_until = $1, attempts = attempts + 1 where id = (select id from job where due_at <= $2 and kind = $3 ",
                "and (leased_until is null or leased_until <= $2) order by due_at, id limit 1",
                $skip,
                ") returning id, kind, body, due_at, attempts"
            )
        };
    }
    match engine {
        Engine::Sqlite => lease!(""),
        Engine::Postgres => lease!(" for update skip locked"),
    }
}
