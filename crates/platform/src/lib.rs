//! The one door, and everything around it that knows no domain word: reading and writing, sign-in, pages, lists, figures, search, mail.
//!
//! * A slice exports one [`Slice`]; [`Site::open`] mounts it.
//! * A handler is given a [`Cx`]: who is asking, when, and the only way to read ([`Cx::read`], [`Cx::look`]) or write ([`Cx::act`]).
//! * A rule's no is a refusal in the reader's words; anything else that goes wrong is a [`Problem`].
//!
//! **Invariant:** nothing is written but through [`Cx::act`], [`Cx::together`] or, for reactions, [`cx::System::act`].
//! **Invariant:** a case-level record is not shown before its opening is durable in the access chain.

pub mod access;
pub mod account;
mod action;
pub mod adoption;
pub mod break_glass;
mod class;
pub mod clauses;
pub mod cx;
mod figure;
mod list;
mod metrics;
mod names;
pub mod notice;
mod openapi;
pub mod partnership;
mod passage;
mod posted;
mod problem;
mod reaction;
mod record;
mod records;
mod recovery;
pub mod retention;
pub mod search;
mod serve;
pub mod session;
mod shell;
mod signin;
mod site;
mod slice;
mod start;
mod tables;
mod upload;
mod words;

pub use self::{
    action::Action,
    class::Permitted,
    cx::{Appointment, Cx, Looking, Reading, System, Together, Who},
    figure::{
        Change, Counted, EXPLAIN, Figure, FigureWords, Measure, Measured, Period, Polarity, Quantity, Scope, Suppress,
        VIEW as VIEW_FIGURES, Worded, facts_counted, figure_value, suppressed,
    },
    list::{ListColumn, ListFilter, ListSpec, Show},
    names::Names,
    notice::{tell, tell_agency},
    openapi::describe as openapi,
    passage::{Passage, Said},
    posted::{Posted, Stamp},
    problem::{Problem, Reply, Unmet},
    reaction::{Reacting, Reaction, Routine, react_all, run_routines, start as start_reactions},
    record::{COMMONS, Facet, Home, Record, Recorded},
    shell::{DEMONSTRATION, Page, date_words, instant_words, visitor},
    site::{Config, MailTransport, Site},
    slice::{Nav, Slice},
    tables::{Listing, RecordRows},
    upload::{FILE_MOST, SentFile, Upload},
};

/// What the platform itself brings: accounts, partnerships, the agreement's adoption, break-glass, retention, notices, search.
fn own_slices() -> Vec<Slice> {
    vec![
        partnership::slice(),
        account::slice(),
        adoption::slice(),
        break_glass::slice(),
        retention::slice(),
        notice::slice(),
        access::slice(),
        Slice::new("figure").actions(&[figure::VIEW, figure::EXPLAIN]).routes(figure::routes()).nav(Nav {
            title: "Figures",
            href: "/figures",
            action: figure::VIEW,
            order: 800,
        }),
        Slice::new("search").actions(&[search::FIND]).routes(search::routes()),
        Slice::new("start").operational(session::OPERATIONAL).routes(start::routes()).routes(records::routes()).routes(clauses::routes()),
    ]
}

/// A short, stable name made of a longer text (the first 32 hexadecimal digits of its SHA-256).
pub fn digest(text: &str) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(text.as_bytes())).chars().take(32).collect()
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn digest_of(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(bytes))
}
