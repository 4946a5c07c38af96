//! A backup: everything an installation needs to be there again, in a folder of plain files, read back before it is called done.
//!
//! `ledger.jsonl` is an export; `operational.jsonl` holds what an export leaves out (accounts' secrets, sessions, jobs, cursors), a row a line;
//! `blobs/` the sealed files; `keys/` the installation's keys, which are to be kept apart from the rest; `backup.json`, written last, says
//! what there is. Operational rows are read before the ledger, so that a consumer's cursor is never ahead of the facts: after a restoration
//! something may be tried a second time, and nothing is left out.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use base64::{Engine as _, prelude::BASE64_STANDARD as BASE64};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    ChainHead, Ledger, LedgerError, Moved, Result, Sql, Value,
    moving::{ReadThrough, read_through},
    row::Cell,
};

const FORM: &str = "trefoil-backup/1";
const LEDGER: &str = "ledger.jsonl";
const OPERATIONAL: &str = "operational.jsonl";
const BLOBS: &str = "blobs";
const KEYS: &str = "keys";
const LAST: &str = "backup.json";
/// The ledger's own operational tables; what an export carries (answered acts, whereabouts of files) is not repeated.
const OWN: [&str; 2] = ["cursor", "job"];

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    pub form: String,
    pub at: Timestamp,
    pub ledger: Moved,
    /// Sealed files.
    pub files: u64,
    /// Rows of operational tables.
    pub rows: u64,
    pub heads: Vec<ChainHead>,
    /// SHA-256 of each of the two files of lines, in hexadecimal.
    pub digests: BTreeMap<String, String>,
}

/// One row of an operational table; columns that are empty are left out.
#[derive(Serialize, Deserialize)]
struct Line {
    table: String,
    row: BTreeMap<String, Kept>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Text(String),
    Int(i64),
    Bool(bool),
    Blob(String),
}

fn input(what: impl Into<String>) -> LedgerError {
    LedgerError::Input(what.into())
}

fn digest(path: &Path) -> Result<String> {
    let (mut file, mut hasher) = (std::fs::File::open(path)?, Sha256::new());
    let mut part = vec![0_u8; 64 * 1024];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hex::encode(hasher.finalize())),
            length => hasher.update(part.get(..length).unwrap_or_default()),
        }
    }
}

