//! Rows from facts, again: tables built beside those in use, caught up, compared or swapped in.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    Engine, Ledger, LedgerError, Result, Row, Table, Value,
    apply::{Applier, Writing},
    args,
    chance::Keys,
    db::{Conn, Sql, Texts},
    index::Indexer,
    plan::{self, Found, Plan, stored_columns},
    read::AFTER,
    seal::Key,
    search,
    stored::{KeyState, Stored, Wrapped, select_entries},
    tables,
};

/// Ends the names of tables that are being built.
const BESIDE: &str = "__next";
/// Entries read and applied at once.
const CHUNK: i64 = 1000;

pub(crate) const BY_SEQ: &str =
    select_entries!("entry e left join data_key k on k.chain = e.chain and k.stream = e.stream where e.seq > $1 order by e.seq limit $2");

/// How much a rebuild went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    pub entries: u64,
    pub tables: usize,
}

/// Feeds stored entries to projections and views.
pub(crate) struct Builder<'a> {
    plan: &'a Plan,
    master: Key,
    applier: Applier,
    indexer: Option<Indexer>,
    suffix: &'static str,
    wanted: HashSet<&'static str>,
    texts: Texts,
    pub(crate) entries: u64,
}

impl<'a> Builder<'a> {
    /// Builds `only` some tables, or all of them and the horizon's views.
    pub(crate) fn new(plan: &'a Arc<Plan>, keys: &Keys, suffix: &'static str, only: Option<HashSet<usize>>) -> Self {
        let wanted = plan
            .tables
            .iter()
            .enumerate()
            .filter(|(index, _)| only.as_ref().is_none_or(|only| only.contains(index)))
            .flat_map(|(_, planned)| planned.records.iter().copied())
            .collect();
        let indexer = only.is_none().then(Indexer::default);
        let applier = Applier::new(Arc::clone(plan), suffix, only);
        Self { plan, master: keys.master, applier, indexer, suffix, wanted, texts: Texts::default(), entries: 0 }
    }

    pub(crate) fn feed(&mut self, stored: &Stored, wrapped: &Wrapped) -> Result {
        self.entries += 1;
        let projected = self.wanted.contains(stored.record());
        if (!projected && self.indexer.is_none()) || (stored.sealed && *wrapped == Wrapped::Destroyed) {
            return Ok(());
        }
        let key = if stored.sealed { wrapped.open(&self.master, &stored.chain, &stored.stream)? } else { KeyState::None };
        let (entry, about) = stored.opened(&key)?;
        if projected && self.plan.projector(stored.record()).is_some() {
            self.applier.project(&Writing { entry: &entry, sealed: stored.sealed, destroyed: *wrapped == Wrapped::Destroyed })?;
        }
        if let Some(indexer) = &mut self.indexer {
            indexer.add(&entry, &about, *wrapped == Wrapped::Destroyed);
        }
        Ok(())
    }

    pub(crate) async fn flush(&mut self, conn: &mut Conn) -> Result {
        self.applier.flush(conn, &mut self.texts).await?;
        if let Some(indexer) = &mut self.indexer {
            indexer.flush(conn, &mut self.texts, self.suffix).await?;
        }
        Ok(())
    }

    /// Feeds what each chain has after `done`, and moves `done` on.
    async fn catch_up(&mut self, conn: &mut Conn, done: &mut HashMap<String, i64>) -> Result {
        for row in conn.rows("select name from chain", Vec::new()).await? {
            let chain = row.text("name")?;
            let number = done.entry(chain.clone()).or_default();
            loop {
                let rows = conn.rows(AFTER, args![&chain, *number, CHUNK]).await?;
                if rows.is_empty() {
                    break;
                }
                for row in rows {
                    let (stored, wrapped, _) = Stored::from_row(row)?;
                    *number = stored.number;
                    self.feed(&stored, &wrapped)?;
                }
                self.flush(conn).await?;
            }
        }
        Ok(())
    }

    /// Feeds every entry in the order in which this database wrote them; the chains must be locked.
    pub(crate) async fn all(&mut self, conn: &mut Conn) -> Result {
        let mut after = 0;
        loop {
            let rows = conn.rows(BY_SEQ, args![after, CHUNK]).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in rows {
                let (stored, wrapped, seq) = Stored::from_row(row)?;
                after = seq;
                self.feed(&stored, &wrapped)?;
            }
            self.flush(conn).await?;
        }
    }
}

