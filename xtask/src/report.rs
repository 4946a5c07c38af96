//! The steps of a gate: run one after the other, timed, the first failure ends it, and a table says where the time went.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps done so far.
#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    Skipped(String),
    Failed,
}

impl Report {
    /// Runs a step unless one has failed.
    ///
    /// # Errors
    /// The step's own, with its name.
    pub(crate) fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n── {name}");
        let begun = Instant::now();
        let done = work();
        let outcome = if done.is_ok() { Outcome::Passed } else { Outcome::Failed };
        self.steps.push(Step { name, took: begun.elapsed(), outcome });
        done.with_context(|| format!("the step `{name}` failed"))
    }

    /// Notes that a step was not run, and says so where nobody can miss it.
    pub(crate) fn skip(&mut self, name: &'static str, why: &str) {
        println!("\n── {name}\n!! NOT RUN: {why}");
        self.steps.push(Step { name, took: Duration::ZERO, outcome: Outcome::Skipped(why.to_owned()) });
    }

    pub(crate) fn table(&self) -> String {
        let width = self.steps.iter().map(|step| step.name.chars().count()).max().unwrap_or(0);
        let mut table = String::from("\n");
        for step in &self.steps {
            let seconds = step.took.as_secs_f64();
            let outcome = match &step.outcome {
                Outcome::Passed => "passed".to_owned(),
                Outcome::Skipped(why) => format!("NOT RUN: {why}"),
                Outcome::Failed => "FAILED".to_owned(),
            };
            table += &format!("{:width$}  {seconds:7.1} s  {outcome}\n", step.name);
        }
        let all: f64 = self.steps.iter().map(|step| step.took.as_secs_f64()).sum();
        table + &format!("{:width$}  {all:7.1} s\n", "all")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_what_passed_what_failed_and_what_was_not_run() {
        let mut report = Report::default();
        report.step("format", || Ok(())).unwrap();
        report.skip("licences", "cargo-deny is not installed");
        let failed = report.step("tests", || -> Result<()> { anyhow::bail!("one test failed") });

        assert_eq!(format!("{:#}", failed.unwrap_err()), "the step `tests` failed: one test failed");
        let table = report.table();
        let outcomes: Vec<&str> = table.lines().filter_map(|line| line.split(" s  ").nth(1)).collect();
        assert_eq!(outcomes, ["passed", "NOT RUN: cargo-deny is not installed", "FAILED"]);
    }
}
