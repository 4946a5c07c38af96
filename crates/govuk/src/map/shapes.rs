//! Areas from GeoJSON, and how they lie on a plane.

use std::collections::BTreeSet;
use std::fmt;
use std::fmt::Write as _;

use geojson::{Feature, FeatureCollection, GeometryValue, Position};

use crate::chart::draw::n;

/// Longitude and latitude in degrees, or x and y of a drawing.
type Point = [f64; 2];
type Ring = Vec<Point>;

/// One area: its id, and its rings, outer and inner alike (holes are told by the even-odd rule).
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub id: String,
    rings: Vec<Ring>,
}

/// The areas of a map, read once and used for as many maps as wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Shapes {
    id_property: String,
    shapes: Vec<Shape>,
}

/// Why GeoJSON cannot be a map of areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeError {
    /// Not a GeoJSON feature collection; the parser's reason.
    NotGeoJson(String),
    /// The feature at this place (from 0) has no such property, or it is neither text nor number.
    NoId { feature: usize, property: String },
    /// Two features have this id.
    SameId(String),
    /// The feature with this id is not made of polygons.
    NotAnArea(String),
    /// The feature with this id lies outside ±180 and ±90 degrees: its coordinates are of another system, such as a national grid.
    NotDegrees(String),
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotGeoJson(why) => write!(f, "the map is not a GeoJSON feature collection: {why}"),
            Self::NoId { feature, property } => write!(f, "feature {feature} of the map has no property `{property}` to name it by"),
            Self::SameId(id) => write!(f, "two features of the map have the id `{id}`"),
            Self::NotAnArea(id) => write!(f, "feature `{id}` of the map is not a polygon or several"),
            Self::NotDegrees(id) => write!(f, "feature `{id}` of the map is not in degrees of longitude and latitude (WGS 84)"),
        }
    }
}

impl std::error::Error for ShapeError {}

impl Shapes {
    /// Reads the text of a feature collection whose features are named by the property `id_property`.
    ///
    /// # Errors
    /// See [`ShapeError`].
    pub fn parse(geojson: &str, id_property: &str) -> Result<Self, ShapeError> {
        let collection: FeatureCollection = geojson.parse().map_err(|why: geojson::Error| ShapeError::NotGeoJson(why.to_string()))?;
        Self::from_collection(&collection, id_property)
    }

    /// Areas of a feature collection, in its order. A feature without a geometry has no place and is not drawn.
    ///
    /// # Errors
    /// See [`ShapeError`].
    pub fn from_collection(collection: &FeatureCollection, id_property: &str) -> Result<Self, ShapeError> {
        let (mut seen, mut shapes) = (BTreeSet::new(), Vec::new());
        for (feature, item) in collection.features.iter().enumerate() {
            let id = id_of(item, id_property).ok_or_else(|| ShapeError::NoId { feature, property: id_property.to_owned() })?;
            if !seen.insert(id.clone()) {
                return Err(ShapeError::SameId(id));
            }
            let mut rings = Vec::new();
            if let Some(geometry) = &item.geometry {
                collect_rings(&geometry.value, &mut rings).ok_or_else(|| ShapeError::NotAnArea(id.clone()))?;
            }
            if rings.iter().flatten().any(|[lon, lat]| lon.abs() > 180.0 || lat.abs() > 90.0) {
                return Err(ShapeError::NotDegrees(id));
            }
            shapes.push(Shape { id, rings });
        }
        Ok(Self { id_property: id_property.to_owned(), shapes })
    }

    pub fn iter(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.iter()
    }

    /// The property that names the areas.
    pub fn id_property(&self) -> &str {
        &self.id_property
    }
}

fn id_of(feature: &Feature, property: &str) -> Option<String> {
    let value = feature.property(property)?;
    value.as_str().map(str::to_owned).or_else(|| value.as_number().map(ToString::to_string))
}

