//! Which areas are kept: the partnerships' own, their statistical neighbours, their regions, and England.

use std::collections::{BTreeMap, BTreeSet};

use platform::words;
use serde::{Deserialize, Serialize};

use super::{
    catalogue::Shape,
    sheet::{BadFile, Sheet},
};

pub const ENGLAND: &str = "E92000001";

words! {
    /// How large an area is.
    Level {
        Authority => "authority", "Local authority";
        Region => "region", "Region";
        Country => "country", "Country";
    }
}

/// An area as statistics name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// GSS code.
    pub code: String,
    pub name: String,
    pub level: Level,
}

/// A local authority with both of its codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The Department for Education's number: "312".
    pub number: String,
    /// GSS code. Boundaries change, and with them codes: this is the newest.
    pub code: String,
    pub name: String,
    /// GSS code of the region.
    pub region: String,
}

/// A statistical neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// 1 is the closest.
    pub place: i64,
    pub number: String,
    pub name: String,
    /// As the model words it: "Very close".
    pub closeness: String,
}

/// Everything that says which rows are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Areas {
    /// GSS codes of the partnerships' areas.
    pub own: BTreeSet<String>,
    /// By the Department's number: own areas, their neighbours, and others that were met.
    pub places: BTreeMap<String, Place>,
    /// Neighbours, by the number of whose they are.
    pub neighbours: BTreeMap<String, Vec<Neighbour>>,
    /// Small areas, and the code of the authority each is in. Used while a file is read, and not kept.
    pub small: BTreeMap<String, String>,
}

/// The nine regions of England, by the code that the Office for National Statistics gives them.
const REGIONS: [(&str, &str); 9] = [
    ("E12000001", "North East"),
    ("E12000002", "North West"),
    ("E12000003", "Yorkshire and The Humber"),
    ("E12000004", "East Midlands"),
    ("E12000005", "West Midlands"),
    ("E12000006", "East of England"),
    ("E12000007", "London"),
    ("E12000008", "South East"),
    ("E12000009", "South West"),
];

/// The region a code stands for: Inner and Outer London, which tables on children print as regions, are in London.
pub(super) fn region_of(code: &str) -> &str {
    if code.starts_with("E13") { "E12000007" } else { code }
}

pub(super) fn region_name(code: &str) -> Option<&'static str> {
    REGIONS.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

pub(super) fn region_named(name: &str) -> Option<&'static str> {
    REGIONS.iter().find(|(_, known)| *known == name).map(|(code, _)| *code)
}

pub(super) fn england() -> Area {
    Area { code: ENGLAND.to_owned(), name: "England".to_owned(), level: Level::Country }
}

pub(super) fn region(code: &str) -> Option<Area> {
    region_name(code).map(|name| Area { code: code.to_owned(), name: name.to_owned(), level: Level::Region })
}

impl Areas {
    pub fn of(own: impl IntoIterator<Item = String>) -> Self {
        Self { own: own.into_iter().collect(), ..Self::default() }
    }

    /// Learns codes, regions, neighbours and small areas from files that will be read with these areas.
    pub(super) fn learn(&mut self, sheets: &[Sheet]) -> Result<(), BadFile> {
        let mut met = BTreeMap::new();
        for sheet in sheets.iter().filter(|sheet| sheet.source.shape == Shape::Ees) {
            meet(sheet, &mut met)?;
        }
        for sheet in sheets.iter().filter(|sheet| sheet.source.shape == Shape::Lookup) {
            let (small, authority) = (sheet.column("lsoa21_code")?, sheet.column("ltla24_code")?);
            self.small.extend(sheet.lines.iter().map(|line| (line.at(small).to_owned(), line.at(authority).to_owned())));
        }
        let own = |place: &Place, own: &BTreeSet<String>| own.contains(&place.code);
        self.places
            .extend(met.iter().filter(|(_, (_, place))| own(place, &self.own)).map(|(number, (_, place))| (number.clone(), place.clone())));
        for sheet in sheets.iter().filter(|sheet| sheet.source.shape == Shape::Neighbours) {
            self.neighbours.extend(super::neighbours::read(sheet, self)?);
        }
        let numbers: Vec<String> = self.neighbours.values().flatten().map(|near| near.number.clone()).collect();
        for number in numbers {
            if let Some((_, place)) = met.get(&number) {
                self.places.insert(number, place.clone());
            }
        }
        Ok(())
    }

    /// The Department's numbers of the partnerships' own areas.
    pub(super) fn own_numbers(&self) -> impl Iterator<Item = &str> {
        self.places.values().filter(|place| self.own.contains(&place.code)).map(|place| place.number.as_str())
    }

    /// The authority with this number, where it is kept.
    pub(super) fn kept(&self, number: &str) -> Option<&Place> {
        let place = self.places.get(number)?;
        let near = || self.neighbours.values().flatten().any(|near| near.number == number);
        (self.own.contains(&place.code) || near()).then_some(place)
    }

    /// The authority with this code, where it is kept.
    pub(super) fn kept_code(&self, code: &str) -> Option<Area> {
        let place = self.places.values().find(|place| place.code == code).and_then(|place| self.kept(&place.number));
        place.map(|place| Area { code: place.code.clone(), name: place.name.clone(), level: Level::Authority })
    }

    /// The region with this code, where one of the partnerships is in it.
    pub(super) fn kept_region(&self, code: &str) -> Option<Area> {
        let here = self.places.values().any(|place| self.own.contains(&place.code) && place.region == code);
        here.then(|| region(code)).flatten()
    }

    /// The same for the same areas: a file is read again when they have changed.
    pub fn digest(&self) -> String {
        let mut words: Vec<&str> = self.own.iter().map(String::as_str).collect();
        for place in self.places.values().filter(|place| self.kept(&place.number).is_some()) {
            words.extend([place.number.as_str(), place.code.as_str(), place.region.as_str()]);
        }
        platform::digest(&words.join(" "))
    }

    /// The partnerships' areas in words, for a sentence.
    pub(super) fn words(&self) -> String {
        self.own.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// Every local authority a sheet names, with the period it was last named for.
fn meet<'a>(sheet: &'a Sheet, met: &mut BTreeMap<String, (&'a str, Place)>) -> Result<(), BadFile> {
    let column = |name| sheet.column(name);
    let (period, level, region) = (column("time_period")?, column("geographic_level")?, column("region_code")?);
    let (number, code, name) = (column("old_la_code")?, column("new_la_code")?, column("la_name")?);
    for line in sheet.lines.iter().filter(|line| line.at(level) == "Local authority") {
        let newest = met.get(line.at(number)).is_none_or(|(known, _)| year(known) <= year(line.at(period)));
        if newest && !line.at(number).is_empty() {
            let place = Place {
                number: line.at(number).to_owned(),
                code: line.at(code).to_owned(),
                name: line.at(name).to_owned(),
                region: region_of(line.at(region)).to_owned(),
            };
            met.insert(place.number.clone(), (line.at(period), place));
        }
    }
    Ok(())
}

/// 2025 and 202425 compare by the year they begin with.
fn year(period: &str) -> &str {
    period.get(..4).unwrap_or(period)
}
