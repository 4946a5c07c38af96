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
    /// A citation that fills a paragraph of its own: a table or a chart.
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

/// Reads one section.
pub(super) fn read(section: &str, markdown: &str) -> (Vec<Part>, Vec<Problem>) {
    let mut reader = Reader { section, markdown, parts: Vec::new(), problems: Vec::new(), open: Vec::new(), text: Vec::new() };
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.finish_block();
    (reader.parts, reader.problems)
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
    parts: Vec<Part>,
    problems: Vec<Problem>,
    open: Vec<Open>,
    /// Text not yet looked at: where each piece began in the Markdown. Citations may be split over several events.
    text: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn problem(&mut self, offset: usize, what: impl Into<String>) {
        let line = self.markdown.get(..offset).unwrap_or(self.markdown).matches('\n').count() + 1;
        self.problems.push(Problem { section: self.section.to_owned(), line, what: what.into() });
    }

    fn event(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text.push((offset, text.into_string())),
            Event::SoftBreak => self.text.push((offset, " ".to_owned())),
            Event::HardBreak => {
                self.settle();
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
        self.settle();
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
                self.settle();
                if let Some(Open::Inline(kind, spans)) = self.open.pop() {
                    self.push(match kind {
                        Inline::Strong => Span::Strong(spans),
                        Inline::Emph => Span::Emph(spans),
                        Inline::Link(url) => Span::Link { url, text: spans },
                    });
                }
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
                [Span::Cite(cite @ (Cite::Table(_) | Cite::Chart { .. }))] => self.parts.push(Part::Whole(cite.clone())),
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

    /// Looks at the text gathered so far: its citations become spans, its numbers are asked for their source.
    fn settle(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let gathered = std::mem::take(&mut self.text);
        let text: String = gathered.iter().map(|(_, text)| text.as_str()).collect();
        let place = |at: usize| {
            let mut before = 0;
            for (offset, piece) in &gathered {
                if at < before + piece.len() {
                    return offset + (at - before);
                }
                before += piece.len();
            }
            gathered.last().map_or(0, |(offset, _)| *offset)
        };
        let mut at = 0;
        for piece in pieces(&text) {
            match piece {
                Piece::Words(words) => {
                    for found in kernel::numbers::amounts(words) {
                        let what = format!(
                            "“{}” has no source: cite a figure with {{figure:…}}, or mark somebody's own words with {{quote \"…\" source=\"…\"}}",
                            found.text
                        );
                        self.problem(place(at + found.span.start), what);
                    }
                    at += words.len();
                    self.push(Span::Text(words.to_owned()));
                }
                Piece::Cite(cite) => {
                    at = after(&text, at);
                    self.push(Span::Cite(cite));
                }
                Piece::Broken(why) => {
                    self.problem(place(at), format!("a citation cannot be read: {why}"));
                    at = after(&text, at);
                }
            }
        }
    }
}

/// The place after the citation that begins at `at`; quotation marks may hold braces.
fn after(text: &str, at: usize) -> usize {
    let mut quoted = false;
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.char_indices().find_map(|(place, c)| {
        quoted ^= c == '"';
        (c == '}' && !quoted).then_some(place + 1)
    });
    at + end.unwrap_or(rest.len())
}

/// Every citation in the parts, in order of appearance.
pub(super) fn citations(parts: &[Part]) -> Vec<&Cite> {
    fn of_spans<'a>(spans: &'a [Span], all: &mut Vec<&'a Cite>) {
        for span in spans {
            match span {
                Span::Cite(cite) => all.push(cite),
                Span::Strong(spans) | Span::Emph(spans) | Span::Link { text: spans, .. } => of_spans(spans, all),
                Span::Text(_) | Span::Break => {}
            }
        }
    }
    let mut all = Vec::new();
    for part in parts {
        match part {
            Part::Heading { text, .. } | Part::Para(text) | Part::Quote(text) => of_spans(text, &mut all),
            Part::List { items, .. } => items.iter().for_each(|item| of_spans(item, &mut all)),
            Part::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| of_spans(cell, &mut all)),
            Part::Whole(cite) => all.push(cite),
        }
    }
    all
}
