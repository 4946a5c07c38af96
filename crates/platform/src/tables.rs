//! The platform's own rows: one line for every record there is (its access class, title and words to be found by), who is involved in it,
//! and nothing of its content.

use ledger::{Column, Rows, Table, cols, searched, text};

use crate::Facet;

/// Every record: `id` is its stream.
pub(crate) const RECORD: Table = Table {
    name: "record",
    version: 1,
    versioned: false,
    columns: &[text("kind"), text("title"), text("compartment"), text("restriction"), text("ask"), text("opened_on"), searched("words")],
    indexes: &[&["kind", "compartment", "restriction"]],
};

const PARTY: Column = text("party");

/// Who has a part in a record: `agency:…` or `person:…`; `stance` is `involved` or `conflicted`, or `within` where
/// the party is a partnership (`partnership:…`) that a record of the commons belongs to.
pub(crate) const INVOLVEMENT: Table = Table {
    name: "involvement",
    version: 1,
    versioned: false,
    columns: &[text("record"), PARTY, text("stance")],
    indexes: &[&["record", "party"], &["party"]],
};

/// What a record is listed under, found by and guarded as.
#[derive(Debug, Clone)]
pub struct Listing {
    pub kind: &'static str,
    pub title: String,
    pub facet: Facet,
    /// Whom to ask where the record is masked, in words.
    pub ask: String,
    /// The date in England the record was opened.
    pub opened_on: kernel::Date,
    /// What search finds it by, beside its title.
    pub words: String,
}

/// The row operations every record needs.
pub trait RecordRows {
    /// Lists the record; again with another title or facet to change it.
    fn list(&mut self, stream: &str, listing: Listing);
    fn retitle(&mut self, stream: &str, title: &str, words: &str);
    fn restrict(&mut self, stream: &str, facet: Facet);
    /// An agency (its id) takes part.
    fn involve(&mut self, stream: &str, agency: &str);
    fn involve_person(&mut self, stream: &str, person: &str);
    /// A record of the commons belongs to this partnership, on account of `reason` (an id): others do not know of it.
    fn within(&mut self, stream: &str, partnership: &str, reason: &str);
    fn no_longer_within(&mut self, stream: &str, reason: &str);
    fn release(&mut self, stream: &str, agency: &str);
    /// A person who must not see this record: their own name, a relative, an allegation about their employer.
    fn conflict(&mut self, stream: &str, person: &str);
}

impl RecordRows for Rows {
    fn list(&mut self, stream: &str, listing: Listing) {
        let words = format!("{} {}", listing.title, listing.words);
        self.insert(RECORD.name, stream, cols![
            "kind" => listing.kind, "title" => listing.title, "compartment" => listing.facet.compartment.as_str(),
            "restriction" => listing.facet.restriction.as_str(), "ask" => listing.ask, "opened_on" => listing.opened_on, "words" => words,
        ]);
    }
    fn retitle(&mut self, stream: &str, title: &str, words: &str) {
        self.patch(RECORD.name, stream, cols!["title" => title, "words" => format!("{title} {words}")]);
    }
    fn restrict(&mut self, stream: &str, facet: Facet) {
        let columns = cols!["compartment" => facet.compartment.as_str(), "restriction" => facet.restriction.as_str()];
        self.patch(RECORD.name, stream, columns);
    }
    fn involve(&mut self, stream: &str, agency: &str) {
        take_part(self, stream, &format!("agency:{agency}"), "involved");
    }
    fn involve_person(&mut self, stream: &str, person: &str) {
        take_part(self, stream, &format!("person:{person}"), "involved");
    }
    fn within(&mut self, stream: &str, partnership: &str, reason: &str) {
        let columns = cols!["record" => stream, "party" => format!("partnership:{partnership}"), "stance" => "within"];
        self.insert(INVOLVEMENT.name, format!("{stream}|within:{reason}"), columns);
    }
    fn no_longer_within(&mut self, stream: &str, reason: &str) {
        self.close(INVOLVEMENT.name, format!("{stream}|within:{reason}"));
    }
    fn release(&mut self, stream: &str, agency: &str) {
        self.close(INVOLVEMENT.name, format!("{stream}|agency:{agency}"));
    }
    fn conflict(&mut self, stream: &str, person: &str) {
        take_part(self, stream, &format!("person:{person}"), "conflicted");
    }
}

fn take_part(rows: &mut Rows, stream: &str, party: &str, stance: &str) {
    rows.insert(INVOLVEMENT.name, format!("{stream}|{party}"), cols!["record" => stream, "party" => party, "stance" => stance]);
}
