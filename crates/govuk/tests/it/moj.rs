//! The MOJ components compared with what the package's own Nunjucks macros draw from the same options.
//!
//! A script under `assets/` draws the macros each time the test runs. Where Node.js or the packages are not installed
//! (`cd assets && npm ci`), the test says so and checks nothing.

use crate::{build_moj, dom, options::Options};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn fixtures() -> Result<Vec<Value>, &'static str> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    for package in ["@ministryofjustice/frontend", "nunjucks", "moment"] {
        if !assets.join("node_modules").join(package).is_dir() {
            return Err("npm @ministryofjustice/frontend, nunjucks or moment is not installed under assets/node_modules");
        }
    }
    let Ok(output) = Command::new("node").arg("moj-fixtures.mjs").current_dir(&assets).output() else {
        return Err("Node.js is not installed");
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn every_moj_component_is_drawn_as_its_own_macro_draws_it() {
    let components = match fixtures() {
        Ok(components) => components,
        Err(why) => return eprintln!("SKIPPED: {why}; no MOJ component was compared"),
    };
    let (mut passed, mut total, mut failures) = (0, 0, Vec::new());
    for of in &components {
        let component = of["component"].as_str().unwrap();
        let before = passed;
        let fixtures = of["fixtures"].as_array().unwrap();
        for fixture in fixtures {
            let expected = build_moj::lines(fixture["html"].as_str().unwrap());
            let drawn = build_moj::draw(component, Options(&fixture["options"])).map(|html| build_moj::lines(&html));
            if drawn.as_ref() == Some(&expected) {
                passed += 1;
            } else {
                let name = fixture["name"].as_str().unwrap();
                failures.push(format!("{component} / {name}: {}", dom::first_difference(&expected, drawn.as_deref())));
            }
        }
        total += fixtures.len();
        println!("moj {component}: {} of {}", passed - before, fixtures.len());
    }
    println!("{passed} of {total} MOJ fixtures pass");
    assert!(failures.is_empty(), "{} fixtures differ:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(components.len(), 17, "the components that the product uses");
}
