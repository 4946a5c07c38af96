//! The rule.

use super::{Cell, Fact, Release};

/// How many cells a fact holds.
const HANDY: usize = 400;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    pub kind: String,
    pub title: String,
    pub publisher: String,
    pub file: String,
    pub sha256: String,
    pub cells: Vec<Cell>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("The file has no cell that is wanted")]
    Empty,
}

pub(super) fn decide(was: &Release, command: Command) -> Result<Vec<Fact>, Refusal> {
    let Command { kind, title, publisher, file, sha256, cells } = command;
    if was.sha256.as_ref() == Some(&sha256) {
        return Ok(Vec::new());
    }
    if cells.is_empty() {
        return Err(Refusal::Empty);
    }
    let all = i64::try_from(cells.len()).unwrap_or(i64::MAX);
    let mut facts = vec![Fact::Imported { kind, title, publisher, file, sha256, cells: all }];
    facts.extend(cells.chunks(HANDY).map(|cells| Fact::Read { cells: cells.to_vec() }));
    Ok(facts)
}
