//! What the raters said: units by raters, with gaps, and what kind of categories they used.

use std::{collections::BTreeMap, io::Read};

/// The categories of a set of ratings, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Categories {
    /// Numbers, ascending: their distances mean something.
    Numbers(Vec<f64>),
    /// Words whose order was given, lowest first: their positions mean something, their distances do not.
    Ordered(Vec<String>),
    /// Words without an order.
    Unordered(Vec<String>),
}

impl Categories {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Categories::Numbers(values) => values.len(),
            Categories::Ordered(words) | Categories::Unordered(words) => words.len(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of every category on a line: the numbers themselves, or 1, 2, 3 for words in order. Two words need no order, because
    /// either order gives the same distances. `None` where an order would be made up.
    pub(crate) fn places(&self) -> Option<Vec<f64>> {
        match self {
            Categories::Numbers(values) => Some(values.clone()),
            Categories::Unordered(words) if words.len() > 2 => None,
            Categories::Ordered(words) | Categories::Unordered(words) => Some((1..=words.len()).map(|place| place as f64).collect()),
        }
    }
}

/// Why a file of ratings cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is not a table of comma-separated values")]
    Csv(#[from] csv::Error),
    #[error("a table of ratings needs a column for each of at least two raters; this one has {raters}")]
    TooFewRaters { raters: usize },
    #[error("`{category}` is rated, but is not among the categories named")]
    UnknownCategory { category: String },
}

/// The ratings of a number of units by a number of raters. A gap is a rating that was not made.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratings {
    /// A row a unit: the place of each rater's category in `categories`. Units that nobody rated are left out.
    units: Vec<Vec<Option<usize>>>,
    categories: Categories,
    raters: usize,
}

/// Headings that say that the first column names the unit. A word of the heading is enough (`case ref`, `unit_id`).
const UNIT_WORDS: [&str; 15] =
    ["id", "ids", "subject", "unit", "case", "item", "record", "ref", "reference", "row", "index", "key", "file", "child", "participant"];

impl Ratings {
    /// From a table of words: a row a unit, a cell a rater's rating, `None` where there is none. Where every rating is a number the
    /// categories are numbers. `order` names the categories from lowest to highest, including those nobody used; it may be empty.
    ///
    /// # Errors
    /// [`Unreadable`] if there are fewer than two raters, or a rating is not among the categories named.
    pub fn new(rows: &[Vec<Option<String>>], order: &[String]) -> Result<Ratings, Unreadable> {
        let rows: Vec<Vec<Option<&str>>> =
            rows.iter().map(|row| row.iter().map(|cell| cell.as_deref().and_then(rating)).collect()).collect();
        let raters = rows.iter().map(Vec::len).max().unwrap_or(0);
        if raters < 2 {
            return Err(Unreadable::TooFewRaters { raters });
        }
        let categories = categories(&rows, order);
        let place = places(&categories);
        let mut units = Vec::with_capacity(rows.len());
        for row in rows.iter().filter(|row| row.iter().any(Option::is_some)) {
            let mut unit = vec![None; raters];
            for (rater, cell) in row.iter().enumerate() {
                let Some(text) = cell else { continue };
                let known = place.get(&key(text, &categories)).copied();
                unit[rater] = Some(known.ok_or_else(|| Unreadable::UnknownCategory { category: (*text).to_owned() })?);
            }
            units.push(unit);
        }
        Ok(Ratings { units, categories, raters })
    }

    /// From comma-separated values with a line of headings: a row a unit, a column a rater, an empty cell (or `NA`, `NaN`) where there
    /// is no rating. The first column is taken for the unit's name, not for a rater, where its heading says so (`id`, `case`, `unit`…)
    /// or is empty, or where it holds a different word in every row that no other column uses.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is not such a table.
    pub fn from_csv(from: impl Read, order: &[String]) -> Result<Ratings, Unreadable> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(from);
        let headings: Vec<String> = reader.headers()?.iter().map(|heading| heading.trim_start_matches('\u{feff}').to_owned()).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            rows.push(record?.iter().map(|cell| Some(cell.to_owned())).collect::<Vec<_>>());
        }
        if rows.is_empty() {
            // Headings alone: raters who rated nothing yet.
            rows.push(vec![None; headings.len()]);
        }
        if headings.first().is_some_and(|heading| names_the_unit(heading)) || first_column_names_units(&rows) {
            rows.iter_mut().filter(|row| !row.is_empty()).for_each(|row| {
                row.remove(0);
            });
        }
        Ratings::new(&rows, order)
    }

    /// The categories, in order.
    #[must_use]
    pub fn categories(&self) -> &Categories {
        &self.categories
    }

    /// How many units were rated by at least one rater.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units.len()
    }

    /// How many raters there are, those who rated nothing included.
    #[must_use]
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// For every unit, the categories it was given and how often, in order of the categories.
    pub(crate) fn counts(&self) -> Vec<Vec<(usize, f64)>> {
        let count = |unit: &Vec<Option<usize>>| {
            let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
            unit.iter().flatten().for_each(|category| *counts.entry(*category).or_default() += 1.0);
            counts.into_iter().collect()
        };
        self.units.iter().map(count).collect()
    }

    /// The pairs of ratings, if exactly two raters rated at all: the units both rated.
    pub(crate) fn pairs(&self) -> Option<Vec<(usize, usize)>> {
        let rated = |rater: &usize| self.units.iter().any(|unit| unit[*rater].is_some());
        let who: Vec<usize> = (0..self.raters).filter(rated).collect();
        let [first, second] = who[..] else { return None };
        Some(self.units.iter().filter_map(|unit| unit[first].zip(unit[second])).collect())
    }
}

