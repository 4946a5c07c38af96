//! The plane that lines are drawn on: marks up the side, labels along the foot, lines broken where a value is missing, labels at their ends.

use super::about::{Value, sentence};
use super::draw::{Anchor, Canvas, GREY, INK, LINE, Marker, RULE, WIDTH, block_height, block_width, width, wrap};
use super::scale::{spread, tick_label, ticks};

/// A value to compare with: an average elsewhere, a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub label: String,
    pub value: Value,
}

impl Reference {
    pub fn new(label: impl Into<String>, value: Value) -> Self {
        Self { label: label.into(), value }
    }

    pub(crate) fn words(&self) -> String {
        format!("{}: {}", self.label, self.value.text())
    }

    pub(crate) fn sentence(&self) -> String {
        format!("For comparison, {}", sentence(&self.words()))
    }
}

/// The lowest and highest of some numbers, with nought if asked.
pub(crate) fn bounds(numbers: impl Iterator<Item = f64>, from_zero: bool) -> (f64, f64) {
    let start = if from_zero { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
    numbers.fold(start, |(low, high), number| (low.min(number), high.max(number)))
}

/// Space on either side of the first and last point.
const INSET: f64 = 10.0;

/// A rectangle with a scale up its side and places for points along its foot.
pub(crate) struct Plot {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    marks: Vec<f64>,
    points: usize,
}

impl Plot {
    /// Between `left` (where the marks' words begin) and `right`, with marks that cover the bounds.
    pub(crate) fn new((left, right): (f64, f64), (top, height): (f64, f64), (low, high): (f64, f64), wanted: usize, points: usize) -> Self {
        let marks = ticks(low, high, wanted);
        let mut plot = Self { left, right, top, bottom: top + height, marks, points };
        let widest = plot.marks.iter().map(|mark| width(&tick_label(*mark, plot.step()), false)).fold(0.0, f64::max);
        plot.left = left + widest + 6.0;
        plot
    }

    fn step(&self) -> f64 {
        match self.marks.as_slice() {
            [first, second, ..] => second - first,
            _ => 1.0,
        }
    }

    pub(crate) fn x(&self, index: usize) -> f64 {
        let (from, to) = (self.left + INSET, self.right - INSET);
        if self.points < 2 { (from + to) / 2.0 } else { from + index as f64 * (to - from) / (self.points - 1) as f64 }
    }

    pub(crate) fn y(&self, number: f64) -> f64 {
        match (self.marks.first(), self.marks.last()) {
            (Some(low), Some(high)) if high > low => self.bottom - (number - low) / (high - low) * (self.bottom - self.top),
            _ => self.bottom,
        }
    }

    /// Rules across the plane with their words at the left.
    pub(crate) fn draw_marks(&self, canvas: &mut Canvas) {
        canvas.group("axis", |canvas| {
            // The dark rule is nought where the plane holds it: above it is more than none, below it less.
            let base = self.marks.iter().copied().find(|mark| mark.abs() < self.step() / 2.0).or(self.marks.first().copied());
            for mark in &self.marks {
                let y = self.y(*mark);
                let colour = if Some(*mark) == base { INK } else { RULE };
                canvas.line((self.left, y), (self.right, y), colour, 1.0, None);
                let words = tick_label(*mark, self.step());
                canvas.text_in(self.left - 6.0, y - LINE / 2.0, Anchor::End, false, GREY, &[words]);
            }
        });
    }

    /// Labels along the foot: the last always, and as many before it, evenly, as there is room for.
    pub(crate) fn draw_labels(&self, canvas: &mut Canvas, labels: &[&str]) {
        let wrapped: Vec<Vec<String>> = labels.iter().map(|label| wrap(label, false, 76.0)).collect();
        let widest = wrapped.iter().map(|lines| block_width(lines, false)).fold(0.0, f64::max);
        let apart = if self.points < 2 { self.right - self.left } else { self.x(1) - self.x(0) };
        let every = ((widest + 10.0) / apart.max(1.0)).ceil().max(1.0) as usize;
        canvas.group("labels", |canvas| {
            for (index, lines) in wrapped.iter().enumerate() {
                if (labels.len() - 1 - index).is_multiple_of(every) {
                    let x = self.x(index);
                    canvas.line((x, self.bottom), (x, self.bottom + 5.0), INK, 1.0, None);
                    let half = block_width(lines, false) / 2.0;
                    canvas.text(x.max(half).min((WIDTH - half).max(half)), self.bottom + 6.0, Anchor::Middle, false, lines);
                }
            }
        });
    }

    /// The symbols of withheld values, at the foot where their points would be. Each symbol once, however many lines share the place.
    pub(crate) fn draw_withheld<'a>(&self, canvas: &mut Canvas, rows: impl Iterator<Item = &'a [Value]> + Clone) {
        for index in 0..self.points {
            let mut symbols: Vec<&str> = Vec::new();
            for value in rows.clone().filter_map(|row| row.get(index)).filter(|value| value.is_suppressed()) {
                if !symbols.contains(&value.text()) {
                    symbols.push(value.text());
                }
            }
            if !symbols.is_empty() {
                canvas.halo(self.x(index), self.bottom - LINE - 2.0, Anchor::Middle, &[symbols.join(" ")]);
            }
        }
    }

    /// Stretches of known points, each to be one unbroken line.
    pub(crate) fn stretches(&self, values: &[Value]) -> Vec<Vec<(f64, f64)>> {
        let mut stretches: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for (index, value) in values.iter().enumerate().take(self.points) {
            match (value.number(), stretches.last_mut()) {
                (Some(number), Some(stretch)) => stretch.push((self.x(index), self.y(number))),
                _ => stretches.push(Vec::new()),
            }
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }
}

/// What stands at the right of a line to name it.
pub(crate) struct EndLabel {
    /// Where the line ends.
    pub(crate) at: (f64, f64),
    pub(crate) lines: Vec<String>,
    pub(crate) bold: bool,
    pub(crate) key: Option<(Marker, &'static str)>,
}

/// Between two labels, so that each is read as one block.
const LABEL_GAP: f64 = 4.0;
/// Room for the leader line before a label, and for the marker if there is one.
const LEADER: f64 = 18.0;
const KEY: f64 = 14.0;

/// How wide the column of labels is, and how tall a plot must be for them.
pub(crate) fn end_column(labels: &[Vec<String>], keyed: bool) -> (f64, f64) {
    let wide = labels.iter().map(|lines| block_width(lines, true)).fold(0.0, f64::max);
    (wide + LEADER + if keyed { KEY } else { 0.0 }, labels.iter().map(|lines| block_height(lines) + LABEL_GAP).sum())
}

/// Draws labels at the right of the plane, moved apart where they would touch, each joined to its line.
pub(crate) fn draw_end_labels(canvas: &mut Canvas, plot: &Plot, labels: &[EndLabel]) {
    let wishes: Vec<(f64, f64)> = labels.iter().map(|label| (label.at.1, block_height(&label.lines) + LABEL_GAP)).collect();
    let tops = spread(&wishes, plot.top - LINE / 2.0, plot.bottom + LINE / 2.0);
    canvas.group("end-labels", |canvas| {
        for ((label, top), (_, height)) in labels.iter().zip(tops).zip(wishes) {
            let middle = top + height / 2.0;
            let x = plot.right + LEADER + if label.key.is_some() { KEY } else { 0.0 };
            let colour = label.key.map_or(GREY, |(_, colour)| colour);
            let mut path = vec![(label.at.0 + 6.0, label.at.1)];
            if label.at.0 + 8.0 < plot.right {
                path.push((plot.right, label.at.1));
            }
            path.push((plot.right + LEADER - 3.0, middle));
            canvas.polyline(&path, colour, 1.0, Some("1 3"));
            if let Some((marker, colour)) = label.key {
                canvas.marker(marker, (x - 9.0, middle), 4.0, colour);
            }
            canvas.text(x, top + LABEL_GAP / 2.0, Anchor::Start, label.bold, &label.lines);
        }
    });
}

/// A line across the plane at one number.
pub(crate) fn draw_level(canvas: &mut Canvas, plot: &Plot, number: f64, dash: Option<&str>) {
    let y = plot.y(number);
    canvas.line((plot.left, y), (plot.right, y), GREY, 1.5, dash);
}
