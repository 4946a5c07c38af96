//! The views the horizon reads: who an entry is about, what it shares, and which records were opened by whom.
//!
//! What a share gives is what its stream held by then: the facts up to the share's own number, and the subjects they were about. A later fact
//! of the same stream is given by a later share.

use kernel::Vague;

use crate::{
    Entry, EntryRef, Result, Value,
    db::{Conn, Texts},
    stored::About,
};

/// The kind of fact that says a record was opened, in a chain whose name ends in [`ACCESS_SUFFIX`]. The stream opened is the entry's own,
/// or the body's `stream` where it names one; its chain is the access chain's name without the ending.
pub(crate) const OPENED: &str = "access.opened";
pub(crate) const ACCESS_SUFFIX: &str = ".access";

/// Leaves out rows of `v` whose stream was destroyed: another stream's fact may still name it.
const REMEMBERED: &str = "left join data_key d on d.chain = v.chain and d.stream = v.stream where d.destroyed_at is null";

/// Rows of the views, waiting to be written.
#[derive(Default)]
pub(crate) struct Indexer {
    subjects: Vec<Value>,
    about: Vec<Value>,
    shares: Vec<Value>,
    opened: Vec<Value>,
}

fn times(held: Option<Vague>) -> [Value; 3] {
    [
        Value::Int(held.and_then(|held| held.from).map(|at| at.as_microsecond())),
        Value::Int(held.and_then(|held| held.to).map(|at| at.as_microsecond())),
        Value::Text(held.map(|held| crate::canonical::precision_word(held.precision).to_owned())),
    ]
}

impl Indexer {
    /// `destroyed`: whether the key of the entry's own stream is; what is forgotten is not indexed.
    pub(crate) fn add(&mut self, entry: &Entry, about: &About, destroyed: bool) {
        let recorded = Value::from(entry.recorded_at);
        if !destroyed {
            let mut subjects: Vec<&str> = about.subjects.iter().map(kernel::SubjectRef::as_str).collect();
            subjects.sort_unstable();
            subjects.dedup();
            for subject in subjects {
                self.subjects.extend([
                    Value::from(&entry.chain),
                    Value::from(subject),
                    Value::from(entry.number),
                    Value::from(&entry.stream),
                    Value::from(&entry.kind),
                    Value::from(&entry.agency),
                ]);
                self.subjects.extend(times(entry.held));
                self.subjects.push(recorded.clone());
                self.about.extend([Value::from(&entry.chain), Value::from(&entry.stream), Value::from(subject), Value::from(entry.number)]);
            }
        }
        for share in &about.shares {
            self.shares.extend([
                Value::from(&entry.chain),
                Value::from(&share.to_agency),
                Value::from(&share.stream),
                Value::from(entry.number),
                Value::from(&share.clause),
            ]);
            self.shares.extend(times(share.held));
            self.shares.push(recorded.clone());
        }
        if entry.kind == OPENED
            && let Some(chain) = entry.chain.strip_suffix(ACCESS_SUFFIX)
        {
            let named = entry.fact::<serde_json::Value>().ok();
            let stream = named.as_ref().and_then(|body| body.get("stream")).and_then(|stream| stream.as_str()).unwrap_or(&entry.stream);
            self.opened.extend([Value::from(chain), Value::from(&entry.agency), Value::from(stream), recorded]);
        }
    }

    pub(crate) async fn flush(&mut self, conn: &mut Conn, texts: &mut Texts, suffix: &str) -> Result {
        let take = std::mem::take::<Vec<Value>>;
        let before = format!(
            "insert into subject{suffix} (chain, subject, number, stream, kind, agency, held_from, held_to, held_precision, recorded_at) values "
        );
        texts.insert(conn, 10, take(&mut self.subjects), &before, "").await?;
        let before = format!("insert into about{suffix} (chain, stream, subject, since) values ");
        texts.insert(conn, 4, take(&mut self.about), &before, " on conflict do nothing").await?;
        let after = format!(
            ") insert into share{suffix} (chain, to_agency, subject, stream, number, clause, held_from, held_to, held_precision, recorded_at) \
             select v.chain, v.to_agency, coalesce(a.subject, ''), v.stream, v.number, v.clause, v.held_from, v.held_to, v.held_precision, \
             v.recorded_at from v left join about{suffix} a on a.chain = v.chain and a.stream = v.stream and a.since <= v.number \
             {REMEMBERED} on conflict do nothing"
        );
        let before = "with v(chain, to_agency, stream, number, clause, held_from, held_to, held_precision, recorded_at) as (values ";
        texts.insert(conn, 9, take(&mut self.shares), before, &after).await?;
        let after = format!(
            ") insert into opened{suffix} (chain, agency, stream, at) select v.chain, v.agency, v.stream, v.at from v {REMEMBERED} \
             on conflict do nothing"
        );
        texts.insert(conn, 4, take(&mut self.opened), "with v(chain, agency, stream, at) as (values ", &after).await?;
        Ok(())
    }
}

/// Clears the views of a stream that is forgotten.
pub(crate) async fn forget(conn: &mut Conn, at: &EntryRef, stream: &str) -> Result {
    for sql in [
        "delete from subject where chain = $1 and stream = $2",
        "delete from about where chain = $1 and stream = $2",
        "delete from share where chain = $1 and stream = $2",
        "delete from opened where chain = $1 and stream = $2",
    ] {
        conn.run(sql, crate::args![&at.chain, stream]).await?;
    }
    Ok(())
}
