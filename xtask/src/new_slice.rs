//! `cargo xtask new-slice AREA NAME`: the folder of a slice, ready to be read, mounted and made true.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::run::{self, program, root};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The crate it belongs to, such as `assurance`
    area: String,
    /// Its noun in the glossary, singular, such as `escalation` or `peer_group`
    name: String,
    /// Its noun in the plural, for addresses and headings, where it is not formed with an s
    #[arg(long)]
    plural: Option<String>,
}

/// The parts of a slice, in reading order, each with its template.
const PARTS: [(&str, &str); 7] = [
    ("mod.rs", include_str!("../templates/mod.rs.txt")),
    ("fact.rs", include_str!("../templates/fact.rs.txt")),
    ("decide.rs", include_str!("../templates/decide.rs.txt")),
    ("rows.rs", include_str!("../templates/rows.rs.txt")),
    ("web.rs", include_str!("../templates/web.rs.txt")),
    ("figures.rs", include_str!("../templates/figures.rs.txt")),
    ("tests.rs", include_str!("../templates/tests.rs.txt")),
];

pub(crate) fn run(options: &Options) -> Result<()> {
    let Options { area, name, plural } = options;
    let noun = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    ensure!(noun(name), "a slice is named by a noun in lower case, such as `escalation` or `peer_group`, not `{name}`");
    let crate_folder = root().join("crates").join(area);
    ensure!(
        crate_folder.join("Cargo.toml").is_file(),
        "there is no crate `{area}` in crates/: an area becomes a crate with its first slice"
    );
    let folder = crate_folder.join("src").join(name);
    ensure!(!folder.exists(), "crates/{area}/src/{name} exists already");

    let plural = plural.clone().unwrap_or_else(|| format!("{name}s"));
    fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
    for (part, template) in PARTS {
        fs::write(folder.join(part), filled(template, name, &plural)).with_context(|| format!("{part} could not be written"))?;
    }
    // A longer noun breaks lines elsewhere than a shorter one.
    run::run(program("rustfmt").arg(folder.join("mod.rs")))?;
    println!("wrote crates/{area}/src/{name}: {}", PARTS.map(|(part, _)| part).join(" "));
    println!("an API of its own goes into api.rs; the list has one already");
    println!("mount it in crates/{area}/src/lib.rs: `pub mod {name};`, and `{name}::slice()` in `slices()`");
    println!("say who may in agreement/*.cedar: {name}.view, {name}.open, {name}.close");
    println!("then `cargo test -p {area} {name}`: one test passes, one says what to write next");
    Ok(())
}

fn filled(template: &str, name: &str, plural: &str) -> String {
    let words = name.replace('_', " ");
    template
        .replace("{{Type}}", &camel(name))
        .replace("{{name}}", name)
        .replace("{{NAME}}", &name.to_uppercase())
        .replace("{{Title}}", &sentence(&words))
        .replace("{{a words}}", &format!("{} {words}", article(&words)))
        .replace("{{words}}", &words)
        .replace("{{Plural}}", &sentence(&plural.replace('_', " ")))
        .replace("{{plural words}}", &plural.replace('_', " "))
        .replace("{{path}}", &plural.replace('_', "-"))
}

fn article(words: &str) -> &'static str {
    if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn camel(name: &str) -> String {
    name.split('_').map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_in_every_form_of_its_noun() {
        let template = "{{Type}} {{name}} {{NAME}} {{Title}} {{a words}} {{Plural}} {{plural words}} {{path}}";
        let text = filled(template, "peer_group", "peer_groups");
        assert_eq!(text, "PeerGroup peer_group PEER_GROUP Peer group a peer group Peer groups peer groups peer-groups");
    }

    #[test]
    fn every_part_says_what_it_is_for_and_leaves_no_blank_unfilled() {
        for (part, template) in PARTS {
            let text = filled(template, "peer_group", "peer_groups");
            assert!(text.starts_with("//! "), "{part}");
            assert!(!text.contains("{{"), "{part}: {text}");
        }
    }

    #[test]
    fn the_module_declares_every_part_and_states_an_invariant() {
        let module = PARTS[0].1;
        for (part, _) in &PARTS[1..] {
            let declaration = format!("mod {};", part.trim_end_matches(".rs"));
            assert!(module.lines().any(|line| line == declaration), "{declaration}");
        }
        assert!(module.contains("**Invariant:**"));
    }
}
