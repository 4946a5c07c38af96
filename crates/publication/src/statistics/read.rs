//! From a published file to the cells that are kept. Pure: bytes and areas in, a release or one sentence out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{
    areas::{Area, Areas, Level, Neighbour, Place, england, region_name, region_named},
    catalogue::{Measure, Shape, Source},
    neighbours, period,
    sheet::{BadFile, Line, Sheet},
    value::Value,
};

/// One cell that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// GSS code.
    pub area: String,
    /// As printed.
    pub period: String,
    /// The period's last day, ISO.
    pub ends_on: String,
    /// As printed; what was worked out of a table is printed here as it came out.
    pub printed: String,
    /// As it is shown, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// In the file, from 1.
    pub line: u64,
}

/// Lines that say something about areas, and which was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// In words.
    pub why: String,
    /// The first of them, from 1.
    pub line: u64,
    /// How many there are.
    pub lines: i64,
}

impl std::fmt::Display for PassedOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.lines {
            1 => write!(f, "line {}: {}", self.line, self.why),
            lines => write!(f, "line {}, and {} more like it: {}", self.line, lines - 1, self.why),
        }
    }
}

/// Everything kept of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub source: &'static str,
    pub file: String,
    /// Of the file's bytes.
    pub sha256: String,
    /// Of the areas it was read for.
    pub areas: String,
    pub named: Vec<Area>,
    pub places: Vec<Place>,
    pub neighbours: BTreeMap<String, Vec<Neighbour>>,
    /// By measure, in the order of the table of measures.
    pub cells: Vec<(&'static str, Vec<Cell>)>,
    /// Lines below the headings.
    pub lines: i64,
    /// Lines of which something is kept; the others are about other areas or measures, or were passed over.
    pub lines_kept: i64,
    pub passed_over: Vec<PassedOver>,
}

impl Release {
    /// The last day of its latest period, ISO.
    pub(super) fn last(&self) -> Option<&str> {
        self.cells.iter().flat_map(|(_, cells)| cells).map(|cell| cell.ends_on.as_str()).max()
    }

    pub fn kept(&self) -> usize {
        self.cells.iter().map(|(_, cells)| cells.len()).sum()
    }
}

/// Reads one file for areas whose codes and neighbours are known.
///
/// # Errors
/// What is wrong with the file, and where.
pub fn read_release(file: &str, bytes: &[u8], areas: &Areas) -> Result<Release, BadFile> {
    let sheets = [Sheet::read(file, bytes)?];
    let mut areas = areas.clone();
    areas.learn(&sheets)?;
    let [sheet] = sheets;
    from_sheet(&sheet, &areas)
}

pub(super) fn from_sheet(sheet: &Sheet, areas: &Areas) -> Result<Release, BadFile> {
    let mut kept = Kept::new(sheet);
    let mut named = BTreeMap::new();
    match sheet.source.shape {
        Shape::Ees => ees(sheet, areas, &mut kept)?,
        Shape::Long => long(sheet, areas, &mut kept)?,
        Shape::Neighbours => {
            named = neighbours::read(sheet, areas)?;
            for (line, number) in neighbours::strangers(sheet, areas)? {
                kept.pass_over(line, format!("the neighbour `{number}` has no line of its own"));
            }
        }
        Shape::Ages => ages(sheet, areas, &mut kept)?,
        Shape::Lsoa => small_areas(sheet, areas, &mut kept)?,
        Shape::Lookup => {}
    }
    let places = areas.places.values().filter(|place| areas.kept(&place.number).is_some()).cloned().collect();
    let release = kept.release(areas, named, places);
    if release.kept() == 0 && release.neighbours.is_empty() && sheet.source.shape != Shape::Lookup {
        return Err(BadFile::NothingKept { file: sheet.file.clone(), areas: areas.words() });
    }
    Ok(release)
}

/// Where a measure's cells are in a sheet.
struct Column {
    measure: &'static Measure,
    at: usize,
    only: Vec<(usize, &'static str)>,
}

impl Column {
    fn all(sheet: &Sheet) -> Result<Vec<Self>, BadFile> {
        let source: &'static Source = sheet.source;
        source
            .measures
            .iter()
            .map(|measure| {
                let only = measure.only.iter().map(|(column, value)| Ok((sheet.column(column)?, value.as_str())));
                Ok(Self { measure, at: sheet.column(&measure.column)?, only: only.collect::<Result<_, BadFile>>()? })
            })
            .collect()
    }

