//! An example of each chart for the gallery, with the source that makes it. Places and numbers are invented.

use maud::Markup;

use super::{
    About, Bar, BarChart, BarGroup, Chart, ControlChart, ControlPoint, Figure, GroupedBarChart, LineChart, Panel, Reference, Series,
    SmallMultiples, Value,
};
use crate::map::{AreaValue, Choropleth, Classes, ShapeError, Shapes};

/// Name, Rust source and rendered figure of each example, in the order of a gallery.
pub fn examples() -> Vec<(&'static str, &'static str, Markup)> {
    charts().into_iter().map(|(name, function, chart)| (name, source(function), chart.render())).collect()
}

/// Name, function and chart of each example.
pub(crate) fn charts() -> Vec<(&'static str, &'static str, Chart)> {
    let mut charts = vec![
        ("Horizontal bar chart", "bar", bar().into()),
        ("Grouped bar chart", "grouped_bar", grouped_bar().into()),
        ("Line chart", "line", line().into()),
        ("Control chart", "control", control().into()),
        ("Run chart", "run", run().into()),
        ("Small multiples", "small_multiples", small_multiples().into()),
        ("Chart without data", "without_data", without_data().into()),
    ];
    // The shapes below are well formed (a test says so), but a reader of other shapes must be ready for an error.
    if let Ok(map) = choropleth() {
        charts.insert(6, ("Map", "choropleth", map.into()));
    }
    charts
}

/// The body of a function of this file, as written and without its indentation. What is shown is what ran.
pub(crate) fn source(function: &str) -> &'static str {
    const FILE: &str = include_str!("examples.rs");
    let head = format!("\npub(crate) fn {function}()");
    let Some(start) = FILE.find(&head).map(|at| at + "\npub(crate) ".len()) else { return "" };
    let rest = FILE.get(start..).unwrap_or("");
    let end = rest.find("\n}\n").map_or(rest.len(), |at| at + 2);
    rest.get(..end).unwrap_or(rest)
}

pub(crate) fn bar() -> BarChart {
    BarChart {
        about: About::new("visits", "Library visits by branch, 2025", "Visits for each 100 residents")
            .source("Branch counters, January to December 2025")
            .note("c = withheld, because fewer than 10 people visited."),
        category: "Branch".into(),
        bars: vec![
            Bar::new("Ashford Road", Value::new(61.4, "61.4")),
            Bar::new("Central library and archive reading rooms", Value::new(118.0, "118.0")),
            Bar::new("Mill Lane", Value::new(84.9, "84.9")).emphasised(),
            Bar::new("Mobile library", Value::suppressed("c")),
            Bar::new("Northgate", Value::new(7.2, "7.2")),
            Bar::new("Quayside", Value::missing()),
        ],
        reference: Some(Reference::new("All branches", Value::new(72.3, "72.3"))),
    }
}

pub(crate) fn grouped_bar() -> GroupedBarChart {
    GroupedBarChart {
        about: About::new("journeys", "How people travel, by age", "Per cent of journeys"),
        category: "Age".into(),
        series: vec!["On foot or by bicycle".into(), "Bus or train".into(), "Car".into()],
        groups: vec![
            BarGroup::new("Under 18", [Value::new(48.0, "48%"), Value::new(22.0, "22%"), Value::new(30.0, "30%")]),
            BarGroup::new("18 to 64", [Value::new(21.0, "21%"), Value::new(17.0, "17%"), Value::new(62.0, "62%")]),
            BarGroup::new("65 and over", [Value::new(26.0, "26%"), Value::new(31.0, "31%"), Value::new(43.0, "43%")]),
        ],
    }
}

pub(crate) fn line() -> LineChart {
    let quarters = ["Jan to Mar 2024", "Apr to Jun 2024", "Jul to Sep 2024", "Oct to Dec 2024", "Jan to Mar 2025", "Apr to Jun 2025"];
    let values = |numbers: [f64; 6]| numbers.map(|number| Value::new(number, format!("{number}%")));
    LineChart {
        about: About::new("recycling", "Household waste recycled, by town", "Per cent of household waste"),
        order: "Quarter".into(),
        points: quarters.map(String::from).to_vec(),
        series: vec![
            Series::new("Eastholme", values([31.0, 34.0, 38.0, 41.0, 45.0, 48.0])),
            Series::new("Westholme", values([44.0, 43.0, 45.0, 44.0, 46.0, 47.0])),
            Series::new(
                "Thornley with Marsh",
                [
                    Value::new(22.0, "22%"),
                    Value::new(25.0, "25%"),
                    Value::missing(),
                    Value::suppressed("c"),
                    Value::new(29.0, "29%"),
                    Value::new(28.0, "28%"),
                ],
            ),
        ],
        reference: Some(Reference::new("Target", Value::new(50.0, "50%"))),
        from_zero: true,
    }
}

