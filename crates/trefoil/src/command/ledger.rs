//! `trefoil ledger …`: proof that the past was not changed, rebuilding, and moving house.

use std::{
    io::{IsTerminal as _, Write as _},
    path::PathBuf,
};

use clap::{Args, Subcommand};
use ledger::Progress;
use platform::Site;
use serde_json::json;

use super::{Format, Installation, config, open, print_json};

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Recompute every hash of every chain; with --head, compare with heads signed earlier
    Verify {
        #[command(flatten)]
        at: Installation,
        /// Heads that were handed out earlier: finds a rewritten past and a cut tail
        #[arg(long)]
        head: Option<PathBuf>,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Build every table anew from the facts
    Rebuild(Rebuild),
    /// Write chains, access chains and wrapped keys to standard output, a JSON object a line
    Export {
        #[command(flatten)]
        at: Installation,
    },
    /// Take in an export from standard input; all of it or nothing
    Import {
        #[command(flatten)]
        at: Installation,
    },
    /// Print the signed heads of all chains, to be handed to the three statutory partners
    Head {
        #[command(flatten)]
        at: Installation,
    },
}

#[derive(Debug, Args)]
pub struct Rebuild {
    #[command(flatten)]
    at: Installation,
    /// Build beside and compare with what is there, changing nothing
    #[arg(long)]
    check: bool,
}

pub(super) async fn run(command: LedgerCommand) -> anyhow::Result<()> {
    match command {
        LedgerCommand::Verify { at, head, format } => verify(&at, head, format).await,
        LedgerCommand::Rebuild(command) => rebuild(&command).await,
        LedgerCommand::Export { at } => {
            let site = opened(&at).await?;
            let exported = site.ledger().export(&mut std::io::BufWriter::new(std::io::stdout().lock())).await?;
            eprintln!("{} entries of {} chains exported", exported.entries, exported.chains);
            closed(site).await
        }
        LedgerCommand::Import { at } => {
            let site = opened(&at).await?;
            let imported = site.ledger().import(&mut std::io::BufReader::new(std::io::stdin().lock())).await?;
            eprintln!("{} entries of {} chains imported", imported.entries, imported.chains);
            closed(site).await
        }
        LedgerCommand::Head { at } => {
            let site = opened(&at).await?;
            print_json(&serde_json::to_value(site.ledger().head().await?)?)?;
            closed(site).await
        }
    }
}

async fn opened(at: &Installation) -> anyhow::Result<Site> {
    Ok(open(config(at)).await?.0)
}

async fn closed(site: Site) -> anyhow::Result<()> {
    site.ledger().close().await;
    Ok(())
}

async fn verify(at: &Installation, head: Option<PathBuf>, format: Format) -> anyhow::Result<()> {
    let site = opened(at).await?;
    let verified = match head {
        Some(path) => {
            let text = std::fs::read_to_string(&path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
            site.ledger().verify_head(&text).await?
        }
        None => site.ledger().verify(progress).await?,
    };
    match format {
        Format::Json => print_json(&json!({ "chains": verified.chains, "entries": verified.entries, "whole": true }))?,
        Format::Text => println!("{} entries of {} chains are whole", verified.entries, verified.chains),
    }
    closed(site).await
}

async fn rebuild(command: &Rebuild) -> anyhow::Result<()> {
    let site = opened(&command.at).await?;
    let rebuilt = if command.check { site.ledger().rebuild_check().await? } else { site.ledger().rebuild().await? };
    let what = if command.check { "rebuilt beside, and the same as what is there" } else { "rebuilt" };
    println!("{} tables {what}, from {} entries", rebuilt.tables, rebuilt.entries);
    closed(site).await
}

/// How far it has come, on a terminal only.
fn progress(progress: &Progress) {
    let mut screen = std::io::stderr();
    if screen.is_terminal() {
        // A terminal that cannot be written to has nobody to tell.
        let _ = write!(screen, "\r{}: {} of {}   ", progress.chain, progress.number, progress.of);
    }
}
