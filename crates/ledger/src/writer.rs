//! The one writer: takes what is queued as a batch, writes it in one transaction, commits once, then answers.
//!
//! If anything fails, the batch is rolled back and run again one item at a time, so that only what is at fault fails; there are no savepoints.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    Act, ActError, Clock, Done, LedgerError, Result, Row, Sql, Value, args,
    batch::Batch,
    chance::Keys,
    db::{Conn, Database, Texts},
    plan::{Found, Plan},
    seal::Key,
};

/// What travels to the writer.
pub(crate) enum Item {
    Act(Box<Act>, oneshot::Sender<std::result::Result<Done, ActError>>),
    Operate(Vec<(Sql, Vec<Value>)>, oneshot::Sender<Result<Vec<u64>>>),
    Ask(Sql, Vec<Value>, oneshot::Sender<Result<Vec<Row>>>),
    /// The key of a stream, made where there is none.
    Key(String, String, oneshot::Sender<Result<Key>>),
    /// The writing connection itself, for what takes long and must be alone.
    Lend(oneshot::Sender<Loan>),
    Stop(oneshot::Sender<()>),
}

enum Outcome {
    Act(std::result::Result<Done, ActError>),
    Operate(Vec<u64>),
    Ask(Vec<Row>),
    Key(Key),
}

/// A transaction that only waits for its commit.
struct Staged {
    outcomes: Vec<Outcome>,
    /// Blobs to delete after it.
    gone: Vec<String>,
    /// Whether it holds any fact.
    appended: bool,
}

/// The writing connection, lent. It goes back when this is dropped, and what was left uncommitted is undone.
pub(crate) struct Loan {
    conn: Option<Conn>,
    back: Option<oneshot::Sender<Conn>>,
}
impl Loan {
    pub(crate) fn conn(&mut self) -> Result<&mut Conn> {
        self.conn.as_mut().ok_or(LedgerError::Stopped)
    }
}
impl Drop for Loan {
    fn drop(&mut self) {
        if let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) {
            let _ = back.send(conn);
        }
    }
}

pub(crate) struct Writer {
    pub(crate) db: Database,
    pub(crate) keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) plan: Arc<Plan>,
    pub(crate) found: Found,
    pub(crate) committed: watch::Sender<u64>,
    pub(crate) blobs: Arc<crate::blobs::Store>,
    /// The most acts in one transaction.
    pub(crate) most: usize,
    pub(crate) conn: Option<Conn>,
    pub(crate) texts: Texts,
}

/// Where an attempt failed: before the commit everything can be run again; at the commit nobody knows.
enum Fault {
    Before(LedgerError),
    Commit(LedgerError),
}

