//! What every file must have, and what none may.

use super::{Finding, Tree, finding, numbered};

const CODE: &[&str] = &["rs", "js", "mjs", "css", "scss", "py"];
const LONGEST: usize = 600;

/// A `.rs` file begins by saying what it is for. Attributes of the whole file may stand before that.
pub(super) fn documented(tree: &Tree) -> Vec<Finding> {
    let bare = tree.with_ending(&["rs"]).filter(|(_, text)| !says_what_it_is_for(text));
    bare.map(|(file, _)| finding(file, 1, "the file does not begin with a `//!` line that says what it is for")).collect()
}

fn says_what_it_is_for(text: &str) -> bool {
    let mut inside = false;
    let first = text.lines().map(str::trim).find(|line| {
        let attribute = inside || line.starts_with("#![");
        inside = attribute && !line.ends_with(']');
        !attribute && !line.is_empty()
    });
    first.and_then(|line| line.strip_prefix("//!")).is_some_and(|words| !words.trim().is_empty())
}

/// A file that is too long to be read has more than one subject.
pub(super) fn length(tree: &Tree) -> Vec<Finding> {
    let counted = tree.with_ending(CODE).map(|(file, text)| (file, text.lines().count()));
    let long = counted.filter(|(_, lines)| *lines > LONGEST);
    long.map(|(file, lines)| finding(file, LONGEST + 1, format!("{lines} lines; split it where the sense splits (limit {LONGEST})")))
        .collect()
}

/// A note to oneself names an issue, or it is not written.
pub(super) fn marks(tree: &Tree) -> Vec<Finding> {
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["X", "XX"].concat()];
    let mut findings = Vec::new();
    for (file, text) in tree.with_ending(&["rs", "js", "mjs", "css", "scss", "py", "sh", "toml", "cedar"]) {
        for (line, words) in numbered(text) {
            let bare = |mark: &&String| {
                let word = words.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == **mark);
                let with_issue = words.split('#').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                word && !with_issue
            };
            if let Some(mark) = marks.iter().find(bare) {
                findings.push(finding(file, line, format!("a bare {mark}: name the issue (#12) or do it")));
            }
        }
    }
    findings
}

/// A path that exists on one machine only.
pub(super) fn machine(tree: &Tree) -> Vec<Finding> {
    // Spelt in parts, so that this file does not find itself.
    let homes = ["work", "root", "home", "Users", "farm", "tmp/spike"].map(|home| format!("/{home}/"));
    let mut findings = Vec::new();
    for (file, text) in tree.iter() {
        for (line, words) in numbered(text) {
            let at = |home: &&String| words.match_indices(home.as_str()).any(|(at, _)| starts_a_path(&words[..at]));
            if let Some(home) = homes.iter().find(at) {
                findings.push(finding(file, line, format!("a path of one machine ({home}…): say it relative to the project")));
            }
        }
    }
    findings
}

/// Whether a slash after this text begins an absolute path, and is not in the middle of an address or a relative path.
fn starts_a_path(before: &str) -> bool {
    before.chars().next_back().is_none_or(|last| !last.is_alphanumeric() && !"_-./~$}".contains(last))
}

/// Packages come from the registry that is set up where one builds; a lock names versions and hashes, not hosts.
pub(super) fn registries(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in tree.iter() {
        let lock = file.ends_with("package-lock.json") || file.ends_with("npm-shrinkwrap.json");
        for (line, words) in numbered(text) {
            if lock && words.contains("\"resolved\": \"http") {
                findings.push(finding(
                    file,
                    line,
                    "the lock names a registry host: make it with `npm install --omit-lockfile-registry-resolved`",
                ));
            } else if names_registry(words) {
                findings.push(finding(
                    file,
                    line,
                    "the address of a package registry: name the package, and leave the place to the machine",
                ));
            }
        }
    }
    findings
}

fn names_registry(line: &str) -> bool {
    let hosts = ["registry", "index", "static", "files", "deb"];
    line.split("://").skip(1).any(|rest| {
        let name = rest.split('.').next().unwrap_or_default();
        hosts.contains(&name) && rest.len() > name.len()
    })
}

#[cfg(test)]
mod tests {
    use super::{super::tests::found, *};

    #[test]
    fn a_file_begins_by_saying_what_it_is_for() {
        let files = [
            ("crates/a/src/lib.rs", "\n//! What it is for.\n"),
            ("crates/a/src/tests.rs", "#![allow(\n    clippy::panic,\n    reason = \"a test\"\n)]\n#![cfg(test)]\n//! What it is for.\n"),
            ("crates/a/src/bare.rs", "use std::fs;\n//! Too late.\n"),
            ("crates/a/src/empty.rs", "//!\n"),
            ("assets/site.js", "let x = 1;"),
        ];
        let what = "the file does not begin with a `//!` line that says what it is for";
        assert_eq!(found(documented, &files), [format!("crates/a/src/bare.rs:1: {what}"), format!("crates/a/src/empty.rs:1: {what}")]);
    }

    #[test]
    fn six_hundred_lines_are_enough() {
        let files = [("a.rs", "\n".repeat(600)), ("b.scss", "\n".repeat(601)), ("c.json", "\n".repeat(9000))];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(found(length, &files), ["b.scss:601: 601 lines; split it where the sense splits (limit 600)"]);
    }

    #[test]
    fn a_note_to_oneself_names_an_issue() {
        let mark = ["TO", "DO"].concat();
        let text = format!("// {mark}: later\n// {mark} (#12): by the owner\nconst {mark}S: u8 = 1;");
        assert_eq!(found(marks, &[("a.rs", &text)]), [format!("a.rs:1: a bare {mark}: name the issue (#12) or do it")]);
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_an_address_is_not() {
        let place = ["", "home", "ada/trefoil"].join("/");
        let text = format!("see {place}\nsee https://example.org{place}\nsee docs{place} and `{place}`");
        let lines: Vec<usize> = machine(&super::super::tests::tree(&[("a.md", &text)])).iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [1, 3]);
    }

    #[test]
    fn a_lock_names_no_host() {
        let lock = format!("{{\n\"resolved\": \"{}://a.example/b.tgz\",\n\"integrity\": \"sha512-x\"\n}}", "https");
        assert_eq!(found(registries, &[("assets/package-lock.json", &lock)]).len(), 1);
        assert_eq!(found(registries, &[("assets/other.json", &lock)]).len(), 0);

        let host = ["https://reg", "istry.example.org/a"].concat();
        assert_eq!(found(registries, &[("README.md", &host)]).len(), 1);
        assert_eq!(found(registries, &[("README.md", "https://www.gov.uk/static and https://files")]).len(), 0);
    }
}
