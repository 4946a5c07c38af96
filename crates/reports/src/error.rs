//! Why a report could not be made, in sentences for the person who made the document.

/// Each message says what is wrong and what to do; none speaks of the typesetter, except [`ReportError::Typesetting`], which is
/// a fault of ours and is worded for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    #[error("The report has nothing in it: add at least one section before making the PDF.")]
    Empty,
    #[error("The report has no title: give it one, because PDF readers announce it first.")]
    NoTitle,
    #[error("The title is longer than {0} characters: shorten it, and put the rest in the subtitle.")]
    TitleTooLong(usize),
    #[error("The report has no identifier: give it one that stays the same each time the report is made.")]
    NoIdent,
    #[error("The language “{0}” is not understood: write it as “en” or “en-GB”.")]
    Language(String),
    #[error("The date “{0}” is not understood: write it as 30 September 2026 or 2026-09-30.")]
    Date(String),
    #[error("Figure {number} has no alternative text: say in a sentence what it shows, for people who cannot see it.")]
    NoAlt {
        /// Which figure, counted from one in reading order.
        number: usize,
    },
    #[error("Figure {number} is not a drawing that can be read ({reason}): give it as one complete SVG.")]
    BadSvg { number: usize, reason: String },
    #[error("Table {number} has no caption: say in a few words what it lists.")]
    NoCaption {
        /// Which table, counted from one in reading order.
        number: usize,
    },
    #[error("Table {number} has no column headings: name each column, so that a screen reader can announce it.")]
    NoHeaders { number: usize },
    #[error("Column {column} of table {number} has no heading: name it, so that a screen reader can announce it.")]
    NoHeader { number: usize, column: usize },
    #[error("Row {row} of table {number} has {found} cells where the table has {expected} columns: give every row all its cells.")]
    RaggedTable { number: usize, row: usize, found: usize, expected: usize },
    #[error("The heading after “{after}” is blank: give it words or take it out.")]
    BlankHeading { after: String },
    #[error("The text refers to “{0}”, which is not in the report: add it or take the reference out.")]
    UnknownAnchor(String),
    #[error("Two places in the report are called “{0}”: give each its own name.")]
    RepeatedAnchor(String),
    /// A sequence of characters has no glyph in any embedded font. [`crate::render`] answers it with a plainer second pass.
    #[error("Some of the text cannot be printed: {0}")]
    Unprintable(String),
    #[error("The report could not be typeset: {0}")]
    Typesetting(String),
}
