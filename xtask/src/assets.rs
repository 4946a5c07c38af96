//! The front-end packages: fetched by npm, bundled once into `assets/dist`, and left alone while nothing has changed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::run::{need, program, root, run};

/// Written into `node_modules` after a fetch: the hash of the lock it was made from.
const FETCHED: &str = ".trefoil-fetched";
/// Written into `node_modules` after a bundle: the hash of lock and sources.
const BUNDLED: &str = ".trefoil-bundled";

/// Fetches and bundles what is stale; says nothing where nothing is.
///
/// # Errors
/// What is missing, or what npm or the bundler said.
pub(crate) fn bring_up_to_date() -> Result<()> {
    let folder = root().join("assets");
    fetch(&folder)?;
    let sources = hash_of(&sources(&folder)?, &folder)?;
    let stamp = folder.join("node_modules").join(BUNDLED);
    if folder.join("dist").is_dir() && fs::read_to_string(&stamp).is_ok_and(|last| last == sources) {
        return Ok(());
    }
    println!("bundling the front end into assets/dist");
    run(program("node").arg("build.mjs").current_dir(&folder))?;
    ensure!(folder.join("dist").is_dir(), "assets/build.mjs ended well but left no assets/dist");
    fs::write(&stamp, sources).context("could not note that the front end was bundled")
}

/// Installs exactly what a folder's lock names, unless that is what is installed already.
///
/// # Errors
/// What is missing, or what npm said.
pub(crate) fn fetch(folder: &Path) -> Result<()> {
    let how = "Install Node.js 18 or later with npm (Debian: apt-get install -y nodejs npm).";
    need("npm", how)?;
    need("node", how)?;
    let lock = folder.join("package-lock.json");
    ensure!(lock.is_file(), "{} is missing: it says which front-end packages to fetch", lock.display());
    let wanted = hash_of(std::slice::from_ref(&lock), folder)?;
    let stamp = folder.join("node_modules").join(FETCHED);
    if fs::read_to_string(&stamp).is_ok_and(|last| last == wanted) {
        return Ok(());
    }
    println!("fetching the front-end packages");
    let quiet = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    run(program("npm").args(quiet).current_dir(folder))?;
    fs::create_dir_all(folder.join("node_modules"))?;
    fs::write(&stamp, wanted).context("could not note which packages were fetched")
}

/// Everything the bundle is made from, in a fixed order.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for item in fs::read_dir(&next).with_context(|| format!("could not read {}", next.display()))? {
            let path = item?.path();
            let made = path.parent() == Some(folder) && path.file_name().is_some_and(|name| name == "node_modules" || name == "dist");
            match path.is_dir() {
                true if !made => folders.push(path),
                false => files.push(path),
                true => {}
            }
        }
    }
    files.sort();
    Ok(files)
}

fn hash_of(files: &[PathBuf], folder: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files {
        let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned();
        let bytes = fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(bytes);
    }
    Ok(hex::encode(hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_follows_names_and_contents_and_ignores_what_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let stamp = || hash_of(&sources(folder.path()).unwrap(), folder.path()).unwrap();
        write("build.mjs", "one");
        write("src/site.js", "two");
        let first = stamp();

        write("node_modules/a/index.js", "fetched");
        write("dist/site.css", "made");
        assert_eq!(stamp(), first);

        write("src/site.js", "three");
        assert_ne!(stamp(), first);

        write("src/site.js", "two");
        write("src/other.js", "");
        assert_ne!(stamp(), first);
    }
}
