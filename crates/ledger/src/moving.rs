//! Moving house: every chain with its wrapped keys as lines of JSON, out of one installation and into another, on either engine.
//!
//! A header, the keys, the answered acts, the whereabouts of blobs, the entries in the order in which they were written, and a closing line with
//! counts, so that a file that was cut is known. Bodies travel as they are stored, sealed; the master key travels apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use base64::{Engine as _, prelude::BASE64_STANDARD as BASE64};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWrite, AsyncWriteExt};

use crate::{
    EntryRef, Ledger, LedgerError, Result, Value, args,
    batch::insert_entries,
    canonical::precision_word,
    chance::Keys,
    db::{Conn, Texts},
    plan::Plan,
    proof::{ChainHead, Walk},
    rebuild::build_in_place,
    stored::{Stored, select_bare_entries, vague},
};

const FORM: &str = "1";
const CHUNK: i64 = 1000;

pub(crate) const BARE_BY_SEQ: &str = select_bare_entries!("entry e where e.seq > $1 order by e.seq limit $2");
pub(crate) const KEYS: &str = "select chain, stream, wrapped, destroyed_at from data_key order by chain, stream";
pub(crate) const ACT_KEYS: &str = "select chain, key, first, count, versions from act_key order by chain, first, key";
pub(crate) const BLOBS: &str = "select chain, stream, hash, size, stored_at from blob order by chain, stream, hash";

/// What was carried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub chains: u64,
    pub keys: u64,
    pub entries: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    TrefoilLedger { form: String, master: String, chains: Vec<String> },
    Key { chain: String, stream: String, wrapped: Option<String>, destroyed_at: Option<i64> },
    Answered { chain: String, key: String, first: i64, count: i64, versions: String },
    Blob { chain: String, stream: String, hash: String, size: i64, stored_at: i64 },
    Entry(Box<EntryLine>),
    End(Moved),
}

#[derive(Serialize, Deserialize)]
struct Times {
    from: Option<i64>,
    to: Option<i64>,
    precision: String,
}
impl Times {
    fn of(vague: &kernel::Vague) -> Self {
        Self {
            from: vague.from.map(|at| at.as_microsecond()),
            to: vague.to.map(|at| at.as_microsecond()),
            precision: precision_word(vague.precision).to_owned(),
        }
    }
    fn vague(&self) -> Result<kernel::Vague> {
        vague(self.from, self.to, &self.precision)
    }
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    chain: String,
    number: i64,
    stream: String,
    version: i64,
    kind: String,
    schema: u32,
    happened: Times,
    held: Option<Times>,
    recorded_at: i64,
    actor: String,
    agency: String,
    purpose: String,
    cause: Option<EntryRef>,
    sealed: bool,
    body: String,
    prev: String,
    hash: String,
}

impl EntryLine {
    fn of(entry: Stored) -> Self {
        Self {
            happened: Times::of(&entry.happened),
            held: entry.held.as_ref().map(Times::of),
            body: BASE64.encode(&entry.body),
            prev: hex::encode(entry.prev),
            hash: hex::encode(entry.hash),
            chain: entry.chain,
            number: entry.number,
            stream: entry.stream,
            version: entry.version,
            kind: entry.kind,
            schema: entry.schema,
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            agency: entry.agency,
            purpose: entry.purpose,
            cause: entry.cause,
            sealed: entry.sealed,
        }
    }

    fn stored(self) -> Result<Stored> {
        let hash = |text: &str| {
            let mut bytes = [0; 32];
            hex::decode_to_slice(text, &mut bytes).map_err(|_| LedgerError::Input("a hash is not 64 hexadecimal digits".into()))?;
            Ok::<_, LedgerError>(bytes)
        };
        Ok(Stored {
            happened: self.happened.vague()?,
            held: self.held.as_ref().map(Times::vague).transpose()?,
            body: BASE64.decode(&self.body).map_err(|_| LedgerError::Input("a body is not base64".into()))?,
            prev: hash(&self.prev)?,
            hash: hash(&self.hash)?,
            chain: self.chain,
            number: self.number,
            stream: self.stream,
            version: self.version,
            kind: self.kind,
            schema: self.schema,
            recorded_at: self.recorded_at,
            actor: self.actor,
            agency: self.agency,
            purpose: self.purpose,
            cause: self.cause,
            sealed: self.sealed,
        })
    }
}

