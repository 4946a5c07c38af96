//! The document as the template reads it: checked, cleaned, and measured where the template cannot.
//!
//! Everything here is turned to JSON. The field names are the template's words, so a change here is a change in `template.typ`.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::clean::Cleaner;
use crate::document::{Block, Document, Inline};
use crate::error::ReportError;

const TITLE_AT_MOST: usize = 300;
/// Column headings longer than this would leave little of each page for the rows, or nothing.
const HEADING_REPEATED_AT_MOST: usize = 120;
/// Rows are kept whole unless a cell is longer than this, since in a narrow column it could be taller than the page.
const CELL_WHOLE_AT_MOST: usize = 250;
/// Deeper nesting of strong in emphasis in strong says nothing more; it is printed as plain text.
const DEEPEST: usize = 8;

/// The whole of what the template is given.
#[derive(Serialize)]
pub(crate) struct Sheet {
    title: String,
    subtitle: Option<String>,
    language: String,
    region: Option<String>,
    /// As in [`Document::ident`], for the file.
    #[serde(skip)]
    pub(crate) ident: String,
    /// The date of the document, for the file.
    #[serde(skip)]
    pub(crate) day: Date,
    printed_ident: String,
    date: String,
    running: String,
    banner: Option<String>,
    marking: Option<String>,
    cover: bool,
    contents: bool,
    numbered: bool,
    blocks: Vec<Piece>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Piece {
    Heading {
        level: u8,
        text: String,
    },
    Para {
        parts: Vec<Run>,
    },
    List {
        ordered: bool,
        items: Vec<Vec<Run>>,
    },
    Table {
        caption: String,
        headers: Vec<String>,
        rows: Vec<Vec<Vec<Run>>>,
        numeric: Vec<bool>,
        /// Relative widths of the columns.
        widths: Vec<usize>,
        /// Size of the type in points.
        size: f32,
        /// Whether it needs a page turned on its side.
        landscape: bool,
        /// Whether words may be divided.
        hyphenate: bool,
        /// Whether a row may be divided between two pages.
        divide: bool,
        /// Whether the headings are short enough to be printed again on every page.
        repeat: bool,
    },
    Figure {
        svg: String,
        alt: String,
        caption: Option<String>,
    },
    Quote {
        parts: Vec<Run>,
        source: Option<String>,
    },
    Note {
        title: Option<String>,
        body: Vec<Vec<Run>>,
    },
    Pairs {
        rows: Vec<(String, Vec<Run>)>,
    },
    Anchor {
        name: String,
    },
    PageBreak,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Run {
    Text { text: String },
    Strong { parts: Vec<Run> },
    Emph { parts: Vec<Run> },
    Link { url: String, text: String },
    Code { text: String },
    Footnote { parts: Vec<Run> },
    Ref { name: String, text: String },
    Break,
}

impl Sheet {
    /// Checks and cleans `document`. The first thing wrong with it is the error.
    pub(crate) fn new(document: &Document, cleaner: &mut Cleaner) -> Result<Sheet, ReportError> {
        let title = cleaner.text(document.title.trim());
        if title.is_empty() {
            return Err(ReportError::NoTitle);
        }
        if document.title.trim().chars().count() > TITLE_AT_MOST {
            return Err(ReportError::TitleTooLong(TITLE_AT_MOST));
        }
        if document.ident.trim().is_empty() {
            return Err(ReportError::NoIdent);
        }
        let (language, region) = language(document.lang)?;
        let day = day(&document.date)?;
        let anchors = anchors(&document.blocks)?;
        let mut writer = Writer { cleaner, anchors, figures: 0, tables: 0, level: 0, after: document.title.clone() };
        let mut blocks = Vec::with_capacity(document.blocks.len());
        for block in &document.blocks {
            blocks.extend(writer.piece(block)?);
        }
        if !blocks.iter().any(Piece::shows) {
            return Err(ReportError::Empty);
        }
        let running = if document.running_header.trim().is_empty() { &document.title } else { &document.running_header };
        Ok(Sheet {
            subtitle: some(&document.subtitle, |text| cleaner.text(text)),
            language,
            region,
            ident: document.ident.trim().to_owned(),
            day,
            printed_ident: cleaner.line(&document.ident, 60),
            date: day.strftime("%-d %B %Y").to_string(),
            running: cleaner.line(running, 90),
            banner: some(&document.banner, |text| cleaner.line(text, 160)),
            marking: some(&document.marking, |text| cleaner.line(text, 60)),
            cover: document.cover,
            contents: document.contents && blocks.iter().any(|block| matches!(block, Piece::Heading { .. })),
            numbered: document.numbered,
            title,
            blocks,
        })
    }
}

impl Piece {
    /// Whether it puts anything on the page.
    fn shows(&self) -> bool {
        match self {
            Piece::Anchor { .. } | Piece::PageBreak => false,
            Piece::Para { parts } | Piece::Quote { parts, .. } => !parts.is_empty(),
            Piece::List { items, .. } => !items.is_empty(),
            Piece::Note { title, body } => title.is_some() || !body.is_empty(),
            Piece::Pairs { rows } => !rows.is_empty(),
            Piece::Heading { .. } | Piece::Table { .. } | Piece::Figure { .. } => true,
        }
    }
}

/// Walks the blocks in reading order, counting figures and tables so that a refusal can say which.
struct Writer<'a> {
    cleaner: &'a mut Cleaner,
    anchors: BTreeSet<String>,
    figures: usize,
    tables: usize,
    level: u8,
    /// The last heading, to say where a blank one is.
    after: String,
}

impl Writer<'_> {
    /// None for a block with nothing in it.
    fn piece(&mut self, block: &Block) -> Result<Option<Piece>, ReportError> {
        let piece = match block {
            Block::Heading { level, text } => self.heading(*level, text)?,
            Block::Para(parts) => Piece::Para { parts: self.runs(parts, Place::Line)? },
            Block::List { ordered, items } => Piece::List { ordered: *ordered, items: self.each(items, Place::Line)? },
            Block::Table { caption, headers, rows, numeric } => self.table(caption, headers, rows, numeric)?,
            Block::Figure { svg, alt, caption } => self.figure(svg, alt, caption)?,
            Block::Quote { text, source } => {
                Piece::Quote { parts: self.runs(text, Place::Line)?, source: some(source, |text| self.cleaner.text(text)) }
            }
            Block::Note { title, body } => {
                Piece::Note { title: some(title, |text| self.cleaner.text(text)), body: self.each(body, Place::Line)? }
            }
            Block::KeyValue { rows } => {
                let pair = |(name, value): &(String, Vec<Inline>)| Ok((self.cleaner.cell(name), self.runs(value, Place::Line)?));
                Piece::Pairs { rows: rows.iter().map(pair).collect::<Result<_, _>>()? }
            }
            Block::Anchor(name) => Piece::Anchor { name: label(name) },
            Block::PageBreak => Piece::PageBreak,
        };
        Ok(Some(piece).filter(|piece| piece.shows() || matches!(piece, Piece::Anchor { .. } | Piece::PageBreak)))
    }

