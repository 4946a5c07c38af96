//! A row that was read, owned and the same for both engines.

use std::sync::Arc;

use kernel::{Date, Timestamp};
use sqlx::{
    Column as _, Decode, Postgres, Row as _, Sqlite, TypeInfo as _, ValueRef as _,
    postgres::{PgRow, PgValueFormat, PgValueRef},
    sqlite::SqliteRow,
};

use crate::{LedgerError, Result};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Text(String),
    Int(i64),
    Bool(bool),
    Blob(Vec<u8>),
    Real(f64),
}

/// A row that was read. Columns are asked for by name; a column of another type or name is a fault.
#[derive(Debug, Clone)]
pub struct Row {
    names: Arc<[String]>,
    cells: Vec<Cell>,
}

impl Row {
    pub(crate) fn all_lite(rows: &[SqliteRow]) -> Result<Vec<Self>> {
        let Some(first) = rows.first() else { return Ok(Vec::new()) };
        let names: Arc<[String]> = first.columns().iter().map(|column| column.name().to_owned()).collect();
        rows.iter()
            .map(|row| {
                let cells = (0..names.len()).map(|index| lite_cell(row, index)).collect::<Result<_>>()?;
                Ok(Self { names: Arc::clone(&names), cells })
            })
            .collect()
    }

    pub(crate) fn all_pg(rows: &[PgRow]) -> Result<Vec<Self>> {
        let Some(first) = rows.first() else { return Ok(Vec::new()) };
        let names: Arc<[String]> = first.columns().iter().map(|column| column.name().to_owned()).collect();
        rows.iter()
            .map(|row| {
                let cells = (0..names.len()).map(|index| pg_cell(row, index)).collect::<Result<_>>()?;
                Ok(Self { names: Arc::clone(&names), cells })
            })
            .collect()
    }

    /// The columns' names, in the order of the statement.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    fn cell(&self, column: &str) -> Result<&Cell> {
        let index = self.names.iter().position(|name| name == column);
        index
            .and_then(|index| self.cells.get(index))
            .ok_or_else(|| LedgerError::Broken(format!("a row was asked for the column `{column}`, which its statement does not name")))
    }

    pub(crate) fn into_cells(self) -> std::vec::IntoIter<Cell> {
        self.cells.into_iter()
    }

    pub fn text(&self, column: &str) -> Result<String> {
        self.opt_text(column)?.ok_or_else(|| empty(column))
    }
    pub fn opt_text(&self, column: &str) -> Result<Option<String>> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text.clone())),
            other => Err(wrong(column, "text", other)),
        }
    }
    pub fn int(&self, column: &str) -> Result<i64> {
        self.opt_int(column)?.ok_or_else(|| empty(column))
    }
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Int(number) => Ok(Some(*number)),
            other => Err(wrong(column, "a whole number", other)),
        }
    }
    pub fn bool(&self, column: &str) -> Result<bool> {
        self.opt_bool(column)?.ok_or_else(|| empty(column))
    }
    pub fn opt_bool(&self, column: &str) -> Result<Option<bool>> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Bool(truth) => Ok(Some(*truth)),
            // SQLite answers a comparison with nought or one.
            Cell::Int(number @ (0 | 1)) => Ok(Some(*number == 1)),
            other => Err(wrong(column, "yes or no", other)),
        }
    }
    pub fn blob(&self, column: &str) -> Result<Vec<u8>> {
        self.opt_blob(column)?.ok_or_else(|| empty(column))
    }
    pub fn opt_blob(&self, column: &str) -> Result<Option<Vec<u8>>> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Blob(bytes) => Ok(Some(bytes.clone())),
            other => Err(wrong(column, "bytes", other)),
        }
    }
    /// A number with a fraction, as an average is.
    pub fn real(&self, column: &str) -> Result<f64> {
        match self.cell(column)? {
            Cell::Real(number) => Ok(*number),
            #[allow(clippy::cast_precision_loss, reason = "a whole number asked for as a fraction is a small count")]
            Cell::Int(number) => Ok(*number as f64),
            Cell::Null => Err(empty(column)),
            other => Err(wrong(column, "a number", other)),
        }
    }
    pub fn date(&self, column: &str) -> Result<Date> {
        self.opt_date(column)?.ok_or_else(|| empty(column))
    }
    pub fn opt_date(&self, column: &str) -> Result<Option<Date>> {
        self.opt_text(column)?
            .map(|text| text.parse().map_err(|_| LedgerError::Broken(format!("the column `{column}` holds `{text}`, which is not a date"))))
            .transpose()
    }
    /// Microseconds since 1970 as an instant.
    pub fn instant(&self, column: &str) -> Result<Timestamp> {
        self.opt_instant(column)?.ok_or_else(|| empty(column))
    }
    pub fn opt_instant(&self, column: &str) -> Result<Option<Timestamp>> {
        self.opt_int(column)?
            .map(|micros| {
                Timestamp::from_microsecond(micros).map_err(|_| LedgerError::Broken(format!("the column `{column}` holds no instant")))
            })
            .transpose()
    }
}

