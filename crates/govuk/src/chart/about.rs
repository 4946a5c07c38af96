//! What all charts share: what they are about, the numbers they hold, the table of them, and the figure on the page.

use maud::{Markup, PreEscaped, html};

use super::draw::{Anchor, Canvas, WIDTH, wrap};

/// What a chart is about.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// Unique on the page; the ids inside the drawing begin with it.
    pub id: String,
    /// What the chart shows, as a reader would say it.
    pub title: String,
    pub subtitle: Option<String>,
    /// What the numbers count, printed above the axis, for example "Visits for each 1,000 residents".
    pub unit: String,
    /// Where the numbers come from.
    pub source: Option<String>,
    /// What else a reader must know, for example what a symbol stands for.
    pub notes: Vec<String>,
}

impl About {
    pub fn new(id: impl Into<String>, title: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), subtitle: None, unit: unit.into(), source: None, notes: Vec::new() }
    }

    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = Some(subtitle.into());
        self
    }

    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

/// A number to draw with the text to print for it, or the reason why there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    number: Option<f64>,
    text: String,
    suppressed: bool,
}

impl Value {
    /// `number` in the unit that `text` prints: 45.2 and "45.2%", not 0.452. A number that is not finite is drawn as missing.
    pub fn new(number: f64, text: impl Into<String>) -> Self {
        Self { number: Some(number).filter(|number| number.is_finite()), text: text.into(), suppressed: false }
    }

    /// Withheld: `symbol` (for example "c") stands where the number would, and nothing is drawn to its size.
    pub fn suppressed(symbol: impl Into<String>) -> Self {
        Self { number: None, text: symbol.into(), suppressed: true }
    }

    /// Not known. It breaks a line, and reads "No data" in a table.
    pub fn missing() -> Self {
        Self { number: None, text: "No data".to_owned(), suppressed: false }
    }

    pub fn number(&self) -> Option<f64> {
        self.number
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_suppressed(&self) -> bool {
        self.suppressed
    }
}

/// The numbers of a chart as text. The first column names the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub caption: String,
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// What can be asked of every chart. A new kind of chart says what it holds and how to draw it; the rest follows.
pub trait Figure {
    fn about(&self) -> &About;

    /// Every value the chart holds.
    fn values(&self) -> Vec<&Value>;

    /// What the chart shows, its highest, lowest and last values, in sentences. Without the title.
    fn description(&self) -> String;

    /// The numbers of the chart.
    fn table(&self) -> Table;

    #[doc(hidden)]
    fn draw(&self, canvas: &mut Canvas);

    /// What stands between the drawing and the table, if anything.
    #[doc(hidden)]
    fn beside(&self) -> Markup {
        html! {}
    }

    /// The sentence that stands in for a drawing when no number is known.
    fn empty(&self) -> Option<&'static str> {
        let values = self.values();
        match (values.iter().any(|value| value.number().is_some()), values.iter().any(|value| value.is_suppressed())) {
            (true, _) => None,
            (false, true) => Some("No number can be shown here: each has been withheld."),
            (false, false) => Some("There is no data to show."),
        }
    }

    /// Title and description: what a reader who does not see the chart is told.
    fn alt(&self) -> String {
        format!("{} {}", sentence(&self.about().title), self.empty().map_or_else(|| self.description(), str::to_owned))
    }

    /// The drawing, complete in itself. Inline in a page it is as wide as its container.
    fn svg(&self) -> String {
        let about = self.about();
        let mut canvas = Canvas::new(&about.id);
        match self.empty() {
            Some(sentence) => {
                canvas.text(0.0, 2.0, Anchor::Start, false, &wrap(sentence, false, WIDTH));
                canvas.finish(&about.title, sentence)
            }
            None => {
                self.draw(&mut canvas);
                canvas.finish(&about.title, &self.description())
            }
        }
    }

