#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
//! What figures come to, what may be printed of them, and why they change.

use super::*;

fn counted(id: &str, part: &str, n: bool, value: i64) -> Counted {
    Counted { id: id.into(), entry: 1, part: part.into(), n, value, shown: String::new() }
}

fn figure(measure: Measure) -> Figure {
    Figure {
        id: "test.figure",
        version: 1,
        title: "",
        counts: "",
        does_not_mean: "",
        unit: "",
        by: Some("part"),
        polarity: Polarity::Context,
        measure,
        suppress: Suppress::SmallCounts,
        arguments: &[],
        sql: "",
    }
}

fn scope() -> Scope {
    Scope { chain: "c".into(), as_of: 1, commons_as_of: 1, period: Period::financial_year(2025), arguments: Vec::new() }
}

#[test]
fn a_share_of_fewer_than_ten_is_printed_without_a_percentage() {
    assert_eq!(Quantity::Share { n: 7, of: 9 }.to_string(), "7 of 9");
    assert_eq!(Quantity::Share { n: 7, of: 10 }.to_string(), "70% (7 of 10)");
    assert_eq!(Quantity::Count(1_234_567).to_string(), "1,234,567");
}

#[test]
fn the_middle_of_an_even_number_of_values_lies_between_them() {
    let measured = figure(Measure::Median).sum_up(scope(), vec![counted("a", "", true, 2), counted("b", "", true, 5)]);
    assert_eq!(measured.quantity.to_string(), "3.5");
}

#[test]
fn a_count_of_three_is_kept_back_and_so_is_what_would_give_it_away() {
    let parts = vec![("a".to_owned(), Quantity::Count(3)), ("b".to_owned(), Quantity::Count(20)), ("c".to_owned(), Quantity::Count(9))];
    let (whole, shown) = suppressed(&Quantity::Count(32), &parts);
    assert_eq!(whole, Quantity::Count(32));
    assert_eq!(shown.iter().map(|(_, q)| q.to_string()).collect::<Vec<_>>(), ["kept back", "20", "kept back"]);
}

#[test]
fn a_changed_figure_names_what_came_late_what_is_gone_and_what_was_corrected() {
    let then = figure(Measure::Count).sum_up(scope(), vec![counted("a", "", true, 0), counted("b", "", true, 0)]);
    let now = figure(Measure::Count).sum_up(scope(), vec![counted("b", "", false, 0), counted("c", "", true, 0)]);
    let change = then.change(&now);
    assert_eq!(change.late.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["c"]);
    assert_eq!(change.gone.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(change.corrected.len(), 1);
    assert!(then.change(&then).is_empty());
}
