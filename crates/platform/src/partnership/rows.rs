//! The read side: one line a partnership; `areas` are its GSS codes, separated by spaces.

use agreement::Compartment;
use ledger::{Rows, Table, cols, text};

use super::Fact;
use crate::{Facet, Listing, RecordRows, Recorded};

pub(super) const PARTNERSHIP: Table = Table {
    name: "partnership",
    version: 1,
    versioned: true,
    columns: &[text("name"), text("slug"), text("areas")],
    indexes: &[&["slug"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Founded { name, slug, areas } => {
            rows.insert(PARTNERSHIP.name, stream, cols!["name" => name, "slug" => slug, "areas" => areas.join(" ")]);
            rows.list(
                stream,
                Listing {
                    kind: "partnership",
                    title: name.clone(),
                    facet: Facet::open(Compartment::GovernancePublic),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: String::new(),
                },
            );
        }
        Fact::Renamed { name } => {
            rows.patch(PARTNERSHIP.name, stream, cols!["name" => name]);
            rows.retitle(stream, name, "");
        }
    }
}
