//! Reads CSV files into the table, in one pass and without keeping their text.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

use csv::{ByteRecord, Reader, ReaderBuilder};
use rayon::prelude::*;

use crate::{
    Error,
    clean::{self, DateOrder},
    config::{Columns, Config, Headings},
    role::{self, Role},
    table::{Dictionary, Kind, Slot, Table},
};

/// Records that are cleaned together, on all cores.
const BATCH: usize = 16_384;

/// A CSV file that has been opened and whose headings are known.
pub struct Source {
    headings: Headings,
    reader: Reader<Box<dyn Read + Send>>,
}

impl Source {
    /// # Errors
    /// Where the file cannot be read, or has no headings, or the same heading twice.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| Error::File { file: name.clone(), what: format!("cannot be read: {error}") })?;
        Self::new(&name, Box::new(BufReader::with_capacity(1 << 18, file)))
    }

    /// Any text that can be read; `name` stands in sentences.
    ///
    /// # Errors
    /// Where the text cannot be read, or has no headings, or the same heading twice.
    pub fn new(name: &str, text: Box<dyn Read + Send>) -> Result<Self, Error> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(text);
        let headings = reader.byte_headers().map_err(|error| sentence(name, &error))?;
        let mut columns: Vec<String> = headings.iter().map(|heading| String::from_utf8_lossy(heading).trim().to_owned()).collect();
        if let Some(first) = columns.first_mut() {
            *first = first.trim_start_matches('\u{feff}').trim_matches('"').to_owned();
        }
        if columns.is_empty() || columns.iter().all(String::is_empty) {
            return Err(Error::Line { file: name.into(), line: 1, what: "has no headings".into() });
        }
        for (place, column) in columns.iter().enumerate() {
            if !column.is_empty() && columns[..place].contains(column) {
                return Err(Error::Line { file: name.into(), line: 1, what: format!("has the heading `{column}` twice") });
            }
        }
        Ok(Self { headings: Headings { file: name.into(), columns }, reader })
    }

    #[must_use]
    pub fn headings(&self) -> &Headings {
        &self.headings
    }
}

fn sentence(file: &str, error: &csv::Error) -> Error {
    match error.position() {
        Some(position) => Error::Line { file: file.into(), line: position.line(), what: format!("cannot be read as CSV: {}", kind(error)) },
        None => Error::File { file: file.into(), what: format!("cannot be read as CSV: {}", kind(error)) },
    }
}

fn kind(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => error.to_string(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("it has {len} values where the heading has {expected_len}"),
        _ => error.to_string(),
    }
}

/// How one slot is filled from a row.
struct Filling {
    role: Role,
    column: usize,
    /// For a street, the column with the house's number
    number: Option<usize>,
    order: DateOrder,
    /// For a full name: whether the surname is wanted
    surname_of_full: bool,
}

/// Reads two files to be linked with each other.
///
/// # Errors
/// Where a file cannot be read, a row does not fit its headings, or an id is missing or there twice.
pub fn link(left: Source, right: Source, config: &Config, truth_column: Option<&str>) -> Result<Table, Error> {
    read(Kind::Link, left, Some(right), config, truth_column)
}

/// Reads one file to be linked with itself.
///
/// # Errors
/// As [`link`].
pub fn dedupe(file: Source, config: &Config, truth_column: Option<&str>) -> Result<Table, Error> {
    read(Kind::Dedupe, file, None, config, truth_column)
}

fn read(kind: Kind, left: Source, right: Option<Source>, config: &Config, truth_column: Option<&str>) -> Result<Table, Error> {
    let mut slots: Vec<Slot> = Vec::new();
    // Names share a dictionary, because given name and surname are compared crosswise too; every other slot has its own.
    let mut dictionaries = vec![Dictionary::default()];
    let split_names = config.fields.iter().any(|field| field.role == Role::Surname);
    for field in &config.fields {
        let roles: &[Role] = match field.role {
            Role::FullName if split_names => &[],
            Role::FullName => &[Role::GivenName, Role::Surname],
            Role::HouseNumber if config.fields.iter().any(|other| other.role == Role::Street) => &[],
            ref role => std::slice::from_ref(role),
        };
        for role in roles {
            let names = matches!(role, Role::GivenName | Role::MiddleName | Role::Surname);
            let dictionary = if names { 0 } else { dictionaries.len() };
            if !names {
                dictionaries.push(Dictionary::default());
            }
            slots.push(Slot { role: *role, label: field.left.clone(), dictionary });
        }
    }
    let mut table = Table {
        kind,
        slots,
        dictionaries,
        values: Vec::new(),
        ids: Dictionary::default(),
        id_of: Vec::new(),
        left: 0,
        truth: truth_column.map(|_| Vec::new()),
    };
    let mut clusters = Dictionary::default();
    take(&mut table, left, false, config, truth_column, &mut clusters)?;
    table.left = table.id_of.len();
    if let Some(right) = right {
        take(&mut table, right, true, config, truth_column, &mut clusters)?;
    }
    table.dictionaries.iter_mut().for_each(Dictionary::close);
    table.values.shrink_to_fit();
    Ok(table)
}

