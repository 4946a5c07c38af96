//! Applying what projections named: rows are changed in memory first and written many at a time.
//!
//! **Invariant:** an entry whose body is sealed touches only rows of its own stream, and a stream whose key was destroyed opens no rows. Then
//! forgetting a stream is deleting its rows, and a rebuild that can no longer read it arrives at the same tables.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    Entry, Kind, LedgerError, Result, Row, Rows, Table, Value,
    db::{Conn, Texts},
    plan::{Plan, stored_columns},
    row::Cell,
    rows::Operation,
};

type Id = (String, String);

/// What an entry may do to rows.
pub(crate) struct Writing<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) sealed: bool,
    pub(crate) destroyed: bool,
}

/// Rows waiting to be written, and the live ones they change.
pub(crate) struct Applier {
    plan: Arc<Plan>,
    /// After each table's name: empty for the tables themselves, something else for what is built beside.
    suffix: &'static str,
    /// None: all of them.
    only: Option<HashSet<usize>>,
    tables: BTreeMap<usize, Waiting>,
}

#[derive(Default)]
struct Waiting {
    queued: Vec<Queued>,
    /// Known live rows; none = known to be absent.
    live: HashMap<Id, Option<Live>>,
}

struct Queued {
    chain: String,
    number: i64,
    stream: String,
    sealed: bool,
    destroyed: bool,
    id: String,
    what: What,
}

enum What {
    Insert(Vec<Value>),
    Patch(Vec<(usize, Value)>),
    Close,
}

struct Live {
    stream: String,
    known_from: i64,
    values: Vec<Value>,
    /// Where it waits to be inserted; none where the database has it.
    waits: Option<usize>,
}

/// A version of a row that waits to be inserted.
struct Version {
    id: Id,
    stream: String,
    known_from: i64,
    known_to: Option<i64>,
    values: Vec<Value>,
    /// It was closed by the entry that opened it.
    never: bool,
}

impl Applier {
    pub(crate) fn new(plan: Arc<Plan>, suffix: &'static str, only: Option<HashSet<usize>>) -> Self {
        Self { plan, suffix, only, tables: BTreeMap::new() }
    }

    /// Projects one entry. Nothing is written until [`Applier::flush`].
    pub(crate) fn project(&mut self, writing: &Writing<'_>) -> Result {
        let entry = writing.entry;
        let plan = Arc::clone(&self.plan);
        let Some(projector) = plan.projector(crate::stored::record_of(&entry.kind)) else { return Ok(()) };
        let mut rows = Rows::default();
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (projector.project)(entry, &mut rows)))
            .map_err(|_| LedgerError::Broken(format!("the projection of {} ({}) panicked", entry.at(), entry.kind)))??;
        for operation in rows.operations {
            let name = match &operation {
                Operation::Insert { table, .. } | Operation::Patch { table, .. } | Operation::Close { table, .. } => *table,
            };
            let index = plan.table(name).ok_or_else(|| broken(entry, format!("a table `{name}` that no projection states")))?;
            let planned = &plan.tables[index];
            if !planned.records.contains(&projector.record) {
                return Err(broken(entry, format!("the table `{name}`, which another record owns")));
            }
            if self.only.as_ref().is_some_and(|only| !only.contains(&index)) {
                continue;
            }
            let table = &planned.table;
            let (id, what) = match operation {
                Operation::Insert { id, columns, .. } => (id, What::Insert(whole(table, columns).map_err(|what| broken(entry, what))?)),
                Operation::Patch { id, columns, .. } => (id, What::Patch(parts(table, columns).map_err(|what| broken(entry, what))?)),
                Operation::Close { id, .. } => (id, What::Close),
            };
            self.tables.entry(index).or_default().queued.push(Queued {
                chain: entry.chain.clone(),
                number: entry.number,
                stream: entry.stream.clone(),
                sealed: writing.sealed,
                destroyed: writing.destroyed,
                id,
                what,
            });
        }
        Ok(())
    }

    /// Forgets what is known of live rows, because somebody else has changed them.
    pub(crate) fn forget(&mut self) {
        for waiting in self.tables.values_mut() {
            waiting.live.clear();
        }
    }

    /// Writes all that waits.
    pub(crate) async fn flush(&mut self, conn: &mut Conn, texts: &mut Texts) -> Result {
        let plan = Arc::clone(&self.plan);
        for (index, waiting) in &mut self.tables {
            if waiting.queued.is_empty() {
                continue;
            }
            let table = &plan.tables[*index].table;
            let physical = format!("{}{}", table.name, self.suffix);
            load(conn, texts, table, &physical, waiting).await?;
            let queued = std::mem::take(&mut waiting.queued);
            if table.versioned {
                let (closes, versions) = versions(table, &mut waiting.live, queued)?;
                write_versions(conn, texts, table, &physical, closes, versions).await?;
            } else {
                write_plain(conn, texts, table, &physical, &mut waiting.live, queued).await?;
            }
            // A rebuild would otherwise end with every row in memory.
            if waiting.live.len() > 50_000 {
                waiting.live.clear();
            }
        }
        Ok(())
    }
}

