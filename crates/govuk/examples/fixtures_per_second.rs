//! How many official fixtures are drawn in a second: `cargo run --release -p govuk --example fixtures_per_second`.
//!
//! Each is built from its options (JSON already read) and drawn, which is what a template engine does with the same options.
//! One thread. `cargo xtask bench govuk` runs this
//! and the official macros.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot be made ends the program")]

#[path = "../tests/it/build_content.rs"]
mod build_content;
#[path = "../tests/it/build_fields.rs"]
mod build_fields;
#[path = "../tests/it/build_navigation.rs"]
mod build_navigation;
#[path = "../tests/it/options.rs"]
mod options;

use serde_json::Value;
use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

const LONG_ENOUGH: Duration = Duration::from_secs(3);

type Draw = fn(&str, options::Options) -> Option<String>;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/node_modules/govuk-frontend/dist/govuk/components");
    let Ok(components) = std::fs::read_dir(folder) else {
        return println!("npm govuk-frontend is not installed under assets/node_modules");
    };
    let mut fixtures: Vec<(String, Value, Draw)> = Vec::new();
    for component in components {
        let Ok(text) = std::fs::read_to_string(component.unwrap().path().join("fixtures.json")) else { continue };
        let file: Value = serde_json::from_str(&text).unwrap();
        let name = file["component"].as_str().unwrap().to_owned();
        for fixture in file["fixtures"].as_array().unwrap() {
            let options = fixture["options"].clone();
            let drawers: [Draw; 3] = [build_fields::draw, build_navigation::draw, build_content::draw];
            let draw = drawers.into_iter().find(|draw| draw(&name, options::Options(&options)).is_some());
            fixtures.push((name.clone(), options, draw.unwrap()));
        }
    }
    let (mut sets, mut bytes, begun) = (0, 0, Instant::now());
    while begun.elapsed() < LONG_ENOUGH {
        bytes = 0;
        for (name, options, draw) in &fixtures {
            bytes += black_box(draw(name, options::Options(options))).map_or(0, |html| html.len());
        }
        sets += 1;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let each = f64::from(sets) * fixtures.len() as f64 / seconds;
    println!(
        "{} fixtures, {} KiB, built and drawn {sets} times in {seconds:.2} s: {each:.0} fixtures a second",
        fixtures.len(),
        bytes / 1024
    );
}
