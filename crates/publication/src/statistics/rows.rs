//! The read side: releases and their cells. A newer edition closes the older's cells as it opens its own.

use agreement::Compartment;
use ledger::{Read, Rows, Table, args, cols, int, text};
use platform::{Facet, Listing, RecordRows, Recorded};

use super::Fact;

pub(super) const RELEASE: Table = Table {
    name: "release",
    version: 1,
    versioned: true,
    columns: &[text("kind"), text("title"), text("publisher"), text("file"), text("sha256"), text("imported_on")],
    indexes: &[],
};

/// `id` is measure, area and period.
pub(super) const STATISTIC: Table = Table {
    name: "statistic",
    version: 1,
    versioned: true,
    columns: &[text("measure"), text("area"), text("name"), text("level"), text("period"), text("shown"), text("file"), int("line")],
    indexes: &[&["measure", "area", "period"]],
};

pub(super) fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
    let stream = entry.stream();
    match &entry.fact {
        Fact::Imported { kind, title, publisher, file, sha256, .. } => {
            rows.insert(RELEASE.name, stream, cols![
                "kind" => kind, "title" => title, "publisher" => publisher, "file" => file, "sha256" => sha256, "imported_on" => entry.recorded_on(),
            ]);
            rows.list(
                stream,
                Listing {
                    kind: "release",
                    title: title.clone(),
                    facet: Facet::open(Compartment::GovernancePublic),
                    ask: String::new(),
                    opened_on: entry.recorded_on(),
                    words: publisher.clone(),
                },
            );
        }
        Fact::Read { cells } => {
            for cell in cells {
                rows.insert(STATISTIC.name, format!("{}|{}|{}", cell.measure, cell.area, cell.period), cols![
                    "measure" => &cell.measure, "area" => &cell.area, "name" => &cell.name, "level" => &cell.level, "period" => &cell.period,
                    "shown" => &cell.shown, "file" => stream, "line" => cell.line,
                ]);
            }
        }
    }
}

/// A cell as pages draw it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub area: String,
    pub name: String,
    pub level: String,
    pub period: String,
    pub shown: String,
}

/// Every current cell of a measure, by period.
pub(super) async fn cells(tx: &mut Read, measure: &str) -> ledger::Result<Vec<Shown>> {
    let rows = tx
        .rows(
            "select area, name, level, period, shown from statistic
              where chain = 'commons' and known_to is null and measure = $1 order by period, level, name",
            args![measure],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Shown {
                area: row.text("area")?,
                name: row.text("name")?,
                level: row.text("level")?,
                period: row.text("period")?,
                shown: row.text("shown")?,
            })
        })
        .collect()
}

/// Measures of which there is at least one cell.
pub(super) async fn present(tx: &mut Read) -> ledger::Result<Vec<String>> {
    let rows =
        tx.rows("select distinct measure from statistic where chain = 'commons' and known_to is null order by measure", vec![]).await?;
    rows.iter().map(|row| row.text("measure")).collect()
}
