//! Finds numbers in running text, in digits or in English words, so that a report can ask where each came from.
//!
//! It errs towards finding: a number that is let through unsourced does more harm than one that an author must mark. What it knows not to be a count:
//! dates, times and years (of their own kinds); references such as "section 47", "s.16C", "stage 2", "Q1" and codes that begin with a letter
//! ("E09000017"); ordinals ("the first", "2nd"), also of their own kind; and "one", "half", "quarter", "third" and "second" where they are clearly
//! no count, by the lists below. A four-digit figure from 1900 to 2099 is a year, unless a plural noun follows it ("2024 children").

mod lexicon;
mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;

/// What kind of number was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// "1,234", "43%", "£5,000", "1 in 4".
    Digits,
    /// "twenty-three", "one in four", "half", "dozens", "twice".
    Words,
    /// A date or a time of day: "1 April 2025", "April 2025", "2025-04-01", "2:30pm".
    Date,
    /// A year or a run of years: "2025", "2025-26", "2012 to 2028" (as two), "the 1990s".
    Year,
    /// A place in an order and no amount: "the first", "22nd".
    Ordinal,
    /// Part of a name or citation: "section 47", "Stage 2", "s47", "E09000017", "COVID-19".
    Reference,
}

impl Kind {
    /// Whether a number of this kind states an amount, which needs a source.
    pub fn is_amount(self) -> bool {
        matches!(self, Kind::Digits | Kind::Words)
    }
}

/// A number in a text: where (in bytes), as it stands there, and of what kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub span: Range<usize>,
    pub text: String,
    pub kind: Kind,
}

/// Every number in `text`, in order, none overlapping another.
pub fn find(text: &str) -> Vec<Found> {
    scan::find(text)
        .into_iter()
        .map(|(span, kind)| Found { text: text.get(span.clone()).unwrap_or_default().to_owned(), span, kind })
        .collect()
}

/// The numbers that state an amount and so need a source: those of [`Kind::Digits`] and [`Kind::Words`].
pub fn amounts(text: &str) -> Vec<Found> {
    find(text).into_iter().filter(|found| found.kind.is_amount()).collect()
}
