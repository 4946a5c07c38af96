//! Bringing files in, from a page or from folders: all are read before anything is recorded, codes and neighbours first.

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, anyhow};
use ledger::args;
use platform::{COMMONS, Cx, Site, Stamp, System, Unmet};

use super::{
    Command, IMPORT, Refusal, Statistics,
    catalogue::{Shape, source},
    fact::Changed,
    read::{PassedOver, Release, from_sheet},
    rows,
    sheet::{self, BadFile, Sheet},
};

/// A file as it was given.
#[derive(Debug, Clone)]
pub struct Given {
    pub file: String,
    pub bytes: Vec<u8>,
}

/// The files of a folder, and of the folders in it, that are published tables which are known. They are read where they are.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn in_folder(folder: &Path) -> std::io::Result<Vec<Given>> {
    let mut given = Vec::new();
    let mut paths = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        let file = path.to_string_lossy().into_owned();
        if path.is_dir() {
            given.extend(in_folder(&path)?);
        } else if file.ends_with(".csv") || file.ends_with(".csv.gz") {
            let mut beginning = Vec::new();
            std::fs::File::open(&path)?.take(64 << 10).read_to_end(&mut beginning)?;
            if sheet::is_known(path.file_name().and_then(|name| name.to_str()).unwrap_or_default(), &beginning) {
                given.push(Given { file, bytes: std::fs::read(&path)? });
            }
        }
    }
    Ok(given)
}

/// Who brings files in.
#[derive(Clone, Copy)]
pub enum Door<'a> {
    /// Somebody, with their own leave.
    Person(&'a Cx),
    /// Whoever holds the installation, from the command line.
    Installation(&'a Site),
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    pub file: String,
    /// The table it is.
    pub title: &'static str,
    /// Its record; its page is `/statistics/releases/` and this.
    pub release: String,
    /// Cells kept of it.
    pub kept: usize,
    /// Its lines below the headings, and those of which something is kept.
    pub lines: i64,
    pub lines_kept: i64,
    /// Lines that were not understood.
    pub passed_over: Vec<PassedOver>,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Recorded, and this is what it changed.
    Imported { change: Changed },
    /// The same bytes, for the same areas, are here already.
    HereAlready,
    /// Another file given with it is the same table and has more cells.
    LeftOut { for_file: String },
    /// It served to read another: a look-up is not kept.
    Used,
}

impl std::fmt::Display for Brought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}, ", self.file, self.title)?;
        match &self.outcome {
            Outcome::Imported { change } => write!(f, "{} numbers kept of {} lines ({change})", self.kept, self.lines)?,
            Outcome::HereAlready => write!(f, "here already; nothing has changed")?,
            Outcome::LeftOut { for_file } => write!(f, "left out: {for_file} is the same table and has more")?,
            Outcome::Used => write!(f, "used to place small areas; not kept")?,
        }
        self.passed_over.iter().try_for_each(|passed| write!(f, "\n  not understood, {passed}"))
    }
}

/// Brings in files and folders of files, read where they are, for an installation that has this partnership. Of a folder, tables that are
/// not known are passed by; a file named by itself must be one that is known.
///
/// # Errors
/// What is wrong with the first file that cannot be read, in one sentence with its line: then nothing has changed. Or a fault.
pub async fn import(site: &Site, partnership: &str, files: &[PathBuf]) -> anyhow::Result<Vec<Brought>> {
    let mut tx = site.ledger().read().await?;
    let found = tx
        .row("select areas from partnership where chain = 'commons' and known_to is null and slug = $1", args![partnership])
        .await?
        .with_context(|| format!("there is no partnership `{partnership}`"))?;
    anyhow::ensure!(!found.text("areas")?.trim().is_empty(), "the partnership `{partnership}` has no area whose statistics could be kept");
    drop(tx);
    let mut given = Vec::new();
    for path in files {
        if path.is_dir() {
            given.extend(in_folder(path).with_context(|| format!("{} cannot be read", path.display()))?);
        } else {
            let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
            given.push(Given { file: path.to_string_lossy().into_owned(), bytes });
        }
    }
    bring(Door::Installation(site), given).await.map_err(|unmet| match unmet {
        Unmet::Refused(bad) => anyhow!("{bad}. Nothing was imported"),
        Unmet::Stale { .. } => anyhow!("somebody else has just imported one of these tables: try again"),
        Unmet::Failed(problem) => anyhow!("{problem:?}"),
    })
}

