//! What a reader gets: pages whose words can be found again, structure that can be heard, and refusals that say what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../examples/sample/mod.rs"]
mod sample;

mod hostile;
mod read;
mod refusals;

use reports::{Block, Document, Inline, render, text};

use read::Read;

/// A document with only what is required, and `blocks`.
fn letter(blocks: Vec<Block>) -> Document {
    Document {
        title: "Report to the board".to_owned(),
        ident: "board-2026-03".to_owned(),
        date: "3 March 2026".to_owned(),
        cover: false,
        contents: false,
        blocks,
        ..Document::default()
    }
}

#[test]
fn a_yearly_report_of_thirty_pages_is_typeset_and_tagged() {
    let rendered = render(&sample::annual_report(2026)).unwrap();
    let read = Read::new(&rendered.bytes);
    assert_eq!(read.pages(), rendered.pages);
    assert!((28..=34).contains(&rendered.pages), "{} pages", rendered.pages);
    assert!(rendered.replaced.is_empty());
    assert_eq!(read.language(), "en-GB");
    assert_eq!(read.count("H1"), 15, "fourteen sections and the contents");
    assert_eq!(read.count("Figure"), 14);
    assert!(read.count("TOCI") > 14);
    assert!(read.count("Caption") >= 28);
    assert!(read.alternative_texts().iter().all(|alt| alt.starts_with("Bar chart of children seen")));
    assert!(read.declares_pdf_ua_1());
}

#[test]
fn what_was_written_can_be_found_in_the_pages() {
    let rendered = render(&letter(vec![
        Block::heading(1, "Neglect"),
        Block::para("The partnership met six times."),
        Block::Para(vec![
            Inline::Strong(text("Nobody asked")),
            " the child".into(),
            Inline::Footnote(text("As the audit found.")),
            Inline::Break,
            Inline::Code("TREF-2026-00412".to_owned()),
        ]),
        Block::Table {
            caption: "Attendance by seat".to_owned(),
            headers: vec!["Seat".to_owned(), "Present".to_owned()],
            rows: vec![vec![text("Police"), text("5")]],
            numeric: vec![false, true],
        },
        Block::Quote { text: text("It was the first thing on the page."), source: Some("A parent".to_owned()) },
        Block::Note { title: Some("What this does not mean".to_owned()), body: vec![text("More calls are not more harm.")] },
        Block::KeyValue { rows: vec![("Chair".to_owned(), text("The director"))] },
        Block::List { ordered: true, items: vec![text("Read the record"), text("Ask again")] },
    ]))
    .unwrap();
    let words = Read::new(&rendered.bytes).words();
    for said in [
        "Report to the board",
        "Neglect",
        "The partnership met six times.",
        "Nobody asked",
        "As the audit found.",
        "TREF-2026-00412",
        "Attendance by seat",
        "Police",
        "It was the first thing on the page.",
        "A parent",
        "What this does not mean",
        "More calls are not more harm.",
        "The director",
        "Ask again",
        "3 March 2026",
        "board-2026-03",
        "Page 1 of 1",
    ] {
        assert!(words.contains(&said.replace(' ', "")), "“{said}” is not in:\n{words}");
    }
}

#[test]
fn the_notice_and_the_marking_are_on_every_page() {
    let mut document = letter(vec![Block::para("One."), Block::PageBreak, Block::para("Two."), Block::PageBreak, Block::para("Three.")]);
    document.cover = true;
    document.banner = Some("Demonstration: simulated records".to_owned());
    document.marking = Some("OFFICIAL-SENSITIVE".to_owned());
    let read = Read::new(&render(&document).unwrap().bytes);
    assert_eq!(read.pages(), 4);
    for page in 1..=4 {
        let words = read.words_on(page);
        assert!(words.contains("Demonstration:simulatedrecords"), "page {page}: {words}");
        assert!(words.contains("OFFICIAL-SENSITIVE"), "page {page}: {words}");
    }
}

#[test]
fn the_same_data_give_the_same_bytes_and_other_data_others() {
    let first = render(&sample::annual_report(2026)).unwrap().bytes;
    assert!(first == render(&sample::annual_report(2026)).unwrap().bytes);
    assert!(first != render(&sample::annual_report(2027)).unwrap().bytes);
}

#[test]
fn the_date_in_the_file_is_the_documents_and_is_printed_in_words() {
    let mut document = letter(vec![Block::para("Said.")]);
    document.date = "2026-09-30".to_owned();
    let rendered = render(&document).unwrap();
    let read = Read::new(&rendered.bytes);
    assert!(read.words().contains("30September2026"));
    assert!(read.raw_contains("2026-09-30T12:00:00"), "the date is not in the file's metadata");
}