fn empty(column: &str) -> LedgerError {
    LedgerError::Broken(format!("the column `{column}` is empty where a value was expected"))
}

fn wrong(column: &str, wanted: &str, cell: &Cell) -> LedgerError {
    // The value itself stays out of the message: it may be about a person.
    let held = match cell {
        Cell::Null => "nothing",
        Cell::Text(_) => "text",
        Cell::Int(_) => "a whole number",
        Cell::Bool(_) => "yes or no",
        Cell::Blob(_) => "bytes",
        Cell::Real(_) => "a fraction",
    };
    LedgerError::Broken(format!("the column `{column}` holds {held} where {wanted} was expected"))
}

fn lite_cell(row: &SqliteRow, index: usize) -> Result<Cell> {
    let value = row.try_get_raw(index)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info();
    Ok(match kind.name() {
        "TEXT" => Cell::Text(<String as Decode<Sqlite>>::decode(value)?),
        "INTEGER" | "NUMERIC" => Cell::Int(<i64 as Decode<Sqlite>>::decode(value)?),
        "BOOLEAN" => Cell::Bool(<bool as Decode<Sqlite>>::decode(value)?),
        "BLOB" => Cell::Blob(<Vec<u8> as Decode<Sqlite>>::decode(value)?),
        "REAL" => Cell::Real(<f64 as Decode<Sqlite>>::decode(value)?),
        other => return Err(LedgerError::Broken(format!("a column of type {other} is not one of the ledger's types"))),
    })
}

fn pg_cell(row: &PgRow, index: usize) -> Result<Cell> {
    let value = row.try_get_raw(index)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info();
    Ok(match kind.name() {
        "TEXT" | "VARCHAR" | "NAME" | "CHAR" | "UNKNOWN" => Cell::Text(<String as Decode<Postgres>>::decode(value)?),
        "INT8" => Cell::Int(<i64 as Decode<Postgres>>::decode(value)?),
        "INT4" => Cell::Int(i64::from(<i32 as Decode<Postgres>>::decode(value)?)),
        "INT2" => Cell::Int(i64::from(<i16 as Decode<Postgres>>::decode(value)?)),
        "BOOL" => Cell::Bool(<bool as Decode<Postgres>>::decode(value)?),
        "BYTEA" => Cell::Blob(<Vec<u8> as Decode<Postgres>>::decode(value)?),
        "FLOAT8" => Cell::Real(<f64 as Decode<Postgres>>::decode(value)?),
        "FLOAT4" => Cell::Real(f64::from(<f32 as Decode<Postgres>>::decode(value)?)),
        "NUMERIC" => numeric(&value)?,
        "VOID" => Cell::Null,
        other => return Err(LedgerError::Broken(format!("a column of type {other} is not one of the ledger's types"))),
    })
}

/// PostgreSQL's `sum` of whole numbers is a `numeric`, and so is `avg`: base-10,000 digits with a weight. Whole ones become whole numbers.
fn numeric(value: &PgValueRef<'_>) -> Result<Cell> {
    let odd = || LedgerError::Broken("a numeric column could not be read".into());
    if value.format() == PgValueFormat::Text {
        let text = value.as_str()?;
        return match text.parse::<i64>() {
            Ok(number) => Ok(Cell::Int(number)),
            Err(_) => text.parse::<f64>().map(Cell::Real).map_err(|_| odd()),
        };
    }
    let bytes = value.as_bytes()?;
    let short = |at: usize| bytes.get(at * 2..at * 2 + 2).and_then(|two| two.try_into().ok()).map(i16::from_be_bytes).ok_or_else(odd);
    let (count, weight, sign) = (short(0)?, i32::from(short(1)?), short(2)?);
    if !matches!(sign, 0 | 0x4000) {
        return Err(odd());
    }
    let (mut whole, mut fraction, mut exact) = (0_i64, 0_f64, true);
    for index in 0..i32::from(count).max(weight + 1) {
        let digit = if index < i32::from(count) { short(4 + usize::try_from(index).map_err(|_| odd())?)? } else { 0 };
        if index <= weight {
            whole = whole.checked_mul(10_000).and_then(|sum| sum.checked_add(i64::from(digit))).ok_or_else(odd)?;
        } else if digit != 0 {
            exact = false;
            fraction += f64::from(digit) * 10_000_f64.powi(weight - index);
        }
    }
    let negative = sign == 0x4000;
    if exact {
        return Ok(Cell::Int(if negative { -whole } else { whole }));
    }
    #[allow(clippy::cast_precision_loss, reason = "an average is not exact to begin with")]
    let real = whole as f64 + fraction;
    Ok(Cell::Real(if negative { -real } else { real }))
}
