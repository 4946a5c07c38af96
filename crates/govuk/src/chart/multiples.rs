//! Small multiples: the same measure for many places or groups, each in a panel of its own, all on one scale.

use super::about::{About, Figure, Table, Value, counted, gaps, prose, sentence};
use super::draw::{Anchor, BLUE, Canvas, GREY, INK, LINE, Marker, WIDTH, block_height, block_width, wrap};
use super::line::{course, extent};
use super::plot::{Plot, bounds};

/// One line in each panel, over the same points and the same scale, so that panels can be compared.
///
/// ```
/// use govuk::chart::{About, Figure, Panel, SmallMultiples, Value};
/// let chart = SmallMultiples {
///     about: About::new("loans", "Loans by kind", "Thousand loans in the year"),
///     order: "Year".into(),
///     category: "Kind".into(),
///     points: vec!["2024".into(), "2025".into()],
///     panels: vec![Panel::new("Books", [Value::new(42.0, "42"), Value::new(47.0, "47")]), Panel::new("Maps", [Value::new(2.0, "2"), Value::missing()])],
///     from_zero: true,
/// };
/// assert!(chart.svg().contains("Books"));
/// ```
#[derive(Clone, Debug)]
pub struct SmallMultiples {
    pub about: About,
    /// What the points are, and what the panels are: the head of the table's first column is whichever has more.
    pub order: String,
    pub category: String,
    pub points: Vec<String>,
    pub panels: Vec<Panel>,
    /// Whether the axis begins at nought.
    pub from_zero: bool,
}

#[derive(Clone, Debug)]
pub struct Panel {
    pub title: String,
    /// In the order of the points. One too few is missing, one too many is left out.
    pub values: Vec<Value>,
}

impl Panel {
    pub fn new(title: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { title: title.into(), values: values.into_iter().collect() }
    }
}

impl Figure for SmallMultiples {
    fn about(&self) -> &About {
        &self.about
    }

    fn values(&self) -> Vec<&Value> {
        self.panels.iter().flat_map(|panel| panel.values.iter().take(self.points.len())).collect()
    }

    fn description(&self) -> String {
        let points: Vec<&str> = self.points.iter().map(String::as_str).collect();
        let kind = format!(
            "{} on one scale, each a line over {}{}: {}",
            counted(self.panels.len(), "small chart", "small charts"),
            counted(points.len(), "point", "points"),
            extent(&points),
            sentence(&self.about.unit)
        );
        let panels = self.panels.iter().map(|panel| match course(points.iter().copied().zip(&panel.values)) {
            said if said.is_empty() => format!("{}: no known value.", panel.title),
            said => format!("{}: {said}.", panel.title),
        });
        prose(std::iter::once(kind).chain(panels).chain([gaps(&self.values())]))
    }

    fn table(&self) -> Table {
        let missing = Value::missing();
        let cell = |panel: &Panel, index: usize| panel.values.get(index).unwrap_or(&missing).text().to_owned();
        let caption = format!("{} ({})", self.about.title, self.about.unit);
        // Whichever there are more of go down the page, for a page is taller than wide.
        if self.panels.len() >= self.points.len() {
            let row = |panel: &Panel| {
                std::iter::once(panel.title.clone()).chain((0..self.points.len()).map(|index| cell(panel, index))).collect()
            };
            let headers = std::iter::once(self.category.clone()).chain(self.points.iter().cloned()).collect();
            return Table { caption, headers, rows: self.panels.iter().map(row).collect() };
        }
        let row = |(index, point): (usize, &String)| {
            std::iter::once(point.clone()).chain(self.panels.iter().map(|panel| cell(panel, index))).collect()
        };
        let headers = std::iter::once(self.order.clone()).chain(self.panels.iter().map(|panel| panel.title.clone())).collect();
        Table { caption, headers, rows: self.points.iter().enumerate().map(row).collect() }
    }

