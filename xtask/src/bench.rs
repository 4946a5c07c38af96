//! `cargo xtask bench`: measures a release build, and the peers it is compared with on the same machine, and prints Markdown for
//! `docs/benchmarks.md`. It changes no file: whoever ran it decides what is recorded.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    assets,
    postgres::{self, Cluster, Durability},
    run::{self, Profile, cargo, need, output, program, root, target_folder},
};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Which benchmark; without a name, Trefoil runs every one it has
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
    if name == Some("govuk") {
        return components();
    }
    let trefoil = run::build_trefoil(Profile::Release)?;
    let cluster = if options.sqlite_only { None } else { Some(Cluster::start(Durability::Full)?) };
    let pages = tempfile::tempdir()?;

    let mut command = program(trefoil);
    command.arg("bench").args(name).args(&options.arguments);
    if let Some(cluster) = &cluster {
        command.env(postgres::URL, cluster.url());
    }
    if name == Some("report") {
        command.arg("--html").arg(pages.path());
    }
    run::run(&mut command)?;
    match name {
        None => components(),
        Some("report") => weasyprint(pages.path()),
        Some(_) => Ok(()),
    }
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

/// The same content, typeset from HTML by WeasyPrint in a Python environment of its own.
fn weasyprint(pages: &Path) -> Result<()> {
    let html = fs::read_dir(pages)?.flatten().map(|item| item.path()).find(|file| file.extension().is_some_and(|ending| ending == "html"));
    let html = html.context("`trefoil bench report --html DIR` left no HTML to typeset with WeasyPrint")?;
    let how = "Install Python 3 with venv (Debian: apt-get install -y python3-venv libpango-1.0-0 libpangoft2-1.0-0).";
    need("python3", how)?;
    let environment = target_folder()?.join("weasyprint");
    let python = environment.join("bin/python");
    if !environment.join("bin/weasyprint").is_file() {
        output(program("python3").args(["-m", "venv", "--clear"]).arg(&environment)).context(how)?;
        output(program(&python).args(["-m", "pip", "install", "--quiet", "weasyprint"])).context("WeasyPrint could not be installed")?;
    }
    let script = tempfile::Builder::new().suffix(".py").tempfile()?;
    fs::write(script.path(), include_str!("../peers/weasyprint.py"))?;
    println!("\nThe same content by WeasyPrint, from HTML:\n");
    let printed = output(program(&python).arg(script.path()).arg(&html)).context(how)?;
    ensure!(!printed.is_empty(), "WeasyPrint printed no measurement");
    println!("{printed}");
    Ok(())
}
