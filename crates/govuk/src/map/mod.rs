//! # Maps
//! A choropleth: areas from GeoJSON, each shaded and hatched by the class its value falls in. It is a [`Figure`] like any chart: one SVG
//! for page and PDF, with the table beside it.
//!
//! The parts: [`Shapes`] are the areas, read once; [`Classes`] say how values are grouped; [`Choropleth`] puts values on shapes.
//!
//! **Invariant:** classes differ by hatching as well as by shade, and a withheld value shows its symbol.
//! **Invariant:** the map is complete without JavaScript. A GeoJSON address only adds a place for a script to put a map that zooms: a page
//! that wants it loads `/assets/map.css` and `/assets/map.js` ([`crate::Page::stylesheet`], [`crate::Page::script`]). The script reads
//! fills and words from the drawing, and works under a policy that forbids inline styles: Leaflet sets them through the object model.

mod classes;
mod shapes;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use maud::{Markup, html};

pub use self::{
    classes::Classes,
    shapes::{Shape, ShapeError, Shapes},
};
use self::{
    classes::classify,
    shapes::{Projection, path, place_for_label},
};
use crate::chart::draw::{Anchor, Canvas, Fill, GREY, INK, LINE, Mark, SHADES, WIDTH, block_height, block_width, clean, identifier, wrap};
use crate::chart::{About, Figure, Table, Value, counted, extremes, gaps, prose, sentence};

/// Values on areas.
///
/// ```
/// use govuk::chart::{About, Figure, Value};
/// use govuk::map::{AreaValue, Choropleth, Classes, Shapes};
/// let geojson = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "N"}, "geometry":
///     {"type": "Polygon", "coordinates": [[[0.0, 52.0], [1.0, 52.0], [1.0, 53.0], [0.0, 52.0]]]}}]}"#;
/// let map = Choropleth {
///     about: About::new("trees", "Tree cover by ward", "Trees for each hectare"),
///     category: "Ward".into(),
///     shapes: Shapes::parse(geojson, "code")?,
///     values: vec![AreaValue::new("N", "Northwood", Value::new(31.2, "31.2"))],
///     classes: Classes::Quantile(5),
///     geojson_url: None,
/// };
/// assert!(map.svg().contains("Northwood: 31.2"));
/// # Ok::<(), govuk::map::ShapeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Choropleth {
    pub about: About,
    /// What the areas are, for the head of the table's first column.
    pub category: String,
    pub shapes: Shapes,
    /// One for each area that has anything to say. An area of the map without a value reads "No data".
    pub values: Vec<AreaValue>,
    pub classes: Classes,
    /// Where the page finds the same areas as GeoJSON, if a script shall draw a map that zooms beside this one.
    pub geojson_url: Option<String>,
}

/// A value for the area with this id.
#[derive(Clone, Debug)]
pub struct AreaValue {
    pub id: String,
    /// The name of the area, as printed.
    pub label: String,
    pub value: Value,
}

impl AreaValue {
    pub fn new(id: impl Into<String>, label: impl Into<String>, value: Value) -> Self {
        Self { id: id.into(), label: label.into(), value }
    }
}

const TALLEST: f64 = 560.0;
const NO_DATA: Fill = Fill { name: "none", ground: "#ffffff", ink: "#505a5f", mark: Mark::None, cell: 8.0 };

impl Figure for Choropleth {
    fn about(&self) -> &About {
        &self.about
    }

    fn values(&self) -> Vec<&Value> {
        self.values.iter().map(|area| &area.value).collect()
    }

    fn description(&self) -> String {
        let unplaced = self.values.iter().filter(|area| !self.shapes.iter().any(|shape| shape.id == area.id)).count();
        let bare = self.shapes.iter().filter(|shape| !self.values.iter().any(|area| area.id == shape.id)).count();
        let classes = self.keys().len();
        prose([
            format!(
                "Map of {} in {}: {}",
                counted(self.values.len(), "area", "areas"),
                counted(classes, "class", "classes"),
                sentence(&self.about.unit)
            ),
            extremes(self.values.iter().map(|area| (area.label.as_str(), &area.value))),
            gaps(&self.values()),
            if bare > 0 { format!("{} no data.", counted(bare, "area on the map has", "areas on the map have")) } else { String::new() },
            if unplaced > 0 {
                format!("{} in the table but not on the map.", counted(unplaced, "area is", "areas are"))
            } else {
                String::new()
            },
        ])
    }

    fn table(&self) -> Table {
        Table {
            caption: self.about.title.clone(),
            headers: vec![self.category.clone(), self.about.unit.clone()],
            rows: self.values.iter().map(|area| vec![area.label.clone(), area.value.text().to_owned()]).collect(),
        }
    }

