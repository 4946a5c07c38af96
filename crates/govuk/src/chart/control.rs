//! The statistical process control chart: one measure over time, its mean, its limits, and the points that ordinary variation does not explain.

use super::about::{About, Figure, Table, Value, counted, gaps, prose, sentence};
use super::draw::{Anchor, BLUE, Canvas, GREY, INK, LINE, Marker, WIDTH, block_height, wrap};
use super::line::{course, extent};
use super::plot::{EndLabel, Plot, bounds, draw_end_labels, draw_level, end_column};
use super::xmr::{self, Reading, Signal};

/// One measure over time. With fewer than [`xmr::ENOUGH_POINTS`] known points it is a plain run chart around the median.
///
/// ```
/// use govuk::chart::{About, ControlChart, ControlPoint, Figure, Value, xmr::Reading};
/// let days = [24.0, 20.0, 26.0, 19.0, 25.0, 21.0, 27.0, 20.0, 69.0, 19.0, 25.0, 20.0];
/// let chart = ControlChart {
///     about: About::new("repairs", "Time to repair a street light", "Days"),
///     order: "Month".into(),
///     points: (1..).zip(days).map(|(month, days)| ControlPoint::new(format!("Month {month}"), Value::new(days, days.to_string()))).collect(),
///     least: Some(0.0),
///     format: |number| format!("{number:.1}"),
/// };
/// assert!(matches!(chart.reading(), Reading::Control { signals, .. } if signals[8].len() == 1));
/// assert!(chart.svg().contains("Outside the limits"));
/// ```
#[derive(Clone, Debug)]
pub struct ControlChart {
    pub about: About,
    /// What the points are, for the head of the table's first column.
    pub order: String,
    pub points: Vec<ControlPoint>,
    /// The smallest value that can happen: 0 for a count or a rate. The lower limit stops there.
    pub least: Option<f64>,
    /// How mean and limits are printed, since they are computed here.
    pub format: fn(f64) -> String,
}

#[derive(Clone, Debug)]
pub struct ControlPoint {
    pub label: String,
    pub value: Value,
}

impl ControlPoint {
    pub fn new(label: impl Into<String>, value: Value) -> Self {
        Self { label: label.into(), value }
    }
}

impl ControlChart {
    /// Mean or median, limits and signals of these points.
    pub fn reading(&self) -> Reading {
        let numbers: Vec<Option<f64>> = self.points.iter().map(|point| point.value.number()).collect();
        xmr::read(&numbers, self.least)
    }

    /// The lines across the chart: name, number, dash.
    fn levels(&self, reading: &Reading) -> Vec<(&'static str, f64, Option<&'static str>)> {
        match reading {
            Reading::Nothing => Vec::new(),
            Reading::Run { median } => vec![("Median", *median, None)],
            Reading::Control { limits, .. } => {
                vec![("Upper limit", limits.upper, Some("6 4")), ("Mean", limits.mean, None), ("Lower limit", limits.lower, Some("6 4"))]
            }
        }
    }
}

fn marker(signals: &[Signal]) -> (Marker, f64, &'static str) {
    match signals.first() {
        None => (Marker::Dot, 3.5, BLUE),
        Some(Signal::OutsideLimits) => (Marker::Diamond, 6.5, INK),
        Some(Signal::OneSide) => (Marker::Ring, 5.0, BLUE),
        Some(Signal::Trend) => (Marker::Triangle, 6.0, "#801650"),
    }
}

impl Figure for ControlChart {
    fn about(&self) -> &About {
        &self.about
    }

    fn values(&self) -> Vec<&Value> {
        self.points.iter().map(|point| &point.value).collect()
    }

    fn description(&self) -> String {
        let reading = self.reading();
        let labels: Vec<&str> = self.points.iter().map(|point| point.label.as_str()).collect();
        let kind = if matches!(reading, Reading::Control { .. }) { "Control chart" } else { "Run chart" };
        let points = counted(labels.len(), "point", "points");
        let levels: Vec<String> =
            self.levels(&reading).iter().map(|(name, number, _)| format!("{name} {}", (self.format)(*number))).collect();
        let signalled = match &reading {
            Reading::Control { signals, .. } => {
                let told = [Signal::OutsideLimits, Signal::Trend, Signal::OneSide].map(|signal| {
                    let named: Vec<&str> =
                        labels.iter().zip(signals).filter(|(_, s)| s.contains(&signal)).map(|(label, _)| *label).collect();
                    if named.is_empty() { String::new() } else { format!("{}: {}.", signal.words(), named.join(", ")) }
                });
                let told = prose(told);
                if told.is_empty() { "No point is a signal.".to_owned() } else { told }
            }
            Reading::Run { .. } => format!("Too few points for limits ({} are needed).", xmr::ENOUGH_POINTS),
            Reading::Nothing => String::new(),
        };
        let course = course(self.points.iter().map(|point| (point.label.as_str(), &point.value)));
        prose([
            format!("{kind}, {points}{}: {}", extent(&labels), sentence(&self.about.unit)),
            if course.is_empty() { course } else { format!("Values: {course}.") },
            if levels.is_empty() { String::new() } else { format!("{}.", levels.join(", ")) },
            signalled,
            gaps(&self.values()),
        ])
    }

