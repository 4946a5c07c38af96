//! Finding rows by words: FTS5 on SQLite, `tsvector` on PostgreSQL, behind one condition.

use crate::{Engine, Table, plan::is_searched};

/// What makes the searched columns of `table` findable, once the table has its own name. `{name}_words` is kept by triggers on SQLite.
pub(crate) fn create(engine: Engine, table: &Table) -> Vec<String> {
    if !is_searched(table) {
        return Vec::new();
    }
    let name = table.name;
    let columns: Vec<&str> = searched(table).collect();
    match engine {
        Engine::Postgres => vec![format!("create index {name}__words on {name} using gin ({})", vector(table, table.name))],
        Engine::Sqlite => {
            let list = columns.join(", ");
            let of = |row: &str| columns.iter().map(|column| format!("{row}.{column}")).collect::<Vec<_>>().join(", ");
            let (old, new) = (of("old"), of("new"));
            let forget = format!("insert into {name}_words({name}_words, rowid, {list}) values ('delete', old.rowid, {old});");
            let learn = format!("insert into {name}_words(rowid, {list}) values (new.rowid, {new});");
            vec![
                format!(
                    "create virtual table {name}_words using fts5({list}, content='{name}', tokenize='porter unicode61 remove_diacritics 2')"
                ),
                format!("insert into {name}_words({name}_words) values ('rebuild')"),
                format!("create trigger {name}_words_insert after insert on {name} begin {learn} end"),
                format!("create trigger {name}_words_delete after delete on {name} begin {forget} end"),
                format!("create trigger {name}_words_update after update of {list} on {name} begin {forget} {learn} end"),
            ]
        }
    }
}

/// What must go before the table does.
pub(crate) fn drop(engine: Engine, table: &str) -> Vec<String> {
    match engine {
        Engine::Postgres => Vec::new(),
        Engine::Sqlite => vec![format!("drop table if exists {table}_words")],
    }
}

pub(crate) fn condition(engine: Engine, table: &Table, alias: &str, placeholder: usize) -> String {
    let name = table.name;
    if !is_searched(table) {
        return "1 = 0".to_owned();
    }
    match engine {
        Engine::Sqlite => format!("{alias}.rowid in (select rowid from {name}_words where {name}_words match ${placeholder})"),
        Engine::Postgres => format!("{} @@ to_tsquery('english', ${placeholder})", vector(table, alias)),
    }
}

/// Every word must be found, each as a beginning. Marks and operators a person may have typed are only gaps between words.
pub(crate) fn words(engine: Engine, typed: &str) -> Option<String> {
    let words: Vec<String> =
        typed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(20).map(str::to_lowercase).collect();
    if words.is_empty() {
        return None;
    }
    Some(match engine {
        Engine::Sqlite => words.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" "),
        Engine::Postgres => words.iter().map(|word| format!("{word}:*")).collect::<Vec<_>>().join(" & "),
    })
}

fn searched(table: &Table) -> impl Iterator<Item = &'static str> {
    table.columns.iter().filter(|column| column.searched).map(|column| column.name)
}

fn vector(table: &Table, alias: &str) -> String {
    let parts: Vec<String> = searched(table).map(|column| format!("coalesce({alias}.{column}, '')")).collect();
    format!("to_tsvector('english', {})", parts.join(" || ' ' || "))
}
