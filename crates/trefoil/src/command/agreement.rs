//! `trefoil agreement test`: the agreement's scenarios, as plain tables.

use std::path::PathBuf;

use agreement::Agreement;
use clap::Subcommand;
use serde_json::json;

use super::{Format, print_json};

#[derive(Debug, Subcommand)]
pub(crate) enum AgreementCommand {
    /// Run scenario tables and say which rows come out otherwise than written
    Test {
        /// A folder of policies; without it, the agreement that is compiled in
        #[arg(long)]
        policies: Option<PathBuf>,
        /// Scenario tables (Markdown)
        #[arg(required = true)]
        scenarios: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

pub(super) fn run(command: AgreementCommand) -> anyhow::Result<()> {
    let AgreementCommand::Test { policies, scenarios, format } = command;
    let agreement = match &policies {
        Some(folder) => Agreement::from_dir(folder)?,
        None => Agreement::shipped()?,
    };
    let (mut passed, mut failed) = (0_usize, Vec::new());
    for path in &scenarios {
        let text = std::fs::read_to_string(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        for result in agreement.run_scenarios(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))? {
            if result.passed {
                passed += 1;
            } else {
                failed.push(format!(
                    "{}:{}: {}: written {}, came out {}",
                    path.display(),
                    result.line,
                    result.row,
                    result.expected,
                    result.got
                ));
            }
        }
    }
    match format {
        Format::Json => print_json(&json!({ "agreement": agreement.version(), "passed": passed, "failed": failed }))?,
        Format::Text => {
            failed.iter().for_each(|line| println!("{line}"));
            println!("{passed} of {} scenarios come out as written", passed + failed.len());
        }
    }
    anyhow::ensure!(failed.is_empty(), "{} scenarios come out otherwise than written", failed.len());
    Ok(())
}
