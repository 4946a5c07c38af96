//! The official fixtures of GOV.UK Frontend drawn by crate `govuk`, and by the official Nunjucks macros on the same machine.

use anyhow::{Context, Result};

use crate::{
    assets,
    run::{self, cargo, need, program},
};

pub(super) fn run() -> Result<()> {
    need("node", "Install Node.js 20 or later (Debian: apt-get install -y nodejs npm).")?;
    assets::bring_up_to_date().context("the npm packages, which hold the fixtures, could not be fetched")?;
    println!("\nBy crate govuk, built from their options and drawn:\n");
    run::run(&mut cargo(&["run", "--release", "--quiet", "--package", "govuk", "--example", "fixtures_per_second"]))?;
    println!("\nBy the official macros in Nunjucks, compiled and warm:\n");
    run::run(program("node").arg("crates/govuk/benches/nunjucks.mjs"))
}