async fn write_line(to: &mut (impl AsyncWrite + Unpin + Send), line: &Line) -> Result {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    to.write_all(&text).await?;
    Ok(())
}

impl Ledger {
    /// Writes every chain, as it is at this moment, with its wrapped keys. The master key is not in it.
    ///
    /// # Errors
    /// Where reading or writing fails.
    pub async fn export(&self, to: impl AsyncWrite + Unpin + Send) -> Result<Moved> {
        let mut to = tokio::io::BufWriter::new(to);
        let mut read = self.read().await?;
        let mut chains: Vec<String> =
            read.rows("select name from chain", Vec::new()).await?.iter().map(|row| row.text("name")).collect::<Result<_>>()?;
        chains.sort_unstable();
        let mut moved = Moved { chains: chains.len() as u64, ..Moved::default() };
        let master = self.inner.keys.master.fingerprint();
        write_line(&mut to, &Line::TrefoilLedger { form: FORM.to_owned(), master, chains }).await?;
        for row in read.rows(KEYS, Vec::new()).await? {
            let wrapped = row.opt_blob("wrapped")?.map(|bytes| BASE64.encode(bytes));
            let (chain, stream, destroyed_at) = (row.text("chain")?, row.text("stream")?, row.opt_int("destroyed_at")?);
            write_line(&mut to, &Line::Key { chain, stream, wrapped, destroyed_at }).await?;
            moved.keys += 1;
        }
        for row in read.rows(ACT_KEYS, Vec::new()).await? {
            let (chain, key, versions) = (row.text("chain")?, row.text("key")?, row.text("versions")?);
            write_line(&mut to, &Line::Answered { chain, key, first: row.int("first")?, count: row.int("count")?, versions }).await?;
        }
        for row in read.rows(BLOBS, Vec::new()).await? {
            let (chain, stream, hash) = (row.text("chain")?, row.text("stream")?, row.text("hash")?);
            write_line(&mut to, &Line::Blob { chain, stream, hash, size: row.int("size")?, stored_at: row.int("stored_at")? }).await?;
        }
        let mut after = 0;
        loop {
            let rows = read.rows(BARE_BY_SEQ, args![after, CHUNK]).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let (entry, _, seq) = Stored::from_row(row)?;
                after = seq;
                write_line(&mut to, &Line::Entry(Box::new(EntryLine::of(entry)))).await?;
                moved.entries += 1;
            }
        }
        write_line(&mut to, &Line::End(moved)).await?;
        to.flush().await?;
        Ok(moved)
    }

    /// Takes in an export, whole or not at all, checking every hash, then builds all rows. The installation must hold no facts yet, and must have
    /// the exporting installation's `keys/master.key`.
    ///
    /// # Errors
    /// [`LedgerError::Input`] says in one sentence at which line and why; nothing has changed then.
    pub async fn import(&self, from: impl AsyncBufRead + Unpin + Send) -> Result<Moved> {
        let (plan, keys) = (Arc::clone(&self.inner.plan), self.inner.keys.clone());
        let mut loan = self.borrow_writer().await?;
        let conn = loan.conn()?;
        conn.begin().await?;
        let moved = take_in(conn, from, &plan, &keys).await?;
        conn.commit().await?;
        Ok(moved)
    }
}

