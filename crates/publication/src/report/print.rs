//! The report as an accessible PDF: the same document, the same charts.

use govuk::chart::Figure as _;
use reports::{Block, Document, Inline, ReportError};

use super::{
    build::Whole,
    cite::{Cite, Quoted},
    compose::{Part, Span},
    html, quote,
};

/// PDF/UA-1.
///
/// # Errors
/// What the document lacks, in one sentence.
pub(super) fn pdf(whole: &Whole) -> Result<Vec<u8>, ReportError> {
    reports::pdf(&document(whole))
}

fn document(whole: &Whole) -> Document {
    let mut blocks = Vec::new();
    for (section, parts) in &whole.sections {
        blocks.push(Block::heading(1, section.title));
        parts.iter().for_each(|part| put(whole, part, &mut blocks));
    }
    blocks.push(Block::heading(1, "How each figure is counted"));
    let rows = html::in_order(&whole.answers)
        .into_iter()
        .map(|cited| {
            let sum = html::sum(cited).map(|sum| format!("{sum}. ")).unwrap_or_default();
            let words = format!("{sum}{}. {}.", cited.figure.counts, cited.figure.does_not_mean);
            (cited.figure.title.clone(), reports::text(&words))
        })
        .collect();
    blocks.push(Block::KeyValue { rows });
    Document {
        title: whole.report.title.clone(),
        subtitle: Some(format!("{}, {}", whole.partnership, whole.year_words())),
        ident: format!("annual-report-{}-{}", whole.report.audience.as_str(), whole.year_words()),
        date: whole.date().to_string(),
        running_header: whole.report.title.clone(),
        banner: whole.demonstration.then(|| platform::DEMONSTRATION.to_owned()),
        cover: true,
        contents: true,
        numbered: true,
        blocks,
        ..Document::default()
    }
}

fn put(whole: &Whole, part: &Part, blocks: &mut Vec<Block>) {
    match part {
        Part::Heading { level, text } => blocks.push(Block::heading(level - 1, plain(whole, text))),
        Part::Para(text) => blocks.push(Block::Para(inlines(whole, text))),
        Part::List { ordered, items } => {
            blocks.push(Block::List { ordered: *ordered, items: items.iter().map(|item| inlines(whole, item)).collect() });
        }
        Part::Table { head, rows } => blocks.push(Block::Table {
            caption: head.iter().map(|cell| plain(whole, cell)).collect::<Vec<_>>().join(", "),
            headers: head.iter().map(|cell| plain(whole, cell)).collect(),
            rows: rows.iter().map(|row| row.iter().map(|cell| inlines(whole, cell)).collect()).collect(),
            numeric: Vec::new(),
        }),
        Part::Quote(text) => blocks.push(Block::Quote { text: inlines(whole, text), source: None }),
        Part::Whole(Cite::Table(of)) => {
            if let Some(cited) = html::find(whole, of, 0) {
                blocks.push(Block::Table {
                    caption: cited.figure.title.clone(),
                    headers: vec![html::by(cited).to_owned(), cited.figure.unit.clone()],
                    rows: cited
                        .parts
                        .iter()
                        .map(|(part, quantity)| vec![reports::text(html::name(part)), reports::text(quantity.to_string())])
                        .collect(),
                    numeric: vec![false, true],
                });
            }
        }
        Part::Whole(Cite::Chart { of, last }) => {
            if let Some(chart) = html::chart(whole, of, *last) {
                blocks.push(Block::Figure { svg: chart.svg(), alt: chart.alt(), caption: chart.about().title.clone() });
            }
        }
        Part::Whole(Cite::Record(of)) => {
            for said in quote::said(&whole.passages, of, whole.report.year) {
                blocks.push(Block::heading(2, &said.heading));
                blocks.extend(said.paragraphs().map(|paragraph| Block::Para(reports::text(paragraph))));
                if !said.source.is_empty() {
                    blocks.push(Block::Para(vec![Inline::Emph(reports::text(&said.source))]));
                }
            }
        }
        Part::Whole(_) => {}
    }
}

fn inlines(whole: &Whole, spans: &[Span]) -> Vec<Inline> {
    spans
        .iter()
        .filter_map(|span| {
            Some(match span {
                Span::Text(text) => Inline::Text(text.clone()),
                Span::Break => Inline::Break,
                Span::Strong(inner) => Inline::Strong(inlines(whole, inner)),
                Span::Emph(inner) => Inline::Emph(inlines(whole, inner)),
                Span::Link { url, text } => Inline::Link { url: html::safe(url).to_owned(), text: plain(whole, text) },
                Span::Cite(Cite::Quote { text, source }) => Inline::Text(format!("“{text}” ({source})")),
                Span::Cite(Cite::Record(of)) => Inline::Text(spoken(whole, of)),
                Span::Cite(cite) => Inline::Text(html::inline(whole, cite)?.0),
            })
        })
        .collect()
}

fn plain(whole: &Whole, spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) => text.clone(),
            Span::Break => " ".to_owned(),
            Span::Strong(inner) | Span::Emph(inner) | Span::Link { text: inner, .. } => plain(whole, inner),
            Span::Cite(Cite::Quote { text, source }) => format!("“{text}” ({source})"),
            Span::Cite(Cite::Record(of)) => spoken(whole, of),
            Span::Cite(cite) => html::inline(whole, cite).map(|(shown, _)| shown).unwrap_or_default(),
        })
        .collect()
}

/// What records say, within a sentence.
fn spoken(whole: &Whole, of: &Quoted) -> String {
    let said = quote::said(&whole.passages, of, whole.report.year);
    said.iter().map(|said| format!("“{}” ({})", said.words, said.source)).collect::<Vec<_>>().join(" ")
}
