//! One transaction's worth of acts: loaded together, decided one after another in memory, written together.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use kernel::Moment;

use crate::{
    Act, ActError, Body, Clock, Done, Draft, Effect, Entry, EntryRef, LedgerError, Load, Result, Value,
    apply::{Applier, Writing},
    args, canonical,
    chance::Keys,
    db::{Conn, Texts},
    index::{self, Indexer},
    plan::Plan,
    seal::Key,
    stored::{self, About, COLUMNS, KeyState, Stored, WIDTH, Wrapped, instant, select_entries},
    writer::Item,
};

type StreamId = (String, String);

/// The end of a chain.
#[derive(Debug, Clone, Copy)]
struct Head {
    number: i64,
    hash: [u8; 32],
    recorded_at: i64,
}

struct Stream {
    version: i64,
    /// None where only the version was wanted.
    history: Option<Vec<Entry>>,
    key: KeyState,
}

pub(crate) struct Batch<'a> {
    keys: &'a Keys,
    clock: &'a Clock,
    plan: Arc<Plan>,
    texts: &'a mut Texts,
    heads: HashMap<String, Head>,
    streams: HashMap<StreamId, Stream>,
    /// What was answered to acts that carried a key.
    repeats: HashMap<(String, String), Done>,
    applier: Applier,
    indexer: Indexer,
    entries: Vec<Value>,
    act_keys: Vec<Value>,
    data_keys: Vec<Value>,
    /// Blobs to delete once this has been committed.
    pub(crate) gone: Vec<String>,
    /// Whether anything was appended.
    pub(crate) appended: bool,
}

/// An entry that an act wants appended.
struct Appended {
    stored: Stored,
    entry: Entry,
    about: About,
}

/// What an act has changed in memory, so that a refusal can take it back.
#[derive(Default)]
struct Undo {
    streams: Vec<(StreamId, i64, KeyState)>,
}

pub(crate) const HEADS: &str = "select c.name, e.number, e.hash, e.recorded_at, \
     cast((select coalesce(sum(version), 0) from table_version) as bigint) as generation from v \
     join chain c on c.name = v.name \
     left join entry e on e.chain = c.name and e.number = (select max(number) from entry where chain = c.name)";
pub(crate) const HISTORIES: &str = select_entries!(
    "v cross join entry e left join data_key k on k.chain = e.chain and k.stream = e.stream \
     where e.chain = v.chain and e.stream = v.stream order by e.chain, e.stream, e.version"
);
pub(crate) const VERSIONS: &str = "select v.chain, v.stream, \
     (select max(version) from entry e where e.chain = v.chain and e.stream = v.stream) as version, k.wrapped, k.destroyed_at \
     from v left join data_key k on k.chain = v.chain and k.stream = v.stream";
pub(crate) const REPEATS: &str =
    "select k.chain, k.key, k.first, k.count, k.versions from v cross join act_key k where k.chain = v.chain and k.key = v.key";

impl<'a> Batch<'a> {
    pub(crate) fn new(keys: &'a Keys, plan: Arc<Plan>, clock: &'a Clock, texts: &'a mut Texts) -> Self {
        Self {
            keys,
            clock,
            applier: Applier::new(Arc::clone(&plan), "", None),
            plan,
            texts,
            heads: HashMap::new(),
            streams: HashMap::new(),
            repeats: HashMap::new(),
            indexer: Indexer::default(),
            entries: Vec::new(),
            act_keys: Vec::new(),
            data_keys: Vec::new(),
            gone: Vec::new(),
            appended: false,
        }
    }

