//! What the compiler cannot enforce. Each rule is a function from the files of the project to what is wrong with them.

mod dependencies;
mod papers;
mod slices;
mod sources;

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::run::{output, program, root};

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// The files of the project: those that git follows, and those it would if they were added. Binary files are there without their text.
#[derive(Default)]
struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    fn read() -> Result<Self> {
        let root = root();
        let names = output(program("git").args(["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"]))?;
        let mut files = BTreeMap::new();
        for name in names.lines() {
            // A file that is deleted and not yet committed is still listed.
            let Ok(bytes) = fs::read(root.join(name)) else { continue };
            files.insert(name.to_owned(), String::from_utf8(bytes).unwrap_or_default());
        }
        for name in left_behind(&root, &[root.join("crates"), root.join("xtask")]) {
            files.entry(name).or_default();
        }
        Ok(Self { files })
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Files whose name ends with a dot and one of these.
    fn with_ending(&self, endings: &'static [&'static str]) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(move |(name, _)| endings.iter().any(|ending| name.rsplit_once('.').is_some_and(|(_, last)| last == *ending)))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// Whether there is such a file, or a folder with files in it.
    fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        path.is_empty()
            || self.files.contains_key(path)
            || self.files.range(folder.clone()..).next().is_some_and(|(name, _)| name.starts_with(&folder))
    }
}

/// Snapshots that a test wrote and nobody looked at. Git ignores them, so that they are not committed; we look for them all the same.
fn left_behind(root: &Path, folders: &[PathBuf]) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = folders.to_vec();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|item| item.path()) {
            match path.is_dir() {
                true => folders.push(path),
                false if path.to_string_lossy().ends_with(".snap.new") => {
                    names.push(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned());
                }
                false => {}
            }
        }
    }
    names
}

type Rule = fn(&Tree) -> Vec<Finding>;

const RULES: [Rule; 13] = [
    dependencies::owners_of_names,
    dependencies::direction,
    slices::parts,
    slices::invariants,
    sources::documented,
    sources::length,
    sources::marks,
    sources::machine,
    sources::registries,
    papers::links,
    papers::named_paths,
    papers::numbered_decisions,
    papers::snapshots,
];

/// # Errors
/// The number of findings, after printing each.
pub(crate) fn run() -> Result<()> {
    let tree = Tree::read()?;
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    findings.sort();
    for finding in &findings {
        eprintln!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("tidy found one thing to put right"),
        many => bail!("tidy found {many} things to put right"),
    }
}

/// Each line with its number, counted from one.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

fn finding(file: &str, line: usize, what: impl Into<String>) -> Finding {
    Finding { file: file.to_owned(), line, what: what.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn tree(files: &[(&str, &str)]) -> Tree {
        Tree { files: files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect() }
    }

    /// What a rule finds, as it is printed.
    pub(super) fn found(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
        rule(&tree(files)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it() {
        let tree = tree(&[("docs/decisions/0001-a.md", ""), ("docs-old.md", "")]);
        assert!(tree.has("docs/decisions/") && tree.has("docs") && tree.has(""));
        assert!(!tree.has("doc") && !tree.has("docs/decisions/0002-b.md"));
    }
}
