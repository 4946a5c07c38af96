//! Each thing that would be inaccessible or wrong is refused before the typesetter sees it, in a sentence.

use reports::{Block, Document, Inline, ReportError, pdf, text};

use crate::letter;
use crate::sample::bar_chart;

fn refusal(document: &Document) -> ReportError {
    pdf(document).expect_err("it should have been refused")
}

fn table(headers: &[&str], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    Block::Table {
        caption: "Cases".to_owned(),
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        rows,
        numeric: vec![],
    }
}

#[test]
fn an_empty_document_is_refused() {
    for blocks in [vec![], vec![Block::PageBreak], vec![Block::Para(vec![])], vec![Block::Anchor("a".to_owned())]] {
        let error = refusal(&letter(blocks));
        assert_eq!(error, ReportError::Empty);
        assert_eq!(error.to_string(), "The report has nothing in it: add at least one section before making the PDF.");
    }
}

#[test]
fn a_document_without_title_identifier_or_date_is_refused() {
    let good = letter(vec![Block::para("Said.")]);
    assert_eq!(refusal(&Document { title: "  ".to_owned(), ..good.clone() }), ReportError::NoTitle);
    assert_eq!(refusal(&Document { title: "x".repeat(301), ..good.clone() }), ReportError::TitleTooLong(300));
    assert_eq!(refusal(&Document { ident: String::new(), ..good.clone() }), ReportError::NoIdent);
    assert_eq!(
        refusal(&Document { date: "31 February 2026".to_owned(), ..good.clone() }),
        ReportError::Date("31 February 2026".to_owned())
    );
    assert_eq!(refusal(&Document { lang: "English", ..good }), ReportError::Language("English".to_owned()));
}

#[test]
fn a_figure_without_alternative_text_is_refused_by_its_number() {
    let figure = |alt: &str| Block::Figure { svg: bar_chart(1), alt: alt.to_owned(), caption: String::new() };
    let error = refusal(&letter(vec![figure("Bars."), figure(" ")]));
    assert_eq!(error, ReportError::NoAlt { number: 2 });
    assert_eq!(error.to_string(), "Figure 2 has no alternative text: say in a sentence what it shows, for people who cannot see it.");
}

#[test]
fn a_drawing_that_is_broken_or_would_lose_parts_is_refused() {
    let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>");
    for drawing in [
        String::new(),
        "<p>no</p>".to_owned(),
        "<svg".to_owned(),
        svg("<image href=\"secret.png\"/>"),
        svg("<foreignObject><p>words</p></foreignObject>"),
    ] {
        let block = Block::Figure { svg: drawing.clone(), alt: "A chart.".to_owned(), caption: String::new() };
        assert!(matches!(refusal(&letter(vec![block])), ReportError::BadSvg { number: 1, .. }), "{drawing}");
    }
}

#[test]
fn a_table_must_have_caption_headings_and_whole_rows() {
    let uncaptioned = Block::Table { caption: String::new(), headers: vec!["A".to_owned()], rows: vec![], numeric: vec![] };
    assert_eq!(refusal(&letter(vec![uncaptioned])), ReportError::NoCaption { number: 1 });
    assert_eq!(refusal(&letter(vec![table(&[], vec![])])), ReportError::NoHeaders { number: 1 });
    assert_eq!(refusal(&letter(vec![table(&["A", " "], vec![])])), ReportError::NoHeader { number: 1, column: 2 });
    let short = table(&["A", "B"], vec![vec![text("1"), text("2")], vec![text("1")]]);
    assert_eq!(refusal(&letter(vec![short])), ReportError::RaggedTable { number: 1, row: 2, found: 1, expected: 2 });
}

#[test]
fn references_must_lead_somewhere_and_only_there() {
    let dangling = Block::Para(vec![Inline::Ref { anchor: "nowhere".to_owned(), text: "see".to_owned() }]);
    assert_eq!(refusal(&letter(vec![dangling])), ReportError::UnknownAnchor("nowhere".to_owned()));
    let twice = vec![Block::Anchor("a".to_owned()), Block::Anchor("a".to_owned()), Block::para("Said.")];
    assert_eq!(refusal(&letter(twice)), ReportError::RepeatedAnchor("a".to_owned()));
}

#[test]
fn a_blank_heading_is_refused_by_the_one_before_it() {
    let error = refusal(&letter(vec![Block::heading(1, "Costs"), Block::heading(2, " ")]));
    assert_eq!(error, ReportError::BlankHeading { after: "Costs".to_owned() });
}
