//! From Markdown to a document: sections are read, their citations gathered, and every number that has no source is named with its line.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::cite::{Cite, Piece, pieces};

/// Part of a section, before its citations are answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Heading {
        level: u8,
        text: Vec<Span>,
    },
    Para(Vec<Span>),
    List {
        ordered: bool,
        items: Vec<Vec<Span>>,
    },
    Table {
        head: Vec<Vec<Span>>,
        rows: Vec<Vec<Vec<Span>>>,
    },
    Quote(Vec<Span>),
    /// A citation that fills a paragraph of its own: a table, a chart, or what records say.
    Whole(Cite),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Span {
    Text(String),
    Strong(Vec<Span>),
    Emph(Vec<Span>),
    Link { url: String, text: Vec<Span> },
    Cite(Cite),
    Break,
}

/// What stops the report, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The section's key.
    pub section: String,
    /// From 1, in the section's own text; 0 where it is not about a line.
    pub line: usize,
    pub what: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}: {}", self.section, self.line, self.what)
    }
}

/// A place kept for a citation while the Markdown is parsed: this letter, its number in letters that follow it, and the closing letter. All
/// are of Unicode's private use, so that no author's digit is taken for one; they are taken out of what authors write.
const KEPT: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
const DIGIT: u32 = 0xE010;
/// What the gate reads in the place of a citation: not a letter, a digit or a space, so that what touches it is still seen.
const CITED: char = '\u{FFFC}';

