//! A PostgreSQL of our own for one run: made, started, and gone afterwards whatever happens to us.

use std::{
    io,
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::run::{self, found, install, is_root, output};

/// The environment variable under which tests and benchmarks find the cluster.
pub(crate) const URL: &str = "TREFOIL_TEST_POSTGRES";

const HOW: &str = "PostgreSQL 15 or later is not installed (its initdb was not found). \
                   Install it (Debian: apt-get install -y postgresql).";

/// Whether a commit reaches the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Nothing is flushed: for tests, whose database never outlives them.
    Fast,
    /// As an installation runs it: for benchmarks.
    Full,
}

/// A running cluster that listens on this machine only and trusts whoever is on it; it lives for one run and holds invented data.
pub(crate) struct Cluster {
    url: String,
    keeper: Child,
}

impl Cluster {
    /// # Errors
    /// What to install, or what PostgreSQL said.
    pub(crate) fn start(durability: Durability) -> Result<Self> {
        let programs = match programs() {
            Some(programs) => programs,
            None => {
                install(&["postgresql"], HOW)?;
                programs().context(HOW)?
            }
        };
        let mut last = None;
        // Between finding a free port and PostgreSQL taking it somebody else may.
        for _ in 0..3 {
            match Self::start_once(&programs, durability) {
                Ok(cluster) => return Ok(cluster),
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| anyhow::anyhow!("PostgreSQL did not start")))
    }

    fn start_once(programs: &Path, durability: Durability) -> Result<Self> {
        let owner = Owner::find(programs)?;
        let folder = tempfile::Builder::new().prefix("trefoil-postgres-").tempdir()?.keep();
        owner.give(&folder)?;
        // From here on the keeper clears up, so every failure below may simply return.
        let keeper = keep(&owner, &folder)?;
        let mut cluster = Self { url: String::new(), keeper };

        let data = folder.join("data");
        output(owner.program("initdb").arg("-D").arg(&data).args([
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--no-sync",
            "--no-locale",
        ]))
        .context("a throw-away PostgreSQL could not be made")?;
        let port = free_port()?;
        let mut settings = format!("-c listen_addresses=127.0.0.1 -p {port} -k {} -c max_connections=300", folder.display());
        if durability == Durability::Fast {
            settings += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        }
        let log = folder.join("log");
        let mut start = owner.program("pg_ctl");
        start.arg("-D").arg(&data).args(["-w", "-s", "-l"]).arg(&log).args(["-o", &settings, "start"]);
        // Not `output`: the server would inherit the pipe, and reading it to the end would wait for the server.
        if run::run(start.stdin(Stdio::null()).stdout(Stdio::null())).is_err() {
            bail!("a throw-away PostgreSQL did not start: {}", std::fs::read_to_string(&log).unwrap_or_default().trim());
        }
        cluster.url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Ok(cluster)
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // Nobody is left to tell; the next run makes a cluster of its own.
        let _ = self.keeper.wait();
    }
}

/// A process that waits for us to end, by whatever means (its standard input closes), then stops the cluster and removes its folder.
/// A `Drop` alone would leave the server behind after an interrupt or a kill.
fn keep(owner: &Owner, folder: &Path) -> Result<Child> {
    let script = r#"trap "" INT TERM HUP; read -r _; folder=$1; shift; "$@" >/dev/null 2>&1; rm -rf "$folder""#;
    let mut stop = owner.program("pg_ctl");
    stop.arg("-D").arg(folder.join("data")).args(["-m", "immediate", "-w", "stop"]);
    let mut keeper = Command::new("sh");
    keeper.args(["-c", script, "keeper"]).arg(folder).arg(stop.get_program()).args(stop.get_args());
    // A group of its own, so that an interrupt typed at the terminal does not reach it.
    keeper.process_group(0).current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    keeper.spawn().context("the process that clears PostgreSQL up could not be started")
}

/// PostgreSQL refuses to run as root, so as root it is run as the user that its package made.
struct Owner {
    programs: PathBuf,
    user: Option<&'static str>,
}

impl Owner {
    fn find(programs: &Path) -> Result<Self> {
        let user = if is_root() {
            let known = |user: &&str| output(Command::new("id").args(["-u", user])).is_ok();
            let user = ["postgres", "nobody"].into_iter().find(known);
            Some(user.context("PostgreSQL does not run as root, and there is no user `postgres` to run it as")?)
        } else {
            None
        };
        Ok(Self { programs: programs.to_owned(), user })
    }

    fn program(&self, name: &str) -> Command {
        let file = self.programs.join(name);
        let mut command = match self.user {
            None => Command::new(file),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={user}")).arg("--regid").arg(group(user)).args(["--clear-groups", "env", "-i"]);
                command.arg(format!("PATH={}:/usr/bin:/bin", self.programs.display())).arg("LC_ALL=C.UTF-8").arg(file);
                command
            }
        };
        command.current_dir("/");
        command
    }

    fn give(&self, folder: &Path) -> Result<()> {
        match self.user {
            None => Ok(()),
            Some(user) => output(Command::new("chown").arg(format!("{user}:")).arg(folder)).map(drop),
        }
    }
}

/// The user's own group (`nobody` is in `nogroup` on Debian).
fn group(user: &str) -> String {
    output(Command::new("id").args(["-g", user])).unwrap_or_else(|_| user.to_owned())
}

/// The folder of the newest PostgreSQL on this machine. Debian keeps them off the path.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = Vec::new();
    for item in std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        let version = item.file_name().to_string_lossy().parse().unwrap_or(0);
        let folder = item.path().join("bin");
        if folder.join("initdb").is_file() && folder.join("pg_ctl").is_file() {
            versions.push((version, folder));
        }
    }
    versions.sort();
    let newest = versions.pop().map(|(_, folder)| folder);
    newest.or_else(|| found("initdb").and_then(|file| file.parent().map(Path::to_path_buf)))
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