impl Writer {
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Item>) {
        let mut received = Vec::with_capacity(self.most);
        while queue.recv_many(&mut received, self.most).await > 0 {
            let mut batch = Vec::with_capacity(received.len());
            for item in received.drain(..) {
                match item {
                    Item::Lend(borrower) => {
                        self.write(std::mem::take(&mut batch)).await;
                        self.lend(borrower).await;
                    }
                    Item::Stop(stopped) => {
                        self.write(std::mem::take(&mut batch)).await;
                        queue.close();
                        self.conn = None;
                        let _ = stopped.send(());
                    }
                    other => batch.push(other),
                }
            }
            self.write(batch).await;
        }
    }

    async fn lend(&mut self, borrower: oneshot::Sender<Loan>) {
        let Ok(conn) = self.connected().await else { return };
        let (back, returned) = oneshot::channel();
        if borrower.send(Loan { conn: Some(conn), back: Some(back) }).is_err() {
            // The loan was dropped on the way and has come back already.
            tracing::debug!("whoever asked for the writing connection has gone");
        }
        if let Ok(mut conn) = returned.await {
            // Outside a transaction this is refused, and that is well.
            if matches!(conn, Conn::Lite(_)) || conn.rollback().await.is_ok() {
                if matches!(conn, Conn::Lite(_)) {
                    let _ = conn.rollback().await;
                }
                self.conn = Some(conn);
            }
        }
        self.committed.send_modify(|count| *count += 1);
    }

    async fn connected(&mut self) -> Result<Conn> {
        match self.conn.take() {
            Some(conn) => Ok(conn),
            None => self.db.writing().await,
        }
    }

    async fn write(&mut self, mut items: Vec<Item>) {
        if items.is_empty() {
            return;
        }
        match self.attempt(&mut items).await {
            Ok(outcomes) => {
                for (item, outcome) in items.into_iter().zip(outcomes) {
                    answer(item, outcome);
                }
            }
            Err(Fault::Commit(error)) => {
                tracing::error!(%error, acts = items.len(), "a commit failed; nobody is told that their act is done");
                let text = format!("the commit failed: {error}");
                for item in items {
                    fail(item, LedgerError::Broken(text.clone()));
                }
            }
            Err(Fault::Before(error)) if items.len() > 1 => {
                tracing::warn!(%error, acts = items.len(), "a batch failed and is run again one at a time");
                for item in items {
                    let mut one = vec![item];
                    let result = self.attempt(&mut one).await;
                    let Some(item) = one.pop() else { continue };
                    match result {
                        Ok(mut outcomes) => {
                            if let Some(outcome) = outcomes.pop() {
                                answer(item, outcome);
                            }
                        }
                        Err(Fault::Before(error) | Fault::Commit(error)) => fail(item, error),
                    }
                }
            }
            Err(Fault::Before(error)) => {
                if let Some(item) = items.pop() {
                    fail(item, error);
                }
            }
        }
    }

    /// One transaction with all of `items` in it, in order.
    async fn attempt(&mut self, items: &mut [Item]) -> std::result::Result<Vec<Outcome>, Fault> {
        let mut conn = self.connected().await.map_err(Fault::Before)?;
        let staged = self.stage(&mut conn, items).await;
        match staged {
            Ok(Staged { outcomes, gone, appended }) => {
                if let Err(error) = conn.commit().await {
                    // The connection may be in any state: it is closed and another opened.
                    let _ = conn.rollback().await;
                    return Err(Fault::Commit(error));
                }
                self.conn = Some(conn);
                if appended {
                    self.found.generation -= self.found.unkept.drain(..).map(|(_, version)| version).sum::<i64>();
                }
                self.committed.send_modify(|count| *count += 1);
                for hash in gone {
                    if let Err(error) = self.blobs.delete(&hash).await {
                        tracing::warn!(%error, hash, "a forgotten file could not be deleted; its key is destroyed");
                    }
                }
                Ok(outcomes)
            }
            Err(error) => {
                if conn.rollback().await.is_ok() {
                    self.conn = Some(conn);
                }
                Err(Fault::Before(error))
            }
        }
    }

    /// Everything but the commit.
    async fn stage(&mut self, conn: &mut Conn, items: &mut [Item]) -> Result<Staged> {
        conn.begin().await?;
        let mut batch = Batch::new(&self.keys, Arc::clone(&self.plan), &self.clock, &mut self.texts);
        batch.load(conn, items, self.found.generation).await?;
        let mut outcomes = Vec::with_capacity(items.len());
        for item in items {
            outcomes.push(match item {
                Item::Act(act, _) => Outcome::Act(match batch.act(conn, act).await {
                    Err(ActError::Failed(error)) => return Err(error),
                    done => done,
                }),
                Item::Operate(statements, _) => {
                    batch.flush(conn).await?;
                    let mut touched = Vec::with_capacity(statements.len());
                    for (sql, args) in statements.iter() {
                        touched.push(conn.run(sql.clone(), args.clone()).await?);
                    }
                    Outcome::Operate(touched)
                }
                Item::Ask(sql, args, _) => {
                    batch.flush(conn).await?;
                    Outcome::Ask(conn.rows(sql.clone(), args.clone()).await?)
                }
                Item::Key(chain, stream, _) => Outcome::Key(batch.stream_key(chain, stream)?),
                Item::Lend(_) | Item::Stop(_) => return Err(LedgerError::Broken("a batch cannot hold this".into())),
            });
        }
        batch.flush(conn).await?;
        let (gone, appended) = (batch.gone, batch.appended);
        if appended {
            for (name, _) in &self.found.unkept {
                conn.run("delete from table_version where name = $1", args![name]).await?;
            }
        }
        Ok(Staged { outcomes, gone, appended })
    }
}

fn answer(item: Item, outcome: Outcome) {
    // Whoever asked may have gone away; what was done stays done.
    match (item, outcome) {
        (Item::Act(_, to), Outcome::Act(done)) => drop(to.send(done)),
        (Item::Operate(_, to), Outcome::Operate(touched)) => drop(to.send(Ok(touched))),
        (Item::Ask(_, _, to), Outcome::Ask(rows)) => drop(to.send(Ok(rows))),
        (Item::Key(_, _, to), Outcome::Key(key)) => drop(to.send(Ok(key))),
        _ => tracing::error!("an outcome did not match what was asked"),
    }
}

fn fail(item: Item, error: LedgerError) {
    match item {
        Item::Act(_, to) => drop(to.send(Err(ActError::Failed(error)))),
        Item::Operate(_, to) => drop(to.send(Err(error))),
        Item::Ask(_, _, to) => drop(to.send(Err(error))),
        Item::Key(_, _, to) => drop(to.send(Err(error))),
        Item::Lend(_) | Item::Stop(_) => {}
    }
}
