//! Proof that the past was not changed: every chain recomputed, and signed heads that show a rewritten past or a cut tail.

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    EntryRef, Ledger, LedgerError, Read, Result, Row, args,
    canonical::{self, Canonical},
    stored::{Cells, Stored, vague},
};

/// An entry for hashing alone. Its numbers come as one text, because a column costs more than what is in it; no number holds a comma. What
/// is text comes in columns of its own, so that nothing can slip from one into the next.
pub(crate) const BARE: &str = "select concat_ws(',', number, version, schema, coalesce(cast(happened_from as text), ''), \
     coalesce(cast(happened_to as text), ''), happened_precision, coalesce(cast(held_from as text), ''), coalesce(cast(held_to as text), ''), \
     coalesce(held_precision, ''), recorded_at, coalesce(cast(cause_number as text), ''), case when sealed then 1 else 0 end) as numbers, \
     stream, kind, actor, agency, purpose, cause_chain, body, prev, hash from entry where chain = $1 and number > $2 order by number limit $3";
const CHUNK: i64 = 2000;

/// How far a verification has come.
#[derive(Debug, Clone)]
pub struct Progress {
    pub chain: String,
    pub number: i64,
    pub of: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub chains: usize,
    pub entries: i64,
}

/// The ends of all chains at one moment, signed by the installation (Ed25519). It is handed to the partners each day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    pub format: String,
    pub at: Timestamp,
    pub heads: Vec<ChainHead>,
    /// The public key, in hexadecimal.
    pub key: String,
    pub signature: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainHead {
    pub chain: String,
    pub number: i64,
    /// In hexadecimal; 64 noughts for a chain without entries.
    pub hash: String,
}

const FORMAT: &str = "trefoil-head/1";

impl Heads {
    fn signed(&self) -> Vec<u8> {
        let mut form = Canonical::new(&self.format);
        form.int(self.at.as_microsecond());
        for head in &self.heads {
            form.text(&head.chain).int(head.number).text(&head.hash);
        }
        form.done()
    }
}

/// A chain being walked: the number and hash that its next entry must follow.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    pub(crate) number: i64,
    pub(crate) hash: [u8; 32],
    pub(crate) recorded_at: i64,
}
impl Default for Walk {
    fn default() -> Self {
        Self { number: 0, hash: [0; 32], recorded_at: i64::MIN }
    }
}
impl Walk {
    /// Takes one entry, or says what is wrong with it.
    pub(crate) fn step(&mut self, entry: &Stored) -> std::result::Result<(), String> {
        let (chain, wanted) = (&entry.chain, self.number + 1);
        if entry.number > wanted {
            return Err(format!("{chain}/{wanted} is missing: the next entry is number {}", entry.number));
        }
        if entry.number < wanted {
            return Err(format!("{chain}/{} comes a second time or out of order", entry.number));
        }
        if canonical::hash(entry) != entry.hash {
            return Err(format!("{chain}/{wanted} was changed: its hash is not that of what it holds"));
        }
        if entry.prev != self.hash {
            return Err(format!("{chain}/{wanted} does not follow the entry before it: that one's hash is another"));
        }
        if entry.recorded_at < self.recorded_at {
            return Err(format!("{chain}/{wanted} is recorded before the entry before it"));
        }
        *self = Self { number: wanted, hash: entry.hash, recorded_at: entry.recorded_at };
        Ok(())
    }
}

impl Ledger {
    /// Recomputes every hash of every chain. `progress` is told after each few thousand entries.
    ///
    /// # Errors
    /// [`LedgerError::Broken`] names the first entry that is wrong.
    pub async fn verify(&self, mut progress: impl FnMut(&Progress) + Send) -> Result<Verified> {
        let mut read = self.read().await?;
        let mut entries = 0;
        let chains = chains(&mut read).await?;
        for chain in &chains {
            entries += walk(&mut read, chain, &mut progress).await?.number;
        }
        Ok(Verified { chains: chains.len(), entries })
    }

    /// Where every chain ends now, signed.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn head(&self) -> Result<Heads> {
        let mut read = self.read().await?;
        let mut heads = Vec::new();
        for chain in chains(&mut read).await? {
            let sql = "select number, hash from entry where chain = $1 order by number desc limit 1";
            let (number, hash) = match read.row(sql, args![&chain]).await? {
                Some(row) => (row.int("number")?, row.blob("hash")?),
                None => (0, vec![0; 32]),
            };
            heads.push(ChainHead { chain, number, hash: hex::encode(hash) });
        }
        let key = &self.inner.keys.signing;
        let mut signed = Heads {
            format: FORMAT.to_owned(),
            at: self.clock().moment().now,
            heads,
            key: hex::encode(key.verifying_key().as_bytes()),
            signature: String::new(),
        };
        signed.signature = hex::encode(key.sign(&signed.signed()).to_bytes());
        Ok(signed)
    }

    /// Checks a signed head that was handed out earlier: its signature, then that every chain it names still holds that entry, unchanged, and
    /// that all before it is whole.
    ///
    /// # Errors
    /// [`LedgerError::Input`] where the text is no head of this installation; [`LedgerError::Broken`] where the past was rewritten or cut.
    pub async fn verify_head(&self, text: &str) -> Result<Verified> {
        let heads: Heads = serde_json::from_str(text).map_err(|error| LedgerError::Input(format!("this is not a signed head: {error}")))?;
        if heads.format != FORMAT {
            return Err(LedgerError::Input(format!("this is not a signed head of a known form: `{}`", heads.format)));
        }
        check_signature(&heads)?;
        if heads.key != hex::encode(self.inner.keys.signing.verifying_key().as_bytes()) {
            return Err(LedgerError::Input("this head was signed with another installation's key".into()));
        }
        let mut read = self.read().await?;
        for head in &heads.heads {
            let (chain, number) = (&head.chain, head.number);
            let end = read.head(chain).await?;
            if end < number {
                return Err(LedgerError::Broken(format!(
                    "{chain} was cut: the head of {} ends at {chain}/{number}, and the chain now ends at {chain}/{end}",
                    heads.at
                )));
            }
            if number == 0 {
                continue;
            }
            let row = read.row("select hash from entry where chain = $1 and number = $2", args![chain, number]).await?;
            let hash = row.map(|row| row.blob("hash")).transpose()?.map(hex::encode);
            if hash.as_deref() != Some(head.hash.as_str()) {
                return Err(LedgerError::Broken(format!(
                    "{chain} was rewritten: {chain}/{number} is not the entry that the head of {} signed",
                    heads.at
                )));
            }
        }
        drop(read);
        self.verify(|_| {}).await
    }
}