/// Brings in files in any order. They are all read first; a file that cannot be read changes nothing.
///
/// # Errors
/// What is wrong with a file, and where; or a problem.
pub async fn bring(door: Door<'_>, given: Vec<Given>) -> Result<Vec<Brought>, Unmet<BadFile>> {
    let site = match door {
        Door::Person(cx) => &cx.site,
        Door::Installation(site) => site,
    };
    let mut tx = site.ledger().read().await?;
    let areas = rows::areas(&mut tx).await?;
    drop(tx);
    // Reading takes a while, and other people's pages go on meanwhile.
    let read = tokio::task::spawn_blocking(move || releases(given, areas)).await.map_err(|error| Unmet::Failed(anyhow!(error).into()))?;
    let (releases, mut brought) = read.map_err(Unmet::Refused)?;
    // One that is too old stops all of them too, before any is recorded.
    let here = rows::releases(&mut site.ledger().read().await?).await?;
    for release in &releases {
        let last = release.last().unwrap_or_default();
        if let Some(here) = here.iter().find(|here| here.source == release.source && last < here.last.as_str()) {
            return Err(Unmet::Refused(BadFile::Older { file: release.file.clone(), last: last.to_owned(), here: here.last.clone() }));
        }
    }
    for release in releases {
        brought.push(record(door, release).await?);
    }
    brought.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(brought)
}

/// The releases to record, and the files that are none.
fn releases(given: Vec<Given>, mut areas: super::Areas) -> Result<(Vec<Release>, Vec<Brought>), BadFile> {
    let mut sheets = Vec::new();
    for Given { file, bytes } in given {
        sheets.push(Sheet::read(&file, &bytes)?);
    }
    areas.learn(&sheets)?;
    let mut chosen: BTreeMap<&str, (Release, &'static str)> = BTreeMap::new();
    let mut others = Vec::new();
    for sheet in &sheets {
        let release = from_sheet(sheet, &areas)?;
        let title = sheet.source.title.as_str();
        if sheet.source.shape == Shape::Lookup {
            others.push(told(&release, title, Outcome::Used));
            continue;
        }
        match chosen.get(release.source) {
            Some((other, _)) if other.kept() >= release.kept() => {
                others.push(told(&release, title, Outcome::LeftOut { for_file: other.file.clone() }));
            }
            Some((other, title)) => {
                others.push(told(other, title, Outcome::LeftOut { for_file: release.file.clone() }));
                chosen.insert(release.source, (release, title));
            }
            None => {
                chosen.insert(release.source, (release, title));
            }
        }
    }
    Ok((chosen.into_values().map(|(release, _)| release).collect(), others))
}

fn told(release: &Release, title: &'static str, outcome: Outcome) -> Brought {
    Brought {
        file: release.file.clone(),
        title,
        release: rows::release_id(release.source),
        kept: release.kept(),
        lines: release.lines,
        lines_kept: release.lines_kept,
        passed_over: release.passed_over.clone(),
        outcome,
    }
}

async fn record(door: Door<'_>, release: Release) -> Result<Brought, Unmet<BadFile>> {
    let stream = rows::release_id(release.source);
    let release = Arc::new(release);
    let command = Command::Import { release: release.clone() };
    let done = match door {
        Door::Person(cx) => cx.act::<Statistics>(IMPORT, &stream, command, &Stamp::NONE).await,
        Door::Installation(site) => {
            // An edition that was taken back may come again: the version tells the two apart.
            let version = site.ledger().read().await?.version(COMMONS, &stream).await?;
            let occasion = format!("{stream}:{}:{}:{version}", release.sha256, release.areas);
            System::routine(site.clone(), "statistics-import", COMMONS).act::<Statistics>(&stream, command, &occasion).await
        }
    };
    let file = || release.file.clone();
    let done = done.map_err(|unmet| match unmet {
        Unmet::Refused(Refusal::Older { last, here }) => Unmet::Refused(BadFile::Older { file: file(), last, here }),
        Unmet::Refused(Refusal::AnotherTable | Refusal::Unknown) => Unmet::Refused(BadFile::Unknown { file: file() }),
        Unmet::Stale { seen, now } => Unmet::Stale { seen, now },
        Unmet::Failed(problem) => Unmet::Failed(problem),
    })?;
    let title = source(release.source).map_or("", |source| source.title.as_str());
    let outcome = if done.repeated || done.entries.is_empty() {
        Outcome::HereAlready
    } else {
        let site = match door {
            Door::Person(cx) => &cx.site,
            Door::Installation(site) => site,
        };
        let now = rows::releases(&mut site.ledger().read().await?).await?;
        let change = now.iter().find(|shown| shown.source == release.source).map(|shown| shown.change).unwrap_or_default();
        Outcome::Imported { change }
    };
    Ok(told(&release, title, outcome))
}
