//! The tests that look at pages as a person does, in Chromium. They are written for Node.js, beside the driver they use.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{
    assets,
    run::{self, found, install, program, root},
};

const SCRIPT: &str = "tests/browser/run.mjs";

const HOW: &str = "Chromium is not installed. Install it (Debian: apt-get install -y chromium) \
                   or name one in the environment variable CHROMIUM.";

pub(crate) fn present() -> bool {
    root().join(SCRIPT).is_file()
}

/// `TREFOIL_BIN` and `CHROMIUM` tell the script which programs to start.
///
/// # Errors
/// What to install, or that a test failed.
pub(crate) fn run(trefoil: &Path, with: impl Fn(&mut Command)) -> Result<()> {
    let folder = root().join("tests/browser");
    if folder.join("package-lock.json").is_file() {
        assets::fetch(&folder)?;
    }
    let mut command = program("node");
    command.arg(SCRIPT).env("TREFOIL_BIN", trefoil).env("CHROMIUM", chromium()?);
    with(&mut command);
    run::run(&mut command)
}

fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let look = || ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(found);
    if let Some(file) = look() {
        return Ok(file);
    }
    install(&["chromium"], HOW)?;
    match look() {
        Some(file) => Ok(file),
        None => bail!(HOW),
    }
}
