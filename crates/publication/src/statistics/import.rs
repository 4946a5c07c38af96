//! Importing a folder's worth of published files, through the one door.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ledger::args;
use platform::{Site, System, Unmet};

use super::{Command, Release, read};

/// What came of one file.
#[derive(Debug, PartialEq, Eq)]
pub struct Imported {
    pub file: String,
    pub cells: usize,
    /// The file was here already, byte for byte.
    pub known: bool,
}

/// Reads the files and takes them in: all of them or, where one is broken, none. The table of statistical neighbours may be among them.
///
/// # Errors
/// The first broken file in one sentence; or a fault.
pub async fn import(site: &Site, partnership: &str, files: &[PathBuf]) -> anyhow::Result<Vec<Imported>> {
    let mut tx = site.ledger().read().await?;
    let row =
        tx.row("select areas from partnership where chain = 'commons' and known_to is null and slug = $1", args![partnership]).await?;
    let own = row.with_context(|| format!("there is no partnership `{partnership}`"))?.text("areas")?;
    drop(tx);
    let mut areas = read::Areas { own: own.split_whitespace().map(str::to_owned).collect(), ..read::Areas::default() };
    let mut texts = Vec::new();
    for path in files {
        let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        texts.push((name_of(path), bytes));
    }
    let (tables, releases): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(_, bytes)| is_neighbour_table(bytes));
    for (file, bytes) in &tables {
        for gss in &areas.own.clone() {
            let number = releases.iter().find_map(|(name, text)| read::old_code(name, text, gss).ok().flatten());
            let number = number.with_context(|| format!("no file says which number the Department gives {gss}"))?;
            areas.neighbours.extend(read::neighbours(file, bytes, &number)?);
        }
    }
    // Everything is read before anything is written: a broken file changes nothing.
    let read = releases
        .iter()
        .map(|(file, bytes)| Ok((file, bytes, read::read(file, bytes, &areas)?)))
        .collect::<Result<Vec<_>, read::BadFile>>()?;
    let system = System::routine(site.clone(), "import", partnership);
    let mut done = Vec::new();
    for (file, bytes, release) in read {
        let cells = release.cells.len();
        let sha256 = platform::digest_of(bytes);
        let command = Command {
            kind: release.kind.kind.clone(),
            title: release.kind.title.clone(),
            publisher: release.kind.publisher.clone(),
            file: file.clone(),
            sha256: sha256.clone(),
            cells: release.cells,
        };
        let stream = format!("release-{}", release.kind.kind);
        let imported = system.act::<Release>(&stream, command, &format!("{stream}:{sha256}")).await.map_err(|unmet| match unmet {
            Unmet::Refused(refusal) => anyhow::anyhow!("{file}: {refusal}"),
            other => anyhow::anyhow!("{file}: {other:?}"),
        })?;
        done.push(Imported { file: file.clone(), cells, known: imported.repeated || imported.entries.is_empty() });
    }
    Ok(done)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn is_neighbour_table(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').next().is_some_and(|line| line.windows(5).any(|part| part == b"SN_1,"))
}
