//! Which published tables are known, and which measures are in them: `data/measures.toml`, read once.

use std::{collections::BTreeMap, sync::LazyLock};

use platform::Polarity;
use serde::Deserialize;

use super::period::Calendar;

/// The measure by which rates are worked out.
pub(super) const CHILDREN: &str = "population.children";
/// Rates are for so many of [`CHILDREN`].
pub(super) const RATE_FOR: i64 = 10_000;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalogue {
    /// What a publisher prints in the place of a number, and what it means.
    pub symbols: BTreeMap<String, String>,
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    #[serde(rename = "rate")]
    pub rates: Vec<Rate>,
}

/// One published table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub key: String,
    pub title: String,
    pub topic: String,
    pub publisher: String,
    pub licence: String,
    /// Where a newcomer finds it.
    pub published_at: String,
    /// The web address to begin at.
    pub address: String,
    /// How the file's name usually begins.
    pub named: String,
    pub shape: Shape,
    pub periods: Calendar,
    #[serde(default)]
    pub caveat: String,
    #[serde(rename = "measure", default)]
    pub measures: Vec<Measure>,
}

/// How a table is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A row for each period and area, with codes: the form of "Explore education statistics".
    Ees,
    /// A row for each measure, period and area, with the Department's numbers.
    Long,
    /// The ten statistical neighbours of each local authority.
    Neighbours,
    /// A row for each local authority, a column for each year of age.
    Ages,
    /// A row for each small area.
    Lsoa,
    /// Which small areas are in which local authority.
    Lookup,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// "children-in-need.on-31-march"
    pub id: String,
    pub title: String,
    pub unit: String,
    pub column: String,
    /// In which rows it is: column and value.
    #[serde(rename = "where", default)]
    pub only: BTreeMap<String, String>,
    /// To how many decimals a number printed with more is rounded where it is shown.
    pub decimals: Option<usize>,
    /// Added up here from the columns of these ages, both included.
    pub ages: Option<(u8, u8)>,
    /// The share of small areas in these tenths, worked out here.
    #[serde(default)]
    pub deciles: Vec<u8>,
    #[serde(with = "Direction")]
    pub polarity: Polarity,
    pub counts: String,
    pub does_not_mean: String,
}

/// A rate worked out here: the number of a year for each [`RATE_FOR`] children at the mid-year before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rate {
    pub id: String,
    pub of: String,
    pub title: String,
    #[serde(with = "Direction")]
    pub polarity: Polarity,
    pub counts: String,
    pub does_not_mean: String,
}

/// [`Polarity`] as the table words it.
#[derive(Deserialize)]
#[serde(remote = "Polarity", rename_all = "kebab-case")]
enum Direction {
    HighIsGood,
    LowIsGood,
    Context,
}

/// A measure, whether printed or worked out here.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub id: &'static str,
    pub title: &'static str,
    pub unit: &'static str,
    pub polarity: Polarity,
    pub counts: &'static str,
    pub does_not_mean: &'static str,
    /// The table it is in, or is worked out from.
    pub source: &'static Source,
    /// The measure it is the rate of.
    pub rate_of: Option<&'static str>,
    /// Worked out here, and not printed by the publisher.
    pub computed: bool,
}

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../data/measures.toml")).unwrap_or_default());

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut all: Vec<Known> = Vec::new();
    for source in &CATALOGUE.sources {
        for measure in &source.measures {
            all.push(Known {
                id: &measure.id,
                title: &measure.title,
                unit: &measure.unit,
                polarity: measure.polarity,
                counts: &measure.counts,
                does_not_mean: &measure.does_not_mean,
                source,
                rate_of: None,
                computed: measure.ages.is_some() || !measure.deciles.is_empty(),
            });
            // A rate stands beside what it is the rate of.
            for rate in CATALOGUE.rates.iter().filter(|rate| rate.of == measure.id) {
                all.push(Known {
                    id: &rate.id,
                    title: &rate.title,
                    unit: "for each 10,000 children",
                    polarity: rate.polarity,
                    counts: &rate.counts,
                    does_not_mean: &rate.does_not_mean,
                    source,
                    rate_of: Some(&rate.of),
                    computed: true,
                });
            }
        }
    }
    all
});

/// Every table, in the order of `data/measures.toml`.
pub fn sources() -> &'static [Source] {
    &CATALOGUE.sources
}

pub fn source(key: &str) -> Option<&'static Source> {
    CATALOGUE.sources.iter().find(|source| source.key == key)
}

/// Every measure, by table.
pub fn measures() -> &'static [Known] {
    &KNOWN
}

pub fn measure(id: &str) -> Option<Known> {
    KNOWN.iter().find(|known| known.id == id).copied()
}

/// The rate that is worked out of a measure.
pub(super) fn rate_of(id: &str) -> Option<Known> {
    KNOWN.iter().find(|known| known.rate_of == Some(id)).copied()
}

/// What a symbol means, in the publisher's sense and our words; none where it is no known symbol.
pub fn symbol(printed: &str) -> Option<&'static str> {
    CATALOGUE.symbols.get(printed).map(String::as_str)
}

impl Source {
    /// The columns by which the table is known: those its shape and its measures need.
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = match self.shape {
            Shape::Ees => vec!["time_period", "geographic_level", "country_code", "region_code", "old_la_code", "new_la_code", "la_name"],
            Shape::Long => vec!["short_desc", "years", "la", "la_number"],
            Shape::Neighbours => vec!["old_la_code", "la_name", "SN_1", "SN_1P", "SN_10", "SN_10P"],
            Shape::Ages => vec!["ltla21_code", "ltla21_name", "0", "90+"],
            Shape::Lsoa => vec!["lsoa21_code"],
            Shape::Lookup => vec!["lsoa21_code", "ltla24_code"],
        };
        for measure in &self.measures {
            columns.push(&measure.column);
            columns.extend(measure.only.keys().map(String::as_str));
        }
        columns.dedup();
        columns
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_of_measures_can_be_read_and_names_each_measure_once() {
        let read: Catalogue = toml::from_str(include_str!("../../../../data/measures.toml")).unwrap();
        assert_eq!(read.sources.len(), sources().len());
        let ids: HashSet<&str> = measures().iter().map(|measure| measure.id).collect();
        assert_eq!(ids.len(), measures().len());
        let keys: HashSet<&str> = sources().iter().map(|source| source.key.as_str()).collect();
        assert_eq!(keys.len(), sources().len());
    }

    #[test]
    fn every_rate_is_the_rate_of_a_measure_and_the_population_is_one() {
        let rates = measures().iter().filter(|known| known.rate_of.is_some()).count();
        assert_eq!(rates, CATALOGUE.rates.len(), "a rate names a measure that is not there");
        assert!(measure(CHILDREN).is_some());
    }

    #[test]
    fn every_word_of_a_definition_is_there() {
        for known in measures() {
            assert!(!known.counts.is_empty() && !known.does_not_mean.is_empty() && !known.unit.is_empty(), "{}", known.id);
            assert!(known.id.split_once('.').is_some_and(|(record, what)| !record.is_empty() && !what.is_empty()), "{}", known.id);
        }
    }
}