/// An import under way.
struct Arriving<'a> {
    keys: &'a Keys,
    texts: Texts,
    walks: BTreeMap<String, Walk>,
    entries: Vec<Value>,
    data_keys: Vec<Value>,
    answered: Vec<Value>,
    blobs: Vec<Value>,
    moved: Moved,
    ended: bool,
}

fn input(line: usize, what: impl std::fmt::Display) -> LedgerError {
    LedgerError::Input(format!("line {line}: {what}"))
}

async fn take_in(conn: &mut Conn, from: impl AsyncBufRead + Unpin + Send, plan: &Arc<Plan>, keys: &Keys) -> Result<Moved> {
    if let Some(row) = conn.rows("select chain from entry limit 1", Vec::new()).await?.first() {
        return Err(LedgerError::Input(format!(
            "this installation already holds facts (in the chain `{}`): import into an empty one",
            row.text("chain")?
        )));
    }
    let mut lines = from.lines();
    let first = lines.next_line().await?.ok_or_else(|| LedgerError::Input("line 1: there is nothing in this file".into()))?;
    let mut arriving = Arriving::begin(conn, &first, keys).await?;
    let mut number = 1;
    while let Some(text) = lines.next_line().await.map_err(|error| input(number + 1, error))? {
        number += 1;
        arriving.line(number, &text)?;
        if arriving.entries.len() > 250 * crate::stored::WIDTH {
            arriving.flush(conn).await?;
        }
    }
    if !arriving.ended {
        return Err(input(number, "the file ends here without its closing line: it was cut"));
    }
    arriving.flush(conn).await?;
    for (chain, walk) in &arriving.walks {
        let sql = "insert into cursor (consumer, chain, number) values ('*', $1, $2) on conflict (consumer, chain) do update set number = excluded.number";
        conn.run(sql, args![chain, walk.number]).await?;
    }
    build_in_place(conn, plan, keys).await?;
    Ok(arriving.moved)
}

/// What an export holds, read from its first line to its last without taking it in.
pub(crate) struct ReadThrough {
    pub(crate) moved: Moved,
    pub(crate) heads: Vec<ChainHead>,
    /// The hashes of the files it names.
    pub(crate) blobs: BTreeSet<String>,
}

/// Reads an export through, checking every hash, every key and the closing counts.
pub(crate) async fn read_through(from: impl AsyncBufRead + Unpin + Send, keys: &Keys) -> Result<ReadThrough> {
    let mut lines = from.lines();
    let first = lines.next_line().await?.ok_or_else(|| LedgerError::Input("line 1: there is nothing in this file".into()))?;
    let mut arriving = Arriving::new(&first, keys)?;
    let mut blobs = BTreeSet::new();
    let mut number = 1;
    while let Some(text) = lines.next_line().await.map_err(|error| input(number + 1, error))? {
        number += 1;
        arriving.line(number, &text)?;
        if let Some(Value::Text(Some(hash))) = arriving.blobs.get(2) {
            blobs.insert(hash.clone());
        }
        for kept in [&mut arriving.entries, &mut arriving.data_keys, &mut arriving.answered, &mut arriving.blobs] {
            kept.clear();
        }
    }
    if !arriving.ended {
        return Err(input(number, "the file ends here without its closing line: it was cut"));
    }
    let head = |(chain, walk): (&String, &Walk)| ChainHead { chain: chain.clone(), number: walk.number, hash: hex::encode(walk.hash) };
    Ok(ReadThrough { moved: arriving.moved, heads: arriving.walks.iter().map(head).collect(), blobs })
}

impl<'a> Arriving<'a> {
    async fn begin(conn: &mut Conn, first: &str, keys: &'a Keys) -> Result<Self> {
        let arriving = Self::new(first, keys)?;
        conn.lock(&arriving.walks.keys().cloned().collect()).await?;
        for name in arriving.walks.keys() {
            conn.run("insert into chain (name) values ($1) on conflict do nothing", args![name]).await?;
        }
        Ok(arriving)
    }

