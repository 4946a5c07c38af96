//! `cargo xtask test`, the gate, and `cargo xtask check`, its quick half.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::{
    assets, browser, r#gen,
    postgres::{self, Cluster, Durability},
    report::Report,
    run::{self, Profile, cargo, output, program},
    tidy,
};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Also the long runs: more crashes, more random histories (sets `TREFOIL_LONG=1`)
    #[arg(long)]
    long: bool,
}

/// Everything that must hold before a change lands.
pub(crate) fn gate(options: &Options) -> Result<()> {
    summed_up(|report| {
        reading(report)?;
        // Stopped and removed when it goes out of scope, after the last step that asks it anything.
        let cluster = report.step("PostgreSQL for this run", || Cluster::start(Durability::Fast))?;
        let with = |command: &mut Command| {
            command.env(postgres::URL, cluster.url());
            if options.long {
                command.env("TREFOIL_LONG", "1");
            }
        };
        report.step("tests, SQLite and PostgreSQL", || tests(options.long, with))?;
        report.step("examples in the documentation", || {
            let mut command = cargo(&["test", "--workspace", "--doc", "--quiet"]);
            with(&mut command);
            run::run(&mut command)
        })?;
        report.step("documentation", || {
            let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"];
            run::run(cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings"))
        })?;
        if has_subcommand("deny") {
            report.step("licences and advisories", || run::run(&mut cargo(&["deny", "check"])))?;
        } else {
            report.skip("licences and advisories", "cargo-deny is not installed (cargo install --locked cargo-deny)");
        }
        let trefoil = report.step("the program", || run::build_trefoil(Profile::Dev))?;
        report.step("generated files are up to date", generated)?;
        if browser::present() {
            report.step("in a browser", || browser::run(&trefoil, with))?;
        } else {
            report.skip("in a browser", "there are no tests in tests/browser");
        }
        Ok(())
    })
}

/// What one runs before each commit: no PostgreSQL, no documentation, no browser.
pub(crate) fn check() -> Result<()> {
    summed_up(|report| {
        reading(report)?;
        report.step("tests, SQLite only", || {
            tests(false, |command| {
                command.env_remove(postgres::URL);
            })
        })
    })
}

fn summed_up(steps: impl FnOnce(&mut Report) -> Result<()>) -> Result<()> {
    let mut report = Report::default();
    let done = steps(&mut report);
    print!("{}", report.table());
    done
}

/// What is learnt by reading the code, cheapest first.
fn reading(report: &mut Report) -> Result<()> {
    report.step("format", || run::run(&mut cargo(&["fmt", "--all", "--check"])))?;
    report.step("tidy", tidy::run)?;
    // The pages embed what this makes, so nothing compiles before it.
    report.step("front end", assets::bring_up_to_date)?;
    report.step("lints", || run::run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])))
}

/// Cargo-nextest where it is installed; else cargo's own, which is slower and shows less.
fn tests(long: bool, with: impl Fn(&mut Command)) -> Result<()> {
    let mut command = if has_subcommand("nextest") {
        let mut command = cargo(&["nextest", "run", "--workspace"]);
        if long {
            command.args(["--profile", "long"]);
        }
        command
    } else {
        println!("cargo-nextest is not installed (cargo install --locked cargo-nextest): `cargo test` instead");
        cargo(&["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"])
    };
    // A snapshot that differs is a failed test, never a file written.
    command.env("INSTA_UPDATE", "no");
    with(&mut command);
    run::run(&mut command)
}

/// Makes the generated files anew and compares the tree before with the tree after, so that uncommitted work does not count.
fn generated() -> Result<()> {
    let before = tree()?;
    r#gen::run()?;
    let after = tree()?;
    let changed: Vec<&str> = after.lines().filter(|line| !before.lines().any(|was| was == *line)).collect();
    ensure!(changed.is_empty(), "`cargo xtask gen` changed files; look at them and commit them:\n{}", changed.join("\n"));
    Ok(())
}

/// One line for each file that differs from the last commit, with the hash of what it holds now.
fn tree() -> Result<String> {
    let names = output(program("git").args(["ls-files", "--modified", "--others", "--exclude-standard", "--deduplicate"]))?;
    let mut lines = String::new();
    for name in names.lines() {
        let hash = output(program("git").args(["hash-object", "--", name])).unwrap_or_else(|_| "removed".into());
        lines += &format!("{name} {hash}\n");
    }
    Ok(lines)
}

/// Whether cargo knows `cargo NAME`.
fn has_subcommand(name: &str) -> bool {
    output(&mut cargo(&[name, "--version"])).is_ok()
}