/// `None` where something is not an area.
fn collect_rings(geometry: &GeometryValue, rings: &mut Vec<Ring>) -> Option<()> {
    let mut polygon = |polygon: &Vec<Vec<Position>>| -> Option<()> {
        for ring in polygon {
            let points: Option<Ring> =
                ring.iter().map(|position| Some([*position.as_slice().first()?, *position.as_slice().get(1)?])).collect();
            rings.push(points?);
        }
        Some(())
    };
    match geometry {
        GeometryValue::Polygon { coordinates } => polygon(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().try_for_each(polygon),
        GeometryValue::GeometryCollection { geometries } => geometries.iter().try_for_each(|part| collect_rings(&part.value, rings)),
        _ => None,
    }
}

/// Equirectangular: a degree of longitude is shortened by the cosine of the middle latitude, so that shapes of a region
/// (up to a few hundred kilometres) keep their proportions.
pub(crate) struct Projection {
    west: f64,
    north: f64,
    shortened: f64,
    scale: f64,
    offset: f64,
    height: f64,
}

impl Projection {
    /// As large as fits in the width and height, in the middle of the width.
    pub(crate) fn fit(shapes: &Shapes, width: f64, height: f64) -> Self {
        let points = || shapes.iter().flat_map(|shape| shape.rings.iter().flatten());
        let range = |axis: usize| {
            let along = points().filter_map(move |point| point.get(axis).copied());
            along.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
        };
        let ((west, east), (south, north)) = (range(0), range(1));
        if west > east {
            return Self { west: 0.0, north: 0.0, shortened: 1.0, scale: 1.0, offset: 0.0, height: 0.0 };
        }
        let shortened = ((south + north) / 2.0).to_radians().cos();
        // A degree of a single point is as good as any.
        let (wide, tall) = (((east - west) * shortened).max(1e-9), (north - south).max(1e-9));
        let scale = (width / wide).min(height / tall);
        Self { west, north, shortened, scale, offset: (width - wide * scale) / 2.0, height: tall * scale }
    }

    pub(crate) fn project(&self, [lon, lat]: Point) -> (f64, f64) {
        (self.offset + (lon - self.west) * self.shortened * self.scale, (self.north - lat) * self.scale)
    }

    pub(crate) fn height(&self) -> f64 {
        self.height
    }
}

/// The outline of a shape to a tenth of a unit, and the rings as drawn. Points that fall together are drawn once; a ring too small to
/// see as an area becomes a small square, so that no area vanishes from the map.
pub(crate) fn path(shape: &Shape, place: impl Fn(Point) -> (f64, f64)) -> (String, Vec<Ring>) {
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let mut drawn: Vec<Ring> = Vec::new();
    for ring in &shape.rings {
        let mut points: Ring = Vec::new();
        for point in ring {
            let (x, y) = place(*point);
            let point = [tenth(x), tenth(y)];
            if points.last() != Some(&point) {
                // A point exactly on the straight between its neighbours adds nothing (both neighbours of a border drop the same points,
                // so no gap opens between two areas).
                if let [.., before, middle] = points.as_slice()
                    && cross(*before, *middle, point).abs() < 0.005
                    && dot(*before, *middle, point) > 0.0
                {
                    points.pop();
                }
                points.push(point);
            }
        }
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() >= 3 {
            drawn.push(points);
        }
    }
    if drawn.is_empty()
        && let Some(point) = shape.rings.first().and_then(|ring| ring.first())
    {
        let (x, y) = place(*point);
        drawn.push(vec![[x - 1.5, y - 1.5], [x + 1.5, y - 1.5], [x + 1.5, y + 1.5], [x - 1.5, y + 1.5]]);
    }
    let mut text = String::new();
    for ring in &drawn {
        for (index, [x, y]) in ring.iter().enumerate() {
            let _ = write!(text, "{}{} {}", if index == 0 { 'M' } else { 'L' }, n(*x), n(*y));
        }
        text.push('Z');
    }
    (text, drawn)
}

fn cross([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) -> f64 {
    (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
}

fn dot([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) -> f64 {
    (bx - ax) * (cx - bx) + (by - ay) * (cy - by)
}

/// A point inside the drawn rings with the width and height free around it: the middle of the widest stretch inside the area among
/// several levels. `None` if the area has no inside.
pub(crate) fn place_for_label(rings: &[Ring]) -> Option<(f64, f64, (f64, f64))> {
    const LEVELS: usize = 15;
    let heights = rings.iter().flatten().map(|[_, y]| *y);
    let (top, bottom) = heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    let middle = (top + bottom) / 2.0;
    let levels = (1..=LEVELS).map(|level| top + (bottom - top) * level as f64 / (LEVELS + 1) as f64);
    let stretches = levels.flat_map(|y| stretches_at(rings, y, true).into_iter().map(move |(from, to)| (y, from, to)));
    // Wide counts; of places about as wide, the one nearest the middle looks best.
    let score = |(y, from, to): &(f64, f64, f64)| (to - from) - 0.5 * (y - middle).abs();
    let (y, from, to) = stretches.max_by(|a, b| score(a).total_cmp(&score(b)))?;
    let x = (from + to) / 2.0;
    let around = stretches_at(rings, x, false).into_iter().find(|(above, below)| *above <= y && y <= *below);
    // The room is what the nearer edge leaves, twice.
    let tall = around.map_or(0.0, |(above, below)| 2.0 * (y - above).min(below - y));
    Some((x, y, (to - from, tall)))
}

/// The stretches inside the rings along a level (`y` fixed), or down a plumb line.
fn stretches_at(rings: &[Ring], at: f64, level: bool) -> Vec<(f64, f64)> {
    let turn = |[x, y]: Point| if level { (x, y) } else { (y, x) };
    let mut crossings = Vec::new();
    for ring in rings {
        for (start, end) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let ((ax, ay), (bx, by)) = (turn(*start), turn(*end));
            if (ay <= at) != (by <= at) {
                crossings.push(ax + (at - ay) / (by - ay) * (bx - ax));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings.chunks_exact(2).filter_map(|pair| if let [from, to] = pair { Some((*from, *to)) } else { None }).collect()
}
