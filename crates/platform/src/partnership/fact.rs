//! What can have happened to a partnership.

use agreement::Compartment;
use kernel::Moment;
use ledger::{Question, Row, Rows, args};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    decide::{self, Reads},
    rows,
};
use crate::{Action, Facet, Home, Record, Recorded};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `slug`: its chain. `areas`: GSS codes of its local authority areas.
    Founded {
        name: String,
        slug: String,
        areas: Vec<String>,
    },
    Renamed {
        name: String,
    },
}

#[derive(Debug, Default)]
pub struct Partnership {
    pub(super) founded: bool,
}

impl Record for Partnership {
    const KIND: &'static str = "partnership";
    const VIEW: Action = super::VIEW;
    const HOME: Home = Home::Commons;
    const SEALED: bool = false;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Founded { .. } => "partnership.founded",
            Fact::Renamed { .. } => "partnership.renamed",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        if matches!(fact, Fact::Founded { .. }) {
            self.founded = true;
        }
    }
    fn decide(&self, command: Command, _: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, reads)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::GovernancePublic)
    }
    fn questions(_: &str, stream: &str, command: &Command) -> Vec<Question> {
        let Command::Found { slug, .. } = command else { return Vec::new() };
        vec![Question {
            sql: "select count(*) as found from partnership where chain = 'commons' and known_to is null and slug = $1 and id <> $2".into(),
            args: args![slug, stream],
        }]
    }
    fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
        let found = answers.first().and_then(|rows| rows.first()).map_or(Ok(0), |row| row.int("found"))?;
        Ok(Reads { slug_taken: found > 0 })
    }
}
