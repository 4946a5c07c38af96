//! Data in, accessible PDF out: annual reports, board reports and meeting packs, as tagged PDF/UA-1.
//!
//! A caller describes what is to be printed as a [`Document`] of [`Block`]s and gets bytes from [`pdf`]. This is the only crate
//! that names typst, the typesetter; nothing of it shows in the public face.
//!
//! **Invariant:** what a person typed is never code. The data reach the one template (`template.typ`) as JSON, which it reads as
//! strings; no text is ever spliced into Typst source.
//!
//! **Invariant:** the same document gives the same bytes. No clock is read: the file's date is the document's own.
//!
//! **Invariant:** nothing inaccessible comes out. A missing title, alternative text or table caption is a [`ReportError`] with one
//! sentence that says what to do, and typst's exporter then enforces PDF/UA-1 on the whole file.

mod clean;
mod document;
mod error;
mod sheet;
mod world;

pub use document::{Block, Document, Inline, text};
pub use error::ReportError;

use std::collections::BTreeSet;

use clean::Cleaner;

/// A finished report.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// How many pages it has, the cover and the contents counted.
    pub pages: usize,
    /// Characters that no embedded font can draw. Each is printed as an empty box, so that the reader sees something is missing;
    /// a caller who would rather refuse can look here.
    pub replaced: BTreeSet<char>,
}

/// Sets `document` as a tagged PDF/UA-1 file.
///
/// # Errors
/// [`ReportError`] when the document is empty, lacks a title, alternative text or a caption, refers to an anchor that is not
/// there, or when a figure is not a readable SVG drawing. Its text is a sentence for the person who made the document.
pub fn pdf(document: &Document) -> Result<Vec<u8>, ReportError> {
    render(document).map(|rendered| rendered.bytes)
}

/// As [`pdf`], with the number of pages and the characters that could not be printed.
///
/// # Errors
/// As [`pdf`].
pub fn render(document: &Document) -> Result<Rendered, ReportError> {
    match attempt(document, Cleaner::generous()) {
        // Some sequences cannot be drawn although each of their characters can (an accent on an emoji, say). The exporter
        // refuses the file then; a second pass with only the plainest characters always has a glyph for everything.
        Err(ReportError::Unprintable(_)) => attempt(document, Cleaner::strict()),
        outcome => outcome,
    }
}

fn attempt(document: &Document, mut cleaner: Cleaner) -> Result<Rendered, ReportError> {
    let sheet = sheet::Sheet::new(document, &mut cleaner)?;
    let (bytes, pages) = world::typeset(&sheet)?;
    Ok(Rendered { bytes, pages, replaced: cleaner.replaced })
}
