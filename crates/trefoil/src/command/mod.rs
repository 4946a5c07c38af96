//! The command line. Every command documents itself, speaks JSON where it answers, and ends in one clear sentence where it cannot.

mod agreement;
mod agreement_stats;
mod backup;
mod clinic;
mod demo;
mod figure;
pub(crate) mod gallery;
mod import;
mod installation;
mod ledger;
mod link;
mod report;
mod serve;
mod user;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use self::installation::{config, open};

#[derive(Debug, Parser)]
#[command(name = "trefoil", version, about = "Runs a local multi-agency safeguarding partnership")]
pub struct Command {
    #[command(subcommand)]
    what: What,
}

/// Where the installation is.
#[derive(Debug, Clone, Args)]
pub struct Installation {
    /// The installation's folder: its database unless --database is given, its keys, evidence and mail
    #[arg(long, env = "TREFOIL_DATA_DIR", default_value = "trefoil-data")]
    pub data: PathBuf,
    /// PostgreSQL instead of the folder's own database: postgres://user@host/name
    #[arg(long, env = "TREFOIL_DATABASE")]
    pub database: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make the demonstration years where they are not there yet, and serve them
    Demo(demo::Demo),
    /// Write the whole installation into a folder, and read it back
    Backup(backup::Backup),
    /// Take a backup into an empty installation
    Restore(backup::Restore),
    /// Serve the pages
    Serve(serve::Serve),
    /// Accounts: add one and print its invitation
    #[command(subcommand)]
    User(user::User),
    /// The ledger: verify, rebuild, export, import, heads
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
    /// The information-sharing agreement: run its scenarios
    #[command(subcommand)]
    Agreement(agreement::AgreementCommand),
    /// Take in files from outside
    #[command(subcommand)]
    Import(import::Import),
    /// Find which records of two CSV files, or of one, are about the same person
    Link(Box<link::Link>),
    /// Annual reports: build one
    #[command(subcommand)]
    Report(report::ReportCommand),
    /// Figures: show one
    #[command(subcommand)]
    Figure(figure::FigureCommand),
    /// How far raters agree: every coefficient with its interval
    AgreementStats(agreement_stats::AgreementStats),
    /// Which questions of a campaign to rewrite, the worst first
    Clinic(clinic::Clinic),
    /// Show the components and charts, each with the Rust that draws it
    Gallery(gallery::Gallery),
    /// Print the OpenAPI document
    Openapi,
}

/// # Errors
/// One sentence saying what could not be done, and why.
pub async fn run(command: Command) -> anyhow::Result<()> {
    match command.what {
        What::Demo(command) => demo::run(command).await,
        What::Backup(command) => backup::back_up(command).await,
        What::Restore(command) => backup::restore(command).await,
        What::Serve(command) => serve::run(command).await,
        What::User(command) => user::run(command).await,
        What::Ledger(command) => ledger::run(command).await,
        What::Agreement(command) => agreement::run(command),
        What::Import(command) => import::run(command).await,
        What::Link(command) => link::run(&command),
        What::Report(command) => report::run(command).await,
        What::Figure(command) => figure::run(command).await,
        What::AgreementStats(command) => agreement_stats::run(&command),
        What::Clinic(command) => clinic::run(&command),
        What::Gallery(command) => gallery::run(command).await,
        What::Openapi => installation::print_openapi().await,
    }
}

/// Prints a value as JSON, indented.
pub(crate) fn print_json(value: &serde_json::Value) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string_pretty(value)?);
    Ok(())
}
