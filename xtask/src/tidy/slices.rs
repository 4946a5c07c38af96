//! A slice has the same parts under the same names, and says what always holds.

use super::{Finding, Tree, finding, numbered};

/// What every slice has, in reading order. A slice may also have `api.rs`, `figures.rs` and parts of its own.
const PARTS: [&str; 6] = ["mod.rs", "fact.rs", "decide.rs", "rows.rs", "web.rs", "tests.rs"];

/// Crates below the slices. The platform keeps a few records of its own, which have the parts they need.
const BELOW: [&str; 6] = ["kernel", "ledger", "agreement", "govuk", "reports", "platform"];

/// The folders of slices: those inside a crate's `src` with a rule in them.
fn slices(tree: &Tree) -> impl Iterator<Item = &str> {
    tree.iter().filter_map(|(file, _)| file.strip_suffix("/decide.rs")).filter(|folder| {
        let parts: Vec<&str> = folder.split('/').collect();
        matches!(parts[..], ["crates", name, "src", _, ..] if !BELOW.contains(&name))
    })
}

/// Nothing is missing, and nothing lies in the folder that `mod.rs` does not declare.
pub(super) fn parts(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for slice in slices(tree) {
        let module = format!("{slice}/mod.rs");
        for part in PARTS.iter().filter(|part| !tree.has(&format!("{slice}/{part}"))) {
            findings.push(finding(&module, 1, format!("the slice has no {part}")));
        }
        let Some(text) = tree.text(&module) else { continue };
        for (file, _) in tree.iter() {
            let name = file.strip_prefix(slice).and_then(|rest| rest.strip_prefix('/')).and_then(|rest| rest.strip_suffix(".rs"));
            let Some(name) = name.filter(|name| !name.contains('/') && *name != "mod") else { continue };
            let declaration = format!("mod {name};");
            if !numbered(text)
                .any(|(_, line)| line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ") == declaration)
            {
                findings.push(finding(file, 1, format!("{module} does not declare `{declaration}`, so this file is dead")));
            }
        }
    }
    findings
}

/// `mod.rs` states at least one thing that always holds.
pub(super) fn invariants(tree: &Tree) -> Vec<Finding> {
    let modules = slices(tree).map(|slice| format!("{slice}/mod.rs"));
    let without = modules.filter(|module| tree.text(module).is_some_and(|text| !stated(text)));
    without.map(|module| finding(&module, 1, "the slice states no `**Invariant:**`: say what always holds")).collect()
}

fn stated(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("//!") && line.contains("**Invariant:**"))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::found, *};

    const MODULE: &str = "//! # Escalation\n//! **Invariant:** it ends.\nmod api;\nmod decide;\nmod fact;\npub mod rows;\n#[cfg(test)]\nmod tests;\nmod web;\n";

    fn slice(module: &'static str, parts: &[&'static str]) -> Vec<(String, &'static str)> {
        let parts = parts.iter().map(|part| (format!("crates/assurance/src/escalation/{part}"), ""));
        parts.chain([("crates/assurance/src/escalation/mod.rs".to_owned(), module)]).collect()
    }

    fn check(rule: super::super::Rule, files: &[(String, &'static str)]) -> Vec<String> {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        found(rule, &files)
    }

    #[test]
    fn a_slice_with_all_its_parts_is_tidy() {
        let files = slice(MODULE, &["api.rs", "decide.rs", "fact.rs", "rows.rs", "tests.rs", "web.rs"]);
        assert!(check(parts, &files).is_empty());
        assert!(check(invariants, &files).is_empty());
    }

    #[test]
    fn a_missing_part_and_a_dead_one_are_found() {
        let files = slice(MODULE, &["api.rs", "decide.rs", "fact.rs", "rows.rs", "tests.rs", "figures.rs"]);
        assert_eq!(
            check(parts, &files),
            [
                "crates/assurance/src/escalation/mod.rs:1: the slice has no web.rs",
                "crates/assurance/src/escalation/figures.rs:1: crates/assurance/src/escalation/mod.rs does not declare `mod figures;`, so this file is dead",
            ]
        );
    }

    #[test]
    fn a_slice_says_what_always_holds() {
        let files = slice("//! # Escalation\n// **Invariant:** only whispered.\n", &["decide.rs"]);
        assert_eq!(
            check(invariants, &files),
            ["crates/assurance/src/escalation/mod.rs:1: the slice states no `**Invariant:**`: say what always holds"]
        );
    }

    #[test]
    fn a_folder_without_a_rule_is_no_slice_and_neither_is_a_crate() {
        let files = slice("//! Pages.\n", &["show.rs"]);
        assert!(check(parts, &files).is_empty() && check(invariants, &files).is_empty());
        assert!(found(parts, &[("crates/agreement/src/decide.rs", ""), ("crates/platform/src/notice/decide.rs", "")]).is_empty());
    }
}