    /// Takes the chains' locks, then reads heads, answered keys and streams: one statement each for the whole batch.
    pub(crate) async fn load(&mut self, conn: &mut Conn, items: &mut [Item], generation: i64) -> Result {
        let (mut chains, mut keys) = (BTreeSet::new(), BTreeSet::new());
        let (mut whole, mut known): (BTreeSet<StreamId>, BTreeSet<StreamId>) = (BTreeSet::new(), BTreeSet::new());
        for item in items {
            match item {
                Item::Act(act, _) => {
                    chains.insert(act.chain.clone());
                    keys.extend(act.key.iter().map(|key| (act.chain.clone(), key.clone())));
                    for step in &act.steps {
                        let id = (act.chain.clone(), step.stream().to_owned());
                        if step.load() == Load::All {
                            whole.insert(id.clone());
                        }
                        known.insert(id);
                    }
                }
                Item::Key(chain, stream, _) => {
                    chains.insert(chain.clone());
                    known.insert((chain.clone(), stream.clone()));
                }
                _ => {}
            }
        }
        conn.lock(&chains).await?;
        self.load_heads(conn, chains, generation).await?;
        let pairs = |ids: BTreeSet<StreamId>| ids.into_iter().flat_map(|(chain, name)| args![chain, name]).collect::<Vec<_>>();

        let before = "with v(chain, key) as (values ";
        for row in self.texts.select(conn, 2, pairs(keys), before, &format!(") {REPEATS}")).await? {
            let (chain, first, count) = (row.text("chain")?, row.int("first")?, row.int("count")?);
            let versions = row.text("versions")?.split(',').filter_map(|text| text.parse().ok()).collect();
            let entries = (first..first + count).map(|number| EntryRef { chain: chain.clone(), number }).collect();
            self.repeats.insert((chain, row.text("key")?), Done { entries, versions, repeated: true });
        }

        let before = "with v(chain, stream) as (values ";
        for row in self.texts.select(conn, 2, pairs(known), before, &format!(") {VERSIONS}")).await? {
            let (chain, stream) = (row.text("chain")?, row.text("stream")?);
            let wrapped = Wrapped::of(row.opt_blob("wrapped")?, row.opt_int("destroyed_at")?);
            let key = wrapped.open(&self.keys.master, &chain, &stream)?;
            let version = row.opt_int("version")?.unwrap_or(0);
            let history = whole.contains(&(chain.clone(), stream.clone())).then(Vec::new);
            self.streams.insert((chain, stream), Stream { version, history, key });
        }
        let old = whole.into_iter().filter(|id| self.streams.get(id).is_some_and(|stream| stream.version > 0)).collect();
        for row in self.texts.select(conn, 2, pairs(old), before, &format!(") {HISTORIES}")).await? {
            let (stored, _, _) = Stored::from_row(row)?;
            let id = (stored.chain.clone(), stored.stream.clone());
            if let Some(Stream { history: Some(history), key, .. }) = self.streams.get_mut(&id) {
                history.push(stored.opened(key)?.0);
            }
        }
        Ok(())
    }

