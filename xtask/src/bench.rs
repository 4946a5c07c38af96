//! `cargo xtask bench`: measures a release build, and the peers it is compared with on the same machine, and prints Markdown for
//! `docs/benchmarks.md`. It changes no file: whoever ran it decides what is recorded.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use crate::{
    assets,
    postgres::{self, Cluster, Durability},
    run::{self, Profile, cargo, need, output, program, root, target_folder},
};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Which benchmark: `report`, `govuk`, or one of `trefoil bench`; without a name, all
    name: Option<String>,
    /// Leaves PostgreSQL out
    #[arg(long)]
    sqlite_only: bool,
    /// Passed on to `trefoil bench`
    #[arg(last = true)]
    arguments: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    assets::bring_up_to_date()?;
    let name = options.name.as_deref();
    println!("## {}, {}\n\n{}\n", name.unwrap_or("all"), output(program("date").arg("+%-d %B %Y"))?, machine());
    match name {
        Some("govuk") => components(),
        Some("report") => report(),
        Some(_) => installation(options),
        None => installation(options).and_then(|()| report()).and_then(|()| components()),
    }
}

/// What the program measures of itself: acts, verification, the horizon, pages, memory.
fn installation(options: &Options) -> Result<()> {
    let trefoil = run::build_trefoil(Profile::Release)?;
    let cluster = if options.sqlite_only { None } else { Some(Cluster::start(Durability::Full)?) };
    let mut command = program(trefoil);
    command.arg("bench").args(&options.name).args(&options.arguments);
    if let Some(cluster) = &cluster {
        command.env(postgres::URL, cluster.url());
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

/// The official fixtures rendered by our components and by the Nunjucks templates they come from.
fn components() -> Result<()> {
    println!("\nThe official fixtures, rendered by the typed components:\n");
    run::run(&mut cargo(&["run", "--release", "--quiet", "--package", "govuk", "--example", "fixtures"]))?;
    println!("\nThe same, rendered by Nunjucks:\n");
    run::run(program("node").arg("bench-nunjucks.mjs").current_dir(root().join("assets")))
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
