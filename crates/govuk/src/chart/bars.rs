//! Horizontal bars, single and in groups. Each bar carries its own label and its own figure, so there is no axis to read off and no legend.

use super::about::{About, Figure, Table, Value, counted, extremes, gaps, prose, sentence};
use super::draw::{Anchor, Canvas, Fill, GREY, INK, PALE, SERIES, WIDTH, block_height, block_width, wrap};
use super::plot::Reference;

/// One bar for each category.
///
/// ```
/// use govuk::chart::{About, Bar, BarChart, Figure, Reference, Value};
/// let chart = BarChart {
///     about: About::new("visits", "Library visits", "Visits for each 100 residents"),
///     category: "Branch".into(),
///     bars: vec![Bar::new("Mill Lane", Value::new(84.9, "84.9")).emphasised(), Bar::new("Quayside", Value::missing())],
///     reference: Some(Reference::new("All branches", Value::new(72.3, "72.3"))),
/// };
/// assert!(chart.svg().contains("All branches: 72.3"));
/// ```
#[derive(Clone, Debug)]
pub struct BarChart {
    pub about: About,
    /// What the categories are, for the head of the table's first column.
    pub category: String,
    pub bars: Vec<Bar>,
    /// A value to compare every bar with.
    pub reference: Option<Reference>,
}

#[derive(Clone, Debug)]
pub struct Bar {
    pub label: String,
    pub value: Value,
    /// Drawn dark with its label in bold while the others are pale.
    pub emphasised: bool,
}

impl Bar {
    pub fn new(label: impl Into<String>, value: Value) -> Self {
        Self { label: label.into(), value, emphasised: false }
    }

    #[must_use]
    pub fn emphasised(mut self) -> Self {
        self.emphasised = true;
        self
    }
}

/// Several bars, one for each series, for each category.
///
/// ```
/// use govuk::chart::{About, BarGroup, Figure, GroupedBarChart, Value};
/// let chart = GroupedBarChart {
///     about: About::new("journeys", "How people travel", "Per cent of journeys"),
///     category: "Age".into(),
///     series: vec!["On foot".into(), "By car".into()],
///     groups: vec![BarGroup::new("Under 18", [Value::new(48.0, "48%"), Value::new(52.0, "52%")])],
/// };
/// assert_eq!(chart.table().headers, ["Age", "On foot", "By car"]);
/// ```
#[derive(Clone, Debug)]
pub struct GroupedBarChart {
    pub about: About,
    /// What the groups are, for the head of the table's first column.
    pub category: String,
    /// Names of the series. Up to six have a fill of their own.
    pub series: Vec<String>,
    pub groups: Vec<BarGroup>,
}

#[derive(Clone, Debug)]
pub struct BarGroup {
    pub label: String,
    /// In the order of the series. One too few is drawn as missing, one too many is left out.
    pub values: Vec<Value>,
}

impl BarGroup {
    pub fn new(label: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { label: label.into(), values: values.into_iter().collect() }
    }
}

impl Figure for BarChart {
    fn about(&self) -> &About {
        &self.about
    }

    fn values(&self) -> Vec<&Value> {
        self.bars.iter().map(|bar| &bar.value).collect()
    }

    fn description(&self) -> String {
        let reference = self.reference.as_ref().map(Reference::sentence).unwrap_or_default();
        prose([
            format!("Bar chart, {}: {}", counted(self.bars.len(), "bar", "bars"), sentence(&self.about.unit)),
            extremes(self.bars.iter().map(|bar| (bar.label.as_str(), &bar.value))),
            reference,
            gaps(&self.values()),
        ])
    }

    fn table(&self) -> Table {
        let mut rows: Vec<Vec<String>> = self.bars.iter().map(|bar| vec![bar.label.clone(), bar.value.text().to_owned()]).collect();
        rows.extend(self.reference.iter().map(|reference| vec![reference.label.clone(), reference.value.text().to_owned()]));
        Table { caption: self.about.title.clone(), headers: vec![self.category.clone(), self.about.unit.clone()], rows }
    }

    fn draw(&self, canvas: &mut Canvas) {
        let some_emphasised = self.bars.iter().any(|bar| bar.emphasised);
        let rows = self.bars.iter().map(|bar| Row::Bar {
            label: &bar.label,
            value: &bar.value,
            fill: if some_emphasised && !bar.emphasised { PALE } else { SERIES[0] },
            bold: bar.emphasised,
        });
        draw_rows(canvas, &self.about.unit, &rows.collect::<Vec<_>>(), self.reference.as_ref());
    }
}

impl Figure for GroupedBarChart {
    fn about(&self) -> &About {
        &self.about
    }

    fn values(&self) -> Vec<&Value> {
        self.groups.iter().flat_map(|group| group.values.iter().take(self.series.len())).collect()
    }

    fn description(&self) -> String {
        let kind = format!(
            "Grouped bar chart, {} of {}: {}",
            counted(self.groups.len(), "group", "groups"),
            counted(self.series.len(), "bar", "bars"),
            sentence(&self.about.unit)
        );
        let series = self.series.iter().enumerate().map(|(index, name)| {
            let said = extremes(self.groups.iter().filter_map(|group| Some((group.label.as_str(), group.values.get(index)?))));
            if said.is_empty() { String::new() } else { format!("{name}: {}", lower_first(&said)) }
        });
        prose(std::iter::once(kind).chain(series).chain([gaps(&self.values())]))
    }