    fn draw(&self, canvas: &mut Canvas) {
        const GUTTER: f64 = 24.0;
        const HEIGHT: f64 = 90.0;
        const FIGURE_LIMIT: f64 = 80.0;
        let wide = (WIDTH - GUTTER) / 2.0;
        let heading = wrap(&self.about.unit, false, WIDTH);
        canvas.text_in(0.0, 0.0, Anchor::Start, false, GREY, &heading);
        let mut y = block_height(&heading) + 8.0;

        let scale = bounds(self.values().into_iter().filter_map(Value::number), self.from_zero);
        let last = |panel: &Panel| {
            let known = panel.values.iter().take(self.points.len()).enumerate().rfind(|(_, value)| value.number().is_some());
            known.map(|(at, value)| (at, value.clone()))
        };
        let figures = self.panels.iter().filter_map(last).map(|(_, value)| block_width(&wrap(value.text(), true, FIGURE_LIMIT), true));
        let figure_width = figures.fold(0.0, f64::max);
        for pair in self.panels.chunks(2) {
            let titles: Vec<Vec<String>> = pair.iter().map(|panel| wrap(&panel.title, true, wide)).collect();
            let title_height = titles.iter().map(|lines| block_height(lines)).fold(0.0, f64::max);
            for (column, (panel, title)) in pair.iter().zip(titles).enumerate() {
                let left = column as f64 * (wide + GUTTER);
                // Titles of a pair end on one line, next to their panels.
                canvas.text(left, y + title_height - block_height(&title), Anchor::Start, true, &title);
                let plot = Plot::new(
                    (left, left + wide - figure_width - 2.0),
                    (y + title_height + LINE / 2.0, HEIGHT),
                    scale,
                    3,
                    self.points.len(),
                );
                plot.draw_marks(canvas);
                self.draw_foot(canvas, &plot, left + wide);
                for stretch in plot.stretches(&panel.values) {
                    canvas.polyline(&stretch, BLUE, 2.5, None);
                    if let [only] = stretch.as_slice() {
                        canvas.marker(Marker::Dot, *only, 3.0, BLUE);
                    }
                }
                plot.draw_withheld(canvas, std::iter::once(panel.values.as_slice()));
                match last(panel) {
                    Some((index, value)) => {
                        let at = (plot.x(index), plot.y(value.number().unwrap_or(0.0)));
                        canvas.marker(Marker::Dot, at, 4.0, BLUE);
                        let lines = wrap(value.text(), true, FIGURE_LIMIT);
                        canvas.group("end-labels", |canvas| {
                            canvas.text(at.0 + 8.0, at.1 - block_height(&lines) / 2.0, Anchor::Start, true, &lines);
                        });
                    }
                    None => {
                        canvas.halo((plot.left + plot.right) / 2.0, plot.bottom - HEIGHT / 2.0, Anchor::Middle, &["No data".to_owned()])
                    }
                }
            }
            y = canvas.height() + 14.0;
        }
    }
}

impl SmallMultiples {
    /// First and last label only: a panel has no room for more, and they all share the points.
    fn draw_foot(&self, canvas: &mut Canvas, plot: &Plot, edge: f64) {
        let half = (plot.right - plot.left) / 2.0 - 4.0;
        if let Some(first) = self.points.first() {
            canvas.line((plot.x(0), plot.bottom), (plot.x(0), plot.bottom + 5.0), INK, 1.0, None);
            canvas.text(plot.left, plot.bottom + 6.0, Anchor::Start, false, &wrap(first, false, half));
        }
        if let [_, .., last] = self.points.as_slice() {
            let x = plot.x(self.points.len() - 1);
            canvas.line((x, plot.bottom), (x, plot.bottom + 5.0), INK, 1.0, None);
            canvas.text(plot.right.min(edge), plot.bottom + 6.0, Anchor::End, false, &wrap(last, false, half));
        }
    }
}
