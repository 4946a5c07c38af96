//! What is written beside the code: links lead somewhere, named paths exist, decisions are numbered, snapshots have been looked at.

use super::{Finding, Tree, finding, numbered};

/// A link in a Markdown file leads to a file of the project, or out of it.
pub(super) fn links(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in tree.with_ending(&["md"]) {
        for (line, words) in outside_code(text) {
            for target in targets(words) {
                let elsewhere = target.contains("://") || target.starts_with("mailto:") || target.starts_with('#');
                let path = target.split('#').next().unwrap_or_default();
                if !elsewhere && !resolved(file, path).is_some_and(|path| tree.has(&path)) {
                    findings.push(finding(file, line, format!("the link to {target} leads nowhere")));
                }
            }
        }
    }
    findings
}

/// The lines of a Markdown file that are not inside a fenced block.
fn outside_code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    numbered(text).filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Where the links of a line lead: what stands between `](` and the next `)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()).filter(|target| !target.is_empty())
}

/// A path as the project's root sees it; none where it leads out.
fn resolved(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// ARCHITECTURE.md describes what is there. A path is what stands between backticks, has a slash and nothing that is no part of a name.
pub(super) fn named_paths(tree: &Tree) -> Vec<Finding> {
    const FILE: &str = "ARCHITECTURE.md";
    let mut findings = Vec::new();
    for (line, words) in outside_code(tree.text(FILE).unwrap_or_default()) {
        let quoted = words.split('`').skip(1).step_by(2);
        let plain = |c: char| c.is_alphanumeric() || "_-./".contains(c);
        for path in quoted.filter(|path| path.contains('/') && path.chars().all(plain) && path.starts_with(|c: char| c.is_alphanumeric())) {
            if !tree.has(path) {
                findings.push(finding(FILE, line, format!("{path} is named and does not exist")));
            }
        }
    }
    findings
}

/// Decision records are numbered from 0001, each number once (0000 is the template).
pub(super) fn numbered_decisions(tree: &Tree) -> Vec<Finding> {
    const FOLDER: &str = "docs/decisions/";
    let mut findings = Vec::new();
    let mut next = 1;
    for (file, _) in tree.iter().filter(|(file, _)| file.starts_with(FOLDER) && file.ends_with(".md")) {
        let name = &file[FOLDER.len()..];
        if name == "README.md" || name.starts_with("0000-") {
            continue;
        }
        match name.split_once('-').filter(|(number, _)| number.len() == 4).and_then(|(number, _)| number.parse::<u32>().ok()) {
            None => findings.push(finding(file, 1, "a decision record is named NNNN-in-a-few-words.md")),
            Some(number) => {
                if number != next {
                    findings.push(finding(file, 1, format!("this decision should be number {next:04}: numbers have no gap and no double")));
                }
                next = number + 1;
            }
        }
    }
    findings
}

/// A snapshot that a test wrote has been looked at and renamed, or removed.
pub(super) fn snapshots(tree: &Tree) -> Vec<Finding> {
    let new = tree.iter().filter(|(file, _)| file.ends_with(".snap.new"));
    new.map(|(file, _)| finding(file, 1, "a snapshot nobody has looked at: `cargo insta review`, or remove it")).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::tests::found, *};

    #[test]
    fn a_link_leads_to_a_file_a_folder_or_out_of_the_project() {
        let text = "[a](../README.md) [b](decisions/#top) [c](https://example.org) [d](#here) [e](gone.md \"title\")\n```\n[f](gone.md)\n```\n[g](../../x)";
        let files = [("docs/index.md", text), ("README.md", ""), ("docs/decisions/0001-a.md", "")];
        assert_eq!(
            found(links, &files),
            ["docs/index.md:1: the link to gone.md leads nowhere", "docs/index.md:5: the link to ../../x leads nowhere"]
        );
    }

    #[test]
    fn the_architecture_names_what_exists() {
        let text = "`crates/kernel` and `crates/gone/` and `cargo run a/b` and `/api/v1` and `crates/*` and `kernel`";
        let files = [("ARCHITECTURE.md", text), ("crates/kernel/src/lib.rs", "")];
        assert_eq!(found(named_paths, &files), ["ARCHITECTURE.md:1: crates/gone/ is named and does not exist"]);
    }

    #[test]
    fn decisions_are_numbered_without_gap_or_double() {
        let right = [
            ("docs/decisions/0000-template.md", ""),
            ("docs/decisions/0001-a.md", ""),
            ("docs/decisions/0002-b.md", ""),
            ("docs/decisions/README.md", ""),
        ];
        assert!(found(numbered_decisions, &right).is_empty());
        let wrong = [
            ("docs/decisions/0001-a.md", ""),
            ("docs/decisions/0001-b.md", ""),
            ("docs/decisions/0003-c.md", ""),
            ("docs/decisions/notes.md", ""),
        ];
        assert_eq!(
            found(numbered_decisions, &wrong),
            [
                "docs/decisions/0001-b.md:1: this decision should be number 0002: numbers have no gap and no double",
                "docs/decisions/0003-c.md:1: this decision should be number 0002: numbers have no gap and no double",
                "docs/decisions/notes.md:1: a decision record is named NNNN-in-a-few-words.md",
            ]
        );
    }

    #[test]
    fn a_snapshot_nobody_looked_at_is_found() {
        assert_eq!(found(snapshots, &[("crates/a/src/b.snap.new", ""), ("crates/a/src/b.snap", "")]).len(), 1);
    }
}
