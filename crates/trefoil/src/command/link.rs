//! `trefoil link`: which records of two CSV files, or of one, are about the same person.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use linkage::{Accuracy, Config, Decisions, Linkage, Pair, Table, Truth, Variants, Verdict, read};
use serde_json::json;

use super::{Format, print_json};

#[derive(Debug, Args)]
pub(crate) struct Link {
    /// The first file; its first column is the record's id
    #[arg(long, requires = "right", required_unless_present = "dedupe")]
    left: Option<PathBuf>,
    /// The second file
    #[arg(long, requires = "left")]
    right: Option<PathBuf>,
    /// One file that may hold a person several times
    #[arg(long, conflicts_with_all = ["left", "right"])]
    dedupe: Option<PathBuf>,
    /// Which columns are compared, and where joining begins (TOML); without it, derived from the headings
    #[arg(long)]
    config: Option<PathBuf>,
    /// Where the joined pairs go: left id, right id, probability, weight
    #[arg(long, required_unless_present = "print_config")]
    out: Option<PathBuf>,
    /// Where the pairs go that a person should look at, in the same columns
    #[arg(long)]
    review: Option<PathBuf>,
    /// Where every joined and every doubtful pair is explained, one JSON object a line
    #[arg(long)]
    explain: Option<PathBuf>,
    /// The truth (CSV): pairs of ids, or an id and the name of its cluster; prints precision, recall and F1
    #[arg(long)]
    truth: Option<PathBuf>,
    /// The truth as a column of the files: the name of the record's cluster; it is never compared
    #[arg(long, conflicts_with = "truth")]
    truth_column: Option<String>,
    /// What people have decided (CSV): left id, right id, and same, never or unsure
    #[arg(long)]
    decisions: Option<PathBuf>,
    /// Leave a column out; may be given several times
    #[arg(long)]
    ignore: Vec<String>,
    /// Another seed than the configuration's
    #[arg(long)]
    seed: Option<u64>,
    /// Print the configuration that would be used, with the fields derived from the headings, and stop
    #[arg(long)]
    print_config: bool,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(command: &Link) -> anyhow::Result<()> {
    let mut config = match &command.config {
        Some(path) => Config::from_toml(&path.display().to_string(), &text(path)?)?,
        None => Config::default(),
    };
    config.ignore.extend(command.ignore.iter().cloned().chain(command.truth_column.clone()));
    config.seed = command.seed.unwrap_or(config.seed);
    let first = command.dedupe.as_ref().or(command.left.as_ref()).context("say which files to link: --left and --right, or --dedupe")?;
    let left = read::Source::open(first)?;
    let right = command.right.as_deref().map(read::Source::open).transpose()?;
    let config = config.complete(left.headings(), right.as_ref().map_or(left.headings(), |right| right.headings()))?;
    if command.print_config {
        print!("{}", config.to_toml());
        return Ok(());
    }
    let truth_column = command.truth_column.as_deref();
    let table = match right {
        Some(right) => read::link(left, right, &config, truth_column)?,
        None => read::dedupe(left, &config, truth_column)?,
    };
    let decisions = match &command.decisions {
        Some(path) => Decisions::from_csv(&path.display().to_string(), open(path)?)?,
        None => Decisions::default(),
    };
    let truth = match &command.truth {
        Some(path) => Some(Truth::from_csv(&path.display().to_string(), open(path)?, &table)?),
        None => Truth::of_column(&table),
    };
    let variants = Variants::shipped();
    let linkage = linkage::run(&table, &config, &variants, &decisions);

    let of = |verdict: Verdict| linkage.pairs.iter().filter(move |pair| pair.verdict == verdict);
    if let Some(path) = &command.out {
        write_pairs(path, &table, of(Verdict::Join))?;
    }
    if let Some(path) = &command.review {
        write_pairs(path, &table, of(Verdict::Review))?;
    }
    if let Some(path) = &command.explain {
        let mut out = create(path)?;
        for pair in &linkage.pairs {
            writeln!(out, "{}", serde_json::to_string(&linkage.explain(pair.left, pair.right))?)?;
        }
        out.flush().with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let accuracy = truth.map(|truth| truth.judge(&linkage.pairs));
    tell(command.format, &table, &linkage, (of(Verdict::Join).count(), of(Verdict::Review).count()), accuracy)
}

fn tell(
    format: Format,
    table: &Table,
    linkage: &Linkage<'_>,
    (joined, review): (usize, usize),
    accuracy: Option<Accuracy>,
) -> anyhow::Result<()> {
    let (left, right) = table.records();
    match format {
        Format::Json => print_json(&json!({
            "records": { "left": left, "right": right },
            "compared": linkage.compared,
            "of": table.pairs(),
            "joined": joined,
            "review": review,
            "one_to_one": linkage.one_to_one,
            "rules": linkage.rules.iter().map(|rule| json!({ "words": rule.words, "pairs": rule.pairs.round(), "adds": rule.adds })).collect::<Vec<_>>(),
            "accuracy": accuracy.map(|accuracy| json!({
                "true_pairs": accuracy.true_pairs, "right": accuracy.right,
                "precision": accuracy.precision, "recall": accuracy.recall, "f1": accuracy.f1,
            })),
        })),
        Format::Text => {
            let records = if right == 0 { format!("{left} records") } else { format!("{left} and {right} records") };
            println!("{records}; {} of {:.0} pairs compared, brought together by", linkage.compared, table.pairs());
            linkage.rules.iter().for_each(|rule| println!("  {}", rule.words));
            println!("{joined} pairs joined, {review} for a person to look at{}", if linkage.one_to_one { "; one to one" } else { "" });
            if let Some(accuracy) = accuracy {
                println!(
                    "precision {:.4}, recall {:.4}, F1 {:.4} ({} of {} joined pairs are true, of {} true pairs)",
                    accuracy.precision, accuracy.recall, accuracy.f1, accuracy.right, accuracy.joined, accuracy.true_pairs
                );
            }
            Ok(())
        }
    }
}

fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| format!("{} cannot be written", path.display()))?))
}

fn write_pairs<'p>(path: &Path, table: &Table, pairs: impl Iterator<Item = &'p Pair>) -> anyhow::Result<()> {
    let mut out = csv::Writer::from_writer(create(path)?);
    out.write_record(["left", "right", "probability", "weight"])?;
    for pair in pairs {
        out.write_record([table.id(pair.left), table.id(pair.right), &format!("{:.6}", pair.probability), &format!("{:.3}", pair.weight)])?;
    }
    out.flush().with_context(|| format!("{} cannot be written", path.display()))
}