    fn is_in(&self, line: &Line) -> bool {
        self.only.iter().all(|(column, value)| line.at(*column) == *value)
    }
}

/// What has been kept so far.
struct Kept<'a> {
    sheet: &'a Sheet,
    cells: HashMap<&'static str, Vec<Cell>>,
    /// Measure, area and period, and where in its measure's cells.
    seen: HashMap<(&'static str, String, String), usize>,
    named: BTreeMap<String, Area>,
    /// Why, with the first line and how many.
    passed_over: BTreeMap<String, (u64, i64)>,
}

impl<'a> Kept<'a> {
    fn new(sheet: &'a Sheet) -> Self {
        Self { sheet, cells: HashMap::new(), seen: HashMap::new(), named: BTreeMap::new(), passed_over: BTreeMap::new() }
    }

    /// Keeps a cell. One that is empty says nothing; one that is there twice must say the same.
    fn keep(&mut self, measure: &'static Measure, area: &Area, period: &str, printed: &str, line: u64) -> Result<(), BadFile> {
        if printed.is_empty() {
            return Ok(());
        }
        let file = || self.sheet.file.clone();
        let value = Value::read(printed, measure.decimals).ok_or_else(|| BadFile::Value {
            file: file(),
            line,
            column: measure.column.clone(),
            value: printed.to_owned(),
        })?;
        let ends_on =
            self.sheet.source.periods.ends_on(period).ok_or_else(|| BadFile::Period { file: file(), line, value: period.to_owned() })?;
        let cells = self.cells.entry(measure.id.as_str()).or_default();
        let key = (measure.id.as_str(), area.code.clone(), period.to_owned());
        if let Some(first) = self.seen.get(&key).and_then(|at| cells.get(*at)) {
            let same = first.printed == printed;
            return if same { Ok(()) } else { Err(BadFile::Twice { file: file(), line, first: first.line, value: printed.to_owned() }) };
        }
        self.seen.insert(key, cells.len());
        self.named.entry(area.code.clone()).or_insert_with(|| area.clone());
        cells.push(Cell {
            area: area.code.clone(),
            period: period.to_owned(),
            ends_on: ends_on.to_string(),
            printed: printed.to_owned(),
            shown: (value.shown != printed).then_some(value.shown),
            line,
        });
        Ok(())
    }

    /// Says of a line that it was not understood.
    fn pass_over(&mut self, line: u64, why: String) {
        self.passed_over.entry(why).or_insert((line, 0)).1 += 1;
    }

    fn release(mut self, areas: &Areas, neighbours: BTreeMap<String, Vec<Neighbour>>, places: Vec<Place>) -> Release {
        let source: &'static Source = self.sheet.source;
        // What is added up of all lines stands on the headings' line, which is none below them.
        let lines: BTreeSet<u64> = self.cells.values().flatten().map(|cell| cell.line).filter(|line| *line > 1).collect();
        let lines_kept = match source.shape {
            Shape::Neighbours => neighbours.len(),
            _ => lines.len(),
        };
        let mut passed_over: Vec<PassedOver> =
            self.passed_over.into_iter().map(|(why, (line, lines))| PassedOver { why, line, lines }).collect();
        passed_over.sort_by_key(|passed| passed.line);
        let cells = source.measures.iter().filter_map(|measure| Some((measure.id.as_str(), self.cells.remove(measure.id.as_str())?)));
        Release {
            source: &source.key,
            file: self.sheet.file.clone(),
            sha256: self.sheet.sha256.clone(),
            areas: match source.shape {
                // Which small areas are whose comes from a file beside it, and is part of what was read.
                Shape::Lsoa => platform::digest(&format!("{} {:?}", areas.digest(), areas.small)),
                _ => areas.digest(),
            },
            cells: cells.collect(),
            named: self.named.into_values().collect(),
            places,
            neighbours,
            lines: i64::try_from(self.sheet.lines.len()).unwrap_or(i64::MAX),
            lines_kept: i64::try_from(lines_kept).unwrap_or(i64::MAX),
            passed_over,
        }
    }
}

/// A row for each period and area, with codes.
fn ees(sheet: &Sheet, areas: &Areas, kept: &mut Kept<'_>) -> Result<(), BadFile> {
    let columns = Column::all(sheet)?;
    let (period, level, region) = (sheet.column("time_period")?, sheet.column("geographic_level")?, sheet.column("region_code")?);
    let number = sheet.column("old_la_code")?;
    for line in &sheet.lines {
        let area = match line.at(level) {
            "National" => Some(england()),
            // Inner and Outer London are parts of a region and have codes of their own.
            "Regional" if region_name(line.at(region)).is_none() && !line.at(region).starts_with("E13") => {
                kept.pass_over(line.number, format!("the region `{}` is not known", line.at(region)));
                None
            }
            "Regional" => areas.kept_region(line.at(region)),
            "Local authority" if line.at(number).is_empty() => {
                kept.pass_over(line.number, "a local authority without its number".to_owned());
                None
            }
            "Local authority" => {
                let place = areas.kept(line.at(number));
                place.map(|place| Area { code: place.code.clone(), name: place.name.clone(), level: Level::Authority })
            }
            other => {
                kept.pass_over(line.number, format!("`{other}` is no kind of area that is read here"));
                None
            }
        };
        let Some(area) = area else { continue };
        for column in columns.iter().filter(|column| column.is_in(line)) {
            kept.keep(column.measure, &area, line.at(period), line.at(column.at), line.number)?;
        }
    }
    Ok(())
}

/// A row for each measure, period and area, with the Department's numbers: "312.0".
fn long(sheet: &Sheet, areas: &Areas, kept: &mut Kept<'_>) -> Result<(), BadFile> {
    if areas.own_numbers().next().is_none() {
        return Err(BadFile::NoNumber { file: sheet.file.clone(), areas: areas.words() });
    }
    let columns = Column::all(sheet)?;
    let (period, name, number) = (sheet.column("years")?, sheet.column("la")?, sheet.column("la_number")?);
    for line in &sheet.lines {
        let mut wanted = columns.iter().filter(|column| column.is_in(line)).peekable();
        if wanted.peek().is_none() {
            continue;
        }
        let area = match line.at(name) {
            "England" => Some(england()),
            name => match region_named(name) {
                Some(code) => areas.kept_region(code),
                None => {
                    let number = line.at(number);
                    let number = number.strip_suffix(".0").unwrap_or(number);
                    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                        kept.pass_over(line.number, format!("`{name}` is no area that is known, and has no number"));
                    }
                    let place = areas.kept(number);
                    place.map(|place| Area { code: place.code.clone(), name: place.name.clone(), level: Level::Authority })
                }
            },
        };
        let Some(area) = area else { continue };
        for column in wanted {
            kept.keep(column.measure, &area, line.at(period), line.at(column.at), line.number)?;
        }
    }
    Ok(())
}

