//! The components drawn from the options of every official fixture, compared with the HTML the fixture expects.
//!
//! The fixtures are read from the installed npm package (`cd assets && npm ci`); without it the test says so and checks nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod build_content;
mod build_fields;
mod build_moj;
mod build_navigation;
mod dom;
mod moj;
mod options;

use serde_json::Value;
use std::path::{Path, PathBuf};

/// Fixtures that the types cannot express: component, fixture, reason.
const CANNOT: &[(&str, &str, &str)] = &[];

fn fixtures() -> Option<Vec<(String, Value)>> {
    let components = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/node_modules/govuk-frontend/dist/govuk/components");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(components).ok()?.filter_map(|entry| Some(entry.ok()?.path().join("fixtures.json"))).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let read = |file: &PathBuf| serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let all = files.iter().map(read).map(|file: Value| (file["component"].as_str().unwrap().to_owned(), file));
    Some(all.collect())
}

fn draw(component: &str, options: &Value) -> Option<String> {
    let options = options::Options(options);
    build_fields::draw(component, options)
        .or_else(|| build_navigation::draw(component, options))
        .or_else(|| build_content::draw(component, options))
}

#[test]
fn every_official_fixture_is_drawn_as_it_expects() {
    let Some(files) = fixtures() else {
        eprintln!("SKIPPED: npm govuk-frontend is not installed under assets/node_modules; no fixture was compared");
        return;
    };
    let (mut passed, mut total, mut failures) = (0, 0, Vec::new());
    for (component, file) in &files {
        let fixtures = file["fixtures"].as_array().unwrap();
        let before = passed;
        for fixture in fixtures {
            let name = fixture["name"].as_str().unwrap();
            let expected = dom::lines(fixture["html"].as_str().unwrap());
            let drawn = draw(component, &fixture["options"]).map(|html| dom::lines(&html));
            let same = drawn.as_ref() == Some(&expected);
            match CANNOT.iter().find(|(of, which, _)| of == component && *which == name) {
                Some((.., reason)) if same => {
                    failures.push(format!("{component} / {name}: listed as impossible ({reason}), but it passes"))
                }
                Some(_) => {}
                None if same => passed += 1,
                None => failures.push(format!("{component} / {name}: {}", dom::first_difference(&expected, drawn.as_deref()))),
            }
        }
        total += fixtures.len();
        println!("{component}: {} of {}", passed - before, fixtures.len());
    }
    println!("{passed} of {total} fixtures pass; {} are listed as impossible", CANNOT.len());
    assert!(failures.is_empty(), "{} fixtures differ:\n{}", failures.len(), failures.join("\n"));
    assert_eq!((files.len(), total), (39, 725), "the fixtures of govuk-frontend 6.6.0");
}

#[test]
fn the_comparison_sees_a_difference_in_element_attribute_class_order_and_text() {
    let same = |left, right| dom::lines(left) == dom::lines(right);
    assert!(same("<a href='x' id=y>One  two</a>", "<a id=\"y\"\n href=\"x\">\n One two </a>"));
    for other in ["<b>x</b>", "<a>y</a>", "<a id=z>x</a>", "<a class='p q'>x</a>", "<a>x</a><a>x</a>"] {
        assert!(!same("<a>x</a>", other), "{other}");
    }
    assert!(!same("<a class='p q'>x</a>", "<a class='q p'>x</a>"));
}