pub(crate) fn control() -> ControlChart {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let days = [
        24.0, 20.0, 26.0, 19.0, 25.0, 21.0, 27.0, 20.0, 39.0, 19.0, 25.0, 20.0, 24.0, 22.0, 23.0, 21.0, 20.0, 19.0, 17.0, 16.0, 17.0, 18.0,
        15.0, 17.0,
    ];
    let labels = [2024, 2025].iter().flat_map(|year| months.map(|month| format!("{month} {year}")));
    ControlChart {
        about: About::new("repairs", "Time to repair a street light", "Days from report to repair"),
        order: "Month".into(),
        points: labels.zip(days).map(|(label, days)| ControlPoint::new(label, Value::new(days, format!("{days:.0}")))).collect(),
        least: Some(0.0),
        format: |number| format!("{number:.1}"),
    }
}

pub(crate) fn run() -> ControlChart {
    let counts = [14.0, 11.0, 16.0, 12.0, 13.0, 15.0, 9.0];
    ControlChart {
        about: About::new("leaks", "Leaks found", "Leaks found in the month"),
        order: "Month".into(),
        points: (1..)
            .zip(counts)
            .map(|(month, count)| ControlPoint::new(format!("Month {month}"), Value::new(count, count.to_string())))
            .collect(),
        least: Some(0.0),
        format: |number| format!("{number:.1}"),
    }
}

pub(crate) fn small_multiples() -> SmallMultiples {
    let panel = |title: &str, numbers: [f64; 5]| Panel::new(title, numbers.map(|number| Value::new(number, number.to_string())));
    SmallMultiples {
        about: About::new("loans", "Loans by kind, 2021 to 2025", "Thousand loans in the year"),
        order: "Year".into(),
        category: "Kind".into(),
        points: ["2021", "2022", "2023", "2024", "2025"].map(String::from).to_vec(),
        panels: vec![
            panel("Books for adults", [42.0, 47.0, 45.0, 44.0, 41.0]),
            panel("Books for children", [30.0, 36.0, 39.0, 44.0, 52.0]),
            panel("Audiobooks and other sound recordings", [6.0, 9.0, 14.0, 18.0, 25.0]),
            Panel::new(
                "Maps",
                [Value::new(2.0, "2"), Value::missing(), Value::new(2.0, "2"), Value::suppressed("c"), Value::suppressed("c")],
            ),
        ],
        from_zero: true,
    }
}

/// The wards of an island, as the map and its zooming twin read them.
pub(crate) const WARDS: &str = r#"{"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"code": "N"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-1.92, 52.08], [-1.90, 52.16], [-1.80, 52.19], [-1.70, 52.15], [-1.72, 52.09], [-1.80, 52.10], [-1.92, 52.08]]]}},
    {"type": "Feature", "properties": {"code": "W"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-1.92, 52.08], [-1.80, 52.10], [-1.82, 52.00], [-1.90, 51.96], [-2.00, 52.02], [-1.92, 52.08]]]}},
    {"type": "Feature", "properties": {"code": "C"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-1.80, 52.10], [-1.72, 52.09], [-1.70, 52.02], [-1.76, 51.99], [-1.82, 52.00], [-1.80, 52.10]]]}},
    {"type": "Feature", "properties": {"code": "E"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-1.70, 52.15], [-1.56, 52.12], [-1.50, 52.02], [-1.58, 51.98], [-1.70, 52.02], [-1.72, 52.09], [-1.70, 52.15]]]}},
    {"type": "Feature", "properties": {"code": "S"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-1.90, 51.96], [-1.82, 52.00], [-1.76, 51.99], [-1.74, 51.88], [-1.84, 51.85], [-1.90, 51.96]]]}},
    {"type": "Feature", "properties": {"code": "D"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-1.76, 51.99], [-1.70, 52.02], [-1.58, 51.98], [-1.60, 51.90], [-1.74, 51.88], [-1.76, 51.99]]]}},
    {"type": "Feature", "properties": {"code": "I"}, "geometry": {"type": "Polygon", "coordinates":
        [[[-1.54, 51.93], [-1.49, 51.94], [-1.46, 51.90], [-1.50, 51.86], [-1.55, 51.88], [-1.54, 51.93]]]}}
]}"#;

pub(crate) fn choropleth() -> Result<Choropleth, ShapeError> {
    Ok(Choropleth {
        about: About::new("trees", "Tree cover by ward", "Trees for each hectare").note("c = withheld."),
        category: "Ward".into(),
        shapes: Shapes::parse(WARDS, "code")?,
        values: vec![
            AreaValue::new("N", "Northwood", Value::new(31.2, "31.2")),
            AreaValue::new("W", "Westbrook", Value::new(12.0, "12.0")),
            AreaValue::new("C", "Castle", Value::new(3.9, "3.9")),
            AreaValue::new("E", "Easton", Value::new(18.4, "18.4")),
            AreaValue::new("S", "Southmoor", Value::new(24.7, "24.7")),
            AreaValue::new("D", "Dale", Value::suppressed("c")),
        ],
        classes: Classes::Quantile(5),
        geojson_url: Some("/gallery/wards.geojson".into()),
    })
}

pub(crate) fn without_data() -> BarChart {
    BarChart { about: About::new("future", "Visits in 2026", "Visits"), category: "Branch".into(), bars: Vec::new(), reference: None }
}
