//! `trefoil report build`: a year's report as a PDF, and as a page.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Subcommand;
use kernel::period::FinancialYear;
use publication::report::{Audience, build};

use super::{Installation, config, open};

#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Build a report; a number without a source stops it, with its line
    Build {
        #[command(flatten)]
        at: Installation,
        /// The partnership's chain or name, where there are several
        #[arg(long)]
        partnership: Option<String>,
        /// The year, such as 2025-26
        #[arg(long)]
        year: FinancialYear,
        /// The adults board's report, and not the children's partnership's
        #[arg(long)]
        adults: bool,
        /// Where the PDF goes
        #[arg(long)]
        out: PathBuf,
        /// A folder for the report as a page
        #[arg(long)]
        html: Option<PathBuf>,
    },
}

pub(super) async fn run(command: ReportCommand) -> anyhow::Result<()> {
    let ReportCommand::Build { at, partnership, year, adults, out, html } = command;
    let mut config = config(&at);
    config.demonstration = crate::demo::is_made(&at.data);
    let (site, _) = open(config).await?;
    let audience = if adults { Audience::Adults } else { Audience::Children };
    let chains = candidates(&site, partnership.as_deref()).await?;
    let mut found = None;
    for chain in &chains {
        if let Some(built) = build(&site, chain, year, audience).await? {
            anyhow::ensure!(found.is_none(), "several partnerships have a report for {year}: name one with --partnership");
            found = Some(built);
        }
    }
    site.ledger().close().await;
    let built = match found.with_context(|| format!("there is no {} report for {year}", audience.title()))? {
        Ok(built) => built,
        Err(problems) => {
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            anyhow::bail!("the report cannot be built: {} things to mend", problems.len());
        }
    };
    std::fs::write(&out, &built.pdf).with_context(|| format!("{} cannot be written", out.display()))?;
    if let Some(folder) = html {
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        std::fs::write(folder.join("index.html"), built.html)?;
    }
    println!("{} written", out.display());
    Ok(())
}

/// The chains of the partnerships that are meant: the one named, or all.
async fn candidates(site: &platform::Site, named: Option<&str>) -> anyhow::Result<Vec<String>> {
    let mut tx = site.ledger().read().await?;
    let rows = tx.rows("select slug, name from partnership where chain = 'commons' and known_to is null order by slug", Vec::new()).await?;
    let all = rows.iter().map(|row| Ok((row.text("slug")?, row.text("name")?))).collect::<ledger::Result<Vec<_>>>()?;
    let chosen: Vec<String> =
        all.into_iter().filter(|(slug, name)| named.is_none_or(|named| named == slug || named == name)).map(|(slug, _)| slug).collect();
    anyhow::ensure!(!chosen.is_empty(), "there is no partnership `{}`", named.unwrap_or_default());
    Ok(chosen)
}
