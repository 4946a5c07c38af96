//! Figures: named, defined, reproducible counts, evaluated as of a chain number on versioned rows.
//!
//! A figure is one SQL statement that gives **one row for each fact counted**, so that the number, the facts behind it and the
//! reason why it changed are the same list. Nobody types a number: scorecards, answers and reports ask here.
//!
//! **Invariant:** a released definition version stays runnable: a changed definition is a new [`Figure`] with the next version.

mod pages;
mod quantity;

use kernel::Date;
use ledger::{Read, Value, args};
use serde::{Deserialize, Serialize};

use crate::Site;

pub(crate) use self::pages::routes;
pub use self::pages::{facts_counted, figure_value};
pub use self::quantity::{Quantity, suppressed};

pub const EXPLAIN: crate::Action = crate::Action("figure.explain");
pub const VIEW: crate::Action = crate::Action("figure.view");

/// What the rows of a figure's statement add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The rows with `n`.
    Count,
    /// The rows with `n`, of all rows.
    Share,
    /// The middle `value` of the rows with `n`.
    Median,
    /// The sum of `value` over the rows with `n`.
    Sum,
    /// The one row's `shown`, as it was published.
    AsPublished,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    HighIsGood,
    LowIsGood,
    /// Neither: context for other figures.
    Context,
}

impl Polarity {
    pub fn words(self) -> &'static str {
        match self {
            Self::HighIsGood => "Higher is better",
            Self::LowIsGood => "Lower is better",
            Self::Context => "Neither higher nor lower is better in itself",
        }
    }
}

/// Whether small counts of it could show something about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suppress {
    Never,
    /// Counts of one to four are not published (Safeguarding Adults Collection style), nor what would give them away.
    SmallCounts,
}

/// A definition. `sql` takes `$1` chain, `$2` chain number (as of), `$3` and `$4` first and last day of the period (ISO text), `$5` the
/// commons' chain number (as of the same instant), then from `$6` the `arguments`; it gives columns `id` (record counted), `entry` (chain number of the fact), `part` (text, '' where undivided), `n`
/// (0 or 1), `value` (integer) and `shown` (text, '' where not published elsewhere).
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// "escalation.resolved-early": record, dot, what.
    pub id: &'static str,
    pub version: u32,
    pub title: &'static str,
    pub counts: &'static str,
    pub does_not_mean: &'static str,
    /// "escalations", "working days", "£".
    pub unit: &'static str,
    /// What the parts are: "stage"; none where undivided.
    pub by: Option<&'static str>,
    pub polarity: Polarity,
    pub measure: Measure,
    pub suppress: Suppress,
    pub arguments: &'static [&'static str],
    pub sql: &'static str,
}

/// What a figure says of itself. One definition may count many things, told apart by its arguments: then its arguments give it its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureWords {
    pub title: String,
    pub counts: String,
    pub does_not_mean: String,
    pub unit: String,
}

/// The words of a slice's figure with these arguments; none where the definition's own are right.
pub type Worded = fn(&Figure, &[String]) -> Option<FigureWords>;

impl From<&Figure> for FigureWords {
    fn from(figure: &Figure) -> Self {
        Self {
            title: figure.title.to_owned(),
            counts: figure.counts.to_owned(),
            does_not_mean: figure.does_not_mean.to_owned(),
            unit: figure.unit.to_owned(),
        }
    }
}

/// Both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

impl Period {
    /// The financial year that begins on 1 April of `year`.
    pub fn financial_year(year: i16) -> Self {
        Self { from: jiff::civil::date(year, 4, 1), to: jiff::civil::date(year + 1, 3, 31) }
    }
}

/// Over what, and as known when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    pub chain: String,
    /// Chain number: what was known then.
    pub as_of: i64,
    /// The commons' chain number at the same instant.
    pub commons_as_of: i64,
    pub period: Period,
    pub arguments: Vec<String>,
}

/// One fact counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Counted {
    pub id: String,
    pub entry: i64,
    pub part: String,
    pub n: bool,
    pub value: i64,
    pub shown: String,
}

