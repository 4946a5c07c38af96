//! Whatever is typed is printed as it stands, or as boxes; it never runs, never breaks the report, never runs off the page.

use proptest::prelude::*;
use reports::{Block, Document, Inline, render, text};

use crate::letter;
use crate::read::Read;
use crate::sample::bar_chart;

/// A document with `typed` in every place that takes text.
fn everywhere(typed: &str) -> Document {
    let typed_svg = bar_chart(1).replace("April to June", &typed.replace('&', "&amp;").replace('<', "&lt;"));
    let whole = || if typed.trim().is_empty() { "x".to_owned() } else { typed.to_owned() };
    let short: String = whole().chars().take(300).collect();
    let mut document = letter(vec![
        Block::heading(1, whole()),
        Block::Para(vec![
            Inline::Text(whole()),
            Inline::Strong(text(whole())),
            Inline::Emph(vec![Inline::Strong(text(whole()))]),
            Inline::Code(whole()),
            Inline::Link { url: typed.to_owned(), text: whole() },
            Inline::Link { url: format!("https://example.org/{}", typed.replace(' ', "")), text: whole() },
            Inline::Footnote(text(whole())),
            Inline::Ref { anchor: typed.to_owned(), text: whole() },
        ]),
        Block::Anchor(typed.to_owned()),
        Block::List { ordered: true, items: vec![text(whole())] },
        Block::Table {
            caption: whole(),
            headers: vec![whole(), whole(), "Third".to_owned()],
            rows: vec![vec![text(whole()), text(whole()), text("1")]],
            numeric: vec![false, true, true],
        },
        Block::Figure { svg: typed_svg, alt: whole(), caption: whole() },
        Block::Quote { text: text(whole()), source: Some(whole()) },
        Block::Note { title: Some(whole()), body: vec![text(whole())] },
        Block::KeyValue { rows: vec![(whole(), text(whole()))] },
    ]);
    document.title = short.trim().to_owned() + "t";
    document.title = document.title.chars().take(300).collect();
    document.ident = whole();
    document.subtitle = Some(whole());
    document.running_header = whole();
    document.banner = Some(whole());
    document.marking = Some(whole());
    document.cover = true;
    document.contents = true;
    document
}

#[test]
fn words_that_look_like_code_are_printed_as_they_stand() {
    for typed in [
        "#import \"@preview/cetz:0.3.0\"",
        "#read(\"/etc/passwd\")",
        "#let x = 1; #x",
        "#panic(\"stop\")",
        "$ x^2 / 0 $",
        "*bold* _emph_ `code` = Heading - list + enum / term: y",
        "<script>alert(1)</script>",
        "\"}, \"kind\": \"pagebreak\", {\"",
        "]] #[ \\ \\u{41} // comment /* */ ~ --- ... @ref <label>",
        "{{ handlebars }} ${shell} %s &amp; &#65;",
    ] {
        let rendered = render(&everywhere(typed)).unwrap_or_else(|error| panic!("{typed}: {error}"));
        let words = Read::new(&rendered.bytes).words();
        let found = words.matches(&typed.replace(' ', "")).count();
        assert!(found >= 12, "“{typed}” was found {found} times in:\n{words}");
    }
}

#[test]
fn ten_thousand_characters_without_a_space_stay_on_the_page() {
    let rendered = render(&letter(vec![Block::para("x".repeat(10_000))])).unwrap();
    let read = Read::new(&rendered.bytes);
    assert_eq!(read.words().matches('x').count(), 10_000);
    // At this size a page holds some four thousand letters; a line that ran off the page would fit them all on one.
    assert!(rendered.pages >= 2, "{} pages", rendered.pages);
    render(&everywhere(&"W".repeat(2_000))).unwrap();
}

#[test]
fn emoji_and_other_alphabets_are_drawn_or_boxed() {
    for typed in ["👍 ❤️ 👨‍👩‍👧 👋🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇬🇧 1️⃣", "قالت الطفلة إنها خائفة", "הילד אמר", "बच्चे ने कहा", "孩子说", "Ω ж ñ ế ŵ ŷ ₤ € ½ ≥ → ✓"]
    {
        render(&everywhere(typed)).unwrap_or_else(|error| panic!("{typed}: {error}"));
    }
    assert!(render(&letter(vec![Block::para("孩子 said")])).unwrap().replaced.contains(&'孩'));
    // One sequence that cannot be drawn does not take the other alphabets with it.
    let mixed = render(&letter(vec![Block::para("قالت 1\u{0301}\u{05B0}\u{1AB0} 👍\u{0301}")])).unwrap();
    assert!(mixed.replaced.is_empty(), "{:?}", mixed.replaced);
}

#[test]
fn a_sequence_no_font_can_draw_falls_back_to_plain_letters() {
    let rendered = render(&letter(vec![Block::para("plain 👍\u{0301}\u{05B0} words ا\u{0301}\u{0591}")])).unwrap();
    assert!(Read::new(&rendered.bytes).words().contains("words"));
}

#[test]
fn very_deep_nesting_is_flattened_and_keeps_its_words() {
    let mut run = Inline::Text("innermost".to_owned());
    for _ in 0..500 {
        run = Inline::Strong(vec![Inline::Emph(vec![run])]);
    }
    let rendered = render(&letter(vec![Block::Para(vec![run])])).unwrap();
    assert!(Read::new(&rendered.bytes).words().contains("innermost"));
}

#[test]
fn addresses_that_are_not_of_the_web_do_not_become_links() {
    for url in ["javascript:alert(1)", "file:///etc/passwd", "/relative", "https://", "https://a b", "\u{0}https://x"] {
        let link = Inline::Link { url: url.to_owned(), text: "press".to_owned() };
        let read = Read::new(&render(&letter(vec![Block::Para(vec![link])])).unwrap().bytes);
        assert_eq!(read.count("Link"), 0, "{url}");
        assert!(read.words().contains("press"));
    }
}

#[test]
fn a_drawing_cannot_read_files_or_run() {
    let svg = bar_chart(1).replace("</svg>", "<script>alert(1)</script><style>@import 'file:///etc/passwd';</style></svg>");
    let rendered = render(&letter(vec![Block::Figure { svg, alt: "Bars.".to_owned(), caption: String::new() }])).unwrap();
    assert!(!Read::new(&rendered.bytes).raw_contains("alert"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_text_at_all_can_be_printed(typed in any::<String>()) {
        prop_assert!(render(&everywhere(&typed)).is_ok());
    }
}