/// Reads one section. Its citations are lifted out first: Markdown inside a quotation is the quotation's own.
pub(super) fn read(section: &str, markdown: &str) -> (Vec<Part>, Vec<Problem>) {
    let markdown = own(markdown);
    let mut kept = String::new();
    let mut cites = Vec::new();
    let mut starts = Vec::new();
    let mut broken = Vec::new();
    for (at, piece) in pieces(&markdown) {
        starts.push((kept.len(), at));
        match piece {
            Piece::Words(words) => kept.push_str(words),
            Piece::Cite(cite) => {
                kept.push_str(&place(cites.len()));
                cites.push(cite);
            }
            // What could not be read is text, so that a number in it is found.
            Piece::Broken(why, inside) => {
                broken.push((kept.len(), why));
                kept.push_str(inside);
            }
        }
    }
    let parts = Vec::new();
    let mut reader =
        Reader { section, markdown: &markdown, starts, cites, parts, problems: Vec::new(), open: Vec::new(), passage: Vec::new() };
    for (at, why) in broken {
        reader.problem(at, format!("a citation cannot be read: {why}"));
    }
    for (event, range) in Parser::new_ext(&kept, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.finish_block();
    reader.problems.sort_by_key(|problem| problem.line);
    (reader.parts, reader.problems)
}

/// What an author can have written: without the letters that keep places.
fn own(markdown: &str) -> String {
    markdown.chars().filter(|letter| !('\u{E000}'..='\u{F8FF}').contains(letter)).collect()
}

fn place(number: usize) -> String {
    let digits: String = number.to_string().chars().filter_map(|digit| char::from_u32(DIGIT + digit.to_digit(10)?)).collect();
    format!("{KEPT}{digits}{CLOSE}")
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// An element that has begun.
#[derive(Debug)]
enum Open {
    Heading(u8),
    Para,
    Quote(Vec<Span>),
    List { ordered: bool, items: Vec<Vec<Span>> },
    Item,
    Table { head: Vec<Vec<Span>>, rows: Vec<Vec<Vec<Span>>> },
    Row(Vec<Vec<Span>>),
    Inline(Inline, Vec<Span>),
    Ignored,
}

#[derive(Debug)]
enum Inline {
    Strong,
    Emph,
    Link(String),
}

struct Reader<'a> {
    section: &'a str,
    markdown: &'a str,
    /// Where each piece begins in the text that is parsed, and where in the Markdown as written.
    starts: Vec<(usize, usize)>,
    cites: Vec<Cite>,
    parts: Vec<Part>,
    problems: Vec<Problem>,
    open: Vec<Open>,
    /// The heading, paragraph, item or cell being read, as one text whatever its formatting: where each run of it began, and its words.
    passage: Vec<(usize, String)>,
}

impl Reader<'_> {
    /// `offset`: in the text that is parsed.
    fn problem(&mut self, offset: usize, what: impl Into<String>) {
        let before = self.starts.partition_point(|(kept, _)| *kept <= offset).saturating_sub(1);
        let at = self.starts.get(before).map_or(offset, |(kept, written)| written + (offset - kept));
        self.problems.push(Problem { section: self.section.to_owned(), line: line_at(self.markdown, at), what: what.into() });
    }

    fn event(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.words(offset, &text),
            Event::SoftBreak => self.words(offset, " "),
            Event::HardBreak => {
                self.passage.push((offset, "\n".to_owned()));
                self.push(Span::Break);
            }
            Event::Rule => {}
            Event::Html(_) | Event::InlineHtml(_) => self.problem(offset, "HTML is not taken here: use Markdown"),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.problem(offset, "this kind of Markdown is not taken here");
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        if !matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }) {
            self.settle();
        }
        match tag {
            // The section's own title is the report's second level.
            Tag::Heading { level, .. } => self.begin(Open::Heading((level as u8 + 2).min(6))),
            Tag::Paragraph if matches!(self.open.last(), Some(Open::Item | Open::Quote(_))) => {}
            Tag::Paragraph => self.begin(Open::Para),
            Tag::BlockQuote(_) => self.open.push(Open::Quote(Vec::new())),
            Tag::List(start) => self.open.push(Open::List { ordered: start.is_some(), items: Vec::new() }),
            Tag::Item => self.begin(Open::Item),
            Tag::Table(_) => self.open.push(Open::Table { head: Vec::new(), rows: Vec::new() }),
            Tag::TableHead | Tag::TableRow => self.open.push(Open::Row(Vec::new())),
            Tag::TableCell => self.begin(Open::Inline(Inline::Strong, Vec::new())),
            Tag::Strong => self.open.push(Open::Inline(Inline::Strong, Vec::new())),
            Tag::Emphasis | Tag::Strikethrough => self.open.push(Open::Inline(Inline::Emph, Vec::new())),
            Tag::Link { dest_url, .. } => self.open.push(Open::Inline(Inline::Link(dest_url.into_string()), Vec::new())),
            Tag::Image { .. } => {
                self.problem(offset, "a picture cannot be put here: use {chart:…}");
                self.open.push(Open::Ignored);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.begin(Open::Para),
            _ => self.open.push(Open::Ignored),
        }
    }

    /// Begins a block that holds spans.
    fn begin(&mut self, block: Open) {
        self.open.push(block);
        self.open.push(Open::Inline(Inline::Emph, Vec::new()));
    }

    /// The spans gathered by the block that ends.
    fn gathered(&mut self) -> Vec<Span> {
        self.settle();
        match self.open.pop() {
            Some(Open::Inline(_, spans)) => spans,
            Some(other) => {
                self.open.push(other);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if !matches!(self.open.get(self.open.len().saturating_sub(2)), Some(Open::Para)) => self.settle(),
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock => self.finish_block(),
            TagEnd::Item => {
                let spans = self.gathered();
                self.open.pop();
                match self.open.last_mut() {
                    Some(Open::List { items, .. }) => items.push(spans),
                    _ => self.parts.push(Part::Para(spans)),
                }
            }
            TagEnd::List(_) => {
                self.settle();
                if let Some(Open::List { ordered, items }) = self.open.pop() {
                    // A list inside an item becomes a list of its own after it: two levels are enough for a report.
                    self.parts.push(Part::List { ordered, items });
                }
            }
            TagEnd::TableCell => {
                let spans = self.gathered();
                self.open.pop();
                if let Some(Open::Row(cells)) = self.open.last_mut() {
                    cells.push(spans);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let Some(Open::Row(cells)) = self.open.pop() else { return };
                if let Some(Open::Table { head, rows }) = self.open.last_mut() {
                    if tag == TagEnd::TableHead { *head = cells } else { rows.push(cells) }
                }
            }
            TagEnd::Table => {
                if let Some(Open::Table { head, rows }) = self.open.pop() {
                    self.parts.push(Part::Table { head, rows });
                }
            }
            TagEnd::BlockQuote(_) => {
                self.settle();
                if let Some(Open::Quote(spans)) = self.open.pop() {
                    self.parts.push(Part::Quote(spans));
                }
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link => {
                if let Some(Open::Inline(kind, spans)) = self.open.pop() {
                    self.push(match kind {
                        Inline::Strong => Span::Strong(spans),
                        Inline::Emph => Span::Emph(spans),
                        Inline::Link(url) => Span::Link { url, text: spans },
                    });
                }
            }
            TagEnd::Image => {
                self.open.pop();
            }
            _ => {
                self.settle();
                self.open.pop();
            }
        }
    }

    fn finish_block(&mut self) {
        let spans = self.gathered();
        match self.open.pop() {
            Some(Open::Heading(level)) => self.parts.push(Part::Heading { level, text: spans }),
            Some(Open::Para) => match &spans[..] {
                [Span::Cite(cite @ (Cite::Table(_) | Cite::Chart { .. } | Cite::Record(_)))] => self.parts.push(Part::Whole(cite.clone())),
                _ => self.parts.push(Part::Para(spans)),
            },
            _ => {}
        }
    }

    /// Puts a span where spans go now; outside every block it is a paragraph of its own.
    fn push(&mut self, span: Span) {
        match self.open.last_mut() {
            Some(Open::Inline(_, spans) | Open::Quote(spans)) => spans.push(span),
            _ => self.parts.push(Part::Para(vec![span])),
        }
    }

    /// Takes words in: citations become spans in their places, and the passage grows.
    fn words(&mut self, offset: usize, text: &str) {
        let mut passage = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(KEPT) {
            let (digits, beyond) = after.split_once(CLOSE).unwrap_or((after, ""));
            let number = digits.chars().try_fold(0_usize, |sum, digit| {
                let digit = u32::from(digit).checked_sub(DIGIT).filter(|digit| *digit < 10)?;
                sum.checked_mul(10)?.checked_add(usize::try_from(digit).ok()?)
            });
            self.text(before);
            if let Some(cite) = number.and_then(|number| self.cites.get(number)).cloned() {
                self.push(Span::Cite(cite));
            }
            passage.push_str(before);
            // As long as the place it stands for, so that offsets in the passage are offsets in the text.
            let long = rest.len() - before.len() - beyond.len();
            passage.extend(std::iter::repeat_n(CITED, long / CITED.len_utf8()));
            rest = beyond;
        }
        self.text(rest);
        passage.push_str(rest);
        self.passage.push((offset, passage));
    }

    fn text(&mut self, words: &str) {
        if !words.is_empty() {
            self.push(Span::Text(words.to_owned()));
        }
    }

    /// Ends a passage: its numbers are asked for their source.
    fn settle(&mut self) {
        let passage = std::mem::take(&mut self.passage);
        let text: String = passage.iter().map(|(_, words)| words.as_str()).collect();
        for found in kernel::numbers::amounts(&text) {
            let mut before = 0;
            let run = passage.iter().find(|(_, words)| {
                before += words.len();
                found.span.start < before
            });
            let at = run.map_or(0, |(offset, words)| offset + (found.span.start + words.len() - before));
            let what = format!(
                "“{}” has no source: cite a figure with {{figure:…}}, or mark somebody's own words with {{quote \"…\" source=\"…\"}}",
                found.text
            );
            self.problem(at, what);
        }
    }
}

/// Every citation in a section's text, in order of appearance, with its line.
pub(super) fn cited(markdown: &str) -> Vec<(usize, Cite)> {
    let markdown = own(markdown);
    let cite = |(at, piece)| if let Piece::Cite(cite) = piece { Some((line_at(&markdown, at), cite)) } else { None };
    pieces(&markdown).into_iter().filter_map(cite).collect()
}
