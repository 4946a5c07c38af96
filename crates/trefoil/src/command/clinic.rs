//! `trefoil clinic`: which questions of a campaign to rewrite, the worst first.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Args;
use clinic::{Beside, Expect, Link, Returns, examine};

use super::{Format, print_json};

#[derive(Debug, Args)]
pub(crate) struct Clinic {
    /// Returns as comma-separated values: first column the return, one the setting, a column a question, empty = missing
    file: PathBuf,
    /// The column that names the setting
    #[arg(long)]
    group: String,
    /// Last year's returns, in the same shape: questions of the same name are compared
    #[arg(long)]
    last_year: Option<PathBuf>,
    /// Two questions whose answers belong together: 1.1=1.4, or 1.1!=1.4 where high goes with low
    #[arg(long = "link")]
    links: Vec<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(command: &Clinic) -> anyhow::Result<()> {
    let returns = read(&command.file, &command.group)?;
    let last_year = command.last_year.as_deref().map(|file| read(file, &command.group)).transpose()?;
    let links = command.links.iter().map(|text| link(text, &returns)).collect::<anyhow::Result<Vec<_>>>()?;
    let findings = examine(&returns, &Beside { last_year: last_year.as_ref(), links: &links });
    match command.format {
        Format::Json => print_json(&serde_json::to_value(&findings)?)?,
        Format::Text => {
            let (bad, fine): (Vec<_>, Vec<_>) = findings.questions.iter().partition(|finding| !finding.flags.is_empty());
            println!("{} returns, {} questions, {} to rewrite", returns.len(), findings.questions.len(), bad.len());
            for finding in bad {
                println!("\n{}\n  why:   {}\n  draft: {}", finding.question, finding.why, finding.draft);
            }
            println!("\nNothing stands out in {} others.", fine.len());
        }
    }
    Ok(())
}

fn read(file: &Path, group: &str) -> anyhow::Result<Returns> {
    let name = file.display();
    let open = File::open(file).with_context(|| format!("{name} cannot be opened"))?;
    Returns::from_csv(open, group).with_context(|| format!("{name} cannot be read as returns"))
}

fn link(text: &str, returns: &Returns) -> anyhow::Result<Link> {
    let (one, other, expect) = match (text.split_once("!="), text.split_once('=')) {
        (Some((one, other)), _) => (one, other, Expect::Opposite),
        (None, Some((one, other))) => (one, other, Expect::Same),
        (None, None) => anyhow::bail!("--link `{text}` does not name two questions: write 1.1=1.4 or 1.1!=1.4"),
    };
    for name in [one, other] {
        anyhow::ensure!(returns.questions().iter().any(|question| question.name == name), "--link `{text}`: there is no question `{name}`");
    }
    Ok(Link { one: one.to_owned(), other: other.to_owned(), expect })
}