    /// The figure for a page: caption, drawing (or a sentence, where there is nothing to draw), notes, and the table to open.
    fn render(&self) -> Markup {
        let about = self.about();
        let table = self.table();
        html! {
            figure class="app-chart govuk-!-margin-left-0 govuk-!-margin-right-0" {
                figcaption {
                    p class="govuk-heading-s govuk-!-margin-bottom-1" { (about.title) }
                    @if let Some(subtitle) = &about.subtitle { p class="govuk-body-s govuk-!-margin-bottom-2" { (subtitle) } }
                }
                @if let Some(sentence) = self.empty() { p class="govuk-body" { (sentence) } }
                @else { (PreEscaped(self.svg())) (self.beside()) }
                @for note in &about.notes { p class="govuk-body-s govuk-!-margin-bottom-1" { (note) } }
                @if let Some(source) = &about.source { p class="govuk-body-s govuk-!-margin-bottom-1" { "Source: " (source) } }
                @if !table.rows.is_empty() {
                    details class="govuk-details govuk-!-margin-top-2" {
                        summary class="govuk-details__summary" {
                            span class="govuk-details__summary-text" {
                                "Table of these numbers" span class="govuk-visually-hidden" { ": " (about.title) }
                            }
                        }
                        div class="govuk-details__text" { (html_table(&table)) }
                    }
                }
            }
        }
    }
}

fn html_table(table: &Table) -> Markup {
    html! {
        table class="govuk-table" {
            caption class="govuk-table__caption govuk-visually-hidden" { (table.caption) }
            thead class="govuk-table__head" {
                tr class="govuk-table__row" {
                    @for (index, header) in table.headers.iter().enumerate() {
                        @let numeric = (index > 0).then_some("govuk-table__header--numeric");
                        th scope="col" class={ "govuk-table__header" @if let Some(numeric) = numeric { " " (numeric) } } { (header) }
                    }
                }
            }
            tbody class="govuk-table__body" {
                @for row in &table.rows {
                    tr class="govuk-table__row" {
                        @for (index, cell) in row.iter().enumerate() {
                            @if index == 0 { th scope="row" class="govuk-table__header" { (cell) } }
                            @else { td class="govuk-table__cell govuk-table__cell--numeric" { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

/// Text that ends as a sentence does.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

/// "3 bars", "1 bar".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "Highest: Ash, 12.3. Lowest: Oak, 4.1." from labelled values; ties go to the first. Empty where nothing is known.
pub(crate) fn extremes<'a>(items: impl Iterator<Item = (&'a str, &'a Value)>) -> String {
    let known: Vec<(&str, &Value, f64)> = items.filter_map(|(label, value)| value.number().map(|number| (label, value, number))).collect();
    let highest = known.iter().reduce(|best, item| if item.2 > best.2 { item } else { best });
    let lowest = known.iter().reduce(|best, item| if item.2 < best.2 { item } else { best });
    match (highest, lowest) {
        (Some(highest), Some(lowest)) if known.len() > 1 => {
            format!("Highest: {}, {}. Lowest: {}, {}.", highest.0, highest.1.text(), lowest.0, lowest.1.text())
        }
        (Some(only), _) => format!("{}, {}.", only.0, only.1.text()),
        _ => String::new(),
    }
}

/// "2 values are withheld. 1 value is missing." Empty where all are known.
pub(crate) fn gaps(values: &[&Value]) -> String {
    let withheld = values.iter().filter(|value| value.is_suppressed()).count();
    let missing = values.iter().filter(|value| value.number().is_none() && !value.is_suppressed()).count();
    let mut said = Vec::new();
    if withheld > 0 {
        said.push(format!("{} withheld.", counted(withheld, "value is", "values are")));
    }
    if missing > 0 {
        said.push(format!("{} missing.", counted(missing, "value is", "values are")));
    }
    said.join(" ")
}

/// Sentences one after another, empty ones left out.
pub(crate) fn prose(sentences: impl IntoIterator<Item = String>) -> String {
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
}
