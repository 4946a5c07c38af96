//! Scenarios: plain tables in which a governance lead says who should be allowed what, by which clause, and which are then tried.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{
    agreement::Agreement,
    ask::{Asker, Class, Standing},
    error::AgreementError,
    words::{Compartment, Restriction, Role, plain},
};

/// One row of a table, tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioResult {
    /// The line of the table's file, from 1.
    pub line: usize,
    /// The row in words.
    pub row: String,
    pub expected: String,
    pub got: String,
    pub passed: bool,
}

enum Expected {
    AllowedBy(String),
    RefusedNeeds(String),
    ToldNothing,
}

impl Agreement {
    /// Tries every row of the tables in a text. Tables are Markdown's (`| who | does | …`) or columns parted by tabs; what is not a table is
    /// passed over, so that a file of scenarios can explain itself. The columns, in any order:
    ///
    /// - `who`: a role, or several joined by `and`, or `anybody`; `agency type`: optional;
    /// - `does`: the action; `to`: the kind of record, where it is not the action's own; `compartment`; `involved`: yes or no;
    ///   `restriction`: none, masked or hidden;
    /// - `and`: any of *member*, *re-authenticated*, *glass broken*, *conflicted*, *another partnership*, parted by commas;
    /// - `expected`: *allowed by 4.2*, *refused, needs 4.4* or *told nothing*.
    ///
    /// # Errors
    /// A row that cannot be understood, with its line. A row that is understood and turns out otherwise is a result that has not passed.
    pub fn run_scenarios(&self, table: &str) -> Result<Vec<ScenarioResult>, AgreementError> {
        let mut head: Option<Vec<String>> = None;
        let mut results = Vec::new();
        for (index, text) in table.lines().enumerate() {
            let line = index + 1;
            let Some(cells) = cells(text) else {
                head = None;
                continue;
            };
            if cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' '))) {
                continue;
            }
            match &head {
                None => head = Some(self.heading(&cells, line)?),
                Some(head) => results.push(self.run(&Row { head, cells: &cells, line })?),
            }
        }
        Ok(results)
    }

    fn heading(&self, cells: &[String], line: usize) -> Result<Vec<String>, AgreementError> {
        const KNOWN: [&str; 9] = ["who", "agency_type", "does", "to", "compartment", "involved", "restriction", "and", "expected"];
        let head: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        if let Some(unknown) = head.iter().find(|name| !KNOWN.contains(&name.as_str())) {
            return Err(AgreementError::Scenario { line, reason: format!("`{unknown}` is not a column; the columns are {}", KNOWN.join(", ")) });
        }
        match ["who", "does", "compartment", "expected"].iter().find(|name| !head.iter().any(|one| one == *name)) {
            Some(missing) => Err(AgreementError::Scenario { line, reason: format!("the table has no column `{missing}`") }),
            None => Ok(head),
        }
    }

    fn run(&self, row: &Row<'_>) -> Result<ScenarioResult, AgreementError> {
        let action = row.cell("does").to_owned();
        if !self.actions.contains_key(&action) {
            return Err(row.fault(format!("the agreement does not know the action `{action}`")));
        }
        let kind = match row.cell("to") {
            "" => action.split('.').next().unwrap_or_default().to_owned(),
            kind => plain(kind),
        };
        let class = Class {
            partnership: "here".to_owned(),
            compartment: row.word(row.cell("compartment"))?,
            restriction: if row.cell("restriction").is_empty() { Restriction::None } else { row.word(row.cell("restriction"))? },
            involved: row.yes("involved")?,
            record: kind,
        };
        let asker = row.asker(class.compartment)?;
        let expected = row.expected()?;
        if let Expected::AllowedBy(clause) | Expected::RefusedNeeds(clause) = &expected {
            self.place(clause).map_err(|error| row.fault(error.to_string()))?;
        }
        let standing = self.standing(&asker, &action, &format!("{}.view", class.record), &class);
        let (passed, got) = match &standing {
            Standing::May(receipt) => {
                (matches!(&expected, Expected::AllowedBy(clause) if *clause == receipt.clause), format!("allowed by {}", receipt.clause))
            }
            Standing::Known(needed) => {
                let clauses: Vec<&str> = needed.clauses.iter().map(|(number, _)| number.as_str()).collect();
                let passed = matches!(&expected, Expected::RefusedNeeds(clause) if clauses.contains(&clause.as_str()));
                (passed, format!("refused, needs {}", clauses.join(" or ")))
            }
            Standing::Unknown => (matches!(expected, Expected::ToldNothing), "told nothing".to_owned()),
        };
        let words = row.head.iter().zip(row.cells).filter(|(name, cell)| *name != "expected" && !cell.is_empty());
        Ok(ScenarioResult {
            line: row.line,
            row: words.map(|(name, cell)| format!("{}: {cell}", name.replace('_', " "))).collect::<Vec<_>>().join("; "),
            expected: row.cell("expected").to_owned(),
            got,
            passed,
        })
    }
}