/// A row for each local authority, a column for each year of age. England is added up here: the table has English authorities only.
fn ages(sheet: &Sheet, areas: &Areas, kept: &mut Kept<'_>) -> Result<(), BadFile> {
    let columns = Column::all(sheet)?;
    let code = sheet.column("ltla21_code")?;
    let year = period::in_name(&sheet.file).ok_or_else(|| BadFile::NoYear { file: sheet.file.clone() })?.to_owned();
    for column in &columns {
        let summed = match column.measure.ages {
            Some((first, last)) => (first..=last)
                .map(|age| sheet.column(&if age == 90 { "90+".to_owned() } else { age.to_string() }))
                .collect::<Result<Vec<_>, BadFile>>()?,
            None => vec![column.at],
        };
        let mut whole = 0_i64;
        for line in &sheet.lines {
            let mut sum = 0_i64;
            for at in &summed {
                let printed = line.at(*at);
                sum += printed.parse::<i64>().map_err(|_| BadFile::Value {
                    file: sheet.file.clone(),
                    line: line.number,
                    column: column.measure.column.clone(),
                    value: printed.to_owned(),
                })?;
            }
            whole += sum;
            if let Some(area) = areas.kept_code(line.at(code)) {
                kept.keep(column.measure, &area, &year, &sum.to_string(), line.number)?;
            }
        }
        kept.keep(column.measure, &england(), &year, &whole.to_string(), 1)?;
    }
    Ok(())
}

/// A row for each small area: the share of an authority's that are in given tenths.
fn small_areas(sheet: &Sheet, areas: &Areas, kept: &mut Kept<'_>) -> Result<(), BadFile> {
    if areas.small.is_empty() {
        return Err(BadFile::NoLookup { file: sheet.file.clone() });
    }
    let columns = Column::all(sheet)?;
    let small = sheet.column("lsoa21_code")?;
    let year = period::in_name(&sheet.file).ok_or_else(|| BadFile::NoYear { file: sheet.file.clone() })?.to_owned();
    for column in &columns {
        // By authority: how many small areas, how many in those tenths, and the line of the first.
        let mut counted: BTreeMap<&str, (i64, i64, u64)> = BTreeMap::new();
        for line in &sheet.lines {
            let Some(authority) = areas.small.get(line.at(small)) else { continue };
            let decile = line.at(column.at).parse::<u8>().map_err(|_| BadFile::Value {
                file: sheet.file.clone(),
                line: line.number,
                column: column.measure.column.clone(),
                value: line.at(column.at).to_owned(),
            })?;
            let (all, within, _) = counted.entry(authority).or_insert((0, 0, line.number));
            *all += 1;
            *within += i64::from(column.measure.deciles.contains(&decile));
        }
        for (authority, (all, within, line)) in counted {
            let (Some(area), Some(tenths)) = (areas.kept_code(authority), super::value::rate_tenths(within, all, 100)) else { continue };
            kept.keep(column.measure, &area, &year, &super::value::tenths_shown(tenths), line)?;
        }
    }
    Ok(())
}
