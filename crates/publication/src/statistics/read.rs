//! A published file, read: bytes in, the cells that are wanted out. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    fact::Cell,
    measures::{FileKind, measures},
};

/// Why a file was refused: one sentence with file, line and what.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {what}", if *.line > 0 { format!(", line {}", .line) } else { String::new() })]
pub struct BadFile {
    pub file: String,
    /// From 1; 0 where it is about the file as a whole.
    pub line: u64,
    pub what: String,
}

/// The areas whose cells are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Areas {
    /// GSS codes of the partnership's own areas.
    pub own: BTreeSet<String>,
    /// DfE numbers of their statistical neighbours.
    pub neighbours: BTreeSet<String>,
}

/// What a file gave.
#[derive(Debug)]
pub struct ReadRelease {
    pub kind: &'static FileKind,
    pub cells: Vec<Cell>,
}

const ENGLAND: &str = "E92000001";
const LONDON: &str = "E12000007";

fn bad(file: &str, line: u64, what: impl Into<String>) -> BadFile {
    BadFile { file: file.to_owned(), line, what: what.into() }
}

/// A CSV with a heading: the columns by name, and each line's fields with its number.
struct Sheet {
    columns: BTreeMap<String, usize>,
    lines: Vec<(u64, csv::StringRecord)>,
}

impl Sheet {
    fn read(file: &str, bytes: &[u8]) -> Result<Self, BadFile> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            bad(file, u64::try_from(line).unwrap_or(0), "the text is not UTF-8: save it again as CSV UTF-8")
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let columns = reader.headers().map_err(|error| bad(file, 1, error.to_string()))?.clone();
        let columns = columns.iter().enumerate().map(|(at, name)| (name.trim().to_owned(), at)).collect();
        let mut lines = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                bad(file, line, "the line has more or fewer fields than the heading")
            })?;
            lines.push((record.position().map_or(0, csv::Position::line), record));
        }
        Ok(Self { columns, lines })
    }

    fn field<'a>(&self, line: &'a csv::StringRecord, column: &str) -> &'a str {
        self.columns.get(column).and_then(|at| line.get(*at)).unwrap_or_default().trim()
    }
}

/// The ten statistical neighbours of each area, from the Department's own table (`SN_1` to `SN_10`): DfE numbers.
///
/// # Errors
/// A file without those columns.
pub fn neighbours(file: &str, bytes: &[u8], old_code: &str) -> Result<BTreeSet<String>, BadFile> {
    let sheet = Sheet::read(file, bytes)?;
    if !sheet.columns.contains_key("SN_1") {
        return Err(bad(file, 1, "this is not the table of statistical neighbours: it has no column `SN_1`"));
    }
    let own = sheet.lines.iter().find(|(_, line)| sheet.field(line, "old_la_code") == old_code);
    let (_, own) = own.ok_or_else(|| bad(file, 0, format!("there is no area with the number {old_code}")))?;
    Ok((1..=10).map(|at| sheet.field(own, &format!("SN_{at}")).to_owned()).filter(|code| !code.is_empty()).collect())
}

/// The DfE number of an area, from any file that has both codes.
pub(super) fn old_code(file: &str, bytes: &[u8], gss: &str) -> Result<Option<String>, BadFile> {
    let sheet = Sheet::read(file, bytes)?;
    Ok(sheet
        .lines
        .iter()
        .find(|(_, line)| sheet.field(line, "new_la_code") == gss)
        .map(|(_, line)| sheet.field(line, "old_la_code").to_owned()))
}

/// Reads a file of a known kind.
///
/// # Errors
/// A file that is of no known kind, or broken: nothing of it is taken.
pub fn read(file: &str, bytes: &[u8], areas: &Areas) -> Result<ReadRelease, BadFile> {
    let sheet = Sheet::read(file, bytes)?;
    let fits = |kind: &&FileKind| kind.columns.iter().all(|column| sheet.columns.contains_key(column));
    let kind = measures().iter().find(fits).ok_or_else(|| {
        let known: Vec<&str> = measures().iter().map(|kind| kind.title.as_str()).collect();
        bad(file, 1, format!("the columns are those of no file that can be read. These can: {}", known.join("; ")))
    })?;
    for needed in ["time_period", "geographic_level", "country_code", "region_code", "new_la_code", "la_name"] {
        if !sheet.columns.contains_key(needed) {
            return Err(bad(file, 1, format!("the column `{needed}` is missing")));
        }
    }
    let mut cells = Vec::new();
    let mut found_own = false;
    for (at, line) in &sheet.lines {
        if kind.only.iter().any(|(column, value)| sheet.field(line, column) != value) {
            continue;
        }
        let Some((area, name, level)) = wanted(&sheet, line, areas) else { continue };
        found_own |= level == "own";
        let period = sheet.field(line, "time_period");
        if period.len() < 4 || !period.chars().all(|c| c.is_ascii_digit()) {
            return Err(bad(file, *at, format!("`{period}` is not a period")));
        }
        for measure in &kind.measure {
            let Some(column) = sheet.columns.get(&measure.column) else {
                return Err(bad(file, 1, format!("the column `{}` is missing", measure.column)));
            };
            cells.push(Cell {
                measure: measure.id.clone(),
                area: area.to_owned(),
                name: name.to_owned(),
                level: level.to_owned(),
                period: period.to_owned(),
                shown: line.get(*column).unwrap_or_default().trim().to_owned(),
                line: i64::try_from(*at).unwrap_or(0),
            });
        }
    }
    if !found_own {
        return Err(bad(file, 0, "there is no line about the partnership's own area"));
    }
    Ok(ReadRelease { kind, cells })
}

/// Code, name and part of an area whose cells are kept.
fn wanted<'a>(sheet: &Sheet, line: &'a csv::StringRecord, areas: &Areas) -> Option<(&'a str, &'a str, &'static str)> {
    let field = |column| sheet.field(line, column);
    match field("geographic_level") {
        "National" if field("country_code") == ENGLAND => Some((ENGLAND, field("country_name"), "country")),
        "Regional" if field("region_code") == LONDON => Some((field("region_code"), field("region_name"), "region")),
        "Local authority" if areas.own.contains(field("new_la_code")) => Some((field("new_la_code"), field("la_name"), "own")),
        "Local authority" if areas.neighbours.contains(field("old_la_code")) => Some((field("new_la_code"), field("la_name"), "neighbour")),
        _ => None,
    }
}
