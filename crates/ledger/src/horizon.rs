//! The horizon: what an agency held or had been given about someone by a time, and what stood elsewhere.
//!
//! It is answered from `subject`, `share` and `opened` alone, one stretch of an index each; no body is opened. The many rows of one person come
//! back as one text, because fetching them one by one costs more than finding them.

use std::collections::{BTreeSet, HashMap};

use kernel::{SubjectRef, Timestamp, Vague};

use crate::{
    EntryRef, Ledger, LedgerError, Read, Result, args,
    db::groups,
    stored::{instant, vague},
};

/// One fact about the subject, and how the agency stood to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HorizonLine {
    pub at: EntryRef,
    pub kind: String,
    /// The agency whose fact it is.
    pub agency: String,
    pub stream: String,
    /// When that agency had it, as that agency states; none = when it was recorded.
    pub held: Option<Vague>,
    pub recorded_at: Timestamp,
    pub standing: Standing,
}

/// How an agency stood to a fact at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It was the agency's own, and it held it by then.
    Own,
    /// It had been given to the agency by then.
    Shared(Shared),
    /// It existed by then at another agency and had not been given.
    Elsewhere,
    /// Its source did not have it yet.
    NotYet,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The fact that shared it.
    pub by: EntryRef,
    pub clause: String,
    /// When it was in fact given, as stated; never before its source had it.
    pub given_at: Timestamp,
    pub recorded_at: Timestamp,
    /// When a person of the agency first opened the record after it was given; none = not by then.
    pub opened_at: Option<Timestamp>,
}

const FIELD: char = '\u{1f}';
const LINE: char = '\u{1e}';

pub(crate) const FACTS: &str = "select string_agg(concat_ws($3, number, stream, kind, agency, coalesce(cast(held_from as text), ''), \
     coalesce(cast(held_to as text), ''), coalesce(held_precision, ''), recorded_at), $4) as lines from subject where chain = $1 and subject = $2";
pub(crate) const SHARES: &str = "select string_agg(concat_ws($4, stream, number, clause, coalesce(cast(held_to as text), ''), recorded_at), $5) as lines \
     from share where chain = $1 and to_agency = $2 and subject = $3";
pub(crate) const OPENED: &str = "select string_agg(concat_ws($4, stream, at), $5) as lines from opened \
     where chain = $1 and agency = $2 and stream in (select stream from subject where chain = $1 and subject = $3)";
/// Above this many shared streams they are found by the subject rather than named.
const NAMED_STREAMS: usize = 256;

struct Given<'a> {
    number: i64,
    clause: &'a str,
    at: i64,
    recorded_at: i64,
}