/// Rows that have been read, with the columns already cleaned that hardly ever repeat themselves.
#[derive(Default)]
struct Batch {
    rows: Vec<(u64, ByteRecord)>,
    filled: usize,
    cleaned: Vec<Vec<Option<String>>>,
}

impl Batch {
    /// Reads the next rows. Records are kept from batch to batch, so that their memory is.
    fn read(&mut self, headings: &Headings, reader: &mut Reader<Box<dyn Read + Send>>) -> Result<(), Error> {
        self.filled = 0;
        while self.filled < BATCH {
            if self.rows.len() == self.filled {
                self.rows.push((0, ByteRecord::new()));
            }
            let (line, row) = &mut self.rows[self.filled];
            if !reader.read_byte_record(row).map_err(|error| sentence(&headings.file, &error))? {
                break;
            }
            *line = row.position().map_or(0, csv::Position::line);
            if row.len() != headings.columns.len() {
                let what = format!("has {} values where the headings are {}", row.len(), headings.columns.len());
                return Err(Error::Line { file: headings.file.clone(), line: *line, what });
            }
            self.filled += 1;
        }
        Ok(())
    }

    fn clean(&mut self, fillings: &[Filling]) {
        let of_row =
            |row: &ByteRecord| fillings.iter().filter(|filling| !filling.repeats()).map(|filling| filling.clean(row)).collect::<Vec<_>>();
        self.cleaned =
            self.rows[..self.filled].par_chunks(256).map(|rows| rows.iter().flat_map(|(_, row)| of_row(row)).collect()).collect();
    }
}

/// Takes in one file's rows, a batch at a time: while one is put into the table, the next is read and cleaned.
fn take(
    table: &mut Table,
    source: Source,
    is_right: bool,
    config: &Config,
    truth_column: Option<&str>,
    clusters: &mut Dictionary,
) -> Result<(), Error> {
    let Source { headings, mut reader } = source;
    let place = |columns: &Columns| headings.place(if is_right { columns.right() } else { &columns.left });
    let id = config.id.as_ref().map_or_else(|| Ok(role::id_column(&headings.columns)), place)?;
    let truth = truth_column.map(|column| headings.place(column)).transpose()?;
    let mut fillings = fillings(&headings, is_right, config, table)?;
    let (mut now, mut next) = (Batch::default(), Batch::default());
    now.read(&headings, &mut reader)?;
    for filling in fillings.iter_mut().filter(|filling| filling.role == Role::BirthDate) {
        let values = now.rows[..now.filled].iter().filter_map(|(_, row)| std::str::from_utf8(row.get(filling.column)?).ok());
        filling.order = clean::date_order(values);
    }
    now.clean(&fillings);
    let mut put = Putting {
        headings: &headings,
        fillings: &fillings,
        written: fillings.iter().map(|_| Written::default()).collect(),
        id,
        truth,
        seen: vec![false; table.ids.len()],
    };
    while now.filled > 0 {
        let last = now.filled < BATCH;
        let (done, read) = rayon::join(
            || put.batch(&now, table, clusters),
            || {
                if last {
                    next.filled = 0;
                    return Ok(());
                }
                next.read(&headings, &mut reader)?;
                next.clean(&fillings);
                Ok(())
            },
        );
        done.and(read)?;
        std::mem::swap(&mut now, &mut next);
    }
    Ok(())
}

/// Puts rows into the table.
struct Putting<'f> {
    headings: &'f Headings,
    fillings: &'f [Filling],
    written: Vec<Written>,
    id: usize,
    truth: Option<usize>,
    /// By the number of an id, whether this file has had it
    seen: Vec<bool>,
}

