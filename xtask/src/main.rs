//! The project's own commands: `cargo xtask demo`, `test`, `check`, `assets`, `tidy`, `new-slice`, `bench`, `gen`.
//!
//! Everything a newcomer, a contributor or the build machine has to run is here, so that there is one way to run it.

mod assets;
mod bench;
mod browser;
mod demo;
mod r#gen;
mod new_slice;
mod postgres;
mod report;
mod run;
mod test;
mod tidy;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The project's own commands")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds Trefoil, makes the demonstration years if there are none, and serves them
    Demo(demo::Options),
    /// The gate: everything that must hold before a change lands, on SQLite and PostgreSQL
    Test(test::Options),
    /// The quick gate: format, lints, tidy and the tests on SQLite
    Check,
    /// Fetches the front-end packages and bundles them into `assets/dist`, if either has changed
    Assets,
    /// What the compiler cannot enforce: who may name what, what every file must have, links that lead nowhere
    Tidy,
    /// Writes the folder of a new slice, with one passing and one failing test
    NewSlice(new_slice::Options),
    /// Runs benchmarks on a release build and prints tables for `docs/benchmarks.md`
    Bench(bench::Options),
    /// Writes again every file that is made from code: the permission matrix and the OpenAPI document
    Gen,
}

fn main() -> std::process::ExitCode {
    let done = match Cli::parse().command {
        Command::Demo(options) => demo::run(&options),
        Command::Test(options) => test::gate(&options),
        Command::Check => test::check(),
        Command::Assets => assets::bring_up_to_date(),
        Command::Tidy => tidy::run(),
        Command::NewSlice(options) => new_slice::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Gen => r#gen::run(),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
