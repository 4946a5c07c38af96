//! Table: figures in rows and columns. For one that scrolls and sorts see [`crate::ListTable`].

use crate::Content;
use crate::html::{Attributes, Classes, Size, common, el, from_content};
use maud::Render;

/// One cell.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Cell {
    content: Content,
    numeric: bool,
    colspan: Option<u32>,
    rowspan: Option<u32>,
    classes: Classes,
    attributes: Attributes,
}

common!(Cell);
from_content!(Cell);

impl Cell {
    /// A cell with text on the left.
    pub fn new(content: impl Into<Content>) -> Self {
        Cell { content: content.into(), ..Cell::default() }
    }
    /// A cell with a number, on the right, in digits of one width.
    pub fn number(content: impl Into<Content>) -> Self {
        Cell::new(content).numeric()
    }
    /// Sets a number on the right.
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }
    /// How many columns it covers.
    pub fn colspan(mut self, columns: u32) -> Self {
        self.colspan = Some(columns);
        self
    }
    /// How many rows it covers.
    pub fn rowspan(mut self, rows: u32) -> Self {
        self.rowspan = Some(rows);
        self
    }
    fn draw(&self, w: &mut String, kind: Kind) {
        let (tag, scope, class, numeric) = match kind {
            Kind::Column => ("th", Some("col"), "govuk-table__header", "govuk-table__header--numeric"),
            Kind::Row => ("th", Some("row"), "govuk-table__header", ""),
            Kind::Plain => ("td", None, "govuk-table__cell", "govuk-table__cell--numeric"),
        };
        el(w, tag)
            .maybe("scope", scope)
            .classes(&[class, if self.numeric { numeric } else { "" }], &self.classes)
            .number("colspan", self.colspan)
            .number("rowspan", self.rowspan)
            .attrs(&self.attributes)
            .content(&self.content);
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Column,
    Row,
    Plain,
}

/// Figures in rows and columns.
///
/// ```
/// use govuk::{Cell, Table};
/// use maud::Render;
/// let table = Table::new("Months").head([Cell::new("Month"), Cell::number("Visits")]).row([Cell::new("May"), Cell::number(109)]);
/// assert!(table.render().into_string().contains("<td class=\"govuk-table__cell govuk-table__cell--numeric\">109</td>"));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Table {
    caption: Option<String>,
    caption_size: Option<Size>,
    caption_classes: Classes,
    head: Option<Vec<Cell>>,
    rows: Vec<Vec<Cell>>,
    first_cell_is_header: bool,
    classes: Classes,
    attributes: Attributes,
}

common!(Table);

impl Table {
    /// A table that is called `caption`.
    pub fn new(caption: impl Into<String>) -> Self {
        Table { caption: Some(caption.into()), ..Table::default() }
    }
    /// A table without a caption: only where a heading directly above says the same.
    pub fn without_caption() -> Self {
        Table::default()
    }
    /// The size of the caption's letters.
    pub fn caption_size(mut self, size: Size) -> Self {
        self.caption_size = Some(size);
        self
    }
    /// Adds a class to the caption.
    pub fn caption_class(mut self, class: &str) -> Self {
        self.caption_classes.add(class);
        self
    }
    /// Only screen readers say the caption.
    pub fn caption_hidden(self) -> Self {
        self.caption_class("govuk-visually-hidden")
    }
    /// The headings of the columns.
    pub fn head(mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        self.head = Some(cells.into_iter().map(Into::into).collect());
        self
    }
    /// Adds a row.
    pub fn row(mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }
    /// The first cell of each row is its heading.
    pub fn first_cell_is_header(mut self) -> Self {
        self.first_cell_is_header = true;
        self
    }
}

impl Render for Table {
    fn render_to(&self, w: &mut String) {
        el(w, "table").classes(&["govuk-table"], &self.classes).attrs(&self.attributes).body(|w| {
            if let Some(caption) = &self.caption {
                let size = match self.caption_size {
                    Some(Size::ExtraLarge) => "govuk-table__caption--xl",
                    Some(Size::Large) => "govuk-table__caption--l",
                    Some(Size::Medium) => "govuk-table__caption--m",
                    Some(Size::Small) => "govuk-table__caption--s",
                    None => "",
                };
                el(w, "caption").classes(&["govuk-table__caption", size], &self.caption_classes).text(caption);
            }
            if let Some(head) = &self.head {
                el(w, "thead").class("govuk-table__head").body(|w| {
                    el(w, "tr").class("govuk-table__row").body(|w| head.iter().for_each(|cell| cell.draw(w, Kind::Column)));
                });
            }
            el(w, "tbody").class("govuk-table__body").body(|w| {
                for row in &self.rows {
                    el(w, "tr").class("govuk-table__row").body(|w| {
                        for (index, cell) in row.iter().enumerate() {
                            cell.draw(w, if index == 0 && self.first_cell_is_header { Kind::Row } else { Kind::Plain });
                        }
                    });
                }
            });
        });
    }
}
