//! A list as CSV (RFC 4180, UTF-8) and as XLSX.

use kernel::Moment;
use rust_xlsxwriter::{Format, Workbook};

use super::{Cell, Found, ListSpec, Show};

/// What a cell says, as text.
pub(super) fn words(show: &Show, cell: &Cell) -> String {
    match (show, cell) {
        (_, Cell::Empty) => String::new(),
        (Show::Words(words), Cell::Text(stored)) => {
            words.iter().find(|(word, _)| word == stored).map_or_else(|| stored.clone(), |(_, text)| (*text).to_owned())
        }
        (Show::Tag(tags), Cell::Text(stored)) => {
            tags.iter().find(|(word, ..)| word == stored).map_or_else(|| stored.clone(), |(_, text, _)| (*text).to_owned())
        }
        (Show::Instant, Cell::Number(micros)) => {
            let at = kernel::Timestamp::from_microsecond(*micros).unwrap_or(kernel::Timestamp::UNIX_EPOCH);
            let zoned = at.to_zoned(kernel::moment::london());
            format!("{} {:02}:{:02}", Moment::at(at).today, zoned.hour(), zoned.minute())
        }
        (_, Cell::Text(text)) => text.clone(),
        (_, Cell::Number(number)) => number.to_string(),
    }
}

/// A text that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection).
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

pub(super) fn csv(spec: &ListSpec, found: &Found) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(spec.columns.iter().map(|column| column.title))?;
    for (_, cells) in &found.lines {
        writer.write_record(spec.columns.iter().zip(cells).map(|(column, cell)| harmless(words(&column.show, cell))))?;
    }
    Ok(writer.into_inner()?)
}

pub(super) fn xlsx(spec: &ListSpec, found: &Found, marking: &str) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // The file says nothing of the clock, so that the same list is the same bytes.
    workbook.set_properties(
        &rust_xlsxwriter::DocProperties::new()
            .set_title(spec.title)
            .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name(spec.title.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect::<String>())?;
    let bold = Format::new().set_bold();
    sheet.write_string(0, 0, marking)?;
    for (at, column) in spec.columns.iter().enumerate() {
        sheet.write_string_with_format(1, u16::try_from(at)?, column.title, &bold)?;
    }
    for (line, (_, cells)) in found.lines.iter().enumerate() {
        for (at, (column, cell)) in spec.columns.iter().zip(cells).enumerate() {
            let (row, at) = (u32::try_from(line + 2)?, u16::try_from(at)?);
            match (&column.show, cell) {
                #[allow(clippy::cast_precision_loss, reason = "spreadsheets hold floats")]
                (Show::Number, Cell::Number(number)) => sheet.write_number(row, at, *number as f64)?,
                _ => sheet.write_string(row, at, words(&column.show, cell))?,
            };
        }
    }
    sheet.autofit();
    Ok(workbook.save_to_buffer()?)
}
