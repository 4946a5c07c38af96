//! A list in a table: scrolls on narrow screens, and sorts by links that the server answers.

use crate::html::{Classes, el};
use crate::{Content, Size};
use maud::{Markup, Render};

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A column of a [`ListTable`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Column {
    title: Content,
    sort: Option<(String, Option<SortOrder>)>,
    numeric: bool,
    hidden_title: bool,
}

impl Column {
    /// A column of text.
    pub fn new(title: impl Into<Content>) -> Self {
        Column { title: title.into(), ..Column::default() }
    }
    /// The title is a link that sorts by this column; `order` is how it is sorted now, if it is.
    pub fn sort(mut self, href: impl Into<String>, order: Option<SortOrder>) -> Self {
        self.sort = Some((href.into(), order));
        self
    }
    /// Numbers, on the right.
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }
    /// Only screen readers say the title: for a column of actions.
    pub fn hidden_title(mut self) -> Self {
        self.hidden_title = true;
        self
    }
    fn draw(&self, w: &mut String) {
        let aria = self.sort.as_ref().map(|(_, order)| match order {
            Some(SortOrder::Ascending) => "ascending",
            Some(SortOrder::Descending) => "descending",
            None => "none",
        });
        let numeric = if self.numeric { "govuk-table__header--numeric" } else { "" };
        el(w, "th").attr("scope", "col").classes(&["govuk-table__header", numeric], &Classes::default()).maybe("aria-sort", aria).body(
            |w| match &self.sort {
                Some((href, order)) => el(w, "a").class("govuk-link app-sort").attr("href", href).body(|w| {
                    self.title.render_to(w);
                    let arrow = match order {
                        Some(SortOrder::Ascending) => " ▲",
                        Some(SortOrder::Descending) => " ▼",
                        None => " ↕",
                    };
                    // The order is already said by aria-sort.
                    el(w, "span").attr("aria-hidden", "true").text(arrow);
                }),
                None if self.hidden_title => el(w, "span").class("govuk-visually-hidden").content(&self.title),
                None => self.title.render_to(w),
            },
        );
    }
}

/// A list in a table.
///
/// ```
/// use govuk::{Column, ListTable, SortOrder};
/// use maud::{html, Render};
/// let list = ListTable::new("Audits")
///     .column(Column::new("Title").sort("/audits?sort=-title", Some(SortOrder::Ascending)))
///     .column(Column::new("Cases").numeric())
///     .row(vec![html! { "Neglect" }, html! { "12" }])
///     .empty("No audits yet.");
/// assert!(list.render().into_string().contains("aria-sort=\"ascending\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ListTable {
    caption: String,
    caption_size: Option<Size>,
    caption_hidden: bool,
    columns: Vec<Column>,
    rows: Vec<Vec<Content>>,
    first_cell_is_header: bool,
    empty: Option<Content>,
}

impl ListTable {
    /// A list that is called `caption`.
    pub fn new(caption: impl Into<String>) -> Self {
        ListTable { caption: caption.into(), ..ListTable::default() }
    }
    /// Adds a column.
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }
    /// Adds many columns.
    pub fn columns(mut self, columns: impl IntoIterator<Item = Column>) -> Self {
        self.columns.extend(columns);
        self
    }
    /// Adds a row: a cell for each column, in their order.
    pub fn row(mut self, cells: Vec<Markup>) -> Self {
        self.rows.push(cells.into_iter().map(Content::from).collect());
        self
    }
    /// Adds many rows.
    pub fn rows(self, rows: impl IntoIterator<Item = Vec<Markup>>) -> Self {
        rows.into_iter().fold(self, Self::row)
    }
    /// The first cell of each row is its heading.
    pub fn first_cell_is_header(mut self) -> Self {
        self.first_cell_is_header = true;
        self
    }
    /// The size of the caption's letters; medium unless told otherwise.
    pub fn caption_size(mut self, size: Size) -> Self {
        self.caption_size = Some(size);
        self
    }
    /// Only screen readers say the caption: where a heading above says the same.
    pub fn caption_hidden(mut self) -> Self {
        self.caption_hidden = true;
        self
    }
    /// What is said in the place of the table while it has no rows.
    pub fn empty(mut self, content: impl Into<Content>) -> Self {
        self.empty = Some(content.into());
        self
    }
    /// True when there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    fn draw_row(&self, w: &mut String, row: &[Content]) {
        el(w, "tr").class("govuk-table__row").body(|w| {
            for (index, cell) in row.iter().enumerate() {
                let numeric = self.columns.get(index).is_some_and(|column| column.numeric);
                let numeric = if numeric { "govuk-table__cell--numeric" } else { "" };
                if index == 0 && self.first_cell_is_header {
                    el(w, "th").attr("scope", "row").class("govuk-table__header").content(cell);
                } else {
                    el(w, "td").classes(&["govuk-table__cell", numeric], &Classes::default()).content(cell);
                }
            }
        });
    }
}

impl Render for ListTable {
    fn render_to(&self, w: &mut String) {
        if let Some(empty) = self.empty.as_ref().filter(|_| self.is_empty()) {
            return el(w, "p").class("govuk-body").content(empty);
        }
        // Whoever uses a keyboard must be able to reach what they scroll, and hear what it is.
        let region = el(w, "div").class("app-table-scroll").attr("role", "region").attr("aria-label", &self.caption).attr("tabindex", "0");
        region.body(|w| {
            el(w, "table").class("govuk-table").body(|w| {
                let size = format!("govuk-table__caption--{}", self.caption_size.unwrap_or(Size::Medium).suffix());
                let hidden = if self.caption_hidden { "govuk-visually-hidden" } else { "" };
                el(w, "caption").classes(&["govuk-table__caption", &size, hidden], &Classes::default()).text(&self.caption);
                el(w, "thead").class("govuk-table__head").body(|w| {
                    el(w, "tr").class("govuk-table__row").body(|w| self.columns.iter().for_each(|column| column.draw(w)));
                });
                el(w, "tbody").class("govuk-table__body").body(|w| self.rows.iter().for_each(|row| self.draw_row(w, row)));
            });
        });
    }
}