    async fn load_heads(&mut self, conn: &mut Conn, chains: BTreeSet<String>, generation: i64) -> Result {
        let names = chains.into_iter().map(Value::from).collect();
        for row in self.texts.select(conn, 1, names, "with v(name) as (values ", &format!(") {HEADS}")).await? {
            if row.int("generation")? > generation {
                return Err(LedgerError::Broken(
                    "a newer version of the program has changed this ledger's tables; restart this one with that version".into(),
                ));
            }
            let hash = row.opt_blob("hash")?.and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; 32]);
            let recorded_at = row.opt_int("recorded_at")?.unwrap_or(i64::MIN);
            self.heads.insert(row.text("name")?, Head { number: row.opt_int("number")?.unwrap_or(0), hash, recorded_at });
        }
        Ok(())
    }

    /// Decides one act and keeps what it appends. After `Refused` or `Stale` the batch is as it was before.
    pub(crate) async fn act(&mut self, conn: &mut Conn, act: &mut Act) -> std::result::Result<Done, ActError> {
        let name = act.key.clone().map(|key| (act.chain.clone(), key));
        if let Some(done) = name.as_ref().and_then(|name| self.repeats.get(name)) {
            return Ok(done.clone());
        }
        let Some(before) = self.heads.get(&act.chain).copied() else {
            return Err(LedgerError::Input(format!("there is no chain `{}`", act.chain)).into());
        };
        let mut undo = Undo::default();
        let appended = match self.decide(conn, act, &mut undo).await {
            Ok(appended) => appended,
            Err(error) => {
                self.heads.insert(act.chain.clone(), before);
                for (id, version, key) in undo.streams.into_iter().rev() {
                    if let Some(stream) = self.streams.get_mut(&id) {
                        stream.version = version;
                        stream.key = key;
                        if let Some(history) = &mut stream.history {
                            history.truncate(usize::try_from(version).unwrap_or(usize::MAX));
                        }
                    }
                }
                return Err(error);
            }
        };
        // A key made by this act is kept with it.
        for ((chain, stream), _, key) in &undo.streams {
            if let (KeyState::None, Some(Stream { key: KeyState::Live(made), .. })) =
                (key, self.streams.get(&(chain.clone(), stream.clone())))
            {
                self.data_keys.extend(args![chain, stream, self.keys.master.wrap(made, chain, stream)?]);
            }
        }
        let versions: Vec<i64> = act
            .steps
            .iter()
            .map(|step| self.streams.get(&(act.chain.clone(), step.stream().to_owned())).map_or(0, |stream| stream.version))
            .collect();
        let entries: Vec<EntryRef> = appended.iter().map(|new| new.stored.at()).collect();
        if let Some(name) = name {
            let text: Vec<String> = versions.iter().map(ToString::to_string).collect();
            let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
            self.act_keys.extend(args![&name.0, &name.1, before.number + 1, count, text.join(",")]);
            self.repeats.insert(name, Done { entries: entries.clone(), versions: versions.clone(), repeated: true });
        }
        self.appended |= !appended.is_empty();
        for new in appended {
            self.keep(conn, new).await?;
        }
        Ok(Done { entries, versions, repeated: false })
    }

    /// Runs the steps in memory: nothing is kept but in `undo`'s sight.
    async fn decide(&mut self, conn: &mut Conn, act: &mut Act, undo: &mut Undo) -> std::result::Result<Vec<Appended>, ActError> {
        let mut appended = Vec::new();
        let now = self.clock.moment().now.as_microsecond();
        let recorded_at = self.heads.get(&act.chain).map_or(now, |head| now.max(head.recorded_at));
        let at = Moment::at(instant(recorded_at)?);
        let Act { chain, actor, agency, purpose, cause, steps, .. } = act;
        for step in steps {
            let id = (chain.clone(), step.stream().to_owned());
            let version = self.streams.get(&id).map_or(0, |stream| stream.version);
            if let Some(seen) = step.seen()
                && seen != version
            {
                return Err(ActError::Stale { stream: id.1, seen, now: version });
            }
            let mut answers = Vec::new();
            let questions = step.questions();
            if !questions.is_empty() {
                self.flush(conn).await?;
            }
            for question in questions {
                answers.push(conn.rows(question.sql, question.args).await?);
            }
            let Some(stream) = self.streams.get_mut(&id) else {
                return Err(LedgerError::Broken(format!("the stream `{}` was not loaded: a step's stream must not change", id.1)).into());
            };
            undo.streams.push((id.clone(), stream.version, stream.key));
            let history = stream.history.as_deref().unwrap_or_default();
            let drafts = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| step.decide(history, version, &answers, &at)))
                .map_err(|_| LedgerError::Broken(format!("a decision on the stream `{}` panicked", id.1)))??;
            for draft in drafts {
                let Some(head) = self.heads.get_mut(chain.as_str()) else { continue };
                if draft.sealed && stream.key == KeyState::None {
                    stream.key = KeyState::Live(self.keys.data_key(chain, &id.1));
                }
                let new = append(chain, &id.1, stream, *head, recorded_at, draft, (actor, agency, purpose, cause))?;
                *head = Head { number: new.stored.number, hash: new.stored.hash, recorded_at };
                stream.version = new.stored.version;
                if let Some(history) = &mut stream.history {
                    history.push(new.entry.clone());
                }
                appended.push(new);
            }
        }
        Ok(appended)
    }

    /// Keeps an appended entry with its rows; an effect is done at once, after all that came before it.
    async fn keep(&mut self, conn: &mut Conn, new: Appended) -> Result {
        let Appended { stored, entry, about } = new;
        let own = self.streams.get(&(stored.chain.clone(), stored.stream.clone())).map_or(KeyState::None, |stream| stream.key);
        let destroyed = own == KeyState::Destroyed;
        self.applier.project(&Writing { entry: &entry, sealed: stored.sealed, destroyed })?;
        self.indexer.add(&entry, &about, destroyed);
        stored.values(&mut self.entries);
        if let Some(stream) = about.destroys {
            self.flush(conn).await?;
            self.destroy(conn, &entry, &stream).await?;
        }
        Ok(())
    }

    async fn destroy(&mut self, conn: &mut Conn, by: &Entry, stream: &str) -> Result {
        let chain = by.chain.as_str();
        let at = by.recorded_at;
        let sql = "insert into data_key (chain, stream, wrapped, destroyed_at) values ($1, $2, $3, $4) \
                   on conflict (chain, stream) do update set wrapped = excluded.wrapped, destroyed_at = excluded.destroyed_at";
        conn.run(sql, args![chain, stream, Value::Blob(None), at]).await?;
        index::forget(conn, &by.at(), stream).await?;
        for planned in &self.plan.tables {
            let sql = format!("delete from {} where chain = $1 and stream = $2", planned.table.name);
            conn.run(sql, args![chain, stream]).await?;
        }
        for row in conn.rows("select hash from blob where chain = $1 and stream = $2", args![chain, stream]).await? {
            self.gone.push(row.text("hash")?);
        }
        conn.run("delete from blob where chain = $1 and stream = $2", args![chain, stream]).await?;
        self.applier.forget();
        if let Some(known) = self.streams.get_mut(&(by.chain.clone(), stream.to_owned())) {
            known.key = KeyState::Destroyed;
            for entry in known.history.iter_mut().flatten().filter(|entry| entry.number < by.number) {
                entry.body = Body::Forgotten;
            }
        }
        Ok(())
    }

    /// The key of a stream, made where there is none.
    pub(crate) fn stream_key(&mut self, chain: &str, stream: &str) -> Result<Key> {
        if !self.heads.contains_key(chain) {
            return Err(LedgerError::Input(format!("there is no chain `{chain}`")));
        }
        let known = self.streams.get_mut(&(chain.to_owned(), stream.to_owned())).ok_or(LedgerError::Stopped)?;
        match known.key {
            KeyState::Live(key) => Ok(key),
            KeyState::Destroyed => Err(destroyed(chain, stream)),
            KeyState::None => {
                let key = self.keys.data_key(chain, stream);
                known.key = KeyState::Live(key);
                self.data_keys.extend(args![chain, stream, self.keys.master.wrap(&key, chain, stream)?]);
                Ok(key)
            }
        }
    }

    /// Writes all that waits.
    pub(crate) async fn flush(&mut self, conn: &mut Conn) -> Result {
        let take = std::mem::take::<Vec<Value>>;
        self.texts.insert(conn, 3, take(&mut self.data_keys), "insert into data_key (chain, stream, wrapped) values ", "").await?;
        insert_entries(conn, self.texts, take(&mut self.entries)).await?;
        let before = "insert into act_key (chain, key, first, count, versions) values ";
        self.texts.insert(conn, 5, take(&mut self.act_keys), before, "").await?;
        self.indexer.flush(conn, self.texts, "").await?;
        self.applier.flush(conn, self.texts).await
    }
}

