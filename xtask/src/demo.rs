//! `cargo xtask demo`: the first of the README's two commands.

use std::{fs, os::unix::process::CommandExt, path::Path};

use anyhow::{Context, Result};

use crate::{
    assets,
    postgres::{Cluster, Durability},
    run::{self, Profile, program, root},
};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port to serve on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The same seed makes the same years, to the last hash
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Makes the demonstration years anew
    #[arg(long)]
    fresh: bool,
    /// Keeps the demonstration in a PostgreSQL of its own, which goes when the demonstration ends
    #[arg(long)]
    postgres: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let cluster = if options.postgres { Some(Cluster::start(Durability::Fast)?) } else { None };
    assets::bring_up_to_date()?;
    let trefoil = run::build_trefoil(Profile::Dev)?;

    let data = root().join(".demo");
    let temporary = tempfile::tempdir()?;
    let folder = if cluster.is_some() { temporary.path() } else { data.as_path() };
    if options.fresh && cluster.is_none() {
        clear(&data)?;
    }
    let mut command = program(trefoil);
    command.arg("demo").arg("--data").arg(folder);
    command.args(["--seed", &options.seed.to_string(), "--port", &options.port.to_string()]);
    match cluster {
        // Our own process becomes the server, so that signals reach it and nothing waits beside it.
        None => Err(command.exec()).context("the built program could not be started"),
        Some(cluster) => run::run(command.args(["--database", cluster.url()])),
    }
}

fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("the last demonstration in {} could not be removed", folder.display()))
        }
        _ => Ok(()),
    }
}
