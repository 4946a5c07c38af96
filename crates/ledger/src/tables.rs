//! The ledger's own tables, in one place.
//!
//! **The record**: `chain`, `entry`, `data_key` (exported). **Views of it** that every installation keeps: `subject`, `about`, `share`, `opened`
//! (the horizon's, rebuilt from entries) and the slices' tables. **Operational**, never exported, carried by a backup: `act_key` (answers to
//! repeated acts), `blob` (where sealed files are), `cursor` (how far each consumer has read), `job`, `table_version`, and whatever
//! [`crate::OpenOptions::operational`] adds.

use crate::Engine;

/// `create … if not exists` for every table above. `{serial}`, `{bytes}` and `{clustered}` are all in which the engines differ.
const TABLES: &[&str] = &[
    "create table if not exists chain (name text not null primary key)",
    "create table if not exists entry (
        seq {serial},
        chain text not null, number bigint not null, stream text not null, version bigint not null,
        kind text not null, schema bigint not null,
        happened_from bigint, happened_to bigint, happened_precision text not null,
        held_from bigint, held_to bigint, held_precision text,
        recorded_at bigint not null, actor text not null, agency text not null, purpose text not null,
        cause_chain text, cause_number bigint, sealed boolean not null, body {bytes} not null, prev {bytes} not null, hash {bytes} not null,
        unique (chain, number), unique (chain, stream, version))",
    // `wrapped` is null once the key is destroyed; the row stays, and says when.
    "create table if not exists data_key (
        chain text not null, stream text not null, wrapped {bytes}, destroyed_at bigint,
        primary key (chain, stream)){clustered}",
    "create table if not exists act_key (
        chain text not null, key text not null, first bigint not null, count bigint not null, versions text not null,
        primary key (chain, key)){clustered}",
    // Clustered by person, so that a horizon is one stretch of one index and opens no body.
    "create table if not exists subject (
        chain text not null, subject text not null, number bigint not null, stream text not null, kind text not null, agency text not null,
        held_from bigint, held_to bigint, held_precision text, recorded_at bigint not null,
        primary key (chain, subject, number)){clustered}",
    "create index if not exists subject_stream on subject (chain, stream)",
    "create table if not exists about (
        chain text not null, stream text not null, subject text not null, since bigint not null,
        primary key (chain, stream, subject)){clustered}",
    // One row a subject of what was shared; the subject is empty where the stream is about nobody.
    "create table if not exists share (
        chain text not null, to_agency text not null, subject text not null, stream text not null, number bigint not null,
        clause text not null, held_from bigint, held_to bigint, held_precision text, recorded_at bigint not null,
        primary key (chain, to_agency, subject, stream, number, clause)){clustered}",
    "create index if not exists share_stream on share (chain, stream)",
    "create table if not exists opened (
        chain text not null, agency text not null, stream text not null, at bigint not null,
        primary key (chain, agency, stream, at)){clustered}",
    "create index if not exists opened_stream on opened (chain, stream)",
    "create table if not exists blob (
        chain text not null, stream text not null, hash text not null, size bigint not null, stored_at bigint not null,
        primary key (chain, stream, hash)){clustered}",
    "create table if not exists cursor (
        consumer text not null, chain text not null, number bigint not null,
        primary key (consumer, chain)){clustered}",
    "create table if not exists job (
        id text not null primary key, kind text not null, body text not null, due_at bigint not null,
        leased_until bigint, attempts bigint not null, made_at bigint not null, last_error text)",
    "create index if not exists job_due on job (kind, due_at)",
    "create table if not exists table_version (
        name text not null primary key, version bigint not null)",
];

/// The views of the record that the ledger keeps for the horizon, with the columns by which a rebuild compares them.
pub(crate) const VIEWS: &[(&str, &str)] = &[
    ("subject", "chain, subject, number, stream, kind, agency, held_from, held_to, held_precision, recorded_at"),
    ("about", "chain, stream, subject, since"),
    ("share", "chain, to_agency, subject, stream, number, clause, held_from, held_to, held_precision, recorded_at"),
    ("opened", "chain, agency, stream, at"),
];

/// The definitions in `engine`'s words.
pub(crate) fn definitions(engine: Engine) -> impl Iterator<Item = String> {
    TABLES.iter().map(move |text| in_words_of(engine, text))
}

/// The definition of one of [`VIEWS`] under another name, without its second index.
pub(crate) fn view_beside(engine: Engine, name: &str, suffix: &str) -> Option<String> {
    let start = format!("create table if not exists {name} (");
    let text = TABLES.iter().find(|text| text.starts_with(&start))?;
    Some(in_words_of(engine, &text.replacen(&start, &format!("create table {name}{suffix} ("), 1)))
}

fn in_words_of(engine: Engine, text: &str) -> String {
    let (serial, bytes, clustered) = match engine {
        Engine::Sqlite => ("integer primary key", "blob", " without rowid"),
        Engine::Postgres => ("bigint generated by default as identity primary key", "bytea", ""),
    };
    text.replace("{serial}", serial).replace("{bytes}", bytes).replace("{clustered}", clustered)
}