/// A figure's value with everything needed to explain it, freeze it and compare it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    pub figure: String,
    pub version: u32,
    pub scope: Scope,
    pub quantity: Quantity,
    pub parts: Vec<(String, Quantity)>,
    pub counted: Vec<Counted>,
}

/// Why a figure recomputed is not what was frozen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Known now and not then: it came late.
    pub late: Vec<Counted>,
    /// Counted then and not now: corrected, withdrawn or destroyed.
    pub gone: Vec<Counted>,
    /// Counted both times, differently.
    pub corrected: Vec<(Counted, Counted)>,
    /// The definition version then and now, where they differ.
    pub redefined: Option<(u32, u32)>,
}

impl Change {
    pub fn is_empty(&self) -> bool {
        self.late.is_empty() && self.gone.is_empty() && self.corrected.is_empty() && self.redefined.is_none()
    }
}

impl Figure {
    /// # Errors
    /// A fault of the database; a definition whose columns do not fit.
    pub async fn measure(&self, tx: &mut Read, scope: &Scope) -> ledger::Result<Measured> {
        let mut values: Vec<Value> = args![&scope.chain, scope.as_of, scope.period.from, scope.period.to, scope.commons_as_of];
        values.extend(scope.arguments.iter().map(Value::from));
        let rows = tx.rows(self.sql, values).await?;
        let mut counted = rows
            .iter()
            .map(|row| {
                Ok(Counted {
                    id: row.text("id")?,
                    entry: row.int("entry")?,
                    part: row.text("part")?,
                    n: row.int("n")? != 0,
                    value: row.int("value")?,
                    shown: row.text("shown")?,
                })
            })
            .collect::<ledger::Result<Vec<_>>>()?;
        counted.sort();
        Ok(self.sum_up(scope.clone(), counted))
    }

    fn sum_up(&self, scope: Scope, counted: Vec<Counted>) -> Measured {
        let of = |rows: &[&Counted]| Quantity::of(self.measure, rows);
        // Numbers published of several areas do not add up to one: each stands in its own part.
        let quantity = match (self.measure, self.by) {
            (Measure::AsPublished, Some(_)) => Quantity::Nothing,
            _ => of(&counted.iter().collect::<Vec<_>>()),
        };
        let mut names: Vec<&str> = counted.iter().map(|row| row.part.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let parts = match self.by {
            None => Vec::new(),
            Some(_) => names
                .into_iter()
                .map(|name| (name.to_owned(), of(&counted.iter().filter(|row| row.part == name).collect::<Vec<_>>())))
                .collect(),
        };
        Measured { figure: self.id.to_owned(), version: self.version, scope, quantity, parts, counted }
    }
}

impl Measured {
    /// What made `now` differ from this, frozen, value: the difference of the facts counted.
    pub fn change(&self, now: &Self) -> Change {
        let same = |a: &Counted, b: &Counted| a.id == b.id && a.part == b.part;
        let late = now.counted.iter().filter(|new| !self.counted.iter().any(|old| same(old, new))).cloned().collect();
        let gone = self.counted.iter().filter(|old| !now.counted.iter().any(|new| same(old, new))).cloned().collect();
        let corrected = self
            .counted
            .iter()
            .filter_map(|old| now.counted.iter().find(|new| same(old, new)).map(|new| (old.clone(), new.clone())))
            .filter(|(old, new)| (old.n, old.value, &old.shown) != (new.n, new.value, &new.shown))
            .collect();
        let redefined = (self.version != now.version).then_some((self.version, now.version));
        Change { late, gone, corrected, redefined }
    }
}

impl Site {
    /// The newest definition of a figure.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures().iter().filter(|figure| figure.id == id).max_by_key(|figure| figure.version)
    }
    /// The title, meaning and unit of a figure with these arguments, as every page, chart and report shows them.
    pub fn figure_words(&self, figure: &Figure, arguments: &[String]) -> FigureWords {
        self.worded().iter().find_map(|words| words(figure, arguments)).unwrap_or_else(|| FigureWords::from(figure))
    }
    /// A released definition, however old.
    pub fn figure_version(&self, id: &str, version: u32) -> Option<&Figure> {
        self.figures().iter().find(|figure| figure.id == id && figure.version == version)
    }
}

#[cfg(test)]
mod tests;
