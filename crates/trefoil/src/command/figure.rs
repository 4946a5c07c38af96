//! `trefoil figure show`: one figure, computed now or as of a day.

use clap::Subcommand;
use kernel::{Date, Vague};
use platform::{COMMONS, Period, Scope};
use serde_json::json;

use super::{Format, Installation, config, open, print_json};

#[derive(Debug, Subcommand)]
pub(crate) enum FigureCommand {
    /// Compute a figure: its definition, its value, its parts
    Show {
        #[command(flatten)]
        at: Installation,
        /// The figure's id, such as escalation.raised
        id: String,
        /// The partnership's chain
        #[arg(long)]
        partnership: String,
        /// First day of the period
        #[arg(long)]
        from: Date,
        /// Last day of the period
        #[arg(long)]
        to: Date,
        /// What was known at the end of this day; now unless given
        #[arg(long)]
        as_of: Option<Date>,
        /// Arguments of the figure, in its own order
        #[arg(long = "argument")]
        arguments: Vec<String>,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

pub(super) async fn run(command: FigureCommand) -> anyhow::Result<()> {
    let FigureCommand::Show { at, id, partnership, from, to, as_of, arguments, format } = command;
    let (site, _) = open(config(&at)).await?;
    let figure = *site.figure(&id).ok_or_else(|| anyhow::anyhow!("there is no figure `{id}`"))?;
    anyhow::ensure!(
        arguments.len() == figure.arguments.len(),
        "`{id}` takes {} arguments: {}",
        figure.arguments.len(),
        figure.arguments.join(", ")
    );
    anyhow::ensure!(site.ledger().chains().await?.contains(&partnership), "there is no partnership `{partnership}`");
    let mut tx = site.ledger().read().await?;
    let (known, commons) = match as_of {
        None => (tx.head(&partnership).await?, tx.head(COMMONS).await?),
        Some(day) => {
            let end = Vague::day(day).to.ok_or_else(|| anyhow::anyhow!("{day} is not a day"))?;
            (tx.number_at(&partnership, end).await?, tx.number_at(COMMONS, end).await?)
        }
    };
    let scope = Scope { chain: partnership, as_of: known, commons_as_of: commons, period: Period { from, to }, arguments };
    let measured = figure.measure(&mut tx, &scope).await?;
    drop(tx);
    match format {
        Format::Json => {
            let parts: Vec<_> = measured.parts.iter().map(|(part, value)| json!({ "part": part, "value": value.to_string() })).collect();
            print_json(&json!({
                "id": figure.id, "version": figure.version, "title": figure.title, "value": measured.quantity.to_string(), "parts": parts,
                "as_of": known, "facts_counted": measured.counted.len(),
            }))?;
        }
        Format::Text => {
            println!("{}: {} {}", figure.title, measured.quantity, figure.unit);
            measured.parts.iter().for_each(|(part, value)| println!("  {part}: {value}"));
            println!("{}. {} facts counted, as known at entry {known}.", figure.counts, measured.counted.len());
        }
    }
    site.ledger().close().await;
    Ok(())
}
