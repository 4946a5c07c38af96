//! `cargo xtask bench linkage`: the linkage engine and PyPI Splink on the same files, cores and clock.
//!
//! Two measurements: FEBRL dataset 3 with itself, without its social security number, and two synthetic agency extracts made by the
//! engine's own seeded example. Splink goes into a virtual environment under the target folder. Nothing of the data is kept.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::run::{cargo, need, output, program, target_folder};

/// The peer's version, so that a figure can be measured again.
const SPLINK: &str = "splink==5.0.0";

pub(crate) fn run() -> Result<()> {
    let how = "Install Python 3 with venv (Debian: apt-get install -y python3-venv).";
    need("python3", how)?;
    let environment = target_folder()?.join("splink");
    let python = environment.join("bin/python");
    if !environment.join("installed").is_file() {
        output(program("python3").args(["-m", "venv", "--clear"]).arg(&environment)).context(how)?;
        output(program(&python).args(["-m", "pip", "install", "--quiet", SPLINK])).context("Splink could not be installed")?;
        std::fs::write(environment.join("installed"), SPLINK)?;
    }
    let data = std::env::var_os("TREFOIL_DATA").map_or_else(|| crate::run::root().join("../shared/data"), Into::into);
    let febrl = data.join("linkage/dataset3.csv");
    if !febrl.is_file() {
        bail!("{} is not there; say where the shared data is with TREFOIL_DATA", febrl.display());
    }
    let folder = tempfile::tempdir()?;
    let truth = folder.path().join("febrl_truth.csv");
    febrl_truth(&febrl, &truth)?;
    let mut extracts = example("extracts");
    output(extracts.arg(folder.path()).env("TREFOIL_DATA", &data))?;
    let [left, right, both] = ["left.csv", "right.csv", "truth.csv"].map(|name| folder.path().join(name));

    println!(
        "\n| data | program | seconds | peak memory | precision | recall | F1 | Splink's best F1 at any threshold |\n|---|---|---|---|---|---|---|---|"
    );
    let ours = last_json(example("link").args(["--json", "--ignore", "soc_sec_id", "--dedupe"]).arg(&febrl).arg("--truth").arg(&truth))?;
    row("FEBRL dataset 3", "trefoil", &ours, &ours);
    let theirs = last_json(program(&python).arg("crates/engines/linkage/benches/splink_febrl.py").arg(&febrl))?;
    row("FEBRL dataset 3", SPLINK, &theirs, &theirs["at_half"]);
    let ours = last_json(example("link").arg("--json").arg("--left").arg(&left).arg("--right").arg(&right).arg("--truth").arg(&both))?;
    row("two extracts", "trefoil", &ours, &ours);
    let theirs = last_json(program(&python).arg("crates/engines/linkage/benches/splink_link.py").args([&left, &right, &both]))?;
    row("two extracts", SPLINK, &theirs, &theirs["at_half"]);
    Ok(())
}

fn example(name: &str) -> Command {
    cargo(&["run", "--release", "--quiet", "--package", "linkage", "--example", name, "--"])
}

/// The last line of what a program prints, which is its result.
fn last_json(command: &mut Command) -> Result<Value> {
    let text = output(command)?;
    serde_json::from_str(text.lines().last().unwrap_or_default()).context("a measured program printed no result")
}

fn row(data: &str, program: &str, run: &Value, accuracy: &Value) {
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let best = run["best"]["f1"].as_f64().map_or_else(|| "-".to_owned(), |f1| format!("{f1:.4}"));
    println!(
        "| {data} | {program} | {:.2} | {:.0} MiB | {:.4} | {:.4} | {:.4} | {best} |",
        number(&run["seconds"]),
        number(&run["mebibytes"]),
        number(&accuracy["precision"]),
        number(&accuracy["recall"]),
        number(&accuracy["f1"]),
    );
}

/// FEBRL's record names say who is who: `rec-17-org` and `rec-17-dup-0` are one person.
fn febrl_truth(from: &Path, to: &Path) -> Result<()> {
    let text = std::fs::read_to_string(from)?;
    let cluster = |line: &str| {
        let id = line.split(',').next()?.trim();
        Some(format!("{id},{}\n", id.split('-').nth(1)?))
    };
    let rows: String = text.lines().skip(1).filter_map(cluster).collect();
    std::fs::write(to, format!("id,cluster\n{rows}")).with_context(|| format!("{} cannot be written", to.display()))
}
