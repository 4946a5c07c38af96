//! Charts and maps: the examples of [`crate::chart::examples`], in the gallery.

use super::{Entry, Group, Shown};
use crate::chart::{Figure, examples};
use maud::Markup;

const IMPORTS: &str = "use govuk::chart::*;\nuse govuk::map::*;";

/// Slug, name, what it is for, function, and how it is drawn.
type Line = (&'static str, &'static str, &'static str, &'static str, fn() -> Markup);

const LINES: [Line; 8] = [
    ("chart-bar", "Horizontal bar chart", "Compares amounts; one bar may be picked out.", "bar", || examples::bar().render()),
    ("chart-grouped-bar", "Grouped bar chart", "Compares the same few amounts for several groups.", "grouped_bar", || {
        examples::grouped_bar().render()
    }),
    ("chart-line", "Line chart", "Shows how amounts change; what is not known leaves a gap.", "line", || examples::line().render()),
    ("chart-control", "Control chart", "Tells a change from chance: mean, limits, and the points that signal.", "control", || {
        examples::control().render()
    }),
    ("chart-run", "Run chart", "A control chart of too few points for limits.", "run", || examples::run().render()),
    ("chart-small-multiples", "Small multiples", "Many lines, each in a small chart of its own on one scale.", "small_multiples", || {
        examples::small_multiples().render()
    }),
    ("chart-map", "Map", "Amounts by area: shaded and hatched, with a map that zooms where scripts run.", "choropleth", || {
        examples::choropleth().map_or_else(|error| maud::html! { p { (error) } }, |map| map.render())
    }),
    ("chart-without-data", "Chart without data", "Says that there is nothing to show.", "without_data", || {
        examples::without_data().render()
    }),
];

pub(super) fn entries() -> Vec<Entry> {
    let entry = |(slug, title, about, function, draw): Line| {
        let source = examples::source(function);
        Entry { slug, title, group: Group::Charts, about, imports: IMPORTS, source, shown: Shown::Inside, draw }
    };
    LINES.map(entry).to_vec()
}
