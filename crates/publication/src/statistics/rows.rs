//! The read side: one line a cell, one a table, one a local authority that was met, one a statistical neighbour.

use std::collections::BTreeMap;

use agreement::Compartment;
use ledger::{Read, Rows, Table, args, cols, int, int_null, text};
use platform::{Facet, Listing, RecordRows, Recorded};

use super::{
    Fact,
    areas::{Areas, Level, Neighbour, Place},
    fact::Changed,
    period,
    value::Value,
};

/// `printed` as it was printed, `shown` as a reader sees it, `symbol` empty where it is a number, `before` the period a year earlier.
pub(super) const STATISTIC: Table = Table {
    name: "statistic",
    version: 1,
    versioned: true,
    columns: &[
        text("release"),
        text("measure"),
        text("area"),
        text("area_name"),
        text("level"),
        text("period"),
        text("before"),
        text("ends_on"),
        text("printed"),
        text("shown"),
        text("symbol"),
        int_null("thousandths"),
        text("file"),
        int("line"),
    ],
    indexes: &[&["measure", "area", "period"], &["measure", "ends_on"]],
};

pub(super) const RELEASE: Table = Table {
    name: "statistic_release",
    version: 1,
    versioned: true,
    columns: &[
        text("source"),
        text("title"),
        text("topic"),
        text("publisher"),
        text("licence"),
        text("published_at"),
        text("file"),
        text("sha256"),
        text("areas"),
        text("imported_on"),
        text("first_ends_on"),
        text("last_ends_on"),
        int("cells"),
        int("cells_new"),
        int("cells_otherwise"),
        int("cells_withdrawn"),
        int("lines"),
        int("lines_kept"),
        text("passed_over"),
    ],
    indexes: &[&["source"]],
};

pub(super) const LOCAL_AUTHORITY: Table = Table {
    name: "local_authority",
    version: 1,
    versioned: true,
    columns: &[text("number"), text("code"), text("name"), text("region")],
    indexes: &[&["code"]],
};

/// `of_number` is the number of whose neighbour it is.
pub(super) const STATISTICAL_NEIGHBOUR: Table = Table {
    name: "statistical_neighbour",
    version: 1,
    versioned: true,
    columns: &[text("of_number"), int("place"), text("number"), text("name"), text("closeness")],
    indexes: &[&["of_number", "place"]],
};

/// The stream of a table, by the key of the table of measures.
pub fn release_id(source: &str) -> String {
    format!("statistics-{source}")
}

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Imported { edition } => {
            let source = super::catalogue::source(&edition.source);
            let topic = source.map_or("", |source| source.topic.as_str());
            rows.insert(
                RELEASE.name,
                stream,
                cols![
                    "source" => &edition.source, "title" => &edition.title, "topic" => topic, "publisher" => &edition.publisher,
                    "licence" => &edition.licence, "published_at" => &edition.published_at, "file" => &edition.file,
                    "sha256" => &edition.sha256, "areas" => &edition.areas, "imported_on" => entry.recorded_on(),
                    "first_ends_on" => &edition.first, "last_ends_on" => &edition.last, "cells" => edition.kept.values().sum::<i64>(),
                    "cells_new" => edition.change.new, "cells_otherwise" => edition.change.otherwise,
                    "cells_withdrawn" => edition.change.withdrawn, "lines" => edition.lines, "lines_kept" => edition.lines_kept,
                    "passed_over" => edition.passed_over.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
                ],
            );
            for place in &edition.places {
                rows.insert(
                    LOCAL_AUTHORITY.name,
                    &place.number,
                    cols!["number" => &place.number, "code" => &place.code, "name" => &place.name, "region" => &place.region],
                );
            }
            rows.list(
                stream,
                Listing {
                    kind: "statistics",
                    title: edition.title.clone(),
                    facet: Facet::open(Compartment::GovernancePublic),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: format!("{} {}", edition.publisher, edition.file),
                },
            );
        }
        Fact::Printed { measure, file, named, cells } => {
            let names: BTreeMap<&str, _> = named.iter().map(|area| (area.code.as_str(), area)).collect();
            for cell in cells {
                let area = names.get(cell.area.as_str());
                let value = Value::read(&cell.printed, None);
                rows.insert(
                    STATISTIC.name,
                    format!("{stream}|{measure}|{}|{}", cell.area, cell.period),
                    cols![
                        "release" => stream, "measure" => measure, "area" => &cell.area,
                        "area_name" => area.map_or(cell.area.as_str(), |area| area.name.as_str()),
                        "level" => area.map_or(Level::Authority, |area| area.level).as_str(), "period" => &cell.period,
                        "before" => period::year_before(&cell.period), "ends_on" => &cell.ends_on, "printed" => &cell.printed,
                        "shown" => cell.shown.as_ref().unwrap_or(&cell.printed),
                        "symbol" => value.as_ref().map_or("", |value| value.symbol.as_str()),
                        "thousandths" => value.as_ref().and_then(|value| value.thousandths), "file" => file,
                        "line" => i64::try_from(cell.line).unwrap_or(i64::MAX),
                    ],
                );
            }
        }
        Fact::Withdrawn { measure, cells } => {
            for (area, period) in cells {
                rows.close(STATISTIC.name, format!("{stream}|{measure}|{area}|{period}"));
            }
        }
        Fact::NeighboursNamed { of, near } => {
            // An edition may name fewer than the one before.
            for place in near.len() + 1..=10 {
                rows.close(STATISTICAL_NEIGHBOUR.name, format!("{stream}|{of}|{place}"));
            }
            for near in near {
                rows.insert(
                    STATISTICAL_NEIGHBOUR.name,
                    format!("{stream}|{of}|{}", near.place),
                    cols![
                        "of_number" => of, "place" => near.place, "number" => &near.number, "name" => &near.name,
                        "closeness" => &near.closeness,
                    ],
                );
            }
        }
    }
}

