//! The table of statistical neighbours: ten for each local authority, by the Department's numbers.

use std::collections::BTreeMap;

use super::{
    areas::{Areas, Neighbour},
    sheet::{BadFile, Sheet},
};

const TEN: std::ops::RangeInclusive<i64> = 1..=10;

/// The neighbours of the partnerships' own areas, by the number of whose they are.
///
/// # Errors
/// A column is missing, or the number of none of our areas is known, so that its line cannot be found.
pub(super) fn read(sheet: &Sheet, areas: &Areas) -> Result<BTreeMap<String, Vec<Neighbour>>, BadFile> {
    let (number, name) = (sheet.column("old_la_code")?, sheet.column("la_name")?);
    let columns = TEN
        .map(|place| Ok((place, sheet.column(&format!("SN_{place}"))?, sheet.column(&format!("SN_{place}P"))?)))
        .collect::<Result<Vec<_>, BadFile>>()?;
    let names: BTreeMap<&str, &str> = sheet.lines.iter().map(|line| (line.at(number), line.at(name))).collect();
    if areas.own_numbers().next().is_none() {
        return Err(BadFile::NoNumber { file: sheet.file.clone(), areas: areas.words() });
    }
    let mut all = BTreeMap::new();
    for own in areas.own_numbers() {
        let Some(line) = sheet.lines.iter().find(|line| line.at(number) == own) else { continue };
        let near = columns.iter().map(|(place, at, closeness)| Neighbour {
            place: *place,
            number: line.at(*at).to_owned(),
            name: names.get(line.at(*at)).copied().unwrap_or_default().to_owned(),
            closeness: line.at(*closeness).to_owned(),
        });
        all.insert(own.to_owned(), near.filter(|near| !near.number.is_empty()).collect());
    }
    if all.is_empty() {
        return Err(BadFile::NothingKept { file: sheet.file.clone(), areas: areas.words() });
    }
    Ok(all)
}

/// Neighbours of our own areas that the table names by number and has no line about: the line they are named on, and the number.
///
/// # Errors
/// A column is missing.
pub(super) fn strangers(sheet: &Sheet, areas: &Areas) -> Result<Vec<(u64, String)>, BadFile> {
    let number = sheet.column("old_la_code")?;
    let all = read(sheet, areas)?;
    let unnamed = |near: &&Neighbour| near.name.is_empty();
    let line_of = |own: &str| sheet.lines.iter().find(|line| line.at(number) == own).map_or(0, |line| line.number);
    Ok(all.iter().flat_map(|(own, near)| near.iter().filter(unnamed).map(|near| (line_of(own), near.number.clone()))).collect())
}
