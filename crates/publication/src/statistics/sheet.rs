//! A published file as a sheet: headings, and lines with their numbers. Pure: bytes in, sheet or one sentence out.

use std::io::Read as _;

use super::catalogue::{self, Source};

/// Larger files are not statistics. It also bounds what a small packed file may unpack to.
const LARGEST: u64 = 200 << 20;

/// What is wrong with a file, in one sentence that says where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    #[error("{file}: it is empty")]
    Empty { file: String },
    #[error("{file}: it is larger than 200 MB")]
    TooLarge { file: String },
    #[error("{file}: it cannot be unpacked, so it is damaged or not packed with gzip")]
    Packed { file: String },
    #[error("{file}, line {line}: it is not text in UTF-8")]
    NotText { file: String, line: u64 },
    #[error("{file}: it is none of the published tables that Trefoil knows, going by its columns")]
    Unknown { file: String },
    #[error("{file}, line 1: the column `{column}` is missing; the table “{table}” has one")]
    NoColumn { file: String, column: String, table: String },
    #[error("{file}, line {line}: {found} fields where the headings are {expected}")]
    Fields { file: String, line: u64, found: usize, expected: usize },
    #[error("{file}, line {line}: `{value}` in the column `{column}` is neither a number nor a symbol that publishers use")]
    Value { file: String, line: u64, column: String, value: String },
    #[error("{file}, line {line}: `{value}` is not a period such as 2025 or 202425")]
    Period { file: String, line: u64, value: String },
    #[error("{file}, line {line}: it prints `{value}` for a cell that line {first} has printed otherwise")]
    Twice { file: String, line: u64, first: u64, value: String },
    #[error("{file}: neither the table nor the file's name says which year it is for; put the year into the name, such as mid2020")]
    NoYear { file: String },
    #[error("{file}: nothing in it is about {areas}")]
    NothingKept { file: String, areas: String },
    #[error(
        "{file}: it has the Department's numbers only, and that of {areas} is not known yet; import a table that has both codes with it or before it, such as b1 (children in need)"
    )]
    NoNumber { file: String, areas: String },
    #[error("{file}: it says nothing of local authorities; import the look-up of small areas (lsoa21 to ltla24) with it")]
    NoLookup { file: String },
    #[error("{file}: it is an earlier edition, up to {last}, than the one that is here, up to {here}")]
    Older { file: String, last: String, here: String },
}

/// One line below the headings.
#[derive(Debug)]
pub(super) struct Line {
    /// From 1; the headings are line 1.
    pub number: u64,
    fields: csv::StringRecord,
}

impl Line {
    pub(super) fn at(&self, column: usize) -> &str {
        self.fields.get(column).unwrap_or_default().trim()
    }
}

/// A file that was read and known.
#[derive(Debug)]
pub(super) struct Sheet {
    pub file: String,
    /// Of the bytes as they were given, in hexadecimal.
    pub sha256: String,
    pub source: &'static Source,
    headings: Vec<String>,
    pub lines: Vec<Line>,
}

impl Sheet {
    /// # Errors
    /// What is wrong with the file.
    pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Self, BadFile> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
        let sha256 = platform::digest_of(bytes);
        let bytes = unpacked(&name, bytes)?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + u64::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0);
            BadFile::NotText { file: name.clone(), line }
        })?;
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let garbled = |_| BadFile::Unknown { file: name.clone() };
        let headings: Vec<String> = reader.headers().map_err(garbled)?.iter().map(|heading| heading.trim().to_owned()).collect();
        if headings.iter().all(String::is_empty) {
            return Err(BadFile::Empty { file: name });
        }
        let source = known(&name, &headings)?;
        let mut lines = Vec::new();
        for record in reader.records() {
            let fields = record.map_err(garbled)?;
            let number = fields.position().map_or(0, csv::Position::line);
            if fields.len() != headings.len() {
                return Err(BadFile::Fields { file: name, line: number, found: fields.len(), expected: headings.len() });
            }
            lines.push(Line { number, fields });
        }
        Ok(Self { file: name, sha256, source, headings, lines })
    }

    /// The place of a column.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn column(&self, name: &str) -> Result<usize, BadFile> {
        self.headings.iter().position(|heading| heading == name).ok_or_else(|| BadFile::NoColumn {
            file: self.file.clone(),
            column: name.to_owned(),
            table: self.source.title.clone(),
        })
    }
}

/// Files ending in `.gz` are unpacked, and so is anything else that begins as gzip does.
fn unpacked<'a>(file: &str, bytes: &'a [u8]) -> Result<std::borrow::Cow<'a, [u8]>, BadFile> {
    let size = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let packed = file.to_ascii_lowercase().ends_with(".gz") || bytes.starts_with(&[0x1f, 0x8b]);
    if !packed {
        return if size(bytes) > LARGEST { Err(BadFile::TooLarge { file: file.to_owned() }) } else { Ok(bytes.into()) };
    }
    let mut whole = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(bytes).take(LARGEST + 1);
    reader.read_to_end(&mut whole).map_err(|_| BadFile::Packed { file: file.to_owned() })?;
    if size(&whole) > LARGEST { Err(BadFile::TooLarge { file: file.to_owned() }) } else { Ok(whole.into()) }
}

/// Whether the beginning of a file has the headings of a table that is known; for choosing the files of a folder.
pub(super) fn is_known(file: &str, beginning: &[u8]) -> bool {
    let mut text = Vec::new();
    if beginning.starts_with(&[0x1f, 0x8b]) {
        // Packed, and cut off: what can be unpacked of it is enough.
        let _ = flate2::read::GzDecoder::new(beginning).take(64 << 10).read_to_end(&mut text);
    } else {
        text.extend_from_slice(beginning);
    }
    let text = String::from_utf8_lossy(&text);
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(first.as_bytes());
    let headings = reader.records().next().and_then(Result::ok);
    let headings: Vec<String> = headings.iter().flatten().map(|heading| heading.trim().to_owned()).collect();
    known(file, &headings).is_ok()
}

/// Which table it is: the one all of whose columns are there. Where none is, and the name or most columns point to one, the column that
/// is missing is named.
fn known(file: &str, headings: &[String]) -> Result<&'static Source, BadFile> {
    let there = |column: &&str| headings.iter().any(|heading| heading == column);
    let whole = |source: &&Source| source.columns().iter().all(&there);
    if let Some(source) = catalogue::sources().iter().filter(whole).max_by_key(|source| source.columns().len()) {
        return Ok(source);
    }
    let by_name = catalogue::sources().iter().find(|source| file.to_ascii_lowercase().starts_with(&source.named));
    let own = |source: &Source| source.measures.iter().filter(|measure| there(&measure.column.as_str())).count();
    let by_columns =
        || catalogue::sources().iter().filter(|source| own(source) * 2 > source.measures.len()).max_by_key(|source| own(source));
    let missing = |source: &Source| source.columns().into_iter().find(|column| !there(column)).map(str::to_owned);
    match by_name.or_else(by_columns).and_then(|source| Some((source, missing(source)?))) {
        Some((source, column)) => Err(BadFile::NoColumn { file: file.to_owned(), column, table: source.title.clone() }),
        None => Err(BadFile::Unknown { file: file.to_owned() }),
    }
}
