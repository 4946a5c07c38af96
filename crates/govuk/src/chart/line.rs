//! Lines over time or another order: several series, each named where it ends.

use super::about::{About, Figure, Table, Value, counted, gaps, prose, sentence};
use super::draw::{Anchor, Canvas, GREY, LINE, WIDTH, block_height, stroke, wrap};
use super::plot::{EndLabel, Plot, Reference, bounds, draw_end_labels, draw_level, end_column};

/// Values of one or more series at the same points.
///
/// ```
/// use govuk::chart::{About, Figure, LineChart, Series, Value};
/// let chart = LineChart {
///     about: About::new("recycling", "Waste recycled", "Per cent of household waste"),
///     order: "Year".into(),
///     points: vec!["2024".into(), "2025".into()],
///     series: vec![Series::new("Eastholme", [Value::new(31.0, "31%"), Value::new(34.0, "34%")])],
///     reference: None,
///     from_zero: true,
/// };
/// assert!(chart.alt().starts_with("Waste recycled. Line chart"));
/// ```
#[derive(Clone, Debug)]
pub struct LineChart {
    pub about: About,
    /// What the points are, for the head of the table's first column.
    pub order: String,
    /// Labels of the points, first to last.
    pub points: Vec<String>,
    pub series: Vec<Series>,
    /// A level to compare with.
    pub reference: Option<Reference>,
    /// Whether the axis begins at nought. Differences look larger than they are where it does not.
    pub from_zero: bool,
}

#[derive(Clone, Debug)]
pub struct Series {
    pub name: String,
    /// In the order of the points. One too few is missing, one too many is left out.
    pub values: Vec<Value>,
}

impl Series {
    pub fn new(name: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { name: name.into(), values: values.into_iter().collect() }
    }
}

impl LineChart {
    /// A series' last known point: its place, and its value.
    fn last<'a>(&self, series: &'a Series) -> Option<(usize, &'a Value)> {
        series.values.iter().enumerate().take(self.points.len()).rfind(|(_, value)| value.number().is_some())
    }
}

/// "first 4 (2021), last 9 (2025), highest 9 (2025), lowest 3 (2022)" of labelled values. Empty where nothing is known.
pub(crate) fn course<'a>(items: impl Iterator<Item = (&'a str, &'a Value)>) -> String {
    let known: Vec<(&str, &str, f64)> = items.filter_map(|(label, value)| Some((label, value.text(), value.number()?))).collect();
    let highest = known.iter().reduce(|best, item| if item.2 > best.2 { item } else { best });
    let lowest = known.iter().reduce(|best, item| if item.2 < best.2 { item } else { best });
    let part = |name: &str, item: Option<&(&str, &str, f64)>| item.map(|(label, text, _)| format!("{name} {text} ({label})"));
    let parts = [part("first", known.first()), part("last", known.last()), part("highest", highest), part("lowest", lowest)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// " (January to June)": the points of a chart in words.
pub(crate) fn extent(points: &[&str]) -> String {
    match points {
        [] => String::new(),
        [only] => format!(" ({only})"),
        [first, .., last] => format!(" ({first} to {last})"),
    }
}

impl Figure for LineChart {
    fn about(&self) -> &About {
        &self.about
    }

    fn values(&self) -> Vec<&Value> {
        self.series.iter().flat_map(|series| series.values.iter().take(self.points.len())).collect()
    }

    fn description(&self) -> String {
        let points: Vec<&str> = self.points.iter().map(String::as_str).collect();
        let kind = format!(
            "Line chart, {} over {}{}: {}",
            counted(self.series.len(), "line", "lines"),
            counted(points.len(), "point", "points"),
            extent(&points),
            sentence(&self.about.unit)
        );
        let series = self.series.iter().map(|series| match course(points.iter().copied().zip(&series.values)) {
            said if said.is_empty() => format!("{}: no known value.", series.name),
            said => format!("{}: {said}.", series.name),
        });
        let reference = self.reference.as_ref().map(Reference::sentence).unwrap_or_default();
        prose(std::iter::once(kind).chain(series).chain([reference, gaps(&self.values())]))
    }

    fn table(&self) -> Table {
        let missing = Value::missing();
        let row = |(index, point): (usize, &String)| {
            let cells = self.series.iter().map(|series| series.values.get(index).unwrap_or(&missing).text().to_owned());
            let reference = self.reference.iter().map(|reference| reference.value.text().to_owned());
            std::iter::once(point.clone()).chain(cells).chain(reference).collect()
        };
        let names = self.series.iter().map(|series| series.name.clone());
        let reference = self.reference.iter().map(|reference| reference.label.clone());
        Table {
            caption: format!("{} ({})", self.about.title, self.about.unit),
            headers: std::iter::once(self.order.clone()).chain(names).chain(reference).collect(),
            rows: self.points.iter().enumerate().map(row).collect(),
        }
    }

    fn draw(&self, canvas: &mut Canvas) {
        const LABEL_LIMIT: f64 = 130.0;
        let heading = wrap(&self.about.unit, false, WIDTH);
        canvas.text_in(0.0, 0.0, Anchor::Start, false, GREY, &heading);
        let top = block_height(&heading) + LINE;

        // A series of which nothing is known has no line to stand beside, but is named all the same.
        let name = |series: &Series| match self.last(series) {
            Some((_, value)) => wrap(&format!("{} {}", series.name, value.text()), false, LABEL_LIMIT),
            None => wrap(&format!("{} (no data)", series.name), false, LABEL_LIMIT),
        };
        let reference = self.reference.as_ref().and_then(|reference| Some((reference, reference.value.number()?)));
        let reference_lines = reference.map(|(reference, _)| wrap(&reference.words(), false, LABEL_LIMIT));
        let texts: Vec<Vec<String>> = self.series.iter().map(name).chain(reference_lines.clone()).collect();
        let (column, tall) = end_column(&texts, true);

        let numbers = self.values().into_iter().filter_map(Value::number).chain(reference.map(|(_, number)| number));
        let plot = Plot::new((0.0, WIDTH - column), (top, tall.max(240.0)), bounds(numbers, self.from_zero), 5, self.points.len());
        plot.draw_marks(canvas);
        let labels: Vec<&str> = self.points.iter().map(String::as_str).collect();
        plot.draw_labels(canvas, &labels);

        let mut ends = Vec::new();
        if let (Some((_, number)), Some(lines)) = (reference, reference_lines) {
            draw_level(canvas, &plot, number, Some("6 4"));
            ends.push(EndLabel { at: (plot.right, plot.y(number)), lines, bold: false, key: None });
        }
        // Few markers, so that a long line stays a line; a point that stands alone always has one, for it has no line.
        let every = self.points.len().div_ceil(16).max(1);
        for (index, series) in self.series.iter().enumerate() {
            let look = stroke(index);
            for stretch in plot.stretches(&series.values) {
                canvas.polyline(&stretch, look.colour, 2.5, look.dash);
                for (place, point) in stretch.iter().enumerate() {
                    if stretch.len() == 1 || place.is_multiple_of(every) || place + 1 == stretch.len() {
                        canvas.marker(look.marker, *point, 4.0, look.colour);
                    }
                }
            }
            let at = self.last(series).and_then(|(place, value)| Some((plot.x(place), plot.y(value.number()?))));
            ends.push(EndLabel {
                at: at.unwrap_or((plot.right, plot.bottom)),
                lines: name(series),
                bold: false,
                key: Some((look.marker, look.colour)),
            });
        }
        plot.draw_withheld(canvas, self.series.iter().map(|series| series.values.as_slice()));
        draw_end_labels(canvas, &plot, &ends);
    }
}
