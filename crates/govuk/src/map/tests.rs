//! Tests of maps: classes, projection, what is drawn for each area, and the place for a script.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use proptest::prelude::*;
use roxmltree::Document;

use super::*;

/// Squares of one degree in a row along a parallel, named "0", "1" and so on.
fn squares(count: usize, latitude: f64) -> Shapes {
    let features: Vec<String> = (0..count)
        .map(|at| {
            let (west, east, north) = (at as f64, at as f64 + 1.0, latitude + 1.0);
            format!(
                r#"{{"type":"Feature","properties":{{"code":{at}}},"geometry":{{"type":"Polygon","coordinates":
                [[[{west},{latitude}],[{east},{latitude}],[{east},{north}],[{west},{north}],[{west},{latitude}]]]}}}}"#
            )
        })
        .collect();
    Shapes::parse(&format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")), "code").unwrap()
}

fn map(shapes: Shapes, values: Vec<Value>) -> Choropleth {
    let values = values.into_iter().enumerate().map(|(at, value)| AreaValue::new(at.to_string(), format!("Area {at}"), value)).collect();
    Choropleth {
        about: About::new("m", "Map", "Units"),
        category: "Area".into(),
        shapes,
        values,
        classes: Classes::Quantile(5),
        geojson_url: None,
    }
}

fn number(number: f64) -> Value {
    Value::new(number, number.to_string())
}

#[test]
fn quantile_classes_hold_as_many_each_and_keep_equals_together() {
    let ten: Vec<f64> = (1..=10).map(f64::from).collect();
    assert_eq!(classify(&ten, Classes::Quantile(5)), vec![(1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0)]);
    assert_eq!(classify(&[0.0, 0.0, 0.0, 0.0, 7.0], Classes::Quantile(5)), vec![(0.0, 0.0), (7.0, 7.0)]);
}

#[test]
fn equal_classes_have_equal_widths_and_leave_out_the_empty() {
    assert_eq!(classify(&[0.0, 1.0, 2.0, 9.0, 10.0], Classes::Equal(5)), vec![(0.0, 1.0), (2.0, 2.0), (9.0, 10.0)]);
    assert_eq!(classify(&[3.0, 3.0], Classes::Equal(4)), vec![(3.0, 3.0)]);
    assert_eq!(classify(&[], Classes::Equal(4)), vec![]);
}

#[test]
fn more_than_five_classes_are_five() {
    let many: Vec<f64> = (0..100).map(f64::from).collect();
    assert_eq!(classify(&many, Classes::Quantile(40)).len(), 5);
    assert_eq!(classify(&many, Classes::Equal(40)).len(), 5);
}

#[test]
fn a_degree_of_longitude_is_shortened_by_the_cosine_of_latitude() {
    // By hand: one square degree about 60° north; the cosine of 60° is one half, so it is twice as tall as wide.
    let shapes = squares(1, 59.5);
    let projection = Projection::fit(&shapes, 1000.0, 100.0);
    let ((west, south), (east, north)) = (projection.project([0.0, 59.5]), projection.project([1.0, 60.5]));
    assert!((south - north - 100.0).abs() < 1e-9);
    assert!((east - west - 50.0).abs() < 1e-9);
    assert!((west - 475.0).abs() < 1e-9, "in the middle of the width");
}

#[test]
fn each_class_has_its_own_hatching_and_the_key_names_its_ends_as_given() {
    let svg = map(squares(10, 52.0), (1..=10).map(|at| Value::new(f64::from(at), format!("£{at}"))).collect()).svg();
    let document = Document::parse(&svg).unwrap();
    let fills: std::collections::BTreeSet<&str> =
        document.descendants().filter(|node| node.attribute("data-id").is_some()).filter_map(|node| node.attribute("fill")).collect();
    assert_eq!(fills.len(), 5);
    assert_eq!(fills.iter().filter(|fill| fill.starts_with("url(#")).count(), 4, "all but the darkest are hatched: {fills:?}");
    for words in ["£1 to £2", "£3 to £4", "£9 to £10"] {
        assert!(svg.contains(&format!(">{words}</text>")), "{words}");
    }
    assert!(!svg.contains("No data"));
}

#[test]
fn a_withheld_area_shows_its_symbol_and_one_without_data_says_so_in_the_key() {
    let svg = map(squares(3, 52.0), vec![number(1.0), Value::suppressed("c")]).svg();
    assert_eq!(svg.matches(">c</text>").count(), 2, "once on the area, once in the key");
    assert!(svg.contains(">Withheld</text>"));
    assert!(svg.contains(">No data</text>"));
    assert!(svg.contains("<title>2: No data</title>"));
}