impl Read {
    /// Every fact about `subject`, in the order recorded, and how `agency` stood to it at `at`. Held and given times are as the agencies state
    /// them, so a call made on Monday and recorded on Friday counts from Monday; the recorded times stand beside.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn horizon(&mut self, chain: &str, subject: &SubjectRef, agency: &str, at: Timestamp) -> Result<Vec<HorizonLine>> {
        let at = at.as_microsecond();
        let Some(facts) = self.lines(FACTS, args![chain, subject.as_str(), FIELD.to_string(), LINE.to_string()]).await? else {
            return Ok(Vec::new());
        };
        let shares =
            self.lines(SHARES, args![chain, agency, subject.as_str(), FIELD.to_string(), LINE.to_string()]).await?.unwrap_or_default();
        let mut given: HashMap<&str, Vec<Given<'_>>> = HashMap::new();
        for line in shares.split(LINE).filter(|line| !line.is_empty()) {
            let [stream, number, clause, held_to, recorded_at] = fields(line)?;
            let recorded_at = whole(recorded_at)?;
            let share = Given { number: whole(number)?, clause, at: opt(held_to)?.unwrap_or(recorded_at), recorded_at };
            if share.at <= at {
                given.entry(stream).or_default().push(share);
            }
        }
        let opened_lines = self.opened(chain, agency, subject, given.keys().copied().collect()).await?;
        let mut opened: HashMap<&str, Vec<i64>> = HashMap::new();
        for line in opened_lines.iter().flat_map(|lines| lines.split(LINE)).filter(|line| !line.is_empty()) {
            let [stream, when] = fields(line)?;
            opened.entry(stream).or_default().push(whole(when)?);
        }
        let mut horizon = Vec::with_capacity(facts.len() / 100);
        for line in facts.split(LINE) {
            let [number, stream, kind, source, from, to, precision, recorded] = fields(line)?;
            let (number, recorded, to) = (whole(number)?, whole(recorded)?, opt(to)?);
            let held = if precision.is_empty() { None } else { Some(vague(opt(from)?, to, precision)?) };
            let held_by = held.and(to).unwrap_or(recorded);
            let standing = if held_by > at {
                Standing::NotYet
            } else if source == agency {
                Standing::Own
            } else {
                let shares = given.get(stream).map(Vec::as_slice).unwrap_or_default();
                let first = shares.iter().filter(|share| share.number >= number).min_by_key(|share| (share.at, share.number));
                match first {
                    None => Standing::Elsewhere,
                    Some(share) => {
                        let given_at = share.at.max(held_by);
                        let seen = opened.get(stream).and_then(|times| times.iter().filter(|when| (given_at..=at).contains(*when)).min());
                        Standing::Shared(Shared {
                            by: EntryRef { chain: chain.to_owned(), number: share.number },
                            clause: share.clause.to_owned(),
                            given_at: instant(given_at)?,
                            recorded_at: instant(share.recorded_at)?,
                            opened_at: seen.copied().map(instant).transpose()?,
                        })
                    }
                }
            };
            horizon.push(HorizonLine {
                at: EntryRef { chain: chain.to_owned(), number },
                kind: kind.to_owned(),
                agency: source.to_owned(),
                stream: stream.to_owned(),
                held,
                recorded_at: instant(recorded)?,
                standing,
            });
        }
        horizon.sort_by_key(|line| line.at.number);
        Ok(horizon)
    }

    async fn opened(&mut self, chain: &str, agency: &str, subject: &SubjectRef, streams: BTreeSet<&str>) -> Result<Option<String>> {
        if streams.is_empty() {
            return Ok(None);
        }
        if streams.len() > NAMED_STREAMS {
            return self.lines(OPENED, args![chain, agency, subject.as_str(), FIELD.to_string(), LINE.to_string()]).await;
        }
        // Named in full groups of a power of two, so that few texts are prepared; the last name is repeated to fill the group.
        let size = streams.len().next_power_of_two();
        let mut args = Vec::with_capacity(size);
        let mut last = "";
        for stream in &streams {
            args.extend(args![*stream]);
            last = stream;
        }
        while args.len() < size {
            args.extend(args![last]);
        }
        args.extend(args![FIELD.to_string(), LINE.to_string(), chain, agency]);
        let marks = groups(crate::Engine::Postgres, 1, size);
        let (field, line, chain, agency) = (size + 1, size + 2, size + 3, size + 4);
        let sql = format!(
            "with v(stream) as (values {marks}) select string_agg(concat_ws(${field}, stream, at), ${line}) as lines from opened \
             where chain = ${chain} and agency = ${agency} and stream in (select stream from v)"
        );
        self.lines(sql, args).await
    }

    async fn lines(&mut self, sql: impl Into<crate::Sql>, args: Vec<crate::Value>) -> Result<Option<String>> {
        self.row(sql, args).await?.map_or(Ok(None), |row| row.opt_text("lines"))
    }
}

impl Ledger {
    /// As [`Read::horizon`], in a view of its own.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn horizon(&self, chain: &str, subject: &SubjectRef, agency: &str, at: Timestamp) -> Result<Vec<HorizonLine>> {
        self.read().await?.horizon(chain, subject, agency, at).await
    }
}

fn odd() -> LedgerError {
    LedgerError::Broken("a line of the horizon could not be read".into())
}

fn fields<const N: usize>(line: &str) -> Result<[&str; N]> {
    let mut parts = line.split(FIELD);
    let mut found = [""; N];
    for place in &mut found {
        *place = parts.next().ok_or_else(odd)?;
    }
    if parts.next().is_some() { Err(odd()) } else { Ok(found) }
}

fn whole(text: &str) -> Result<i64> {
    text.parse().map_err(|_| odd())
}

fn opt(text: &str) -> Result<Option<i64>> {
    if text.is_empty() { Ok(None) } else { whole(text).map(Some) }
}