    fn table(&self) -> Table {
        let (mut headers, mut rows) = (vec![self.order.clone(), self.about.unit.clone()], Vec::new());
        let signals = match self.reading() {
            Reading::Control { signals, .. } => Some(signals),
            _ => None,
        };
        if signals.is_some() {
            headers.push("Signal".to_owned());
        }
        for (index, point) in self.points.iter().enumerate() {
            let mut row = vec![point.label.clone(), point.value.text().to_owned()];
            if let Some(signals) = &signals {
                let words: Vec<&str> = signals.get(index).into_iter().flatten().map(|signal| signal.words()).collect();
                row.push(if words.is_empty() { "None".to_owned() } else { words.join("; ") });
            }
            rows.push(row);
        }
        Table { caption: self.about.title.clone(), headers, rows }
    }

    fn draw(&self, canvas: &mut Canvas) {
        const LABEL_LIMIT: f64 = 110.0;
        let reading = self.reading();
        let levels = self.levels(&reading);
        let values: Vec<Value> = self.points.iter().map(|point| point.value.clone()).collect();
        let heading = wrap(&self.about.unit, false, WIDTH);
        canvas.text_in(0.0, 0.0, Anchor::Start, false, GREY, &heading);
        let top = block_height(&heading) + LINE;

        let last = self.points.iter().enumerate().rfind(|(_, point)| point.value.number().is_some());
        let last_lines = last.map(|(_, point)| wrap(&format!("{}: {}", point.label, point.value.text()), true, LABEL_LIMIT));
        let level_lines: Vec<Vec<String>> =
            levels.iter().map(|(name, number, _)| wrap(&format!("{name} {}", (self.format)(*number)), false, LABEL_LIMIT)).collect();
        let texts: Vec<Vec<String>> = level_lines.iter().cloned().chain(last_lines.clone()).collect();
        let (column, tall) = end_column(&texts, false);

        let numbers = values.iter().filter_map(Value::number).chain(levels.iter().map(|(_, number, _)| *number));
        let plot = Plot::new((0.0, WIDTH - column), (top, tall.max(240.0)), bounds(numbers, false), 5, self.points.len());
        plot.draw_marks(canvas);
        let labels: Vec<&str> = self.points.iter().map(|point| point.label.as_str()).collect();
        plot.draw_labels(canvas, &labels);

        let mut ends = Vec::new();
        for ((_, number, dash), lines) in levels.iter().zip(level_lines) {
            draw_level(canvas, &plot, *number, *dash);
            ends.push(EndLabel { at: (plot.right, plot.y(*number)), lines, bold: false, key: None });
        }
        for stretch in plot.stretches(&values) {
            canvas.polyline(&stretch, BLUE, 2.0, None);
        }
        let mut kinds = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let Some(number) = value.number() else { continue };
            let signals = match &reading {
                Reading::Control { signals, .. } => signals.get(index).map_or(&[][..], Vec::as_slice),
                _ => &[],
            };
            let (shape, radius, colour) = marker(signals);
            canvas.marker(shape, (plot.x(index), plot.y(number)), radius, colour);
            if let Some(first) = signals.first()
                && !kinds.contains(first)
            {
                kinds.push(*first);
            }
        }
        plot.draw_withheld(canvas, std::iter::once(values.as_slice()));
        if let (Some((index, point)), Some(lines)) = (last, last_lines)
            && let Some(number) = point.value.number()
        {
            ends.push(EndLabel { at: (plot.x(index), plot.y(number)), lines, bold: true, key: None });
        }
        draw_end_labels(canvas, &plot, &ends);

        // A signal belongs to a point among others, where no words fit: its shape is explained below, and only if it occurs.
        kinds.sort_unstable();
        let mut y = canvas.height() + 6.0;
        for kind in kinds {
            let (shape, radius, colour) = marker(&[kind]);
            canvas.marker(shape, (plot.left + 8.0, y + LINE / 2.0), radius, colour);
            let lines = wrap(kind.words(), false, WIDTH - plot.left - 24.0);
            canvas.text(plot.left + 22.0, y, Anchor::Start, false, &lines);
            y += block_height(&lines) + 4.0;
        }
    }
}
