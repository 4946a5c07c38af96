//! `trefoil backup` and `trefoil restore`: a whole installation as a folder of files, and back.

use std::path::PathBuf;

use clap::Args;

use super::{Installation, config, open};

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    at: Installation,
    /// An empty or new folder. Keep its `keys/` apart from the rest: whoever has both can read everything
    #[arg(long)]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// An empty or new folder, and a database that holds nothing
    #[command(flatten)]
    at: Installation,
    /// A backup made by `trefoil backup`, with its `keys/`
    #[arg(long)]
    from: PathBuf,
}

pub(super) async fn back_up(command: Backup) -> anyhow::Result<()> {
    let (site, _) = open(config(&command.at)).await?;
    let done = site.ledger().back_up(&command.to).await?;
    println!(
        "{} entries of {} chains, {} files and {} rows are in {}, and read back whole",
        done.ledger.entries,
        done.ledger.chains,
        done.files,
        done.rows,
        command.to.display()
    );
    site.ledger().close().await;
    Ok(())
}

pub(super) async fn restore(command: Restore) -> anyhow::Result<()> {
    let existed = command.at.data.exists();
    ledger::lay_keys(&command.from, &command.at.data)?;
    if let Err(error) = take_in(&command).await {
        // The folder was empty before: what half a restoration left in it is no installation, and would be in the way of the next try.
        let removed =
            std::fs::remove_dir_all(&command.at.data).and_then(|()| if existed { std::fs::create_dir(&command.at.data) } else { Ok(()) });
        return Err(removed
            .err()
            .map_or(error, |left| anyhow::anyhow!("{}: what was begun could not be taken away: {left}", command.at.data.display())));
    }
    Ok(())
}

async fn take_in(command: &Restore) -> anyhow::Result<()> {
    let (site, _) = open(config(&command.at)).await?;
    let done = site.ledger().restore(&command.from).await;
    site.ledger().close().await;
    let done = done?;
    println!(
        "{} entries of {} chains, {} files and {} rows are restored, as they were at {}",
        done.ledger.entries, done.ledger.chains, done.files, done.rows, done.at
    );
    Ok(())
}
