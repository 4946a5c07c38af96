//! Tests of every kind of chart: golden drawings of the examples, and properties that hold for any data.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::examples::{charts, examples};
use super::*;

/// The text of a `<text>` element as a reader sees it: its lines joined by spaces.
fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect::<Vec<_>>().join(" ")
}

fn printed(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    document.descendants().filter(|node| node.has_tag_name("text")).map(words).collect()
}

/// Without white space, which wrapping may change.
fn squeezed(text: &str) -> String {
    draw::clean(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// What must hold of any drawing.
fn assert_sound(chart: &Chart) {
    let svg = chart.svg();
    assert_eq!(svg, chart.clone().svg(), "the same data gives the same bytes");
    let document = Document::parse(&svg).unwrap_or_else(|why| panic!("not XML: {why}\n{svg}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    for id in root.attribute("aria-labelledby").unwrap().split(' ') {
        let named = document.descendants().find(|node| node.attribute("id") == Some(id)).expect("the name exists");
        assert!(matches!(named.tag_name().name(), "title" | "desc"));
    }
    let [_, _, width, height] = root.attribute("viewBox").unwrap().split(' ').collect::<Vec<_>>()[..] else { panic!("four numbers") };
    let (width, height): (f64, f64) = (width.parse().unwrap(), height.parse().unwrap());
    for node in document.descendants().filter(Node::is_element) {
        for attribute in node.attributes() {
            assert!(!matches!(attribute.name(), "class" | "style"), "{svg}");
            let numeric = matches!(attribute.name(), "x" | "y" | "x1" | "x2" | "y1" | "y2" | "cx" | "cy" | "r" | "width" | "height");
            if numeric && attribute.value() != "100%" {
                assert!(attribute.value().parse::<f64>().unwrap().is_finite());
            }
            assert!(!attribute.value().contains("NaN") && !attribute.value().contains("inf"), "{}", attribute.value());
            if let Some(reference) = attribute.value().strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                assert!(document.descendants().any(|other| other.attribute("id") == Some(reference)), "no pattern {reference}");
            }
        }
        if matches!(node.tag_name().name(), "text" | "tspan")
            && let (Some(x), Some(y)) = (node.attribute("x"), node.attribute("y"))
        {
            let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
            assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "text at {x}, {y} outside {width} × {height}: {svg}");
        }
    }
    assert_no_end_labels_overlap(&document);
    assert!(!chart.alt().is_empty() && !chart.alt().contains("NaN"));
    let table = chart.table();
    assert!(table.rows.iter().all(|row| row.len() == table.headers.len()));
}

fn assert_no_end_labels_overlap(document: &Document<'_>) {
    // Small multiples have a group of one label in each panel; every other chart has one group of all.
    for group in document.descendants().filter(|node| node.attribute("data-part") == Some("end-labels")) {
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for text in group.children().filter(|node| node.has_tag_name("text")) {
            let lines: Vec<f64> = text.descendants().filter_map(|node| node.attribute("y")?.parse().ok()).collect();
            let (first, last) = (lines.first().copied().unwrap(), lines.last().copied().unwrap());
            spans.push((first - 14.0, last + 4.0));
        }
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in spans.windows(2) {
            assert!(pair[0].1 <= pair[1].0 + 0.3, "labels cover each other: {pair:?}");
        }
    }
}

#[test]
fn every_example_is_drawn_as_before() {
    for (_, function, chart) in charts() {
        // A line for each element, so that a change reads as one; white space is added nowhere inside text.
        insta::assert_snapshot!(format!("{function}.svg"), chart.svg().replace("><", ">\n<").replace(">\n<tspan", "><tspan"));
        insta::assert_snapshot!(format!("{function}.alt"), chart.alt());
    }
}

#[test]
fn every_example_is_sound_and_shows_the_source_it_ran() {
    assert_eq!(charts().len(), 8);
    for (_, _, chart) in charts() {
        assert_sound(&chart);
    }
    for (name, source, markup) in examples() {
        assert!(source.starts_with("fn ") && source.ends_with('}'), "{name}: {source}");
        let page = markup.into_string();
        assert!(page.starts_with("<figure") && page.contains("<figcaption>"), "{name}");
    }
}

#[test]
fn every_figure_given_is_printed_as_given_in_drawing_and_table() {
    for (name, _, chart) in
        charts().into_iter().filter(|(name, _, _)| !matches!(*name, "Control chart" | "Run chart" | "Line chart" | "Small multiples"))
    {
        let all = printed(&chart.svg()).join(" ");
        let cells: Vec<String> = chart.table().rows.concat();
        for value in chart.values() {
            // A missing area of a map is told by its fill, a value too wide for its area by the table.
            assert!(all.contains(value.text()), "{name}: {}", value.text());
            assert!(cells.iter().any(|cell| cell == value.text()), "{name}: {}", value.text());
        }
    }
}

#[test]
fn a_withheld_value_shows_its_symbol_and_no_bar() {
    let chart = |value: Value| BarChart {
        about: About::new("a", "A", "Units"),
        category: "Row".into(),
        bars: vec![Bar::new("One", Value::new(4.0, "4")), Bar::new("Two", value)],
        reference: None,
    };
    let svg = chart(Value::suppressed("c")).svg();
    assert_eq!(svg.matches("<rect").count(), 1);
    assert!(printed(&svg).contains(&"c".to_owned()));
    assert_eq!(chart(Value::new(2.0, "2")).svg().matches("<rect").count(), 2);
}

#[test]
fn a_missing_point_breaks_the_line() {
    let chart = |middle: Value| LineChart {
        about: About::new("a", "A", "Units"),
        order: "Year".into(),
        points: ["1", "2", "3", "4", "5"].map(String::from).to_vec(),
        series: vec![Series::new("S", [Value::new(1.0, "1"), Value::new(2.0, "2"), middle, Value::new(4.0, "4"), Value::new(5.0, "5")])],
        reference: None,
        from_zero: true,
    };
    let lines = |svg: &str| svg.matches("stroke-width=\"2.5\"").count();
    assert_eq!(lines(&chart(Value::new(3.0, "3")).svg()), 1);
    assert_eq!(lines(&chart(Value::missing()).svg()), 2);
    let withheld = chart(Value::suppressed("c")).svg();
    assert_eq!(lines(&withheld), 2);
    assert!(printed(&withheld).contains(&"c".to_owned()));
}

#[test]
fn no_data_is_a_sentence_and_no_frame() {
    let mut chart = BarChart {
        about: About::new("a", "Visits", "Units"),
        category: "Row".into(),
        bars: vec![Bar::new("One", Value::missing())],
        reference: None,
    };
    assert_eq!(chart.alt(), "Visits. There is no data to show.");
    assert_eq!(printed(&chart.svg()), vec!["There is no data to show."]);
    let page = chart.render().into_string();
    assert!(page.contains("<p class=\"govuk-body\">There is no data to show.</p>") && !page.contains("<svg"));
    chart.bars = vec![Bar::new("One", Value::suppressed("c"))];
    assert!(chart.alt().contains("each has been withheld"));
}

#[test]
fn alternative_text_tells_highest_lowest_and_last() {
    let (_, _, line) = charts().into_iter().find(|(name, _, _)| *name == "Line chart").unwrap();
    let alt = line.alt();
    assert!(
        alt.contains("Eastholme: first 31% (Jan to Mar 2024), last 48% (Apr to Jun 2025), highest 48% (Apr to Jun 2025), lowest 31%"),
        "{alt}"
    );
    assert!(alt.contains("1 value is withheld. 1 value is missing."), "{alt}");
}

#[test]
fn ids_of_two_charts_on_a_page_do_not_meet() {
    let chart = |id: &str| BarChart {
        about: About::new(id, "A", "Units"),
        category: "Row".into(),
        bars: vec![Bar::new("One", Value::new(4.0, "4"))],
        reference: None,
    };
    assert!(chart("one").svg().contains("id=\"one-title\""));
    assert!(chart("\"><script>").svg().contains("id=\"chart----script--title\""));
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => (-1e6..1e6f64).prop_map(|number| Value::new(number, format!("{number:.1}"))),
        1 => any::<f64>().prop_map(|number| Value::new(number, "any")),
        1 => Just(Value::suppressed("c")),
        1 => Just(Value::missing()),
    ]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[A-Z][a-z]{1,9}( [a-z]{1,12}){0,5}", 1 => "[<>&\"'\\PC\u{0}\u{1b}]{0,12}"]
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let table = (0usize..30, 1usize..7).prop_flat_map(|(points, series)| {
        (
            prop::collection::vec(label(), points),
            prop::collection::vec(label(), series),
            prop::collection::vec(prop::collection::vec(value(), points), series),
            label(),
            any::<bool>(),
        )
    });
    (table, 0usize..5).prop_map(|((points, names, values, unit, from_zero), kind)| {
        let about = About::new("any", unit.clone(), unit);
        let series = || names.iter().cloned().zip(values.iter().cloned());
        let column = |index: usize| values.iter().map(|row| row[index].clone()).collect::<Vec<_>>();
        let first = || points.iter().cloned().zip(values[0].iter().cloned());
        match kind {
            0 => BarChart { about, category: "C".into(), bars: first().map(|(l, v)| Bar::new(l, v)).collect(), reference: None }.into(),
            1 => GroupedBarChart {
                about,
                category: "C".into(),
                series: names.clone(),
                groups: points.iter().enumerate().map(|(at, label)| BarGroup::new(label.clone(), column(at))).collect(),
            }
            .into(),
            2 => LineChart {
                about,
                order: "O".into(),
                points,
                series: series().map(|(n, v)| Series::new(n, v)).collect(),
                reference: None,
                from_zero,
            }
            .into(),
            3 => ControlChart {
                about,
                order: "O".into(),
                points: first().map(|(l, v)| ControlPoint::new(l, v)).collect(),
                least: None,
                format: |number| format!("{number:.1}"),
            }
            .into(),
            _ => SmallMultiples {
                about,
                order: "O".into(),
                category: "C".into(),
                points,
                panels: series().map(|(n, v)| Panel::new(n, v)).collect(),
                from_zero,
            }
            .into(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_data_gives_a_sound_drawing(chart in any_chart()) {
        assert_sound(&chart);
    }

    #[test]
    fn every_series_is_named_in_its_drawing(chart in any_chart()) {
        prop_assume!(chart.empty().is_none());
        let all = squeezed(&printed(&chart.svg()).concat());
        let names: Vec<String> = match &chart {
            Chart::Bar(chart) => chart.bars.iter().map(|bar| bar.label.clone()).collect(),
            Chart::GroupedBar(chart) => chart.series.iter().cloned().chain(chart.groups.iter().map(|group| group.label.clone())).collect(),
            Chart::Line(chart) => chart.series.iter().map(|series| series.name.clone()).collect(),
            Chart::SmallMultiples(chart) => chart.panels.iter().map(|panel| panel.title.clone()).collect(),
            Chart::Control(_) | Chart::Map(_) => Vec::new(),
        };
        for name in names {
            prop_assert!(all.contains(&squeezed(&name)), "{name:?} is not in {all}");
        }
    }

    #[test]
    fn wrapped_text_is_the_text_and_fits(text in label(), limit in 40.0..300.0f64) {
        let lines = draw::wrap(&text, false, limit);
        prop_assert_eq!(squeezed(&lines.concat()), squeezed(&text));
        prop_assert!(lines.iter().all(|line| line.chars().count() < 2 || draw::width(line, false) <= limit));
    }
}