fn check_signature(heads: &Heads) -> Result {
    let bad = || LedgerError::Input("this head's signature is not good: it was changed after it was signed".into());
    let mut key = [0; 32];
    hex::decode_to_slice(&heads.key, &mut key).map_err(|_| bad())?;
    let mut signature = [0; 64];
    hex::decode_to_slice(&heads.signature, &mut signature).map_err(|_| bad())?;
    let key = VerifyingKey::from_bytes(&key).map_err(|_| bad())?;
    key.verify_strict(&heads.signed(), &Signature::from_bytes(&signature)).map_err(|_| bad())
}

async fn chains(read: &mut Read) -> Result<Vec<String>> {
    let stray = "select e.chain, e.number from entry e left join chain c on c.name = e.chain where c.name is null order by e.seq limit 1";
    if let Some(row) = read.row(stray, Vec::new()).await? {
        return Err(LedgerError::Broken(format!("{}/{} belongs to a chain that does not exist", row.text("chain")?, row.int("number")?)));
    }
    let mut names: Vec<String> =
        read.rows("select name from chain", Vec::new()).await?.iter().map(|row| row.text("name")).collect::<Result<_>>()?;
    names.sort_unstable();
    Ok(names)
}

/// Walks one chain to its end. The next entries are read while the last ones are hashed.
async fn walk(read: &mut Read, chain: &str, progress: &mut (impl FnMut(&Progress) + Send)) -> Result<Walk> {
    let of = read.head(chain).await?;
    let mut at = Walk::default();
    let mut after = 0;
    let mut hashing: Option<tokio::task::JoinHandle<Result<Walk>>> = None;
    loop {
        let rows = read.rows(BARE, args![chain, after, CHUNK]).await;
        if let Some(hashing) = hashing.take() {
            at = hashing.await.map_err(|error| LedgerError::Broken(format!("verification stopped: {error}")))??;
            progress(&Progress { chain: chain.to_owned(), number: at.number, of });
        }
        let rows = rows?;
        if rows.is_empty() {
            return Ok(at);
        }
        // Were a number missing, the walk would say so before the next entries are hashed.
        after = match rows.last().map(|row| row.text("numbers")).transpose()? {
            Some(numbers) => numbers.split(',').next().and_then(|number| number.parse().ok()).unwrap_or(i64::MAX),
            None => i64::MAX,
        };
        let (from, chain) = (at.clone(), chain.to_owned());
        hashing = Some(tokio::task::spawn_blocking(move || {
            let mut walk = from;
            for row in rows {
                let entry = bare(&chain, row).map_err(|error| {
                    LedgerError::Broken(format!("{chain}/{} was changed: it cannot be read ({error})", walk.number + 1))
                })?;
                walk.step(&entry).map_err(LedgerError::Broken)?;
            }
            Ok(walk)
        }));
    }
}

/// A row of [`BARE`].
fn bare(chain: &str, row: Row) -> Result<Stored> {
    let odd = || LedgerError::Broken("a column of the wrong type".into());
    let mut cells = Cells(row.into_cells());
    let numbers = cells.text()?;
    let mut parts = numbers.split(',');
    let mut fields = [""; 12];
    for field in &mut fields {
        *field = parts.next().ok_or_else(odd)?;
    }
    if parts.next().is_some() {
        return Err(odd());
    }
    let whole = |text: &str| text.parse::<i64>().map_err(|_| odd());
    let opt = |text: &str| if text.is_empty() { Ok(None) } else { whole(text).map(Some) };
    let [number, version, schema, from, to, precision, held_from, held_to, held_precision, recorded_at, cause_number, sealed] = fields;
    let held = match (held_precision, held_from, held_to) {
        ("", "", "") => None,
        (word, from, to) => Some(vague(opt(from)?, opt(to)?, word)?),
    };
    let (stream, kind, actor, agency, purpose) = (cells.text()?, cells.text()?, cells.text()?, cells.text()?, cells.text()?);
    let cause = match (cells.opt_text()?, opt(cause_number)?) {
        (Some(chain), Some(number)) => Some(EntryRef { chain, number }),
        (None, None) => None,
        _ => return Err(odd()),
    };
    Ok(Stored {
        chain: chain.to_owned(),
        number: whole(number)?,
        stream,
        version: whole(version)?,
        kind,
        schema: schema.parse().map_err(|_| odd())?,
        happened: vague(opt(from)?, opt(to)?, precision)?,
        held,
        recorded_at: whole(recorded_at)?,
        actor,
        agency,
        purpose,
        cause,
        sealed: whole(sealed)? == 1,
        body: cells.opt_blob()?.unwrap_or_default(),
        prev: cells.hash()?,
        hash: cells.hash()?,
    })
}