    fn draw(&self, canvas: &mut Canvas) {
        let heading = wrap(&self.about.unit, false, WIDTH);
        canvas.text_in(0.0, 0.0, Anchor::Start, false, GREY, &heading);
        let keys = self.keys();
        self.draw_key(canvas, &keys, block_height(&heading) + 8.0);

        let top = canvas.height() + 10.0;
        let projection = Projection::fit(&self.shapes, WIDTH - 4.0, TALLEST);
        let place = |point: [f64; 2]| {
            let (x, y) = projection.project(point);
            (x + 2.0, y + top)
        };
        let areas: BTreeMap<&str, &AreaValue> = self.values.iter().map(|area| (area.id.as_str(), area)).collect();
        canvas.reach(top + projection.height() + 4.0);
        let mut names = Vec::new();
        for shape in self.shapes.iter() {
            let area = areas.get(shape.id.as_str());
            let fill =
                area.and_then(|area| area.value.number()).and_then(|number| keys.iter().find(|key| key.holds(number))).map(|key| key.fill);
            let paint = canvas.paint(fill.unwrap_or(NO_DATA));
            // A hover text for those who point; the table says the same to everyone.
            let told = area.map_or_else(|| format!("{}: No data", shape.id), |area| format!("{}: {}", area.label, area.value.text()));
            let (outline, drawn) = path(shape, place);
            if outline.is_empty() {
                continue;
            }
            canvas.push(&html! {
                path d=(outline) fill=(paint) fill-rule="evenodd" stroke=(INK) stroke-width="1" stroke-linejoin="round"
                    data-id=(clean(&shape.id)) { title { (clean(&told)) } }
            });
            if let Some(area) = area
                && let Some((x, y, room)) = place_for_label(&drawn)
            {
                let lines = vec![clean(area.value.text())];
                // A symbol must always be seen, since nothing else tells a withheld value from a missing one.
                if area.value.is_suppressed()
                    || (area.value.number().is_some() && room.0 > block_width(&lines, false) + 8.0 && room.1 > LINE + 4.0)
                {
                    names.push((x, y - LINE / 2.0, lines));
                }
            }
        }
        canvas.group("area-values", |canvas| {
            for (x, y, lines) in names {
                canvas.halo(x, y, Anchor::Middle, &lines);
            }
        });
    }

    fn beside(&self) -> Markup {
        html! {
            @if let Some(url) = &self.geojson_url {
                div class="app-map" hidden role="group" aria-label={ (self.about.title) " (map that zooms)" } data-geojson=(url)
                    data-svg-id=(identifier(&self.about.id)) data-id-property=(self.shapes.id_property()) {}
            }
        }
    }
}

/// A class of values that occur, with its words and its fill.
struct Key {
    lowest: f64,
    highest: f64,
    words: String,
    fill: Fill,
}

impl Key {
    fn holds(&self, number: f64) -> bool {
        self.lowest <= number && number <= self.highest
    }
}

impl Choropleth {
    /// Classes that have a member, lowest first, each named by the lowest and highest value in it, as given.
    fn keys(&self) -> Vec<Key> {
        let known: Vec<(&Value, f64)> = self.values.iter().filter_map(|area| Some((&area.value, area.value.number()?))).collect();
        let numbers: Vec<f64> = known.iter().map(|(_, number)| *number).collect();
        let text = |number: f64| known.iter().find(|(_, other)| *other == number).map_or("", |(value, _)| value.text());
        let ranges = classify(&numbers, self.classes);
        let shades: &[usize] = match ranges.len() {
            0 | 1 => &[2],
            2 => &[0, 4],
            3 => &[0, 2, 4],
            4 => &[0, 1, 3, 4],
            _ => &[0, 1, 2, 3, 4],
        };
        let key = |((lowest, highest), shade): ((f64, f64), &usize)| {
            let words =
                if text(lowest) == text(highest) { text(lowest).to_owned() } else { format!("{} to {}", text(lowest), text(highest)) };
            Key { lowest, highest, words, fill: SHADES.get(*shade).copied().unwrap_or(SHADES[0]) }
        };
        ranges.into_iter().zip(shades).map(key).collect()
    }

    /// Swatches with their words, in rows as wide as the drawing.
    fn draw_key(&self, canvas: &mut Canvas, keys: &[Key], top: f64) {
        const SWATCH: f64 = 26.0;
        let words = |words: &str| wrap(words, false, WIDTH - SWATCH - 8.0);
        let mut entries: Vec<(Fill, Vec<String>, &str)> = keys.iter().map(|key| (key.fill, words(&key.words), "")).collect();
        let mut symbols: Vec<&str> = self.values.iter().filter(|area| area.value.is_suppressed()).map(|area| area.value.text()).collect();
        symbols.sort_unstable();
        symbols.dedup();
        entries.extend(symbols.into_iter().map(|symbol| (NO_DATA, words("Withheld"), symbol)));
        let bare = self
            .shapes
            .iter()
            .any(|shape| !self.values.iter().any(|area| area.id == shape.id && area.value.text() != Value::missing().text()));
        if bare {
            entries.push((NO_DATA, words("No data"), ""));
        }
        let (mut x, mut y, mut tall) = (2.0, top, 0.0f64);
        canvas.group("key", |canvas| {
            for (fill, lines, symbol) in entries {
                let wide = SWATCH + 6.0 + block_width(&lines, false) + 18.0;
                if x > 2.0 && x + wide - 18.0 > WIDTH {
                    (x, y, tall) = (2.0, y + tall + 8.0, 0.0);
                }
                canvas.rect(x, y, SWATCH, LINE, fill);
                canvas.text(x + SWATCH / 2.0, y, Anchor::Middle, false, &[clean(symbol)]);
                canvas.text(x + SWATCH + 6.0, y, Anchor::Start, false, &lines);
                tall = tall.max(block_height(&lines));
                x += wide;
            }
        });
        canvas.reach(y + tall.max(LINE));
    }
}