pub(crate) async fn insert_entries(conn: &mut Conn, texts: &mut Texts, values: Vec<Value>) -> Result {
    texts.insert(conn, WIDTH, values, &format!("insert into entry ({COLUMNS}) values "), "").await.map(drop)
}

pub(crate) fn destroyed(chain: &str, stream: &str) -> LedgerError {
    LedgerError::Broken(format!("the key of the stream `{stream}` of `{chain}` was destroyed; nothing more can be sealed under it"))
}

/// Makes the entry of a draft: number, version, seal and hash.
fn append(
    chain: &str,
    id: &str,
    stream: &Stream,
    head: Head,
    recorded_at: i64,
    draft: Draft,
    (actor, agency, purpose, cause): (&str, &str, &str, &Option<EntryRef>),
) -> Result<Appended> {
    let destroys = draft.effect.map(|Effect::Destroy { stream }| stream);
    let about = About { subjects: draft.subjects, shares: draft.shares, destroys };
    let plain = stored::envelope(&draft.body, &about)?;
    let mut stored = Stored {
        chain: chain.to_owned(),
        number: head.number + 1,
        stream: id.to_owned(),
        version: stream.version + 1,
        kind: draft.kind.to_owned(),
        schema: draft.schema,
        happened: draft.happened,
        held: draft.held,
        recorded_at,
        actor: actor.to_owned(),
        agency: agency.to_owned(),
        purpose: purpose.to_owned(),
        cause: cause.clone(),
        sealed: draft.sealed,
        body: Vec::new(),
        prev: head.hash,
        hash: [0; 32],
    };
    stored.body = match (draft.sealed, stream.key) {
        (false, _) => plain.clone(),
        (true, KeyState::Live(key)) => key.seal(&plain, &stored.place())?,
        (true, _) => return Err(destroyed(chain, id)),
    };
    stored.hash = canonical::hash(&stored);
    let entry = stored.entry(Body::Open(stored::unfold(plain)?.0))?;
    Ok(Appended { stored, entry, about })
}