/// Writes a file that only its owner can read, and waits until it is on the disk.
fn write(path: &Path, bytes: &[u8]) -> Result {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

fn place_of(folder: &Path, hash: &str) -> PathBuf {
    folder.join(BLOBS).join(hash.get(..2).unwrap_or("00")).join(hash)
}

/// The folder is there and empty, only its owner's.
fn empty_folder(folder: &Path) -> Result {
    if folder.exists() && std::fs::read_dir(folder)?.next().is_some() {
        return Err(input(format!("{} is not empty: choose a new folder", folder.display())));
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    Ok(())
}

/// Puts a backup's keys where an installation in `data` will look for them. An installation is opened only afterwards, because opening one
/// without keys makes new ones.
///
/// # Errors
/// [`LedgerError::Input`] where `from` is no backup or `data` is not empty: nothing that is there is ever overwritten.
pub fn lay_keys(from: &Path, data: &Path) -> Result<BackedUp> {
    let about = about(from)?;
    empty_folder(data)?;
    std::fs::create_dir_all(data.join(KEYS))?;
    for name in ["master.key", "signing.key"] {
        let key = std::fs::read(from.join(KEYS).join(name));
        let key = key.map_err(|error| input(format!("{KEYS}/{name} cannot be read from the backup: {error}")))?;
        write(&data.join(KEYS).join(name), &key)?;
    }
    Ok(about)
}

/// What the backup says of itself, its files of lines found as they were written.
fn about(from: &Path) -> Result<BackedUp> {
    let text = std::fs::read_to_string(from.join(LAST))
        .map_err(|error| input(format!("{} is not a whole backup: {LAST} cannot be read ({error})", from.display())))?;
    let about: BackedUp = serde_json::from_str(&text).map_err(|error| input(format!("{LAST} cannot be read: {error}")))?;
    if about.form != FORM {
        return Err(input(format!("this backup has the form `{}`, and this program reads the form `{FORM}`", about.form)));
    }
    for name in [LEDGER, OPERATIONAL] {
        if about.digests.get(name) != Some(&digest(&from.join(name))?) {
            return Err(input(format!("{name} is not what was written into this backup")));
        }
    }
    Ok(about)
}

impl Ledger {
    /// Writes a backup into `folder`, which must be empty or not there, and reads it back: every hash of every chain, every key, every file.
    /// People can go on working meanwhile.
    ///
    /// # Errors
    /// Where the folder is not empty, something cannot be written, or what was read back is not what was written.
    pub async fn back_up(&self, folder: &Path) -> Result<BackedUp> {
        empty_folder(folder)?;
        let at = self.clock().moment().now;
        let rows = self.write_operational(&folder.join(OPERATIONAL)).await?;
        let ledger = folder.join(LEDGER);
        write(&ledger, b"")?;
        let file = tokio::fs::OpenOptions::new().append(true).open(&ledger).await?;
        let moved = self.export(file.try_clone().await?).await?;
        file.sync_all().await?;
        let found = self.read_export(&ledger).await?;
        if found.moved != moved {
            return Err(LedgerError::Broken(format!("{LEDGER} was written and reads back as something else")));
        }
        for hash in &found.blobs {
            self.write_file(folder, hash).await?;
        }
        std::fs::create_dir(folder.join(KEYS))?;
        write(&folder.join(KEYS).join("master.key"), hex::encode(self.inner.keys.master.0).as_bytes())?;
        write(&folder.join(KEYS).join("signing.key"), hex::encode(self.inner.keys.signing.to_bytes()).as_bytes())?;
        let digests = [LEDGER, OPERATIONAL].into_iter().map(|name| Ok((name.to_owned(), digest(&folder.join(name))?)));
        let about = BackedUp {
            form: FORM.to_owned(),
            at,
            ledger: moved,
            files: found.blobs.len() as u64,
            rows,
            heads: found.heads,
            digests: digests.collect::<Result<_>>()?,
        };
        write(&folder.join(LAST), &serde_json::to_vec_pretty(&about)?)?;
        Ok(about)
    }

    async fn read_export(&self, path: &Path) -> Result<ReadThrough> {
        let file = tokio::fs::File::open(path).await?;
        read_through(tokio::io::BufReader::new(file), &self.inner.keys).await
    }

    /// One sealed file, as it is stored, and read back from where it was written.
    async fn write_file(&self, folder: &Path, hash: &str) -> Result {
        let Some(bytes) = self.inner.blobs.get(hash).await? else {
            return Err(LedgerError::Broken(format!(
                "the stored file {hash} is not there; if its record was destroyed just now, back up again"
            )));
        };
        let place = place_of(folder, hash);
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent)?;
        }
        write(&place, &bytes)?;
        if digest(&place)? == hash { Ok(()) } else { Err(LedgerError::Broken(format!("the stored file {hash} is not what was stored"))) }
    }

    fn carried(&self) -> impl Iterator<Item = &str> {
        OWN.into_iter().chain(self.inner.operational.iter().map(String::as_str))
    }

    async fn write_operational(&self, path: &Path) -> Result<u64> {
        let mut text = Vec::new();
        let mut count = 0;
        let mut read = self.read().await?;
        for table in self.carried() {
            for row in read.rows(format!("select * from {table}"), Vec::new()).await? {
                let names: Vec<String> = row.columns().map(str::to_owned).collect();
                let cells = names.into_iter().zip(row.into_cells()).filter_map(|(name, cell)| Some((name, kept(cell)?)));
                serde_json::to_writer(&mut text, &Line { table: table.to_owned(), row: cells.collect() })?;
                text.push(b'\n');
                count += 1;
            }
        }
        drop(read);
        write(path, &text)?;
        Ok(count)
    }

    /// Takes a backup in. The installation must hold no facts, and must have been opened with the keys that [`lay_keys`] laid. Every hash is
    /// checked on the way in, and the chains must end where the backup says they do.
    ///
    /// # Errors
    /// [`LedgerError::Input`] says what is wrong with the backup, or that the installation is not empty.
    pub async fn restore(&self, from: &Path) -> Result<BackedUp> {
        let about = about(from)?;
        let ledger = from.join(LEDGER);
        let found = self.read_export(&ledger).await?;
        if found.heads != about.heads {
            return Err(input(format!("the chains of {LEDGER} do not end where {LAST} says they do")));
        }
        for hash in &found.blobs {
            let bytes = std::fs::read(place_of(from, hash)).map_err(|error| input(format!("the file {hash} cannot be read: {error}")))?;
            if hex::encode(Sha256::digest(&bytes)) != *hash {
                return Err(input(format!("the file {hash} is not what was stored")));
            }
            self.inner.blobs.put(hash, bytes).await?;
        }
        let file = tokio::fs::File::open(&ledger).await?;
        self.import(tokio::io::BufReader::new(file)).await?;
        self.take_in_operational(&from.join(OPERATIONAL)).await?;
        self.verify(|_| {}).await?;
        Ok(about)
    }

    /// In one transaction: what opening the installation had made is replaced.
    async fn take_in_operational(&self, path: &Path) -> Result {
        let mut statements: Vec<(Sql, Vec<Value>)> =
            self.carried().map(|table| (Sql::from(format!("delete from {table}")), Vec::new())).collect();
        for (at, text) in std::fs::read_to_string(path)?.lines().enumerate() {
            let unreadable = |what: String| input(format!("{OPERATIONAL}, line {}: {what}", at + 1));
            let line: Line = serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
            let word = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if !self.carried().any(|table| table == line.table) || !line.row.keys().all(|name| word(name)) {
                return Err(unreadable(format!("this program has no such table as `{}`", line.table)));
            }
            let names: Vec<&str> = line.row.keys().map(String::as_str).collect();
            let places: Vec<String> = (1..=names.len()).map(|place| format!("${place}")).collect();
            let sql = format!("insert into {} ({}) values ({})", line.table, names.join(", "), places.join(", "));
            let values = line.row.into_values().map(value).collect::<Result<_>>()?;
            statements.push((sql.into(), values));
        }
        self.operate(statements).await.map(drop)
    }
}

fn kept(cell: Cell) -> Option<Kept> {
    match cell {
        Cell::Null | Cell::Real(_) => None,
        Cell::Text(text) => Some(Kept::Text(text)),
        Cell::Int(number) => Some(Kept::Int(number)),
        Cell::Bool(truth) => Some(Kept::Bool(truth)),
        Cell::Blob(bytes) => Some(Kept::Blob(BASE64.encode(bytes))),
    }
}

fn value(kept: Kept) -> Result<Value> {
    Ok(match kept {
        Kept::Text(text) => Value::from(text),
        Kept::Int(number) => Value::from(number),
        Kept::Bool(truth) => Value::from(truth),
        Kept::Blob(text) => Value::from(BASE64.decode(text).map_err(|_| input("a value is not base64"))?),
    })
}
