//! What scale a question was answered on, read from the answers themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// How the answers of a question are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A few answers from worst to best: yes/partly/no, 0 to 3, red/amber/green, four grades.
    Grades,
    /// Free numbers: counts, percentages, amounts.
    Numbers,
    /// Words whose order is not known, dates, free text: answered or not is all that can be said.
    Words,
}

/// A question's scale and every return's answer on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    pub(crate) kind: Kind,
    /// The answers that occur, lowest first.
    pub(crate) answers: Vec<String>,
    /// A return's answer: its place on the scale (grades, words) or the number itself.
    pub(crate) values: Vec<Option<f64>>,
    /// A return said that the question does not apply to it: neither answered nor missing.
    pub(crate) not_applicable: Vec<bool>,
}

/// Orders of words, lowest first. Words that mean the same stand together; a question's words must all be of one order.
const ORDERS: &[&[&[&str]]] = &[
    &[
        &["no", "n", "false", "not yet", "none"],
        &["partly", "partial", "partially", "in part", "some", "working towards"],
        &["yes", "y", "true", "fully", "all"],
    ],
    &[&["no"], &["to some extent", "developing", "in progress"], &["yes"]],
    &[&["not met", "unmet"], &["partly met", "partially met"], &["met", "fully met"], &["exceeded"]],
    &[&["not in place"], &["partly in place", "partially in place"], &["in place", "fully in place"], &["embedded"]],
    &[&["not started"], &["started", "in progress"], &["done", "complete", "completed"], &["embedded"]],
    // Letters of grades before letters of colours: a and b alone are grades.
    &[&["e"], &["d"], &["c"], &["b"], &["a"]],
    &[&["red", "r"], &["amber", "a", "yellow"], &["green", "g"], &["blue", "b"]],
    &[
        &["red"],
        &["red/amber", "amber/red", "amber red", "red amber"],
        &["amber"],
        &["amber/green", "green/amber", "amber green"],
        &["green"],
    ],
    &[&["inadequate"], &["requires improvement"], &["good"], &["outstanding"]],
    &[&["weak", "emerging"], &["developing"], &["established", "secure"], &["embedded", "leading", "excelling", "advanced"]],
    &[&["urgent improvement"], &["needs attention"], &["expected standard"], &["strong standard"], &["exceptional"]],
    &[&["very poor"], &["poor", "weak"], &["fair", "adequate", "satisfactory"], &["good"], &["very good"], &["excellent", "outstanding"]],
    &[&["very low"], &["low"], &["medium", "moderate"], &["high"], &["very high"]],
    &[&["never"], &["rarely", "seldom"], &["sometimes", "occasionally"], &["often", "usually", "frequently", "mostly"], &["always"]],
    &[&["none", "not at all"], &["a little", "few"], &["some", "somewhat", "partly"], &["most", "mostly"], &["all", "fully", "completely"]],
    &[
        &["strongly disagree"],
        &["disagree"],
        &["neither agree nor disagree", "neither", "neutral", "unsure"],
        &["agree"],
        &["strongly agree"],
    ],
    &[&["very dissatisfied"], &["dissatisfied"], &["neither", "neutral"], &["satisfied"], &["very satisfied"]],
    &[&["not confident"], &["fairly confident", "somewhat confident"], &["confident"], &["very confident"]],
    &[&["grade d"], &["grade c"], &["grade b"], &["grade a"]],
];

const NOT_APPLICABLE: [&str; 4] = ["n/a", "not applicable", "does not apply", "not relevant"];
/// Written by programs for an empty cell, or an answer that is none.
const NO_ANSWER: [&str; 10] = ["", "na", "nan", "null", "-", "?", "don't know", "dont know", "do not know", "not known"];

/// Whole numbers with at most this many different values are grades (0 to 10 is the longest scale in common use).
const MOST_GRADES: usize = 11;

