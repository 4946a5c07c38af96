//! `cargo xtask bench clinic`: planted questions found, clean questions flagged, and the time of a large campaign.

use anyhow::Result;

use crate::run::{self, cargo};

/// Runs the clinic's invented campaigns, so many in each row of the table.
pub(super) fn run(campaigns: u32) -> Result<()> {
    println!("\n### The question clinic\n");
    let example = ["run", "--release", "--quiet", "--package", "clinic", "--example", "campaigns", "--"];
    run::run(cargo(&example).arg(campaigns.to_string()))
}
