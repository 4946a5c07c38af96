//! Numbers over the years and side by side, as known at an instant of the commons; and what is worked out of them.

use std::collections::BTreeMap;

use ledger::{Read, Row, args};

use super::{
    areas::{self, Area, Level},
    catalogue::{self, CHILDREN, RATE_FOR, measure as known},
    value::{rate_tenths, tenths_shown, thousandths_shown},
};

/// A measure of one area in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// As printed: "202425".
    pub period: String,
    /// The period's last day, ISO.
    pub ends_on: String,
    /// As printed; empty where it was worked out here.
    pub printed: String,
    /// As a reader is shown it.
    pub shown: String,
    /// Empty where it is a number.
    pub symbol: String,
    /// None where there is a symbol.
    pub thousandths: Option<i64>,
    /// The file and line it was printed in; for a rate, those of the number it is a rate of.
    pub file: String,
    pub line: i64,
}

impl Point {
    /// For a chart.
    pub fn number(&self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "published counts stay far below 2^52 thousandths")]
        self.thousandths.map(|thousandths| thousandths as f64 / 1000.0)
    }
}

/// A measure of one area, first period first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub area: Area,
    pub points: Vec<Point>,
}

impl Series {
    pub fn at(&self, period: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.period == period)
    }
}

/// A measure for some areas, in their order; areas of which nothing is known are left out. Rates are worked out here.
///
/// # Errors
/// A fault.
pub async fn series(tx: &mut Read, commons_as_of: i64, measure: &str, areas: &[String]) -> ledger::Result<Vec<Series>> {
    let rate_of = known(measure).and_then(|known| known.rate_of);
    let mut all = printed(tx, commons_as_of, rate_of.unwrap_or(measure)).await?;
    if rate_of.is_some() {
        let children = printed(tx, commons_as_of, CHILDREN).await?;
        for (code, series) in &mut all {
            let of = children.get(code);
            series.points = series.points.iter().map(|point| rate(point, of)).collect();
        }
    }
    Ok(areas.iter().filter_map(|code| all.remove(code)).collect())
}

/// Each measure, printed or worked out, of every area in the measure's newest period: a series of one point. As known now.
pub(super) async fn newest(tx: &mut Read) -> ledger::Result<BTreeMap<&'static str, BTreeMap<String, Series>>> {
    let rows = tx
        .rows(
            "select s.measure, s.area, s.area_name, s.level, s.period, s.ends_on, s.printed, s.shown, s.symbol, s.thousandths, s.file, s.line
               from statistic s
               join (select measure, max(ends_on) as ends_on from statistic where chain = 'commons' and known_to is null group by measure) n
                 on n.measure = s.measure and n.ends_on = s.ends_on
              where s.chain = 'commons' and s.known_to is null
              order by s.measure, s.area, s.period",
            Vec::new(),
        )
        .await?;
    let mut printed_newest: BTreeMap<String, BTreeMap<String, Series>> = BTreeMap::new();
    for row in &rows {
        let by_area = printed_newest.entry(row.text("measure")?).or_default();
        let (area, point) = (area_of(row)?, point_of(row)?);
        by_area.insert(area.code.clone(), Series { area, points: vec![point] });
    }
    let head = tx.head(platform::COMMONS).await?;
    let children = printed(tx, head, CHILDREN).await?;
    let mut all = BTreeMap::new();
    for known in catalogue::measures() {
        let Some(by_area) = printed_newest.get(known.rate_of.unwrap_or(known.id)) else { continue };
        let mut by_area = by_area.clone();
        if known.rate_of.is_some() {
            for (code, series) in &mut by_area {
                series.points = series.points.iter().map(|point| rate(point, children.get(code))).collect();
            }
        }
        all.insert(known.id, by_area);
    }
    Ok(all)
}

fn area_of(row: &Row) -> ledger::Result<Area> {
    let level = Level::from_word(&row.text("level")?).unwrap_or(Level::Authority);
    Ok(Area { code: row.text("area")?, name: row.text("area_name")?, level })
}

fn point_of(row: &Row) -> ledger::Result<Point> {
    Ok(Point {
        period: row.text("period")?,
        ends_on: row.text("ends_on")?,
        printed: row.text("printed")?,
        shown: row.text("shown")?,
        symbol: row.text("symbol")?,
        thousandths: row.opt_int("thousandths")?,
        file: row.text("file")?,
        line: row.int("line")?,
    })
}

