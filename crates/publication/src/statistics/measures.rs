//! Which columns of which published file are which measure: a table of our own.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;

const TABLE: &str = include_str!("../../../../data/measures.toml");

/// A kind of published file, known by the columns it must have.
#[derive(Debug, Deserialize)]
pub struct FileKind {
    pub kind: String,
    pub title: String,
    pub publisher: String,
    pub columns: Vec<String>,
    /// Which of its rows are read: column and value.
    #[serde(rename = "where", default)]
    pub only: BTreeMap<String, String>,
    pub measure: Vec<Measure>,
}

/// What one of its columns says.
#[derive(Debug, Deserialize)]
pub struct Measure {
    pub id: String,
    pub title: String,
    pub column: String,
    pub unit: String,
    pub counts: String,
    pub does_not_mean: String,
}

#[derive(Deserialize)]
struct Table {
    file: Vec<FileKind>,
}

/// Every kind of file that can be read. Empty only where the table is broken, which a test rules out.
pub fn measures() -> &'static [FileKind] {
    static KINDS: OnceLock<Vec<FileKind>> = OnceLock::new();
    KINDS.get_or_init(|| toml::from_str::<Table>(TABLE).map(|table| table.file).unwrap_or_default())
}

/// The measure of this id, with the file it comes from.
pub(super) fn measure(id: &str) -> Option<(&'static FileKind, &'static Measure)> {
    measures().iter().find_map(|kind| kind.measure.iter().find(|measure| measure.id == id).map(|measure| (kind, measure)))
}

#[cfg(test)]
mod tests {
    use super::measures;

    #[test]
    fn the_table_is_whole_and_every_measure_has_one_id() {
        let mut ids: Vec<&str> = measures().iter().flat_map(|kind| &kind.measure).map(|measure| measure.id.as_str()).collect();
        assert!(ids.len() >= 12);
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