/// The areas of every partnership of this installation, with the codes and neighbours known so far.
pub(super) async fn areas(tx: &mut Read) -> ledger::Result<Areas> {
    let mut areas = Areas::default();
    for row in tx.rows("select areas from partnership where chain = 'commons' and known_to is null order by id", Vec::new()).await? {
        areas.own.extend(row.text("areas")?.split_whitespace().map(str::to_owned));
    }
    let known = "select number, code, name, region from local_authority where chain = 'commons' and known_to is null order by number";
    for row in tx.rows(known, Vec::new()).await? {
        let place = Place { number: row.text("number")?, code: row.text("code")?, name: row.text("name")?, region: row.text("region")? };
        areas.places.insert(place.number.clone(), place);
    }
    let near = "select of_number, place, number, name, closeness from statistical_neighbour
                 where chain = 'commons' and known_to is null order by of_number, place";
    for row in tx.rows(near, Vec::new()).await? {
        areas.neighbours.entry(row.text("of_number")?).or_default().push(Neighbour {
            place: row.int("place")?,
            number: row.text("number")?,
            name: row.text("name")?,
            closeness: row.text("closeness")?,
        });
    }
    Ok(areas)
}

/// A table as its page shows it.
pub(super) struct Shown {
    pub source: String,
    pub title: String,
    pub publisher: String,
    pub licence: String,
    pub published_at: String,
    pub file: String,
    pub sha256: String,
    pub areas: String,
    pub imported_on: kernel::Date,
    pub last: String,
    pub cells: i64,
    pub change: Changed,
    pub lines: i64,
    pub lines_kept: i64,
    /// A sentence for each kind of line that was not understood.
    pub passed_over: Vec<String>,
}

pub(super) async fn releases(tx: &mut Read) -> ledger::Result<Vec<Shown>> {
    let rows = tx
        .rows(
            "select source, title, publisher, licence, published_at, file, sha256, areas, imported_on, last_ends_on, cells,
                    cells_new, cells_otherwise, cells_withdrawn, lines, lines_kept, passed_over
               from statistic_release where chain = 'commons' and known_to is null order by title, id",
            Vec::new(),
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Shown {
                source: row.text("source")?,
                title: row.text("title")?,
                publisher: row.text("publisher")?,
                licence: row.text("licence")?,
                published_at: row.text("published_at")?,
                file: row.text("file")?,
                sha256: row.text("sha256")?,
                areas: row.text("areas")?,
                imported_on: row.date("imported_on")?,
                last: row.text("last_ends_on")?,
                cells: row.int("cells")?,
                change: Changed {
                    new: row.int("cells_new")?,
                    otherwise: row.int("cells_otherwise")?,
                    withdrawn: row.int("cells_withdrawn")?,
                },
                lines: row.int("lines")?,
                lines_kept: row.int("lines_kept")?,
                passed_over: row.text("passed_over")?.lines().map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// How many cells are kept now of each measure of a table, and the earliest and latest last day.
pub(super) async fn kept(tx: &mut Read, stream: &str) -> ledger::Result<Vec<(String, i64, String, String)>> {
    let rows = tx
        .rows(
            "select measure, count(*) as cells, min(ends_on) as first, max(ends_on) as last
               from statistic where chain = 'commons' and known_to is null and release = $1 group by measure order by measure",
            args![stream],
        )
        .await?;
    rows.iter().map(|row| Ok((row.text("measure")?, row.int("cells")?, row.text("first")?, row.text("last")?))).collect()
}