#[test]
fn a_heading_that_skips_a_level_is_raised() {
    let read =
        Read::new(&render(&letter(vec![Block::heading(1, "One"), Block::heading(4, "Four"), Block::heading(3, "Three")])).unwrap().bytes);
    assert_eq!((read.count("H1"), read.count("H2"), read.count("H3"), read.count("H4")), (1, 1, 1, 0));
}

#[test]
fn a_long_table_repeats_its_headings_on_each_page() {
    let rows = (0..120).map(|nth| vec![text(format!("Case {nth}")), text(format!("{nth}"))]).collect();
    let table = Block::Table {
        caption: "Cases read".to_owned(),
        headers: vec!["Reference".to_owned(), "Weeks".to_owned()],
        rows,
        numeric: vec![false, true],
    };
    let read = Read::new(&render(&letter(vec![table])).unwrap().bytes);
    assert!(read.pages() > 2);
    for page in 1..=read.pages() {
        assert!(read.words_on(page).contains("Reference"), "page {page}");
    }
    assert_eq!(read.count("Table"), 1, "one table, however many pages");
    assert_eq!(read.count("TH"), 2 + 120, "two columns and every row are announced by name");
}

#[test]
fn a_row_is_kept_whole_and_only_a_very_long_one_is_divided() {
    let table = |words: &str| {
        // Three columns of it, so that each row has lines enough to be divided.
        let row = |nth: usize| (0..3).map(|_| text(format!("begin{nth} {words} end{nth}"))).collect();
        Block::Table {
            caption: "Risks".to_owned(),
            headers: vec!["Risk".to_owned(), "What is done".to_owned(), "What is next".to_owned()],
            rows: (0..30).map(row).collect(),
            numeric: vec![],
        }
    };
    let read = Read::new(&render(&letter(vec![table(&"word ".repeat(45))])).unwrap().bytes);
    assert!(read.pages() > 1);
    for page in 1..=read.pages() {
        let words = read.words_on(page);
        assert_eq!(words.matches("begin").count(), words.matches("end").count(), "page {page}");
    }
    assert!(render(&letter(vec![table(&"word ".repeat(900))])).unwrap().pages > 20);
}

#[test]
fn a_table_too_wide_for_the_page_gets_a_page_on_its_side() {
    let columns = 14;
    let table = Block::Table {
        caption: "Attendance by meeting".to_owned(),
        headers: (0..columns).map(|nth| format!("Safeguarding {nth}")).collect(),
        rows: vec![(0..columns).map(|_| text("Present")).collect()],
        numeric: vec![],
    };
    let read = Read::new(&render(&letter(vec![Block::para("Before."), table, Block::para("After.")])).unwrap().bytes);
    let shapes: Vec<bool> = (1..=read.pages()).map(|page| read.is_landscape(page)).collect();
    assert_eq!(shapes, [false, true, false]);
}

#[test]
fn a_table_without_rows_says_so() {
    let table = Block::Table { caption: "Overdue actions".to_owned(), headers: vec!["Action".to_owned()], rows: vec![], numeric: vec![] };
    assert!(Read::new(&render(&letter(vec![table])).unwrap().bytes).words().contains("Nothingtolist."));
}

#[test]
fn a_reference_leads_to_its_anchor_and_a_web_address_to_its_page() {
    let document = letter(vec![
        Block::Para(vec![
            Inline::Ref { anchor: "costs".to_owned(), text: "see the costs".to_owned() },
            Inline::Link { url: "https://www.example.org/".to_owned(), text: "the site".to_owned() },
        ]),
        Block::PageBreak,
        Block::Anchor("costs".to_owned()),
        Block::heading(1, "Costs"),
    ]);
    let read = Read::new(&render(&document).unwrap().bytes);
    assert_eq!(read.count("Link"), 2);
    assert_eq!(read.web_addresses(), ["https://www.example.org/"]);
}

#[test]
fn a_second_report_is_quick() {
    render(&sample::annual_report(2026)).unwrap();
    let begun = std::time::Instant::now();
    render(&letter(vec![Block::para("Short.")])).unwrap();
    // Generous, for a busy machine and an unoptimised build; reading the fonts again alone would take longer.
    assert!(begun.elapsed().as_secs_f64() < 2.0);
}