/// A cell without its blanks; `None` if nothing was rated.
fn rating(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    (!matches!(cell, "" | "NA" | "NaN" | "nan" | "NAN")).then_some(cell)
}

fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

fn categories(rows: &[Vec<Option<&str>>], order: &[String]) -> Categories {
    let used: Vec<&str> = rows.iter().flatten().flatten().copied().collect();
    let named = order.iter().map(String::as_str);
    let numbers: Option<Vec<f64>> = used.iter().copied().chain(named).map(number).collect();
    if let Some(mut numbers) = numbers {
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        return Categories::Numbers(numbers);
    }
    if order.is_empty() {
        let mut words: Vec<String> = used.into_iter().map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        Categories::Unordered(words)
    } else {
        let mut words: Vec<String> = Vec::new();
        order.iter().map(|word| word.trim().to_owned()).for_each(|word| {
            if !words.contains(&word) {
                words.push(word);
            }
        });
        Categories::Ordered(words)
    }
}

/// What a rating is looked up by, so that `2` and `2.0` are one category where categories are numbers.
fn key(text: &str, categories: &Categories) -> String {
    match (categories, number(text)) {
        (Categories::Numbers(_), Some(value)) => number_key(value),
        _ => text.to_owned(),
    }
}

/// Zero has two signs; they are one category.
fn number_key(value: f64) -> String {
    (value + 0.0).to_string()
}

fn places(categories: &Categories) -> BTreeMap<String, usize> {
    match categories {
        Categories::Numbers(values) => values.iter().enumerate().map(|(place, value)| (number_key(*value), place)).collect(),
        Categories::Ordered(words) | Categories::Unordered(words) => {
            words.iter().enumerate().map(|(place, word)| (word.clone(), place)).collect()
        }
    }
}

fn names_the_unit(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let mut words = heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    if words.peek().is_none() {
        return true;
    }
    // "rater id" would be a strange heading of a rater, but it is one; "unit" beside it does not make it a unit.
    let words: Vec<&str> = words.collect();
    !words.iter().any(|word| word.starts_with("rater") || word.starts_with("coder"))
        && words.iter().any(|word| UNIT_WORDS.contains(word) || word.strip_suffix('s').is_some_and(|one| UNIT_WORDS.contains(&one)))
}

/// Three or more rows, in each a word (not a number) that occurs nowhere else in the table: names, not ratings.
fn first_column_names_units(rows: &[Vec<Option<String>>]) -> bool {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    rows.iter().flatten().flatten().for_each(|cell| *seen.entry(cell.as_str()).or_default() += 1);
    let name = |row: &Vec<Option<String>>| {
        let cell = row.first().and_then(Option::as_deref).and_then(rating);
        cell.is_some_and(|cell| number(cell).is_none() && seen.get(cell) == Some(&1))
    };
    rows.len() >= 3 && rows.iter().all(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Ratings {
        Ratings::from_csv(text.as_bytes(), &[]).expect("a table")
    }

    #[test]
    fn a_first_column_that_names_the_unit_is_not_a_rater() {
        for heading in ["id", "Case ref", "Units", "subject_id", ""] {
            assert_eq!(read(&format!("{heading},a,b\n1,1,1\n2,1,2\n")).raters(), 2, "{heading}");
        }
        for heading in ["rater1", "Rater ID 1", "anna", "coder_a"] {
            assert_eq!(read(&format!("{heading},a,b\n1,1,1\n2,1,2\n")).raters(), 3, "{heading}");
        }
        assert_eq!(read("who,a,b\nx1,yes,no\nx2,yes,yes\nx3,no,no\n").raters(), 2, "names that no rater uses");
        assert_eq!(read("who,a,b\nyes,yes,no\nno,yes,yes\npartly,no,no\n").raters(), 3, "words that raters use");
    }

    #[test]
    fn units_that_nobody_rated_are_left_out_and_equal_numbers_are_one_category() {
        let ratings = read("a,b,c\n1,1.0,\n,,\n2,NA,1\n");
        assert_eq!(ratings.units(), 2);
        assert_eq!(ratings.categories(), &Categories::Numbers(vec![1.0, 2.0]));
    }

    #[test]
    fn a_rating_outside_the_categories_named_is_refused() {
        let order = ["low".to_owned(), "high".to_owned()];
        let refused = Ratings::from_csv("a,b\nlow,medium\n".as_bytes(), &order);
        assert_eq!(refused.map_err(|error| error.to_string()), Err("`medium` is rated, but is not among the categories named".to_owned()));
    }

    #[test]
    fn categories_named_but_not_used_count() {
        let order = ["low".to_owned(), "medium".to_owned(), "high".to_owned()];
        let ratings = Ratings::from_csv("a,b\nlow,high\nhigh,high\n".as_bytes(), &order).expect("a table");
        assert_eq!(ratings.categories().len(), 3);
        assert_eq!(ratings.categories().places(), Some(vec![1.0, 2.0, 3.0]));
    }

    #[test]
    fn headings_alone_are_raters_who_rated_nothing() {
        let ratings = read("case,a,b\n");
        assert_eq!((ratings.raters(), ratings.units()), (2, 0));
    }

    #[test]
    fn one_rater_is_not_enough() {
        assert!(matches!(Ratings::from_csv("id,a\n1,2\n".as_bytes(), &[]), Err(Unreadable::TooFewRaters { raters: 1 })));
    }
}