    fn heading(&mut self, level: u8, text: &str) -> Result<Piece, ReportError> {
        let text = self.cleaner.text(text.trim());
        if text.is_empty() {
            return Err(ReportError::BlankHeading { after: self.after.clone() });
        }
        self.level = level.clamp(1, 6).min(self.level + 1);
        self.after.clone_from(&text);
        Ok(Piece::Heading { level: self.level, text })
    }

    fn figure(&mut self, svg: &str, alt: &str, caption: &str) -> Result<Piece, ReportError> {
        self.figures += 1;
        let number = self.figures;
        if alt.trim().is_empty() {
            return Err(ReportError::NoAlt { number });
        }
        let svg = drawing(&self.cleaner.drawing(svg)).map_err(|reason| ReportError::BadSvg { number, reason })?;
        let caption = Some(self.cleaner.text(caption.trim())).filter(|caption| !caption.is_empty());
        Ok(Piece::Figure { svg, alt: self.cleaner.printable(alt.trim()), caption })
    }

    fn table(&mut self, caption: &str, headers: &[String], rows: &[Vec<Vec<Inline>>], numeric: &[bool]) -> Result<Piece, ReportError> {
        self.tables += 1;
        let number = self.tables;
        let caption = self.cleaner.text(caption.trim());
        if caption.is_empty() {
            return Err(ReportError::NoCaption { number });
        }
        if headers.is_empty() {
            return Err(ReportError::NoHeaders { number });
        }
        if let Some(blank) = headers.iter().position(|header| header.trim().is_empty()) {
            return Err(ReportError::NoHeader { number, column: blank + 1 });
        }
        if let Some((row, cells)) = rows.iter().enumerate().find(|(_, cells)| cells.len() != headers.len()) {
            return Err(ReportError::RaggedTable { number, row: row + 1, found: cells.len(), expected: headers.len() });
        }
        let Layout { widths, size, landscape, hyphenate } = layout(headers, rows);
        Ok(Piece::Table {
            caption,
            headers: headers.iter().map(|header| self.cleaner.cell(header.trim())).collect(),
            rows: rows.iter().map(|row| self.each(row, Place::Cell)).collect::<Result<_, _>>()?,
            numeric: (0..headers.len()).map(|column| numeric.get(column).copied().unwrap_or(false)).collect(),
            widths,
            size,
            landscape,
            hyphenate,
            divide: rows.iter().flatten().any(|cell| length(cell) > CELL_WHOLE_AT_MOST),
            repeat: headers.iter().all(|header| header.chars().count() <= HEADING_REPEATED_AT_MOST),
        })
    }

