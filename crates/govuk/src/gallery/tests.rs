//! Tests of the gallery: that it shows everything there is, with the source that drew it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use scraper::{Html, Selector};
use std::collections::BTreeSet;
use std::path::Path;

fn body(path: &str) -> String {
    answer(path).unwrap_or_else(|| panic!("{path} is not there")).body
}

fn texts(html: &str, what: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    document.select(&Selector::parse(what).unwrap()).map(|element| element.text().collect()).collect()
}

#[test]
fn every_page_has_one_heading_with_which_its_title_begins_and_its_source() {
    assert_eq!(texts(&body(""), "h1"), ["Components and charts"]);
    for entry in all() {
        let mut pages = vec![body(entry.slug)];
        let source = texts(&pages[0], "pre")[0].clone();
        assert!(source.contains("use govuk::") && !source.contains("crate"), "{} imports {source}", entry.slug);
        assert!(
            entry.source.contains("::") && source.contains(entry.source.lines().next_back().unwrap().trim()),
            "{} shows no source",
            entry.slug
        );
        if entry.shown == Shown::Alone {
            pages.push(body(&format!("{}/example", entry.slug)));
        }
        for page in pages {
            let headings = texts(&page, "h1");
            assert_eq!(headings.len(), 1, "{}: {headings:?}", entry.slug);
            let title = texts(&page, "title")[0].trim_start_matches("Error: ").to_owned();
            assert!(title.starts_with(headings[0].trim()), "{}: {title} begins with {headings:?}", entry.slug);
        }
    }
}

#[test]
fn nothing_on_a_page_is_inline_and_no_id_is_there_twice() {
    for entry in all() {
        let page = body(entry.slug);
        let document = Html::parse_document(&page);
        assert!(document.select(&Selector::parse("style, [style], script:not([src])").unwrap()).next().is_none(), "{}", entry.slug);
        let mut seen = BTreeSet::new();
        for element in document.select(&Selector::parse("[id]").unwrap()) {
            assert!(seen.insert(element.attr("id").unwrap()), "{}: {:?} is there twice", entry.slug, element.attr("id"));
        }
    }
}

#[test]
fn every_link_of_the_index_leads_to_a_page_and_every_page_is_on_the_index() {
    let index = Html::parse_document(&body(""));
    let links: Vec<&str> = index.select(&Selector::parse("main a").unwrap()).map(|link| link.attr("href").unwrap()).collect();
    assert_eq!(links.len(), all().len());
    for link in &links {
        assert!(answer(link.strip_prefix(BASE).unwrap()).is_some(), "{link}");
    }
    assert_eq!(links.iter().collect::<BTreeSet<_>>().len(), links.len(), "two examples have one address");
}

#[test]
fn every_component_of_govuk_frontend_is_in_the_gallery() {
    let components = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/node_modules/govuk-frontend/dist/govuk/components");
    let Ok(folders) = std::fs::read_dir(components) else {
        return eprintln!("SKIPPED: npm govuk-frontend is not installed under assets/node_modules; the gallery was not compared with it");
    };
    let folders = folders.map(|folder| folder.unwrap()).filter(|folder| folder.path().join("fixtures.json").is_file());
    for folder in folders {
        let name = folder.file_name().into_string().unwrap();
        assert!(all().iter().any(|entry| entry.slug == name), "{name} is not in the gallery");
    }
    assert_eq!(all().iter().filter(|entry| entry.slug.starts_with("moj-")).count(), 17, "the MOJ components");
}

#[test]
fn what_is_not_there_is_not_answered() {
    assert!(answer("nothing").is_none());
    assert!(answer("button/example").is_none());
    assert!(answer("../assets").is_none());
}
