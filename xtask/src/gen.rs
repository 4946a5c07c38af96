//! Files that are made from code and kept in the repository, so that a change of code shows as a change anyone can read.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{
    assets,
    run::{self, Profile, cargo, output, program, root},
};

/// A test that compares a golden file with what the code says writes the file instead where this is set.
const WRITE: &str = "TREFOIL_GEN";

/// # Errors
/// What could not be built, run or written.
pub(crate) fn run() -> Result<()> {
    assets::bring_up_to_date()?;
    matrix()?;
    openapi()
}

/// Which role may do which deed in which compartment: `agreement/matrix.txt`, written by the test that otherwise compares it.
fn matrix() -> Result<()> {
    let file = root().join("agreement/matrix.txt");
    // The whole workspace, so that what the tests were built with is not built again with fewer features.
    output(cargo(&["test", "--workspace", "--tests", "--quiet", "the_matrix_is_the_golden_one"]).env(WRITE, "1"))
        .context("the permission matrix could not be written")?;
    ensure!(file.is_file(), "no test of crate agreement named after the matrix wrote {}", file.display());
    Ok(())
}

fn openapi() -> Result<()> {
    let trefoil = run::build_trefoil(Profile::Dev)?;
    let document = output(program(trefoil).arg("openapi")).context("the OpenAPI document could not be made")?;
    let file = root().join("docs/openapi.json");
    let document = document + "\n";
    if fs::read_to_string(&file).is_ok_and(|last| last == document) {
        return Ok(());
    }
    fs::create_dir_all(root().join("docs"))?;
    fs::write(&file, document).with_context(|| format!("{} could not be written", file.display()))?;
    println!("wrote docs/openapi.json");
    Ok(())
}