    fn each(&mut self, texts: &[Vec<Inline>], place: Place) -> Result<Vec<Vec<Run>>, ReportError> {
        texts.iter().map(|text| self.runs(text, place)).collect()
    }

    fn runs(&mut self, parts: &[Inline], place: Place) -> Result<Vec<Run>, ReportError> {
        self.runs_at(parts, place, 0)
    }

    fn runs_at(&mut self, parts: &[Inline], place: Place, depth: usize) -> Result<Vec<Run>, ReportError> {
        if depth > DEEPEST {
            let mut plain = String::new();
            parts.iter().for_each(|part| spell(part, &mut plain));
            return Ok(vec![Run::Text { text: self.words(&plain, place) }]);
        }
        parts
            .iter()
            .filter(|part| !matches!(part, Inline::Text(text) if text.is_empty()))
            .map(|part| self.run(part, place, depth))
            .collect()
    }

    fn run(&mut self, part: &Inline, place: Place, depth: usize) -> Result<Run, ReportError> {
        Ok(match part {
            Inline::Text(text) => Run::Text { text: self.words(text, place) },
            Inline::Strong(parts) => Run::Strong { parts: self.runs_at(parts, place, depth + 1)? },
            Inline::Emph(parts) => Run::Emph { parts: self.runs_at(parts, place, depth + 1)? },
            Inline::Link { url, text } => self.link(url, text, place),
            Inline::Code(text) => Run::Code { text: self.words(text, place) },
            // A footnote to a footnote has nowhere to go: its words stay in the first, in brackets.
            Inline::Footnote(parts) if place == Place::Foot => {
                let mut plain = String::new();
                parts.iter().for_each(|part| spell(part, &mut plain));
                Run::Text { text: self.words(&format!(" ({plain})"), place) }
            }
            Inline::Footnote(parts) => Run::Footnote { parts: self.runs_at(parts, Place::Foot, depth + 1)? },
            Inline::Ref { anchor, .. } if !self.anchors.contains(anchor) => return Err(ReportError::UnknownAnchor(anchor.clone())),
            Inline::Ref { anchor, text } => Run::Ref { name: label(anchor), text: self.words(text, place) },
            Inline::Break => Run::Break,
        })
    }

    fn link(&mut self, url: &str, text: &str, place: Place) -> Run {
        let url = url.trim();
        let text = self.words(if text.trim().is_empty() { url } else { text }, place);
        let lower = url.to_ascii_lowercase();
        let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.len() > scheme.len() && lower.starts_with(scheme));
        let plain = url.len() <= 2000 && !url.contains(|char: char| char.is_control() || char.is_whitespace());
        if leads && plain { Run::Link { url: url.to_owned(), text } } else { Run::Text { text } }
    }

    fn words(&mut self, text: &str, place: Place) -> String {
        if place == Place::Cell { self.cleaner.cell(text) } else { self.cleaner.text(text) }
    }
}

/// Where a run of text stands: how long its words may be, and whether it can have footnotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Cell,
    Foot,
}

/// The words of `part` without their dress.
fn spell(part: &Inline, out: &mut String) {
    // Nesting too deep to walk by recursion is walked with a list of what is still to be said.
    let mut waiting = vec![part];
    while let Some(part) = waiting.pop() {
        match part {
            Inline::Text(text) | Inline::Link { text, .. } | Inline::Code(text) | Inline::Ref { text, .. } => out.push_str(text),
            Inline::Strong(parts) | Inline::Emph(parts) | Inline::Footnote(parts) => waiting.extend(parts.iter().rev()),
            Inline::Break => out.push(' '),
        }
    }
}

fn length(parts: &[Inline]) -> usize {
    let mut spelt = String::new();
    parts.iter().for_each(|part| spell(part, &mut spelt));
    spelt.chars().count()
}

fn some(text: &Option<String>, clean: impl FnOnce(&str) -> String) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(clean)
}

/// Keeps a caller's names apart from any the template gives.
fn label(name: &str) -> String {
    format!("at-{name}")
}