async fn printed(tx: &mut Read, commons_as_of: i64, measure: &str) -> ledger::Result<BTreeMap<String, Series>> {
    let rows = tx
        .rows(
            "select area, area_name, level, period, ends_on, printed, shown, symbol, thousandths, file, line
               from statistic
              where chain = 'commons' and measure = $1 and known_from <= $2 and (known_to is null or known_to > $2)
              order by area, ends_on, period",
            args![measure, commons_as_of],
        )
        .await?;
    let mut all: BTreeMap<String, Series> = BTreeMap::new();
    for row in &rows {
        let area = area_of(row)?;
        let series = all.entry(area.code.clone()).or_insert_with(|| Series { area, points: Vec::new() });
        series.points.push(point_of(row)?);
    }
    Ok(all)
}

/// A number of a year for each 10,000 children at the mid-year before. A symbol stays; without the children it is not available.
fn rate(point: &Point, children: Option<&Series>) -> Point {
    let before = super::period::year_before(&point.period);
    let of = children.and_then(|series| series.at(&before)).and_then(|point| point.thousandths);
    let tenths = point.thousandths.zip(of).and_then(|(number, of)| rate_tenths(number, of, RATE_FOR));
    let symbol = match (&tenths, point.symbol.is_empty()) {
        (Some(_), _) => String::new(),
        (None, false) => point.symbol.clone(),
        (None, true) => "x".to_owned(),
    };
    Point {
        printed: String::new(),
        shown: tenths.map_or_else(|| symbol.clone(), tenths_shown),
        thousandths: tenths.map(|tenths| tenths * 100),
        symbol,
        ..point.clone()
    }
}

/// A median of fewer would be one area's number.
const MEDIAN_LEAST: usize = 3;

/// The median of some areas, of which there are `areas`, in each period that `periods` names, worked out here: the period, the median in
/// thousandths, how it is shown, and of how many areas. Left out are periods with too few numbers, and those where more than a third of the
/// areas have a symbol or nothing: what publishers withhold is small and not nought, and a table may be of one region only, so that a median
/// of the rest would mislead.
pub fn median(of: &[&Series], areas: usize, periods: &[String]) -> Vec<(String, i64, String, usize)> {
    let at = |period: &String| {
        let numbers: Vec<i64> = of.iter().filter_map(|series| series.at(period)?.thousandths).collect();
        let count = numbers.len();
        let median = super::value::median(numbers).filter(|_| count >= MEDIAN_LEAST && count * 3 >= areas * 2)?;
        Some((period.clone(), median, thousandths_shown(median), count))
    };
    periods.iter().filter_map(at).collect()
}

/// The areas that a partnership looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Its own areas: code and name, or the code again where no name is known yet.
    pub own: Vec<(String, String)>,
    pub neighbours: Vec<Near>,
    pub region: Option<(String, String)>,
}

/// A statistical neighbour, by the code its numbers are kept under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    pub code: String,
    pub name: String,
    pub closeness: String,
}

impl Compared {
    /// Every code: own areas, neighbours, region, England.
    pub fn codes(&self) -> Vec<String> {
        let own = self.own.iter().map(|(code, _)| code.clone());
        let near = self.neighbours.iter().map(|near| near.code.clone());
        let mut codes: Vec<String> = own.chain(near).chain(self.region.iter().map(|(code, _)| code.clone())).collect();
        codes.push(areas::ENGLAND.to_owned());
        codes
    }
}

/// # Errors
/// A fault.
pub async fn compared(tx: &mut Read, partnership: &str) -> ledger::Result<Compared> {
    let found =
        tx.row("select areas from partnership where chain = 'commons' and known_to is null and slug = $1", args![partnership]).await?;
    let own: Vec<String> =
        found.map_or_else(|| Ok(String::new()), |row| row.text("areas"))?.split_whitespace().map(str::to_owned).collect();
    let all = super::rows::areas(tx).await?;
    let place = |code: &str| all.places.values().find(|place| place.code == code);
    let mut compared = Compared::default();
    for code in own {
        let Some(place) = place(&code) else {
            compared.own.push((code.clone(), code));
            continue;
        };
        for near in all.neighbours.get(&place.number).into_iter().flatten() {
            // A neighbour of two of its areas is one neighbour.
            let Some(place) = all.places.get(&near.number) else { continue };
            if !compared.neighbours.iter().any(|known| known.code == place.code) {
                let near = Near { code: place.code.clone(), name: place.name.clone(), closeness: near.closeness.clone() };
                compared.neighbours.push(near);
            }
        }
        let region = areas::region_name(&place.region).map(|name| (place.region.clone(), name.to_owned()));
        compared.region = compared.region.or(region);
        compared.own.push((code, place.name.clone()));
    }
    let own: Vec<String> = compared.own.iter().map(|(code, _)| code.clone()).collect();
    compared.neighbours.retain(|near| !own.contains(&near.code));
    Ok(compared)
}
