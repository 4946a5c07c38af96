//! Links two CSV files, or one with itself, from the command line: the engine without the rest of Trefoil, for trying things out.
//! `cargo run --release -p linkage --example link -- --left a.csv --right b.csv --truth truth.csv --errors 20`

use std::{fs::File, io::Write, path::PathBuf, time::Instant};

use anyhow::Context;
use clap::Parser;
use linkage::{Config, Decisions, Truth, Variants, Verdict, read};

#[derive(Parser)]
struct Options {
    #[arg(long, requires = "right", required_unless_present = "dedupe")]
    left: Option<PathBuf>,
    #[arg(long)]
    right: Option<PathBuf>,
    #[arg(long, conflicts_with = "left")]
    dedupe: Option<PathBuf>,
    #[arg(long)]
    config: Option<PathBuf>,
    #[arg(long)]
    truth: Option<PathBuf>,
    #[arg(long)]
    out: Option<PathBuf>,
    #[arg(long)]
    ignore: Vec<String>,
    /// Show so many of the pairs that were got wrong, each explained
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// End with one line of JSON: seconds, peak memory in MiB, precision, recall, F1
    #[arg(long)]
    json: bool,
    /// Print the learnt model
    #[arg(long)]
    model: bool,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let start = Instant::now();
    let mut config = match &options.config {
        Some(path) => Config::from_toml(&path.display().to_string(), &std::fs::read_to_string(path)?)?,
        None => Config::default(),
    };
    config.ignore.extend(options.ignore.iter().cloned());
    let table = if let Some(path) = &options.dedupe {
        let file = read::Source::open(path)?;
        config = config.complete(file.headings(), file.headings())?;
        read::dedupe(file, &config, None)?
    } else {
        let open = |path: &Option<PathBuf>| read::Source::open(path.as_deref().context("a file is missing")?).map_err(anyhow::Error::from);
        let (left, right) = (open(&options.left)?, open(&options.right)?);
        config = config.complete(left.headings(), right.headings())?;
        read::link(left, right, &config, None)?
    };
    for field in &config.fields {
        println!("{:?}: {} = {}", field.role, field.left, field.right());
    }
    println!("{:?} records read after {:.2} s", table.records(), start.elapsed().as_secs_f64());
    let variants = Variants::shipped();
    let linkage = linkage::run(&table, &config, &variants, &Decisions::default());
    for rule in &linkage.rules {
        println!("{:12.0} pairs, adds {:7.3} %: {}", rule.pairs, rule.adds * 100.0, rule.words);
    }
    if options.model {
        print!("{}", linkage.describe());
    }
    println!("compared {} pairs; one to one: {}; {} rounds", linkage.compared, linkage.one_to_one, linkage.rounds);
    let seconds = start.elapsed().as_secs_f64();
    println!("{seconds:.2} s, {:.0} MiB", peak_mebibytes());
    if let Some(path) = &options.out {
        let mut out = std::io::BufWriter::new(File::create(path)?);
        for pair in &linkage.pairs {
            writeln!(out, "{},{},{:.6},{:.3}", table.id(pair.left), table.id(pair.right), pair.probability, pair.weight)?;
        }
    }
    if let Some(path) = &options.truth {
        let truth = Truth::from_csv(&path.display().to_string(), File::open(path)?, &table)?;
        let accuracy = truth.judge(&linkage.pairs);
        if options.json {
            let (precision, recall, f1) = (accuracy.precision, accuracy.recall, accuracy.f1);
            println!(
                "{}",
                serde_json::json!({ "seconds": seconds, "mebibytes": peak_mebibytes(), "precision": precision, "recall": recall, "f1": f1 })
            );
            return Ok(());
        }
        println!("{accuracy:?}");
        let mut best = (0.0, 0.0);
        let mut sorted: Vec<_> = linkage.pairs.iter().collect();
        sorted.sort_by(|one, other| other.probability.total_cmp(&one.probability));
        let (mut right, all) = (0_usize, truth.pairs().len());
        for (count, pair) in sorted.iter().enumerate() {
            right += usize::from(truth.contains(pair.left, pair.right));
            let f1 = 2.0 * right as f64 / (count + 1 + all) as f64;
            if f1 > best.0 {
                best = (f1, pair.probability);
            }
        }
        println!("best F1 {:.4} at probability {:.3}", best.0, best.1);
        let show = |left: u32, right: u32, what: &str| {
            let told = linkage.explain(left, right);
            println!("\n{what}: {} {} weight {:.1}", told.left, told.right, told.weight);
            told.steps.iter().for_each(|step| println!("  {:+6.1} {}", step.weight, step.sentence));
        };
        let wrong = linkage.pairs.iter().filter(|pair| pair.verdict == Verdict::Join && !truth.contains(pair.left, pair.right));
        wrong.take(options.errors).for_each(|pair| show(pair.left, pair.right, "FALSE JOIN"));
        let joined: std::collections::HashSet<(u32, u32)> =
            linkage.pairs.iter().filter(|pair| pair.verdict == Verdict::Join).map(|pair| (pair.left, pair.right)).collect();
        let missed = truth.pairs().into_iter().filter(|pair| !joined.contains(pair));
        missed.take(options.errors).for_each(|(left, right)| show(left, right, "MISSED"));
    }
    Ok(())
}

/// The most memory the process ever held, as the kernel of Linux tells it.
fn peak_mebibytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}
