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
        Some(Self::of_clusters(
            table,
            clusters.iter().enumerate().map(|(record, cluster)| (record as u32, *cluster)).filter(|(_, cluster)| *cluster != 0),
        ))
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
    /// is, is told by its heading or by the ids.
    ///
    /// # Errors
    /// Where the text is no such table, with the line.
    pub fn from_csv(file: &str, text: impl Read, table: &Table) -> Result<Self, Error> {
        let index = |range: std::ops::Range<u32>| -> FxHashMap<&str, u32> { range.map(|record| (table.id(record), record)).collect() };
        let (lefts, rights) = table.sides();
        let (lefts, rights) = (index(lefts), index(rights));
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).trim(csv::Trim::All).from_reader(text);
        let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| Error::File { file: file.into(), what: format!("cannot be read as CSV: {error}") })?;
            let line = row.position().map_or(0, csv::Position::line);
            if row.len() < 2 {
                return Err(Error::Line {
                    file: file.into(),
                    line,
                    what: "must have two values: two ids, or an id and its cluster".into(),
                });
            }
            rows.push((line, row.iter().map(str::to_owned).collect()));
        }
        let is_id = |id: &String| lefts.contains_key(id.as_str()) || rights.contains_key(id.as_str());
        let mut cluster_column = None;
        if rows.first().is_some_and(|(_, first)| !first.iter().any(is_id)) {
            let (_, headings) = rows.remove(0);
            let says = |heading: &String| ["cluster", "entity", "person", "group"].iter().any(|word| heading.to_lowercase().contains(word));
            // Two such headings name the two records of a pair.
            if headings.iter().filter(|heading| says(heading)).count() == 1 {
                cluster_column = headings.iter().position(says);
            }
        }
        // Names of clusters may look like ids. A file that has each record once is a file of clusters.
        let once: FxHashSet<&str> = rows.iter().map(|(_, row)| row[0].as_str()).collect();
        if cluster_column.is_none() && rows.len() == table.len() && once.len() == rows.len() {
            cluster_column = Some(1);
        }
        let width = rows.iter().map(|(_, row)| row.len()).min().unwrap_or(0);
        let share =
            |side: &FxHashMap<&str, u32>, column: usize| rows.iter().filter(|(_, row)| side.contains_key(row[column].as_str())).count();
        let mostly = |hits: usize| hits * 2 > rows.len();
        let one = (0..width).find(|column| mostly(share(&lefts, *column)));
        let other = (0..width).find(|column| Some(*column) != one && mostly(share(&rights, *column)));
        if let (Some(one), Some(other), None) = (one, other, cluster_column) {
            return Self::of_pairs(file, &rows, (one, other), (&lefts, &rights));
        }
        let id = one.or(other).unwrap_or(0);
        let (id, name) =
            cluster_column.filter(|name| *name < width).map_or((id, usize::from(id == 0)), |name| (usize::from(name == 0), name));
        let mut names: FxHashMap<&str, u32> = FxHashMap::default();
        let mut clustered = Vec::new();
        for (line, row) in &rows {
            let next = names.len() as u32;
            let cluster = *names.entry(row[name].as_str()).or_insert(next);
            let records = [lefts.get(row[id].as_str()), if table.kind == Kind::Link { rights.get(row[id].as_str()) } else { None }];
            if records.iter().all(Option::is_none) {
                return Err(Error::Line {
                    file: file.into(),
                    line: *line,
                    what: format!("names the record `{}`, which is in no file", row[id]),
                });
            }
            clustered.extend(records.into_iter().flatten().map(|record| (*record, cluster)));
        }
        Ok(Self::of_clusters(table, clustered.into_iter()))
    }

    fn of_pairs(
        file: &str,
        rows: &[(u64, Vec<String>)],
        (one, other): (usize, usize),
        (lefts, rights): (&FxHashMap<&str, u32>, &FxHashMap<&str, u32>),
    ) -> Result<Self, Error> {
        let mut pairs = FxHashSet::default();
        for (line, row) in rows {
            let find = |side: &FxHashMap<&str, u32>, id: &str| {
                let what = format!("names the record `{id}`, which is not in the file it should be in");
                side.get(id).copied().ok_or_else(|| Error::Line { file: file.into(), line: *line, what })
            };
            let (one, other) = (find(lefts, &row[one])?, find(rights, &row[other])?);
            if one != other {
                pairs.insert((one.min(other), one.max(other)));
            }
        }
        Ok(Self { pairs })
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
