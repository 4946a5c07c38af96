//! Who may name what: the three libraries that have one owner each, and the direction in which our crates build on one another.

use super::{Finding, Tree, finding, numbered};

/// A library and the only crate that may name it.
struct Owned {
    library: &'static str,
    owner: &'static str,
    /// What the others use instead.
    instead: &'static str,
}

const OWNED: [Owned; 3] = [
    Owned { library: "sqlx", owner: "ledger", instead: "`ledger::Read` and `ledger::Sql`" },
    Owned { library: "cedar_policy", owner: "agreement", instead: "`agreement::Agreement`" },
    Owned { library: "typst", owner: "reports", instead: "the documents of crate `reports`" },
];

/// Our crates, each with those it may build on. Areas build on the common ground and never on one another.
const ORDER: [(&str, &[&str]); 19] = [
    ("kernel", &[]),
    ("govuk", &[]),
    ("ledger", &["kernel"]),
    ("agreement", &["kernel"]),
    ("reports", &["kernel"]),
    ("platform", FLOOR),
    ("testkit", COMMON_GROUND),
    ("partnership", PLATFORM),
    ("people", &["kernel", "ledger", "agreement", "govuk", "reports", "platform", "partnership"]),
    ("thread", &["kernel", "ledger", "agreement", "govuk", "reports", "platform", "partnership", "people"]),
    ("casework", COMMON_GROUND),
    ("concerns", COMMON_GROUND),
    ("assurance", COMMON_GROUND),
    ("learning", COMMON_GROUND),
    ("voice", COMMON_GROUND),
    ("publication", COMMON_GROUND),
    ("trefoil", EVERYTHING),
    ("xtask", &[]),
    // Whatever stands in `crates/engines`.
    (ENGINE, &["kernel"]),
];

const ENGINE: &str = "an engine";
const FLOOR: &[&str] = &["kernel", "ledger", "agreement", "govuk", "reports", ENGINE];
const PLATFORM: &[&str] = &["kernel", "ledger", "agreement", "govuk", "reports", ENGINE, "platform"];
const COMMON_GROUND: &[&str] =
    &["kernel", "ledger", "agreement", "govuk", "reports", ENGINE, "platform", "partnership", "people", "thread"];
const EVERYTHING: &[&str] = &[
    "kernel",
    "ledger",
    "agreement",
    "govuk",
    "reports",
    ENGINE,
    "platform",
    "partnership",
    "people",
    "thread",
    "casework",
    "concerns",
    "assurance",
    "learning",
    "voice",
    "publication",
];

/// The crate a file belongs to; none for what stands outside every crate.
fn crate_of(file: &str) -> Option<&str> {
    let mut parts = file.split('/');
    match (parts.next()?, parts.next()) {
        ("crates", Some("engines")) => parts.next(),
        ("crates", Some(name)) => Some(name),
        ("xtask", Some(_)) => Some("xtask"),
        _ => None,
    }
}

/// Only `ledger` names sqlx, only `agreement` cedar_policy, only `reports` typst, in manifests and in code.
pub(super) fn owners_of_names(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in tree.with_ending(&["rs", "toml"]) {
        // `xtask` has none of them in its manifest, and spells their names in order to look for them.
        let Some(name) = crate_of(file).filter(|name| *name != "xtask") else { continue };
        for owned in OWNED.iter().filter(|owned| owned.owner != name) {
            for (line, words) in numbered(text) {
                let named = if file.ends_with(".rs") { uses(words, owned.library) } else { depends_on(words, owned.library) };
                if named {
                    let what = format!("only crate `{}` names {}: use {}", owned.owner, owned.library, owned.instead);
                    findings.push(finding(file, line, what));
                }
            }
        }
    }
    findings
}