impl Putting<'_> {
    fn batch(&mut self, batch: &Batch, table: &mut Table, clusters: &mut Dictionary) -> Result<(), Error> {
        let mut cleaned = batch.cleaned.iter().flatten();
        for (line, row) in &batch.rows[..batch.filled] {
            let id = String::from_utf8_lossy(&row[self.id]);
            let id = id.trim();
            let wrong = |what: String| Error::Line { file: self.headings.file.clone(), line: *line, what };
            if id.is_empty() {
                return Err(wrong(format!("has no id in the column `{}`", self.headings.columns[self.id])));
            }
            let number = table.ids.intern(id);
            self.seen.resize(table.ids.len(), false);
            if std::mem::replace(&mut self.seen[number as usize], true) {
                return Err(wrong(format!("has the id `{id}`, which an earlier line has too")));
            }
            table.id_of.push(number);
            for ((slot, filling), written) in table.slots.iter().zip(self.fillings).zip(&mut self.written) {
                let dictionary = &mut table.dictionaries[slot.dictionary];
                let value = if filling.repeats() {
                    written.value(&String::from_utf8_lossy(&row[filling.column]), || {
                        filling.clean(row).map_or(0, |text| dictionary.intern(&text))
                    })
                } else {
                    cleaned.next().and_then(Option::as_deref).map_or(0, |text| dictionary.intern(text))
                };
                table.values.push(value);
            }
            if let (Some(truth), Some(column)) = (&mut table.truth, self.truth) {
                let cluster = String::from_utf8_lossy(&row[column]);
                truth.push(if cluster.trim().is_empty() { 0 } else { clusters.intern(cluster.trim()) });
            }
        }
        Ok(())
    }
}

/// What has been read before in a column, as it was written, and what it came to: most names and dates come again and again.
#[derive(Default)]
struct Written {
    texts: Dictionary,
    values: Vec<u32>,
}

impl Written {
    fn value(&mut self, text: &str, clean: impl FnOnce() -> u32) -> u32 {
        let number = self.texts.intern(text) as usize - 1;
        if number == self.values.len() {
            self.values.push(clean());
        }
        self.values[number]
    }
}

fn fillings(headings: &Headings, is_right: bool, config: &Config, table: &Table) -> Result<Vec<Filling>, Error> {
    let name = |left: &str| -> Result<(Role, usize), Error> {
        let field = config.fields.iter().find(|field| field.left == left);
        let (role, column) = field.map_or((Role::Category, left), |field| (field.role, if is_right { field.right() } else { &field.left }));
        Ok((role, headings.place(column)?))
    };
    let house = config.fields.iter().find(|field| field.role == Role::HouseNumber);
    let number = house.map(|field| headings.place(if is_right { field.right() } else { &field.left })).transpose()?;
    table
        .slots
        .iter()
        .map(|slot| {
            let (role, column) = name(&slot.label)?;
            let surname_of_full = role == Role::FullName && slot.role == Role::Surname;
            let number = number.filter(|_| slot.role == Role::Street);
            let role = if role == Role::FullName { role } else { slot.role };
            Ok(Filling { role, column, number, order: DateOrder::default(), surname_of_full })
        })
        .collect()
}

impl Filling {
    /// Whether the same texts come again and again, and say everything.
    fn repeats(&self) -> bool {
        !matches!(self.role, Role::Street | Role::Phone | Role::Email | Role::Identifier | Role::HouseholdIdentifier)
    }

    fn clean(&self, row: &ByteRecord) -> Option<String> {
        let text = String::from_utf8_lossy(row.get(self.column)?);
        match self.role {
            Role::GivenName | Role::MiddleName => clean::given_name(&text),
            Role::Surname => clean::surname(&text),
            Role::FullName => self.part_of_full_name(&text),
            Role::BirthDate => {
                let birth = clean::birth(&text, self.order)?;
                Some(format!("{:04}-{:02}-{:02}", birth.year, birth.month, birth.day))
            }
            Role::Postcode => clean::postcode(&text),
            Role::Street => {
                let (name, mut number) = clean::street(&text)?;
                if let Some(column) = self.number {
                    let own = clean::words(&String::from_utf8_lossy(row.get(column)?)).unwrap_or_default();
                    number = if number.is_empty() { own } else { format!("{own} {number}").trim().to_owned() };
                }
                Some(format!("{number}|{name}"))
            }
            Role::HouseNumber | Role::Locality | Role::Region | Role::Category => clean::words(&text),
            Role::Sex => clean::sex(&text),
            Role::Phone => clean::phone(&text),
            Role::Email => clean::email(&text),
            Role::Identifier | Role::HouseholdIdentifier => clean::number(&text),
        }
    }

    fn part_of_full_name(&self, text: &str) -> Option<String> {
        let (given, surname) = match text.split_once(',') {
            Some((surname, given)) => (clean::fold(given), clean::fold(surname)),
            None => {
                let folded = clean::fold(text);
                match folded.rsplit_once(' ') {
                    Some((given, surname)) => (given.to_owned(), surname.to_owned()),
                    None => (String::new(), folded),
                }
            }
        };
        if self.surname_of_full { clean::surname(&surname) } else { clean::given_name(&given) }
    }
}
