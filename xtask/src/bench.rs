//! `cargo xtask bench`: measures a release build, and the peers it is compared with on the same machine, and prints Markdown for
//! `docs/benchmarks.md`. It changes no file: whoever ran it decides what is recorded.

mod clinic;
mod govuk;
mod linkage;
mod pages;

use std::{fs, process::Command};

use anyhow::{Context, Result};

use crate::{
    postgres::{Cluster, Durability},
    run::{self, cargo, need, output, program, target_folder},
};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Which benchmark: `ledger`, `report`, `govuk`, `pages`, `linkage` or `clinic`; without a name, all
    name: Option<String>,
    /// Leaves PostgreSQL out
    #[arg(long)]
    sqlite_only: bool,
    /// Facts in the large ledger
    #[arg(long, default_value_t = 200_000)]
    facts: u32,
    /// Invented campaigns in each row of the clinic's table
    #[arg(long, default_value_t = 200)]
    campaigns: u32,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let name = options.name.as_deref();
    println!("## {}, {}\n\n{}\n", name.unwrap_or("all"), output(program("date").arg("+%-d %B %Y"))?, machine());
    match name {
        Some("report") => report(),
        Some("ledger") => ledger(options),
        Some("govuk") => govuk::run(),
        Some("pages") => pages::run(),
        Some("linkage") => linkage::run(),
        Some("clinic") => clinic::run(options.campaigns),
        None => {
            ledger(options)?;
            report()?;
            govuk::run()?;
            pages::run()?;
            linkage::run()?;
            clinic::run(options.campaigns)
        }
        Some(other) => anyhow::bail!("there is no benchmark `{other}`: use ledger, report, govuk, pages, linkage or clinic"),
    }
}

/// Acts through the writer at one, sixty-four and five hundred and twelve clients, batched and one commit an act; then a large ledger verified
/// and rebuilt, and the horizon of somebody with five thousand facts. On both engines.
fn ledger(options: &Options) -> Result<()> {
    let cluster = if options.sqlite_only { None } else { Some(Cluster::start(Durability::Full)?) };
    let engines = [("SQLite", None), ("PostgreSQL", cluster.as_ref().map(|cluster| cluster.url().to_owned()))];
    for (engine, url) in engines.iter().filter(|(engine, url)| *engine == "SQLite" || url.is_some()) {
        println!("\n### The ledger on {engine}\n");
        for (clients, acts) in [("1", "2000"), ("64", "20000"), ("512", "50000")] {
            for (batch, how) in [("256", "batched"), ("1", "one commit an act")] {
                let acts = if batch == "1" { "2000" } else { acts };
                print!("{how}, ");
                throughput(&["acts", "--clients", clients, "--acts", acts, "--batch", batch], url.as_deref())?;
            }
        }
        throughput(&["bulk", "--facts", &options.facts.to_string()], url.as_deref())?;
    }
    Ok(())
}

fn throughput(arguments: &[&str], url: Option<&str>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut command = cargo(&["run", "--release", "--quiet", "--package", "ledger", "--example", "throughput", "--"]);
    command.args(arguments).arg("--data").arg(folder.path());
    if let Some(url) = url {
        command.arg("--database").arg(url);
    }
    run::run(&mut command)
}

/// What a reader has to know about the machine to judge a number.
fn machine() -> String {
    let processor = read("/proc/cpuinfo", "model name").unwrap_or_else(|| "processor unknown".into());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = read("/proc/meminfo", "MemTotal").and_then(|text| text.trim_end_matches(" kB").parse::<u64>().ok());
    let memory = memory.map_or_else(|| "memory unknown".into(), |kib| format!("{} GiB", kib.div_ceil(1024 * 1024)));
    let tell = |name: &str, arguments: &[&str]| output(Command::new(name).args(arguments)).unwrap_or_else(|_| format!("{name} unknown"));
    format!("{processor}, {cores} cores, {memory}; {}; {}", tell("uname", &["-sr"]), tell("rustc", &["--version"]))
}

/// The value of the first `key : value` line of a file of the kernel's.
fn read(file: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let mut pairs = text.lines().filter_map(|line| line.split_once(':'));
    pairs.find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim().to_owned())
}

/// A report of some thirty pages, and the same content typeset from HTML by WeasyPrint, in a Python environment of its own.
fn report() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (pdf, html) = (folder.path().join("report.pdf"), folder.path().join("report.html"));
    println!("\nA report of some thirty pages, by crate reports:\n");
    let example = ["run", "--release", "--quiet", "--package", "reports", "--example", "thirty_pages", "--"];
    run::run(cargo(&example).arg(&pdf).arg(&html))?;

    let how = "Install Python 3 with venv, and Pango (Debian: apt-get install -y python3-venv libpango-1.0-0 libpangoft2-1.0-0).";
    need("python3", how)?;
    let environment = target_folder()?.join("weasyprint");
    let python = environment.join("bin/python");
    if !environment.join("bin/weasyprint").is_file() {
        output(program("python3").args(["-m", "venv", "--clear"]).arg(&environment)).context(how)?;
        output(program(&python).args(["-m", "pip", "install", "--quiet", "weasyprint"])).context("WeasyPrint could not be installed")?;
    }
    println!("\nThe same content by WeasyPrint, from HTML:\n");
    run::run(program(&python).arg("crates/reports/benches/weasyprint.py").arg(&html)).context(how)
}