/// Makes, or rebuilds beside and swaps, every table whose stored version is not this program's.
pub(crate) async fn prepare_tables(conn: &mut Conn, plan: &Arc<Plan>, keys: &Keys) -> Result<Found> {
    conn.begin().await?;
    let done = bring_up_to_date(conn, plan, keys).await;
    if let Err(error) = done {
        conn.rollback().await?;
        return Err(error);
    }
    let mut found = Found::default();
    for row in conn.rows("select name, version from table_version", Vec::new()).await? {
        let (name, version) = (row.text("name")?, row.int("version")?);
        found.generation += version;
        if plan.table(&name).is_none() {
            found.unkept.push((name, version));
        }
    }
    conn.commit().await?;
    Ok(found)
}

async fn bring_up_to_date(conn: &mut Conn, plan: &Arc<Plan>, keys: &Keys) -> Result {
    conn.lock(&std::iter::once("tables".to_owned()).collect()).await?;
    let mut known = HashMap::new();
    for row in conn.rows("select name, version from table_version", Vec::new()).await? {
        known.insert(row.text("name")?, row.int("version")?);
    }
    let mut stale = HashSet::new();
    for (index, planned) in plan.tables.iter().enumerate() {
        let (name, ours) = (planned.table.name, i64::from(planned.table.version));
        match known.get(name) {
            Some(theirs) if *theirs > ours => {
                return Err(LedgerError::Broken(format!(
                    "the table `{name}` is at version {theirs} and this program knows version {ours}: run the newer program that made it"
                )));
            }
            Some(theirs) if *theirs == ours => {}
            _ => {
                stale.insert(index);
            }
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    let engine = conn.engine();
    for index in &stale {
        let table = &plan.tables[*index].table;
        conn.script(format!("drop table if exists {}{BESIDE}", table.name)).await?;
        conn.script(plan::create(engine, table, &format!("{}{BESIDE}", table.name))).await?;
    }
    let mut builder = Builder::new(plan, keys, BESIDE, Some(stale.clone()));
    let mut done = HashMap::new();
    // Most of the work holds nobody up; only what was added meanwhile is read under the chains' locks.
    builder.catch_up(conn, &mut done).await?;
    lock_all(conn).await?;
    builder.catch_up(conn, &mut done).await?;
    for index in stale {
        swap(conn, &plan.tables[index].table).await?;
    }
    Ok(())
}

pub(crate) async fn lock_all(conn: &mut Conn) -> Result {
    let names = conn.rows("select name from chain", Vec::new()).await?;
    let names: BTreeSet<String> = names.iter().map(|row| row.text("name")).collect::<Result<_>>()?;
    conn.lock(&names).await
}

/// A table in use is dropped only once its readers have ended. One that never ends must not stop the writer for good.
async fn be_patient(conn: &mut Conn) -> Result {
    if conn.engine() == Engine::Postgres {
        conn.script("set local lock_timeout = '30s'".into()).await?;
    }
    Ok(())
}

/// What was built beside takes the table's name.
async fn swap(conn: &mut Conn, table: &Table) -> Result {
    let (engine, name) = (conn.engine(), table.name);
    for text in search::drop(engine, name) {
        conn.script(text).await?;
    }
    conn.script(format!("drop table if exists {name}")).await?;
    conn.script(format!("alter table {name}{BESIDE} rename to {name}")).await?;
    for text in plan::indexes(table).into_iter().chain(search::create(engine, table)) {
        conn.script(text).await?;
    }
    let sql = "insert into table_version (name, version) values ($1, $2) on conflict (name) do update set version = excluded.version";
    conn.run(sql, args![name, i64::from(table.version)]).await?;
    Ok(())
}

async fn build_all_beside(conn: &mut Conn, plan: &Arc<Plan>, keys: &Keys) -> Result<Rebuilt> {
    let engine = conn.engine();
    lock_all(conn).await?;
    for planned in &plan.tables {
        conn.script(plan::create(engine, &planned.table, &format!("{}{BESIDE}", planned.table.name))).await?;
    }
    for (name, _) in tables::VIEWS {
        conn.script(tables::view_beside(engine, name, BESIDE).unwrap_or_default()).await?;
    }
    let mut builder = Builder::new(plan, keys, BESIDE, None);
    builder.all(conn).await?;
    Ok(Rebuilt { entries: builder.entries, tables: plan.tables.len() + tables::VIEWS.len() })
}

impl Ledger {
    /// Builds every table anew from the entries and puts it in place of the one in use, in one transaction.
    ///
    /// # Errors
    /// Where an entry cannot be opened or projected; then nothing has changed.
    pub async fn rebuild(&self) -> Result<Rebuilt> {
        let (plan, keys) = (Arc::clone(&self.inner.plan), self.inner.keys.clone());
        let mut loan = self.borrow_writer().await?;
        let conn = loan.conn()?;
        conn.begin().await?;
        let rebuilt = build_all_beside(conn, &plan, &keys).await?;
        be_patient(conn).await?;
        for planned in &plan.tables {
            swap(conn, &planned.table).await?;
        }
        for (name, _) in tables::VIEWS {
            conn.script(format!("drop table {name}")).await?;
            conn.script(format!("alter table {name}{BESIDE} rename to {name}")).await?;
        }
        for text in tables::definitions(conn.engine()) {
            conn.script(text).await?;
        }
        conn.commit().await?;
        Ok(rebuilt)
    }

    /// Builds every table beside and compares: rebuilt = live. Changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::Broken`] names the first difference.
    pub async fn rebuild_check(&self) -> Result<Rebuilt> {
        let (plan, keys) = (Arc::clone(&self.inner.plan), self.inner.keys.clone());
        let mut loan = self.borrow_writer().await?;
        let conn = loan.conn()?;
        conn.begin().await?;
        let rebuilt = build_all_beside(conn, &plan, &keys).await?;
        for planned in &plan.tables {
            let table = &planned.table;
            compare(
                conn,
                table.name,
                &stored_columns(table).join(", "),
                if table.versioned { "chain, id, known_from" } else { "chain, id" },
            )
            .await?;
        }
        for (name, columns) in tables::VIEWS {
            compare(conn, name, columns, columns).await?;
        }
        conn.rollback().await?;
        Ok(rebuilt)
    }
}

async fn compare(conn: &mut Conn, name: &str, columns: &str, order: &str) -> Result {
    let sql = format!(
        "select side, {columns} from (\
           select 'in use' as side, d.* from (select {columns} from {name} except select {columns} from {name}{BESIDE}) d \
           union all \
           select 'rebuilt' as side, d.* from (select {columns} from {name}{BESIDE} except select {columns} from {name}) d\
         ) x order by {order}, side limit 2"
    );
    let rows = conn.rows(Sql::Built(sql), Vec::new()).await?;
    let Some(first) = rows.first() else { return Ok(()) };
    let keys: Vec<&str> = order.split(", ").collect();
    let called = keys.iter().map(|key| format!("{key} {}", shown(first, key))).collect::<Vec<_>>().join(", ");
    let same = rows.get(1).filter(|second| keys.iter().all(|key| shown(first, key) == shown(second, key)));
    let what = match same {
        Some(second) => {
            let column = first.columns().find(|column| *column != "side" && shown(first, column) != shown(second, column)).unwrap_or("?");
            format!("differs in the column `{column}` from the row rebuilt from the entries")
        }
        None if first.text("side")? == "rebuilt" => "is rebuilt from the entries and is not in the table in use".to_owned(),
        None => "is in the table in use and is not rebuilt from the entries".to_owned(),
    };
    Err(LedgerError::Broken(format!("table `{name}`: the row with {called} {what}")))
}

fn shown(row: &Row, column: &str) -> String {
    match (row.opt_text(column), row.opt_int(column), row.opt_bool(column)) {
        (Ok(text), _, _) => text.unwrap_or_else(|| "nothing".into()),
        (_, Ok(number), _) => number.map_or_else(|| "nothing".into(), |number| number.to_string()),
        (_, _, Ok(truth)) => truth.map_or_else(|| "nothing".into(), |truth| truth.to_string()),
        _ => "?".into(),
    }
}

/// For an import: builds straight into the tables in use, which are empty of these chains.
pub(crate) async fn build_in_place(conn: &mut Conn, plan: &Arc<Plan>, keys: &Keys) -> Result<u64> {
    for planned in &plan.tables {
        conn.run(Sql::Built(format!("delete from {}", planned.table.name)), Vec::<Value>::new()).await?;
    }
    for (name, _) in tables::VIEWS {
        conn.run(Sql::Built(format!("delete from {name}")), Vec::<Value>::new()).await?;
    }
    let mut builder = Builder::new(plan, keys, "", None);
    builder.all(conn).await?;
    Ok(builder.entries)
}
