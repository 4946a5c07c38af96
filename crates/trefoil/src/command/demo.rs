//! `trefoil demo`: makes the demonstration years where they are not there yet, and serves them.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

use super::{Installation, config, open, serve};
use crate::demo;

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder of the demonstration
    #[arg(long, default_value = "trefoil-demo")]
    data: PathBuf,
    /// PostgreSQL instead of the folder's own database
    #[arg(long)]
    database: Option<String>,
    /// The same seed makes the same years, to the hash
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Make the years and stop
    #[arg(long)]
    no_serve: bool,
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

pub(super) async fn run(command: Demo) -> anyhow::Result<()> {
    serve::log_as_json();
    let listen = SocketAddr::from(([127, 0, 0, 1], command.port));
    let mut config = config(&Installation { data: command.data, database: command.database });
    config.demonstration = true;
    config.base_url = format!("http://localhost:{}", command.port);
    if demo::is_made(&config.data) {
        println!("The demonstration years are there");
    } else {
        println!("Making the demonstration years");
        demo::make(config.clone(), command.seed).await?;
    }
    if command.no_serve {
        return Ok(());
    }
    println!("Everybody and everything in it is invented. Act as anybody at /personas");
    let (site, router) = open(config).await?;
    serve::serve(site, router, listen).await
}
