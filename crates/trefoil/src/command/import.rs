//! `trefoil import …`: files from outside, through the same door as everything else.

use std::path::PathBuf;

use clap::Subcommand;
use publication::statistics::{self, Brought, Outcome};
use serde_json::{Value, json};

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
        /// CSV files as published, packed with gzip or not, or folders of them; the table of statistical neighbours may be among them
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
            let all: Vec<_> = imported.iter().map(json).collect();
            print_json(&json!({ "imported": all }))?;
        }
        Format::Text => {
            for one in &imported {
                println!("{one}");
            }
        }
    }
    Ok(())
}

fn json(one: &Brought) -> Value {
    let outcome = match &one.outcome {
        Outcome::Imported { change } => json!({ "imported": change }),
        Outcome::HereAlready => json!("here_already"),
        Outcome::LeftOut { for_file } => json!({ "left_out_for": for_file }),
        Outcome::Used => json!("used"),
    };
    json!({
        "file": one.file, "table": one.title, "release": one.release, "lines": one.lines, "lines_kept": one.lines_kept,
        "numbers_kept": one.kept, "not_understood": one.passed_over, "outcome": outcome,
    })
}