    fn new(first: &str, keys: &'a Keys) -> Result<Self> {
        let Ok(Line::TrefoilLedger { form, master, chains }) = serde_json::from_str(first) else {
            return Err(input(1, "this is not an export of a ledger: its first line is not the header"));
        };
        if form != FORM {
            return Err(input(1, format!("this export has the form `{form}`, and this program reads the form `{FORM}`")));
        }
        if master != keys.master.fingerprint() {
            return Err(input(1, "the export was made under another master key: put that installation's keys/master.key here first"));
        }
        let names: BTreeSet<String> = chains.iter().cloned().collect();
        Ok(Self {
            keys,
            texts: Texts::default(),
            walks: names.into_iter().map(|name| (name, Walk::default())).collect(),
            entries: Vec::new(),
            data_keys: Vec::new(),
            answered: Vec::new(),
            blobs: Vec::new(),
            moved: Moved { chains: chains.len() as u64, ..Moved::default() },
            ended: false,
        })
    }

    fn line(&mut self, number: usize, text: &str) -> Result {
        if self.ended {
            return Err(input(number, "something follows the closing line"));
        }
        let line: Line = serde_json::from_str(text).map_err(|error| input(number, format!("this line cannot be read ({error})")))?;
        match line {
            Line::TrefoilLedger { .. } => return Err(input(number, "a second header")),
            Line::Key { chain, stream, wrapped, destroyed_at } => {
                self.known(number, &chain)?;
                let wrapped = wrapped.map(|text| BASE64.decode(text).map_err(|_| input(number, "a key is not base64"))).transpose()?;
                if let Some(wrapped) = &wrapped {
                    self.keys.master.unwrap_key(wrapped, &chain, &stream).map_err(|error| input(number, error))?;
                }
                self.data_keys.extend(args![chain, stream]);
                self.data_keys.extend([Value::Blob(wrapped), Value::Int(destroyed_at)]);
                self.moved.keys += 1;
            }
            Line::Answered { chain, key, first, count, versions } => {
                self.known(number, &chain)?;
                self.answered.extend(args![chain, key, first, count, versions]);
            }
            Line::Blob { chain, stream, hash, size, stored_at } => {
                self.known(number, &chain)?;
                self.blobs.extend(args![chain, stream, hash, size, stored_at]);
            }
            Line::Entry(line) => {
                self.known(number, &line.chain)?;
                let entry = line.stored().map_err(|error| input(number, error))?;
                if let Some(walk) = self.walks.get_mut(&entry.chain) {
                    walk.step(&entry).map_err(|what| input(number, what))?;
                }
                entry.values(&mut self.entries);
                self.moved.entries += 1;
            }
            Line::End(counts) => {
                if counts != self.moved {
                    return Err(input(
                        number,
                        format!(
                            "the closing line counts {} entries and {} keys, and {} and {} came before it",
                            counts.entries, counts.keys, self.moved.entries, self.moved.keys
                        ),
                    ));
                }
                self.ended = true;
            }
        }
        Ok(())
    }

    fn known(&self, number: usize, chain: &str) -> Result {
        if self.walks.contains_key(chain) { Ok(()) } else { Err(input(number, format!("the header does not name the chain `{chain}`"))) }
    }

    async fn flush(&mut self, conn: &mut Conn) -> Result {
        let take = std::mem::take::<Vec<Value>>;
        let texts = &mut self.texts;
        texts.insert(conn, 4, take(&mut self.data_keys), "insert into data_key (chain, stream, wrapped, destroyed_at) values ", "").await?;
        texts.insert(conn, 5, take(&mut self.answered), "insert into act_key (chain, key, first, count, versions) values ", "").await?;
        texts.insert(conn, 5, take(&mut self.blobs), "insert into blob (chain, stream, hash, size, stored_at) values ", "").await?;
        insert_entries(conn, texts, take(&mut self.entries)).await
    }
}
