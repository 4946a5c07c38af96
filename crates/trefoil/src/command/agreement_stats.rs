//! `trefoil agreement-stats`: how far the raters of a file agree.

use std::{fs::File, path::PathBuf};

use agreement_statistics::{Confidence, Ratings, agreement};
use anyhow::Context as _;
use clap::Args;

use super::{Format, print_json};

#[derive(Debug, Args)]
pub(crate) struct AgreementStats {
    /// Ratings as comma-separated values: a row a unit, a column a rater, empty = missing
    file: PathBuf,
    /// Categories from lowest to highest, where they are words: red,amber,green
    #[arg(long, value_delimiter = ',')]
    order: Vec<String>,
    /// Level of confidence of the intervals
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(command: &AgreementStats) -> anyhow::Result<()> {
    let name = command.file.display();
    let confidence = Confidence::new(command.confidence).context("--confidence is a share between 0 and 1, such as 0.95")?;
    let file = File::open(&command.file).with_context(|| format!("{name} cannot be opened"))?;
    let ratings = Ratings::from_csv(file, &command.order).with_context(|| format!("{name} cannot be read as ratings"))?;
    let answer = serde_json::to_value(agreement(&ratings, confidence))?;
    match command.format {
        Format::Json => print_json(&answer)?,
        Format::Text => {
            println!("{} units, {} raters, {} categories", ratings.units(), ratings.raters(), ratings.categories().len());
            for (key, found) in answer.as_object().into_iter().flatten() {
                let told = match (found["estimate"].as_f64(), found["low"].as_f64(), found["high"].as_f64()) {
                    (Some(estimate), Some(low), Some(high)) => format!("{estimate:.3} ({low:.3} to {high:.3})"),
                    (Some(estimate), ..) => format!("{estimate:.3} ({})", found["why"].as_str().unwrap_or_default()),
                    _ => format!("none: {}", found["why"].as_str().unwrap_or_default()),
                };
                println!("{key:30} {told}");
            }
        }
    }
    Ok(())
}