/// Whether a line of code names the library, or one of its kin (`typst` has `typst_pdf`), as the start of a path.
fn uses(line: &str, library: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices(library).any(|(at, _)| {
        let inside = code[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_');
        let rest = code[at..].trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        let imported = code.trim_start().trim_start_matches("pub ").starts_with("use ");
        !inside && (rest.starts_with("::") || (imported && (rest.starts_with(';') || rest.starts_with(" as "))))
    })
}

/// Whether a line of a manifest depends on the library or its kin.
fn depends_on(line: &str, library: &str) -> bool {
    let key = line.trim_start().split(['=', '.', ' ']).next().unwrap_or_default().replace('-', "_");
    key == library || key.strip_prefix(library).is_some_and(|rest| rest.starts_with('_'))
}

/// Our crates build downwards only.
pub(super) fn direction(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in tree.iter() {
        let Some(name) = file.strip_suffix("/Cargo.toml").and_then(|_| crate_of(file)) else { continue };
        let own = if file.starts_with("crates/engines/") { ENGINE } else { name };
        let Some((_, allowed)) = ORDER.iter().find(|(known, _)| *known == own) else {
            let what = format!("crate `{name}` has no place in the order of crates: give it one in xtask/src/tidy/dependencies.rs");
            findings.push(finding(file, 1, what));
            continue;
        };
        let manifest = match text.parse::<toml::Table>() {
            Ok(manifest) => manifest,
            Err(error) => {
                findings.push(finding(file, 1, format!("not TOML: {}", error.message())));
                continue;
            }
        };
        for (section, dependency) in dependencies(&manifest) {
            let engine = tree.has(&format!("crates/engines/{dependency}/Cargo.toml"));
            let ours = engine || ORDER.iter().any(|(known, _)| *known == dependency);
            let as_known = if engine { ENGINE } else { dependency.as_str() };
            let for_tests = section == "dev-dependencies" && dependency == "testkit";
            if ours && !for_tests && !allowed.contains(&as_known) {
                let line = numbered(text).find(|(_, line)| line.trim_start().starts_with(&dependency)).map_or(1, |(line, _)| line);
                let what = match dependency.as_str() {
                    "testkit" => "`testkit` is for tests: name it under [dev-dependencies]".to_owned(),
                    _ => format!("`{name}` may not build on `{dependency}`: crates build downwards only, and areas never on one another"),
                };
                findings.push(finding(file, line, what));
            }
        }
    }
    findings
}

/// Every dependency of a manifest with the section that names it, those for one platform only included.
fn dependencies(manifest: &toml::Table) -> Vec<(String, String)> {
    let mut tables = vec![manifest];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    tables.extend(targets.into_iter().flatten().filter_map(|(_, table)| table.as_table()));
    let mut all = Vec::new();
    for table in tables {
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let names = table.get(section).and_then(toml::Value::as_table);
            all.extend(names.into_iter().flatten().map(|(name, _)| (section.to_owned(), name.clone())));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{super::tests::found, *};

    #[test]
    fn only_the_owner_names_its_library_in_code() {
        let files = [
            ("crates/ledger/src/db.rs", "use sqlx::Row;"),
            ("crates/platform/src/a.rs", "// sqlx::query is the ledger's\nlet rows = sqlx::query(\"select 1\");\nuse typst_pdf::pdf;"),
            ("crates/thread/src/a.rs", "use ledger::{Read, not_sqlx::Row};\nuse cedar_policy as cedar;\nlet filter = \"sqlx=warn\";"),
        ];
        assert_eq!(
            found(owners_of_names, &files),
            [
                "crates/platform/src/a.rs:2: only crate `ledger` names sqlx: use `ledger::Read` and `ledger::Sql`",
                "crates/platform/src/a.rs:3: only crate `reports` names typst: use the documents of crate `reports`",
                "crates/thread/src/a.rs:2: only crate `agreement` names cedar_policy: use `agreement::Agreement`",
            ]
        );
    }

    #[test]
    fn only_the_owner_names_its_library_in_a_manifest() {
        let files = [
            ("crates/agreement/Cargo.toml", "[dependencies]\ncedar-policy.workspace = true"),
            ("crates/platform/Cargo.toml", "[dependencies]\ntypst-pdf.workspace = true\nsqlx = \"0.9\""),
            ("Cargo.toml", "[workspace.dependencies]\nsqlx = \"0.9\""),
        ];
        assert_eq!(found(owners_of_names, &files).len(), 2);
    }

    #[test]
    fn crates_build_downwards_only_and_areas_never_on_one_another() {
        let files = [
            ("crates/ledger/Cargo.toml", "[dependencies]\nkernel.workspace = true\nplatform.workspace = true"),
            ("crates/assurance/Cargo.toml", "[dependencies]\npartnership.workspace = true\npublication.workspace = true"),
            ("crates/platform/Cargo.toml", "[dependencies]\nclinic.workspace = true"),
            ("crates/engines/clinic/Cargo.toml", "[dependencies]\nkernel.workspace = true\nledger.workspace = true"),
        ];
        assert_eq!(
            found(direction, &files),
            [
                "crates/assurance/Cargo.toml:3: `assurance` may not build on `publication`: crates build downwards only, and areas never on one another",
                "crates/engines/clinic/Cargo.toml:3: `clinic` may not build on `ledger`: crates build downwards only, and areas never on one another",
                "crates/ledger/Cargo.toml:3: `ledger` may not build on `platform`: crates build downwards only, and areas never on one another",
            ]
        );
    }

    #[test]
    fn the_test_kit_is_for_tests() {
        let right = [("crates/thread/Cargo.toml", "[dev-dependencies]\ntestkit.workspace = true")];
        let wrong = [("crates/thread/Cargo.toml", "[dependencies]\ntestkit.workspace = true")];
        assert!(found(direction, &right).is_empty());
        assert_eq!(found(direction, &wrong), ["crates/thread/Cargo.toml:2: `testkit` is for tests: name it under [dev-dependencies]"]);
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        let files = [("crates/odds/Cargo.toml", "")];
        assert_eq!(found(direction, &files).len(), 1);
    }
}