fn anchors(blocks: &[Block]) -> Result<BTreeSet<String>, ReportError> {
    let mut names = BTreeSet::new();
    for block in blocks {
        if let Block::Anchor(name) = block
            && !names.insert(name.clone())
        {
            return Err(ReportError::RepeatedAnchor(name.clone()));
        }
    }
    Ok(names)
}

fn language(tag: &str) -> Result<(String, Option<String>), ReportError> {
    let (language, region) = tag.split_once('-').map_or((tag, None), |(language, region)| (language, Some(region)));
    let good = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.chars().all(|char| char.is_ascii_alphabetic())
    };
    if !good(language, 2..=3) || region.is_some_and(|region| !good(region, 2..=2)) {
        return Err(ReportError::Language(tag.to_owned()));
    }
    Ok((language.to_ascii_lowercase(), region.map(str::to_ascii_uppercase)))
}

fn day(text: &str) -> Result<Date, ReportError> {
    let text = text.trim();
    ["%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
        .iter()
        .find_map(|form| Date::strptime(form, text).ok())
        .ok_or_else(|| ReportError::Date(text.to_owned()))
}

/// A drawing that the typesetter will accept, or why not, in a few words.
fn drawing(svg: &str) -> Result<String, String> {
    const NAMESPACE: &str = "http://www.w3.org/2000/svg";
    let svg = svg.trim();
    // On a web page the namespace may be left out; on its own a drawing needs it.
    let whole = match svg.strip_prefix("<svg") {
        Some(rest) if !svg.contains(NAMESPACE) => format!("<svg xmlns=\"{NAMESPACE}\"{rest}"),
        _ => svg.to_owned(),
    };
    let tree = roxmltree::Document::parse(&whole).map_err(|error| error.to_string())?;
    if !tree.root_element().has_tag_name((NAMESPACE, "svg")) {
        return Err("it does not begin with an svg element".to_owned());
    }
    // These would be left out of the PDF without a word.
    for lost in ["image", "foreignObject"] {
        if tree.descendants().any(|node| node.has_tag_name((NAMESPACE, lost))) {
            return Err(format!("it holds a {lost} element, which cannot be printed"));
        }
    }
    Ok(whole)
}

struct Layout {
    /// Shares of the line, in hundredths of a character.
    widths: Vec<usize>,
    size: f32,
    landscape: bool,
    /// Whether even a page on its side is too narrow for the longest words.
    hyphenate: bool,
}

/// Shares the width out by what the columns hold: each has room for its longest word, and what is left goes to longer texts.
fn layout(headers: &[String], rows: &[Vec<Vec<Inline>>]) -> Layout {
    /// How many characters a line holds, measured with Noto Sans at 9 and at 8 points, then at 8 and 7 on a page on its side.
    const LINES: [(usize, f32, bool); 4] = [(90, 9.0, false), (101, 8.0, false), (155, 8.0, true), (177, 7.0, true)];
    /// Space between two columns, in characters.
    const GAP: usize = 3;
    /// The longest texts wrap to several lines anyway, so beyond this more of them ask for no more room.
    const WANTED_AT_MOST: usize = 60;
    let mut least = Vec::with_capacity(headers.len());
    let mut wanted = Vec::with_capacity(headers.len());
    let mut spelt = String::new();
    for (column, header) in headers.iter().enumerate() {
        let (word, length) = measure(header);
        // Headings are bold, hence wider. They may well wrap, so they ask for little more than their words.
        let mut word = word + word.div_ceil(8);
        let mut longest = length.min(word + 6);
        for cell in rows.iter().filter_map(|row| row.get(column)) {
            spelt.clear();
            cell.iter().for_each(|part| spell(part, &mut spelt));
            let (cell_word, cell_length) = measure(&spelt);
            word = word.max(cell_word);
            longest = longest.max(cell_length);
        }
        // A narrow column of numbers is hard to tell from its neighbour without some air.
        let room = word.max(5) + GAP;
        least.push(room);
        wanted.push(room.max(longest.min(WANTED_AT_MOST) + GAP));
    }
    let needed: usize = least.iter().sum();
    let [.., last] = LINES;
    let (line, size, landscape) = LINES.into_iter().find(|(line, ..)| needed <= *line).unwrap_or(last);
    let spare = line.saturating_sub(needed);
    let wish = (wanted.iter().sum::<usize>() - needed).max(1);
    let widths = least.iter().zip(&wanted).map(|(least, wanted)| least * 100 + (wanted - least) * 100 * spare.min(wish) / wish).collect();
    Layout { widths, size, landscape, hyphenate: needed > line }
}

/// The longest word and the whole length, in characters. A word longer than a cell's limit can be broken, so it counts as that.
fn measure(text: &str) -> (usize, usize) {
    let word = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    (word.min(18), text.chars().count())
}