    fn table(&self) -> Table {
        let missing = Value::missing();
        let row = |group: &BarGroup| {
            let cells = (0..self.series.len()).map(|index| group.values.get(index).unwrap_or(&missing).text().to_owned());
            std::iter::once(group.label.clone()).chain(cells).collect()
        };
        Table {
            caption: format!("{} ({})", self.about.title, self.about.unit),
            headers: std::iter::once(self.category.clone()).chain(self.series.iter().cloned()).collect(),
            rows: self.groups.iter().map(row).collect(),
        }
    }

    fn draw(&self, canvas: &mut Canvas) {
        let missing = Value::missing();
        let mut rows = Vec::new();
        for group in &self.groups {
            rows.push(Row::Heading(&group.label));
            rows.extend(self.series.iter().zip(SERIES.iter().cycle()).enumerate().map(|(index, (name, fill))| Row::Bar {
                label: name,
                value: group.values.get(index).unwrap_or(&missing),
                fill: *fill,
                bold: false,
            }));
        }
        draw_rows(canvas, &self.about.unit, &rows, None);
    }
}

enum Row<'a> {
    Heading(&'a str),
    Bar { label: &'a str, value: &'a Value, fill: Fill, bold: bool },
}

const GAP: f64 = 8.0;
/// Between a bar and its figure.
const SPACE: f64 = 6.0;
const BAR_HEIGHT: f64 = 22.0;
const LABEL_LIMIT: f64 = 200.0;
const FIGURE_LIMIT: f64 = 150.0;

fn draw_rows(canvas: &mut Canvas, unit: &str, rows: &[Row<'_>], reference: Option<&Reference>) {
    let bars =
        || rows.iter().filter_map(|row| if let Row::Bar { label, value, bold, .. } = row { Some((*label, *value, *bold)) } else { None });
    let numbers = || bars().filter_map(|(_, value, _)| value.number()).chain(reference.and_then(|reference| reference.value.number()));
    let (low, high) = numbers().fold((0.0f64, 0.0f64), |(low, high), number| (low.min(number), high.max(number)));
    let label_width = bars().map(|(label, _, bold)| block_width(&wrap(label, bold, LABEL_LIMIT), bold)).fold(0.0, f64::max);
    let figure_width = bars().map(|(_, value, _)| block_width(&wrap(value.text(), false, FIGURE_LIMIT), false)).fold(0.0, f64::max);
    // Figures stand at the far end of their bar, so a bar to the left needs room on the left.
    let left = label_width + SPACE + if low < 0.0 { figure_width + SPACE } else { 2.0 };
    let right = WIDTH - figure_width - SPACE - 2.0;
    let span = if high > low { high - low } else { 1.0 };
    let x = |number: f64| left + (number - low) / span * (right - left);

    let heading = wrap(unit, false, WIDTH);
    canvas.text_in(0.0, 0.0, Anchor::Start, false, GREY, &heading);
    let mut y = block_height(&heading) + GAP;
    let mark = reference.and_then(|reference| Some((reference, x(reference.value.number()?))));
    if let Some((reference, at)) = mark {
        let lines = wrap(&reference.words(), false, WIDTH / 2.0);
        let half = block_width(&lines, false) / 2.0;
        canvas.text(at.clamp(half.min(WIDTH / 2.0), (WIDTH - half).max(WIDTH / 2.0)), y, Anchor::Middle, false, &lines);
        y += block_height(&lines) + 4.0;
    }
    let top = y;
    // The line at nought stands beside bars only, not through the headings of groups.
    let mut figures = Vec::new();
    let mut stretch: Option<(f64, f64)> = None;
    let mut stretches = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        match row {
            Row::Heading(label) => {
                stretches.extend(stretch.take());
                if index > 0 {
                    y += GAP;
                }
                let lines = wrap(label, true, WIDTH);
                canvas.text(0.0, y, Anchor::Start, true, &lines);
                y += block_height(&lines) + 4.0;
            }
            Row::Bar { label, value, fill, bold } => {
                let label = wrap(label, *bold, LABEL_LIMIT);
                let figure = wrap(value.text(), false, FIGURE_LIMIT);
                let height = block_height(&label).max(block_height(&figure)).max(BAR_HEIGHT);
                let middle = y + height / 2.0;
                canvas.text(label_width, middle - block_height(&label) / 2.0, Anchor::End, *bold, &label);
                let number = value.number();
                if let Some(number) = number {
                    let (from, to) = (x(number.min(0.0)), x(number.max(0.0)));
                    canvas.rect(from, middle - BAR_HEIGHT / 2.0, to - from, BAR_HEIGHT, *fill);
                }
                let (at, anchor) = match number {
                    Some(number) if number < 0.0 => (x(number) - SPACE, Anchor::End),
                    Some(number) => (x(number) + SPACE, Anchor::Start),
                    None => (x(0.0) + SPACE, Anchor::Start),
                };
                figures.push((at, middle - block_height(&figure) / 2.0, anchor, figure));
                stretch = Some((stretch.map_or(y - 2.0, |s| s.0), y + height + 2.0));
                y += height + GAP;
            }
        }
    }
    stretches.extend(stretch);
    for (from, to) in stretches {
        canvas.line((x(0.0), from), (x(0.0), to), INK, 1.5, None);
    }
    if let Some((_, at)) = mark {
        canvas.line((at, top - 2.0), (at, y - GAP + 4.0), INK, 2.0, Some("6 4"));
    }
    // Last, so that the line of comparison does not strike a figure out.
    for (at, top, anchor, figure) in figures {
        canvas.halo(at, top, anchor, &figure);
    }
    canvas.reach(y);
}

fn lower_first(text: &str) -> String {
    // Only the words of this module are changed; a label keeps its capital.
    match text.strip_prefix("Highest") {
        Some(rest) => format!("highest{}", rest.replacen(". Lowest: ", "; lowest: ", 1)),
        None => text.to_owned(),
    }
}
