//! The peers' answers to the same ratings, and cases that no peer answers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use agreement_statistics::{Agreement, Confidence, Ratings, agreement};
use proptest::prelude::*;
use serde_json::Value;

fn of(text: &str) -> Value {
    let ratings = Ratings::from_csv(text.as_bytes(), &[]).expect("a table");
    serde_json::to_value(agreement(&ratings, Confidence::PER_CENT_95)).expect("JSON")
}

/// `tests/peers.json` is written by `tests/peers.py`.
#[test]
fn estimates_and_intervals_are_those_of_irrcac_and_krippendorff() {
    let vectors: Value = serde_json::from_str(include_str!("peers.json")).expect("JSON");
    let cases = vectors["cases"].as_array().expect("cases");
    let mut compared = 0;
    for case in cases {
        let cell = |cell: &Value| cell.as_f64().map(|value| value.to_string());
        let rows: Vec<Vec<Option<String>>> =
            case["ratings"].as_array().expect("rows").iter().map(|row| row.as_array().expect("cells").iter().map(cell).collect()).collect();
        let found = serde_json::to_value(agreement(&Ratings::new(&rows, &[]).expect("ratings"), Confidence::PER_CENT_95)).expect("JSON");
        for (key, expected) in case["expected"].as_object().expect("expected") {
            // The peer's quantile of Student's t (scipy 1.12) is right to eight digits only; its estimates are not touched by that.
            for (part, place, to) in [("estimate", 0, 1e-9), ("low", 1, 1e-7), ("high", 2, 1e-7)] {
                let (found, expected) = (found[key][part].as_f64().expect("a number"), expected[place].as_f64().expect("a number"));
                assert!((found - expected).abs() < to, "{}: {key} {part} is {found}, the peer has {expected}", case["name"]);
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn a_coefficient_that_does_not_apply_says_why() {
    let three = of("a,b,c\nyes,no,yes\nno,no,partly\npartly,yes,yes\n");
    for key in ["cohen_kappa", "scott_pi", "weighted_kappa_linear", "weighted_kappa_quadratic"] {
        assert_eq!(three[key]["estimate"], Value::Null);
        assert_eq!(three[key]["why"], "it is defined for two raters", "{key}");
    }
    assert_eq!(three["gwet_ac2"]["why"], "the categories are words without an order: name them from lowest to highest");
    assert_eq!(three["krippendorff_alpha_interval"]["why"], "the categories are not numbers");
    assert!(three["krippendorff_alpha_nominal"]["estimate"].is_f64());
    let negative = of("a,b\n-1,1\n2,2\n0,1\n");
    assert_eq!(negative["krippendorff_alpha_ratio"]["why"], "a ratio scale starts at nought, and some ratings are negative");
}

#[test]
fn one_category_leaves_plain_agreement_only() {
    let same = of("a,b\n1,1\n1,1\n1,1\n");
    assert_eq!(same["percent"]["estimate"], 1.0);
    assert_eq!((&same["percent"]["low"], &same["percent"]["high"]), (&Value::from(1.0), &Value::from(1.0)));
    for (key, value) in same.as_object().expect("an object").iter().filter(|(key, _)| *key != "percent") {
        assert!(value["estimate"].is_null(), "{key}: {value}");
        assert!(value["why"].is_string(), "{key}: {value}");
    }
}

#[test]
fn ratings_that_no_second_rater_made_agree_with_nothing() {
    let gaps = of("a,b\n1,\n,2\n3,\n");
    for (key, value) in gaps.as_object().expect("an object") {
        assert_eq!(value["why"], "no unit was rated by two raters", "{key}");
    }
    let empty = of("a,b,c\n,,\n,,\n");
    assert!(empty.as_object().expect("an object").values().all(|value| value["estimate"].is_null()));
}

#[test]
fn one_unit_has_an_estimate_without_an_interval() {
    let one = of("a,b,c\n1,2,2\n");
    assert!(one["percent"]["estimate"].is_f64() && one["percent"]["low"].is_null(), "{}", one["percent"]);
    assert_eq!(one["percent"]["why"], "one unit is too few for an interval");
}

#[test]
fn two_words_need_no_order() {
    let words = of("a,b\nyes,yes\nno,yes\nno,no\nyes,yes\n");
    assert_eq!(words["weighted_kappa_linear"]["estimate"], words["cohen_kappa"]["estimate"]);
    assert_eq!(words["gwet_ac2"]["estimate"], words["gwet_ac1"]["estimate"]);
    assert_eq!(words["krippendorff_alpha_ordinal"]["estimate"], words["krippendorff_alpha_nominal"]["estimate"]);
}

#[test]
fn words_in_order_weigh_as_their_positions() {
    let order: Vec<String> = ["red", "amber", "green"].map(str::to_owned).to_vec();
    let words = Ratings::from_csv("a,b\nred,amber\ngreen,green\namber,amber\nred,red\ngreen,amber\n".as_bytes(), &order).expect("a table");
    let numbers = Ratings::from_csv("a,b\n1,2\n3,3\n2,2\n1,1\n3,2\n".as_bytes(), &[]).expect("a table");
    let (words, numbers) = (agreement(&words, Confidence::PER_CENT_95), agreement(&numbers, Confidence::PER_CENT_95));
    assert_eq!(words.weighted_kappa_quadratic, numbers.weighted_kappa_quadratic);
    assert_eq!(words.krippendorff_alpha_ordinal, numbers.krippendorff_alpha_ordinal);
    assert_eq!(words.gwet_ac2, numbers.gwet_ac2);
}

fn table() -> impl Strategy<Value = Vec<Vec<Option<u8>>>> {
    (2_usize..5).prop_flat_map(|raters| {
        proptest::collection::vec(proptest::collection::vec(proptest::option::weighted(0.8, 0_u8..4), raters), 1..25)
    })
}

fn answer(table: &[Vec<Option<u8>>]) -> Agreement {
    let rows: Vec<Vec<Option<String>>> =
        table.iter().map(|row| row.iter().map(|cell| cell.map(|value| value.to_string())).collect()).collect();
    agreement(&Ratings::new(&rows, &[]).expect("ratings"), Confidence::PER_CENT_95)
}

proptest! {
    #[test]
    fn an_answer_is_a_number_in_its_interval_or_says_why(table in table()) {
        let found = serde_json::to_value(answer(&table)).expect("JSON");
        for (key, value) in found.as_object().expect("an object") {
            let number = |part: &str| value[part].as_f64();
            match (number("estimate"), number("low"), number("high")) {
                (Some(estimate), Some(low), Some(high)) => {
                    prop_assert!(low <= estimate + 1e-12 && estimate <= high + 1e-12 && high <= 1.0, "{}: {}", key, value);
                }
                (_, None, None) => prop_assert!(value["why"].is_string(), "{}: {}", key, value),
                _ => prop_assert!(false, "{}: {}", key, value),
            }
        }
    }

    #[test]
    fn the_order_of_units_and_raters_does_not_matter(table in table()) {
        let mut turned = table.clone();
        turned.reverse();
        turned.iter_mut().for_each(|row| row.reverse());
        let (one, other) = (serde_json::to_value(answer(&table)).expect("JSON"), serde_json::to_value(answer(&turned)).expect("JSON"));
        for (key, value) in one.as_object().expect("an object") {
            match (value["estimate"].as_f64(), other[key]["estimate"].as_f64()) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9, "{}: {} and {}", key, a, b),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }
}