impl Scale {
    pub(crate) fn read(cells: &[&str]) -> Scale {
        let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let not_applicable = cells.iter().map(|cell| NOT_APPLICABLE.contains(&cell.as_str())).collect();
        let answers: Vec<Option<&str>> = cells
            .iter()
            .map(String::as_str)
            .map(|cell| (!NO_ANSWER.contains(&cell) && !NOT_APPLICABLE.contains(&cell)).then_some(cell))
            .collect();
        let used: BTreeSet<&str> = answers.iter().flatten().copied().collect();
        let (kind, order) = numbers(&used).or_else(|| words(&used)).unwrap_or_else(|| (Kind::Words, unordered(&used)));
        let values = answers.iter().map(|answer| answer.and_then(|answer| order.get(answer).copied())).collect();
        let mut by_value: Vec<(&str, f64)> = order.into_iter().collect();
        by_value.sort_by(|one, other| one.1.total_cmp(&other.1));
        let longest = if kind == Kind::Grades { by_value.len() } else { 0 };
        let answers = by_value.iter().take(longest).map(|(answer, _)| (*answer).to_owned()).collect();
        Scale { kind, answers, values, not_applicable }
    }

    pub(crate) fn answered(&self) -> usize {
        self.values.iter().flatten().count()
    }
}

type Order<'a> = BTreeMap<&'a str, f64>;

/// Numbers, plain or with a per cent sign or as `grade 2`: a few whole ones are grades.
fn numbers<'a>(used: &BTreeSet<&'a str>) -> Option<(Kind, Order<'a>)> {
    let number = |word: &str| {
        let word = word.strip_prefix("grade ").or_else(|| word.strip_prefix("level ")).unwrap_or(word);
        word.trim_end_matches('%').trim().replace(',', "").parse::<f64>().ok().filter(|value| value.is_finite())
    };
    let order: Order<'a> = used.iter().map(|word| number(word).map(|value| (*word, value))).collect::<Option<_>>()?;
    let values: BTreeSet<u64> = order.values().map(|value| (value + 0.0).to_bits()).collect();
    let whole = order.values().all(|value| value.fract() == 0.0);
    Some((if whole && values.len() <= MOST_GRADES { Kind::Grades } else { Kind::Numbers }, order))
}

fn words<'a>(used: &BTreeSet<&'a str>) -> Option<(Kind, Order<'a>)> {
    let place = |order: &&[&[&str]], word: &str| order.iter().position(|same| same.contains(&word)).map(|place| place as f64);
    let fits = |order: &&&[&[&str]]| used.iter().all(|word| place(order, word).is_some());
    let order = ORDERS.iter().find(fits)?;
    Some((Kind::Grades, used.iter().filter_map(|word| place(order, word).map(|value| (*word, value))).collect()))
}

fn unordered<'a>(used: &BTreeSet<&'a str>) -> Order<'a> {
    used.iter().enumerate().map(|(place, word)| (*word, place as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(cells: &[&str]) -> (Kind, Vec<Option<f64>>) {
        let scale = Scale::read(cells);
        (scale.kind, scale.values)
    }

    #[test]
    fn the_scales_of_audits_are_read_from_their_answers() {
        assert_eq!(values(&["Yes", "partly", "No ", ""]), (Kind::Grades, vec![Some(2.0), Some(1.0), Some(0.0), None]));
        assert_eq!(values(&["3", "0", "2.0", "NA"]), (Kind::Grades, vec![Some(3.0), Some(0.0), Some(2.0), None]));
        assert_eq!(values(&["Green", "Amber", "Red"]), (Kind::Grades, vec![Some(2.0), Some(1.0), Some(0.0)]));
        assert_eq!(values(&["R", "A", "G"]), (Kind::Grades, vec![Some(0.0), Some(1.0), Some(2.0)]));
        assert_eq!(values(&["A", "B", "D"]), (Kind::Grades, vec![Some(4.0), Some(3.0), Some(1.0)]));
        assert_eq!(values(&["Good", "Outstanding", "Inadequate"]), (Kind::Grades, vec![Some(2.0), Some(3.0), Some(0.0)]));
        assert_eq!(values(&["12.5", "88%", "40"]).0, Kind::Numbers);
        assert_eq!(values(&["we meet monthly", "see policy"]).0, Kind::Words);
    }

    #[test]
    fn not_applicable_is_neither_an_answer_nor_missing() {
        let scale = Scale::read(&["yes", "N/A", "", "no"]);
        assert_eq!(scale.not_applicable, vec![false, true, false, false]);
        assert_eq!(scale.answered(), 2);
    }

    #[test]
    fn twelve_whole_numbers_are_no_longer_grades() {
        let cells: Vec<String> = (0..12).map(|value| value.to_string()).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        assert_eq!(values(&cells).0, Kind::Numbers);
        assert_eq!(values(&cells[..11]).0, Kind::Grades);
    }
}
