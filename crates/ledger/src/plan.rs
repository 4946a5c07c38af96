//! The slices' tables: their definitions for either engine, and which record writes which.

use std::collections::{HashMap, hash_map::Entry};

use crate::{Column, Engine, Kind, LedgerError, Projector, Result, Table};

/// What every table has beside its own columns.
pub(crate) const IMPLIED: &[&str] = &["chain", "id", "stream"];

/// Every table and projection of this process.
pub(crate) struct Plan {
    pub(crate) tables: Vec<Planned>,
    by_name: HashMap<&'static str, usize>,
    by_record: HashMap<&'static str, Projector>,
}

pub(crate) struct Planned {
    pub(crate) table: Table,
    /// The records whose facts may write it.
    pub(crate) records: Vec<&'static str>,
}

impl Plan {
    pub(crate) fn new(projectors: &[Projector]) -> Result<Self> {
        let mut plan = Self { tables: Vec::new(), by_name: HashMap::new(), by_record: HashMap::new() };
        for projector in projectors {
            if plan.by_record.insert(projector.record, *projector).is_some() {
                return Err(LedgerError::Broken(format!("two projections claim the record `{}`", projector.record)));
            }
            for table in projector.tables {
                match plan.by_name.entry(table.name) {
                    Entry::Vacant(empty) => {
                        check(table)?;
                        empty.insert(plan.tables.len());
                        plan.tables.push(Planned { table: *table, records: vec![projector.record] });
                    }
                    Entry::Occupied(there) => {
                        let planned = &mut plan.tables[*there.get()];
                        if planned.table.version != table.version || planned.table.columns.len() != table.columns.len() {
                            return Err(LedgerError::Broken(format!("two records state the table `{}` differently", table.name)));
                        }
                        planned.records.push(projector.record);
                    }
                }
            }
        }
        Ok(plan)
    }

    pub(crate) fn projector(&self, record: &str) -> Option<&Projector> {
        self.by_record.get(record)
    }
    pub(crate) fn table(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }
}

/// What a process found in `table_version` when it opened.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// The sum of all versions. It rises when a newer process changes or adds a table, and this one must then stop writing.
    pub(crate) generation: i64,
    /// Tables that this process does not keep, with their versions: once it appends a fact they are no longer up to date.
    pub(crate) unkept: Vec<(String, i64)>,
}

fn check(table: &Table) -> Result {
    let fine = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let own = ["chain", "id", "stream", "known_from", "known_to"];
    for name in table.columns.iter().map(|column| column.name) {
        if !fine(name) || own.contains(&name) {
            return Err(LedgerError::Broken(format!("the table `{}` cannot have a column `{name}`", table.name)));
        }
    }
    // `report_words` would be the index that SQLite keeps for searching `report`.
    if !fine(table.name) || table.name.ends_with("_words") {
        return Err(LedgerError::Broken(format!("`{}` cannot be a table's name", table.name)));
    }
    Ok(())
}

/// All columns that are stored, in order: the implied ones, the table's own, and the two of a version.
pub(crate) fn stored_columns(table: &Table) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = IMPLIED.to_vec();
    names.extend(table.columns.iter().map(|column| column.name));
    if table.versioned {
        names.extend(["known_from", "known_to"]);
    }
    names
}

/// The statement that makes `table` under the name `physical`, without indexes: what is rebuilt beside gets them when it is swapped in.
pub(crate) fn create(engine: Engine, table: &Table, physical: &str) -> String {
    let mut columns = vec!["chain text not null".to_owned(), "id text not null".to_owned(), "stream text not null".to_owned()];
    columns.extend(table.columns.iter().map(define));
    let key = if table.versioned {
        columns.extend(["known_from bigint not null".to_owned(), "known_to bigint".to_owned()]);
        "chain, id, known_from"
    } else {
        "chain, id"
    };
    // SQLite's search tables point at row numbers, so a searched table keeps them; any other is its own index.
    let clustered = if engine == Engine::Sqlite && !is_searched(table) { " without rowid" } else { "" };
    format!("create table {physical} ({}, primary key ({key})){clustered}", columns.join(", "))
}

/// The indexes of `table` under its own name.
pub(crate) fn indexes(table: &Table) -> Vec<String> {
    let name = table.name;
    let mut statements = vec![format!("create index {name}__stream on {name} (chain, stream)")];
    if table.versioned {
        statements.push(format!("create unique index {name}__live on {name} (chain, id) where known_to is null"));
    }
    for (place, columns) in table.indexes.iter().enumerate() {
        statements.push(format!("create index {name}__{} on {name} (chain, {})", place + 1, columns.join(", ")));
    }
    statements
}

fn define(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => "text",
        Kind::Int => "bigint",
        Kind::Bool => "boolean",
    };
    format!("{} {kind}{}", column.name, if column.null { "" } else { " not null" })
}

pub(crate) fn is_searched(table: &Table) -> bool {
    table.columns.iter().any(|column| column.searched)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_cannot_have_the_name_of_the_index_that_searches_another() {
        let named = |name| Table { name, version: 1, versioned: false, columns: &[], indexes: &[] };
        assert!(check(&named("report_words")).is_err());
        assert!(check(&named("report_passage")).is_ok());
    }
}
