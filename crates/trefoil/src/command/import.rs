//! `trefoil import …`: files from outside, through the same door as everything else.

use std::path::PathBuf;

use clap::Subcommand;
use publication::statistics;
use serde_json::json;

use super::{Format, Installation, config, open, print_json};

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Published files of the Department for Education and the Office for National Statistics, read in place
    Statistics {
        #[command(flatten)]
        at: Installation,
        /// The partnership's chain: whose area is read
        #[arg(long)]
        partnership: String,
        /// CSV files as published; the table of statistical neighbours may be among them
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

pub(super) async fn run(command: Import) -> anyhow::Result<()> {
    let Import::Statistics { at, partnership, files, format } = command;
    let (site, _) = open(config(&at)).await?;
    let imported = statistics::import(&site, &partnership, &files).await?;
    site.ledger().close().await;
    match format {
        Format::Json => {
            let all: Vec<_> = imported.iter().map(|one| json!({ "file": one.file, "cells": one.cells, "known": one.known })).collect();
            print_json(&json!({ "imported": all }))?;
        }
        Format::Text => {
            for one in &imported {
                println!("{}: {}", one.file, if one.known { "is here already".to_owned() } else { format!("{} cells", one.cells) });
            }
        }
    }
    Ok(())
}