/// A row under its heading.
struct Row<'a> {
    head: &'a [String],
    cells: &'a [String],
    line: usize,
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        self.head.iter().position(|name| name == column).and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    fn fault(&self, reason: String) -> AgreementError {
        AgreementError::Scenario { line: self.line, reason }
    }

    fn word<T: FromStr<Err: ToString>>(&self, text: &str) -> Result<T, AgreementError> {
        text.parse().map_err(|error: T::Err| self.fault(error.to_string()))
    }

    fn yes(&self, column: &str) -> Result<bool, AgreementError> {
        match plain(self.cell(column)).as_str() {
            "yes" | "y" => Ok(true),
            "no" | "n" | "" => Ok(false),
            other => Err(self.fault(format!("`{other}` under {column} is neither yes nor no"))),
        }
    }

    fn asker(&self, compartment: Compartment) -> Result<Asker, AgreementError> {
        let mut asker = Asker { agency_type: plain(self.cell("agency_type")), ..Asker::anybody("here") };
        if plain(self.cell("who")) != "anybody" {
            asker.roles = self.cell("who").split(" and ").map(|role| self.word::<Role>(role)).collect::<Result<_, _>>()?;
        }
        for circumstance in self.cell("and").split(',').map(plain).filter(|text| !text.is_empty()) {
            match circumstance.as_str() {
                "member" => asker.compartments.push(compartment),
                "re_authenticated" => asker.stepped_up = true,
                "glass_broken" => asker.break_glass = true,
                "conflicted" => asker.conflicted = true,
                "another_partnership" => "elsewhere".clone_into(&mut asker.partnership),
                other => {
                    let reason = format!("`{other}` is not one of member, re-authenticated, glass broken, conflicted, another partnership");
                    return Err(self.fault(reason));
                }
            }
        }
        Ok(asker)
    }

    fn expected(&self) -> Result<Expected, AgreementError> {
        let text = self.cell("expected").to_lowercase().replace([',', '.'], " ");
        let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "clause").collect();
        match words.as_slice() {
            ["allowed", "by", part, clause] => Ok(Expected::AllowedBy(format!("{part}.{clause}"))),
            ["refused", "needs", part, clause] => Ok(Expected::RefusedNeeds(format!("{part}.{clause}"))),
            ["told", "nothing"] => Ok(Expected::ToldNothing),
            _ => Err(self.fault(format!("`{}` is not allowed by 4.2, refused, needs 4.2, or told nothing", self.cell("expected")))),
        }
    }
}

/// The cells of a line of a table, or nothing where the line is not one.
fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim_end();
    let parts: Vec<&str> = if let Some(inner) = line.trim_start().strip_prefix('|') {
        inner.strip_suffix('|').unwrap_or(inner).split('|').collect()
    } else if line.contains('\t') {
        line.split('\t').collect()
    } else {
        return None;
    };
    Some(parts.into_iter().map(|cell| cell.trim().trim_matches('`').to_owned()).collect())
}