fn broken(entry: &Entry, what: String) -> LedgerError {
    LedgerError::Broken(format!("the projection of {} ({}) names {what}", entry.at(), entry.kind))
}

fn fits(kind: Kind, value: &Value) -> bool {
    matches!((kind, value), (Kind::Text, Value::Text(_)) | (Kind::Int, Value::Int(_)) | (Kind::Bool, Value::Bool(_)))
}

fn empty(kind: Kind) -> Value {
    match kind {
        Kind::Text => Value::Text(None),
        Kind::Int => Value::Int(None),
        Kind::Bool => Value::Bool(None),
    }
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Text(None) | Value::Int(None) | Value::Bool(None) | Value::Blob(None))
}

/// Named columns by their place in the table.
fn parts(table: &Table, columns: Vec<(&'static str, Value)>) -> std::result::Result<Vec<(usize, Value)>, String> {
    columns
        .into_iter()
        .map(|(name, value)| {
            let place = table.columns.iter().position(|column| column.name == name);
            let place = place.ok_or_else(|| format!("a column `{name}` that the table `{}` does not have", table.name))?;
            let column = &table.columns[place];
            if !fits(column.kind, &value) {
                return Err(format!("the column `{}.{name}` with a value of another type", table.name));
            }
            if is_empty(&value) && !column.null {
                return Err(format!("the column `{}.{name}` with nothing in it, which the table does not allow", table.name));
            }
            Ok((place, value))
        })
        .collect()
}

/// A whole row; columns left out are null.
fn whole(table: &Table, columns: Vec<(&'static str, Value)>) -> std::result::Result<Vec<Value>, String> {
    let mut values: Vec<Option<Value>> = vec![None; table.columns.len()];
    for (place, value) in parts(table, columns)? {
        values[place] = Some(value);
    }
    values
        .into_iter()
        .zip(table.columns)
        .map(|(value, column)| match value {
            Some(value) => Ok(value),
            None if column.null => Ok(empty(column.kind)),
            None => Err(format!("no value for the column `{}.{}`", table.name, column.name)),
        })
        .collect()
}

/// Reads the live rows that are about to change, in as few statements as may be.
async fn load(conn: &mut Conn, texts: &mut Texts, table: &Table, physical: &str, waiting: &mut Waiting) -> Result {
    let wanted: BTreeSet<Id> =
        waiting.queued.iter().map(|queued| (queued.chain.clone(), queued.id.clone())).filter(|id| !waiting.live.contains_key(id)).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let columns: Vec<String> = stored_columns(table).iter().map(|name| format!("t.{name}")).collect();
    let still = if table.versioned { " and t.known_to is null" } else { "" };
    let after = format!(") select {} from v cross join {physical} t where t.chain = v.chain and t.id = v.id{still}", columns.join(", "));
    let args = wanted.iter().flat_map(|(chain, id)| [Value::from(chain), Value::from(id)]).collect();
    let rows = texts.select(conn, 2, args, "with v(chain, id) as (values ", &after).await?;
    waiting.live.extend(wanted.into_iter().map(|id| (id, None)));
    for row in rows {
        let (id, live) = live(table, row)?;
        waiting.live.insert(id, Some(live));
    }
    Ok(())
}

fn live(table: &Table, row: Row) -> Result<(Id, Live)> {
    let mut cells = crate::stored::Cells(row.into_cells());
    let id = (cells.text()?, cells.text()?);
    let stream = cells.text()?;
    let values = table.columns.iter().map(|column| value(column.kind, cells.0.next())).collect::<Result<_>>()?;
    let known_from = if table.versioned { cells.int()? } else { 0 };
    Ok((id, Live { stream, known_from, values, waits: None }))
}

fn value(kind: Kind, cell: Option<Cell>) -> Result<Value> {
    Ok(match (kind, cell) {
        (_, Some(Cell::Null)) => empty(kind),
        (Kind::Text, Some(Cell::Text(text))) => Value::Text(Some(text)),
        (Kind::Int, Some(Cell::Int(number))) => Value::Int(Some(number)),
        (Kind::Bool, Some(Cell::Bool(truth))) => Value::Bool(Some(truth)),
        (Kind::Bool, Some(Cell::Int(number))) => Value::Bool(Some(number != 0)),
        _ => return Err(LedgerError::Broken("a stored row has a column of the wrong type".into())),
    })
}

/// The invariant of this module.
fn may_touch(table: &Table, queued: &Queued, live: &Live) -> Result {
    if queued.sealed && queued.stream != live.stream {
        return Err(LedgerError::Broken(format!(
            "{}/{} is a sealed entry of the stream `{}` and may not change the row `{}` of `{}`, which belongs to the stream `{}`",
            queued.chain, queued.number, queued.stream, queued.id, table.name, live.stream
        )));
    }
    Ok(())
}

type Closing = (Id, i64, i64);

fn versions(table: &Table, live: &mut HashMap<Id, Option<Live>>, queued: Vec<Queued>) -> Result<(Vec<Closing>, Vec<Version>)> {
    let (mut closes, mut versions): (Vec<Closing>, Vec<Version>) = (Vec::new(), Vec::new());
    for change in queued {
        let id: Id = (change.chain.clone(), change.id.clone());
        let slot = live.entry(id.clone()).or_default();
        if let Some(row) = slot.as_ref() {
            may_touch(table, &change, row)?;
        }
        let now = match (&change.what, slot.as_ref()) {
            (What::Insert(_), _) if change.destroyed => None,
            (What::Insert(values), _) => Some((change.stream.clone(), values.clone())),
            (What::Patch(_), None) | (What::Close, None) => continue,
            (What::Patch(parts), Some(row)) => {
                let mut values = row.values.clone();
                for (place, value) in parts {
                    values[*place] = value.clone();
                }
                Some((row.stream.clone(), values))
            }
            (What::Close, Some(_)) => None,
        };
        // What the same entry opened is amended, not closed.
        if let Some(row) = slot.as_mut()
            && let Some(place) = row.waits
            && row.known_from == change.number
        {
            match now {
                Some((stream, values)) => {
                    versions[place].stream.clone_from(&stream);
                    versions[place].values.clone_from(&values);
                    *row = Live { stream, values, known_from: change.number, waits: Some(place) };
                }
                None => {
                    versions[place].never = true;
                    *slot = None;
                }
            }
            continue;
        }
        if let Some(row) = slot.take() {
            match row.waits {
                Some(place) => versions[place].known_to = Some(change.number),
                None => closes.push((id.clone(), row.known_from, change.number)),
            }
        }
        if let Some((stream, values)) = now {
            *slot = Some(Live { stream: stream.clone(), known_from: change.number, values: values.clone(), waits: Some(versions.len()) });
            versions.push(Version { id, stream, known_from: change.number, known_to: None, values, never: false });
        }
    }
    for row in live.values_mut().flatten() {
        row.waits = None;
    }
    Ok((closes, versions))
}

async fn write_versions(
    conn: &mut Conn,
    texts: &mut Texts,
    table: &Table,
    physical: &str,
    closes: Vec<Closing>,
    versions: Vec<Version>,
) -> Result {
    let mut args = Vec::with_capacity(closes.len() * 4);
    for ((chain, id), from, to) in closes {
        args.extend([Value::Text(Some(chain)), Value::Text(Some(id)), Value::Int(Some(from)), Value::Int(Some(to))]);
    }
    let after = format!(
        ") update {physical} set known_to = v.known_to from v \
         where {physical}.chain = v.chain and {physical}.id = v.id and {physical}.known_from = v.known_from"
    );
    texts.insert(conn, 4, args, "with v(chain, id, known_from, known_to) as (values ", &after).await?;

    let columns = stored_columns(table);
    let mut args = Vec::with_capacity(versions.len() * columns.len());
    for version in versions.into_iter().filter(|version| !version.never) {
        args.extend([Value::Text(Some(version.id.0)), Value::Text(Some(version.id.1)), Value::Text(Some(version.stream))]);
        args.extend(version.values);
        args.extend([Value::Int(Some(version.known_from)), Value::Int(version.known_to)]);
    }
    texts.insert(conn, columns.len(), args, &format!("insert into {physical} ({}) values ", columns.join(", ")), "").await?;
    Ok(())
}

async fn write_plain(
    conn: &mut Conn,
    texts: &mut Texts,
    table: &Table,
    physical: &str,
    live: &mut HashMap<Id, Option<Live>>,
    queued: Vec<Queued>,
) -> Result {
    let mut changed = BTreeSet::new();
    for change in queued {
        let id: Id = (change.chain.clone(), change.id.clone());
        let slot = live.entry(id.clone()).or_default();
        if let Some(row) = slot.as_ref() {
            may_touch(table, &change, row)?;
        }
        match change.what {
            What::Insert(_) if change.destroyed => *slot = None,
            What::Insert(values) => *slot = Some(Live { stream: change.stream, known_from: 0, values, waits: None }),
            What::Patch(parts) => {
                let Some(row) = slot.as_mut() else { continue };
                for (place, value) in parts {
                    row.values[place] = value;
                }
            }
            What::Close => *slot = None,
        }
        changed.insert(id);
    }
    let columns = stored_columns(table);
    let (mut written, mut gone) = (Vec::new(), Vec::new());
    for id in changed {
        match live.get(&id).and_then(Option::as_ref) {
            Some(row) => {
                written.extend([Value::Text(Some(id.0)), Value::Text(Some(id.1)), Value::Text(Some(row.stream.clone()))]);
                written.extend(row.values.iter().cloned());
            }
            None => gone.extend([Value::Text(Some(id.0)), Value::Text(Some(id.1))]),
        }
    }
    let after = format!(") delete from {physical} where (chain, id) in (select chain, id from v)");
    texts.insert(conn, 2, gone, "with v(chain, id) as (values ", &after).await?;
    let amend: Vec<String> = columns.iter().skip(2).map(|name| format!("{name} = excluded.{name}")).collect();
    let before = format!("insert into {physical} ({}) values ", columns.join(", "));
    let after = format!(" on conflict (chain, id) do update set {}", amend.join(", "));
    texts.insert(conn, columns.len(), written, &before, &after).await?;
    Ok(())
}
