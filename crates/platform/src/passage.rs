//! Passages: what records say in people's own words, which a report may quote as known at a chain number.
//!
//! A passage is to words what a figure is to counts: one SQL statement that gives one row for each thing said, so that what is quoted is what
//! the record says and opens onto it. Numbers in it are the record's own.

use ledger::{Read, args};
use serde::{Deserialize, Serialize};

use crate::{Scope, Site};

/// A definition. `sql` takes `$1` chain, `$2` chain number (as of), `$3` and `$4` first and last day of the period, `$5` the commons' chain
/// number; it gives columns `id` (the record's stream), `entry` (chain number of the fact), `heading` (what it is of), `words` (paragraphs,
/// an empty line between them) and `source` (who says so).
#[derive(Debug, Clone, Copy)]
pub struct Passage {
    /// "contribution.signed": record, dot, what.
    pub id: &'static str,
    /// What is quoted, for whoever writes a report.
    pub quotes: &'static str,
    /// Where its records have their pages (`/contributions/`, the id follows).
    pub href: &'static str,
    pub sql: &'static str,
}

/// One thing said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub id: String,
    pub entry: i64,
    pub heading: String,
    pub words: String,
    pub source: String,
    /// The record's page.
    pub href: String,
}

impl Said {
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.words.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
    }
}

impl Passage {
    /// # Errors
    /// A fault of the database; a definition whose columns do not fit.
    pub async fn quote(&self, tx: &mut Read, scope: &Scope) -> ledger::Result<Vec<Said>> {
        let values = args![&scope.chain, scope.as_of, scope.period.from, scope.period.to, scope.commons_as_of];
        let rows = tx.rows(self.sql, values).await?;
        rows.iter()
            .map(|row| {
                let id = row.text("id")?;
                Ok(Said {
                    href: format!("{}{id}", self.href),
                    id,
                    entry: row.int("entry")?,
                    heading: row.text("heading")?,
                    words: row.text("words")?,
                    source: row.text("source")?,
                })
            })
            .collect()
    }
}

impl Site {
    pub fn passage(&self, id: &str) -> Option<&Passage> {
        self.passages().iter().find(|passage| passage.id == id)
    }
}