#[test]
fn values_without_a_shape_are_in_the_table_and_the_description_says_so() {
    let map = map(squares(1, 52.0), vec![number(1.0), number(2.0)]);
    assert!(map.description().contains("1 area is in the table but not on the map."));
    assert_eq!(map.table().rows.len(), 2);
}

#[test]
fn points_that_fall_together_or_on_a_straight_are_drawn_once() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"a"},"geometry":{"type":"Polygon","coordinates":
        [[[0,0],[0.00001,0],[0.5,0],[1,0],[1,1],[0,1],[0,0]]]}}]}"#;
    let shapes = Shapes::parse(text, "code").unwrap();
    let projection = Projection::fit(&shapes, 100.0, 100.0);
    let (outline, _) = path(shapes.iter().next().unwrap(), |point| projection.project(point));
    assert_eq!(outline, "M0 100L100 100L100 0L0 0Z");
}

#[test]
fn an_area_too_small_to_see_is_still_on_the_map() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"a"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},
        {"type":"Feature","properties":{"code":"b"},"geometry":{"type":"Polygon","coordinates":[[[2,0],[2.00001,0],[2.00001,0.00001],[2,0]]]}}]}"#;
    let svg = map(Shapes::parse(text, "code").unwrap(), vec![number(1.0)]).svg();
    assert_eq!(svg.matches("data-id=").count(), 2);
}

#[test]
fn a_map_that_cannot_be_drawn_says_why() {
    let with = |geometry: &str, properties: &str| {
        format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#)
    };
    let square = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
    let why = |text: &str| Shapes::parse(text, "code").unwrap_err();
    assert!(matches!(why("{}"), ShapeError::NotGeoJson(_)));
    assert_eq!(why(&with(square, "{}")), ShapeError::NoId { feature: 0, property: "code".into() });
    assert_eq!(why(&with(r#"{"type":"Point","coordinates":[0,0]}"#, r#"{"code":"a"}"#)), ShapeError::NotAnArea("a".into()));
    let grid = r#"{"type":"Polygon","coordinates":[[[400000,300000],[400001,300000],[400001,300001],[400000,300000]]]}"#;
    assert_eq!(why(&with(grid, r#"{"code":"a"}"#)), ShapeError::NotDegrees("a".into()));
}

#[test]
fn a_place_for_a_script_is_made_only_where_there_is_an_address() {
    let mut map = map(squares(2, 52.0), vec![number(1.0), number(2.0)]);
    assert!(!map.render().into_string().contains("app-map"));
    map.geojson_url = Some("/a.geojson?x=1&y=2".into());
    let page = map.render().into_string();
    assert!(page.contains(r#"data-geojson="/a.geojson?x=1&amp;y=2" data-svg-id="m" data-id-property="code"></div>"#), "{page}");
}

#[test]
fn a_label_stands_inside_a_shape_that_bends_round_its_middle() {
    // A horseshoe open at the top: its middle is outside it.
    let rings = vec![vec![[0.0, 0.0], [30.0, 0.0], [30.0, 80.0], [70.0, 80.0], [70.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]]];
    let (x, y, _) = place_for_label(&rings).unwrap();
    assert!(y > 80.0 || !(30.0..=70.0).contains(&x), "{x}, {y}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_in_exactly_one_class(numbers in prop::collection::vec(prop_oneof![-1e3..1e3f64, any::<f64>()], 0..40), count in 1usize..9, equal in any::<bool>()) {
        let ranges = classify(&numbers, if equal { Classes::Equal(count) } else { Classes::Quantile(count) });
        prop_assert!(ranges.len() <= Classes::MOST);
        for number in numbers.into_iter().filter(|number| number.is_finite()) {
            prop_assert_eq!(ranges.iter().filter(|(low, high)| *low <= number && number <= *high).count(), 1);
        }
    }

    #[test]
    fn any_values_give_a_map_that_is_xml_without_nonsense(numbers in prop::collection::vec(any::<f64>(), 0..12), shapes in 0usize..12) {
        let map = map(squares(shapes, 52.0), numbers.into_iter().map(number).collect());
        let svg = map.svg();
        let nonsense = |name: &str, value: &str| name != "data-id" && (value.contains("NaN") || value.contains("inf"));
        let document = Document::parse(&svg).unwrap();
        prop_assert!(!document.descendants().any(|node| node.attributes().any(|a| nonsense(a.name(), a.value()))));
    }
}
