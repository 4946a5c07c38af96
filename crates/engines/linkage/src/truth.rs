//! How right a linkage is, where the truth is known.

use std::io::Read;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Error, Pair, Table, Verdict, table::Kind};

/// The true pairs, by record.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    pairs: FxHashSet<(u32, u32)>,
}

/// Precision: of the pairs joined, the share that are true. Recall: of the true pairs, the share joined. F1: their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracy {
    pub true_pairs: usize,
    pub joined: usize,
    pub right: usize,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Truth {
    /// From clusters that were read with the records.
    #[must_use]
    pub fn of_column(table: &Table) -> Option<Self> {
        let clusters = table.truth.as_ref()?;
        Some(Self::of_clusters(table, clusters.iter().enumerate().map(|(record, cluster)| (record as u32, *cluster)).filter(|(_, cluster)| *cluster != 0)))
    }

    fn of_clusters(table: &Table, records: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut clusters: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        records.for_each(|(record, cluster)| clusters.entry(cluster).or_default().push(record));
        let (left, _) = table.records();
        let mut pairs = FxHashSet::default();
        for members in clusters.values() {
            for (place, one) in members.iter().enumerate() {
                for other in &members[place + 1..] {
                    let (one, other) = (*one.min(other), *one.max(other));
                    if one != other && (table.kind == Kind::Dedupe || ((one as usize) < left && other as usize >= left)) {
                        pairs.insert((one, other));
                    }
                }
            }
        }
        Self { pairs }
    }

    /// From a CSV file: pairs (a left id and a right id in each row) or clusters (an id and the name of its cluster). Which of the two it
    /// is, is told by the ids.
    ///
    /// # Errors
    /// Where the text is no such table, with the line.
    pub fn from_csv(file: &str, text: impl Read, table: &Table) -> Result<Self, Error> {
        let index = |range: std::ops::Range<u32>| -> FxHashMap<&str, u32> { range.map(|record| (table.id(record), record)).collect() };
        let (lefts, rights) = table.sides();
        let (lefts, rights) = (index(lefts), index(rights));
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text);
        let mut rows: Vec<(u64, String, String)> = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| Error::File { file: file.into(), what: format!("cannot be read as CSV: {error}") })?;
            let line = row.position().map_or(0, csv::Position::line);
            match (row.get(0), row.get(1)) {
                (Some(one), Some(other)) => rows.push((line, one.to_owned(), other.to_owned())),
                _ => return Err(Error::Line { file: file.into(), line, what: "must have two values: two ids, or an id and its cluster".into() }),
            }
        }
        let both = rows.iter().filter(|(_, one, other)| lefts.contains_key(one.as_str()) && rights.contains_key(other.as_str())).count();
        if both * 2 >= rows.len() {
            let mut pairs = FxHashSet::default();
            for (line, one, other) in &rows {
                let find = |side: &FxHashMap<&str, u32>, id: &str| {
                    let what = format!("names the record `{id}`, which is not in the file it should be in");
                    side.get(id).copied().ok_or_else(|| Error::Line { file: file.into(), line: *line, what })
                };
                let (one, other) = (find(&lefts, one)?, find(&rights, other)?);
                if one != other {
                    pairs.insert((one.min(other), one.max(other)));
                }
            }
            return Ok(Self { pairs });
        }
        let mut names: FxHashMap<&str, u32> = FxHashMap::default();
        let mut clustered = Vec::new();
        for (line, id, cluster) in &rows {
            let next = names.len() as u32;
            let cluster = *names.entry(cluster.as_str()).or_insert(next);
            let records = [lefts.get(id.as_str()), if table.kind == Kind::Link { rights.get(id.as_str()) } else { None }];
            if records.iter().all(Option::is_none) {
                return Err(Error::Line { file: file.into(), line: *line, what: format!("names the record `{id}`, which is in no file") });
            }
            clustered.extend(records.into_iter().flatten().map(|record| (*record, cluster)));
        }
        Ok(Self::of_clusters(table, clustered.into_iter()))
    }

    /// Of the pairs joined, how many are right, and of the right ones, how many are joined.
    #[must_use]
    pub fn judge(&self, pairs: &[Pair]) -> Accuracy {
        let joined: Vec<&Pair> = pairs.iter().filter(|pair| pair.verdict == Verdict::Join).collect();
        let right = joined.iter().filter(|pair| self.pairs.contains(&(pair.left, pair.right))).count();
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let (precision, recall) = (share(right, joined.len()), share(right, self.pairs.len()));
        let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        Accuracy { true_pairs: self.pairs.len(), joined: joined.len(), right, precision, recall, f1 }
    }

    #[must_use]
    pub fn contains(&self, left: u32, right: u32) -> bool {
        self.pairs.contains(&(left.min(right), left.max(right)))
    }

    /// All true pairs, in order.
    #[must_use]
    pub fn pairs(&self) -> Vec<(u32, u32)> {
        let mut pairs: Vec<_> = self.pairs.iter().copied().collect();
        pairs.sort_unstable();
        pairs
    }
}
