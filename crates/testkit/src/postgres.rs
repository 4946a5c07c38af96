//! A throw-away PostgreSQL for tests: one cluster at a time on a machine, shared by every test process, stopped and deleted when the last ends.
//!
//! Only the standard library and PostgreSQL's own programs are used, so that a crate below this one may include the file in its tests.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]
#![allow(clippy::zombie_processes, reason = "what takes the cluster away outlives the test process on purpose")]

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// The address of a fresh, empty database. None where PostgreSQL is not installed; a test then says so and passes.
///
/// `TREFOIL_TEST_POSTGRES` may name a running server instead (`postgres://user@host`, without a database).
///
/// # Panics
/// Where PostgreSQL is installed and does not start: a test must not pass because its database is broken.
pub fn database() -> Option<String> {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(Server::find).as_ref()?;
    let name = format!("trefoil_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    // A process number may come again on a server that is kept.
    server.psql(&format!("drop database if exists {name}"));
    server.psql(&format!("create database {name}"));
    Some(server.url(&name))
}

struct Server {
    bin: PathBuf,
    /// The address of the server for `psql`, and what comes before and after the database's name in a URL.
    admin: String,
    before: String,
    after: String,
    /// Held (shared) as long as this process lives.
    _users: Option<File>,
}

impl Server {
    fn find() -> Option<Self> {
        let bin = programs()?;
        if let Ok(address) = std::env::var("TREFOIL_TEST_POSTGRES") {
            // The server, whichever of its databases the address names.
            let address = address.trim_end_matches('/').trim_end_matches("/postgres").to_owned();
            return Some(Self {
                bin,
                admin: format!("{address}/postgres"),
                before: format!("{address}/"),
                after: String::new(),
                _users: None,
            });
        }
        Some(Self::start(bin))
    }

    fn start(bin: PathBuf) -> Self {
        let folder = std::env::temp_dir().join(format!("trefoil-test-postgres-{}", user()));
        fs::create_dir_all(&folder).expect("a folder for the test cluster");
        let starting = File::create(folder.join("starting")).expect("a lock file");
        starting.lock().expect("the lock of whoever starts the cluster");
        let users = File::create(folder.join("users")).expect("a lock file");
        // Waits for a cluster that is just being taken away.
        users.lock_shared().expect("the lock of those who use the cluster");
        let cluster = folder.join("cluster");
        let socket = folder.join("socket");
        let running =
            as_postgres(&bin, "pg_ctl").arg("-D").arg(&cluster).arg("status").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !running.is_ok_and(|status| status.success()) {
            let _ = fs::remove_dir_all(&cluster);
            let _ = fs::remove_dir_all(&socket);
            for made in [&cluster, &socket] {
                fs::create_dir_all(made).expect("a folder for the test cluster");
                give_to_postgres(made);
            }
            run(as_postgres(&bin, "initdb").arg("-D").arg(&cluster).args([
                "-A",
                "trust",
                "-U",
                "postgres",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ]));
            let settings =
                format!("-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off -c max_connections=300", socket.display());
            let log = cluster.join("log");
            run(alone(as_postgres(&bin, "pg_ctl"))
                .arg("-D")
                .arg(&cluster)
                .arg("-l")
                .arg(&log)
                .args(["-w", "-s", "-o", &settings, "start"]));
            // Waits until no test process holds the shared lock, then takes the cluster away.
            let mut end = alone(Command::new("flock"));
            end.arg("-x").arg(folder.join("users")).arg("sh").arg("-c");
            end.arg(r#"if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$1" -D "$2" -m immediate -s stop; else "$1" -D "$2" -m immediate -s stop; fi; rm -rf "$2""#);
            end.arg("sh").arg(bin.join("pg_ctl")).arg(&cluster);
            end.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("flock, of util-linux");
        }
        drop(starting);
        let host = socket.display();
        Self {
            bin,
            admin: format!("postgres:///postgres?host={host}&user=postgres"),
            before: "postgres:///".into(),
            after: format!("?host={host}&user=postgres"),
            _users: Some(users),
        }
    }

    fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.before, self.after)
    }

    fn psql(&self, sql: &str) {
        run(Command::new(self.bin.join("psql")).arg(&self.admin).args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql]));
    }
}

/// The newest installed server's folder of programs.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    let on_path = || std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join("initdb").exists());
    found.pop().map(|(_, bin)| bin).or_else(on_path)
}

fn user() -> u32 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").map_or(0, |about| about.uid())
}

/// PostgreSQL refuses to run as root; then it runs as its own user.
fn as_postgres(bin: &Path, program: &str) -> Command {
    let program = bin.join(program);
    let mut command = if user() == 0 {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.env("LC_ALL", "C.UTF-8").current_dir("/");
    command
}

/// The command without the open files this process was given: a server outlives whoever starts it and must not hold their locks.
fn alone(command: Command) -> Command {
    let mut apart = Command::new("sh");
    apart.args(["-c", r#"exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec "$@""#, "sh"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            apart.env(name, value);
        }
    }
    apart.current_dir("/");
    apart
}

fn give_to_postgres(folder: &Path) {
    if user() == 0 {
        run(Command::new("chown").arg("postgres:").arg(folder));
    }
}

#[track_caller]
fn run(command: &mut Command) {
    // Files rather than pipes: a server that is left running would keep a pipe open.
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).env("PGOPTIONS", "-c client_min_messages=warning").status();
    assert!(status.as_ref().is_ok_and(std::process::ExitStatus::success), "{command:?}: {status:?}");
}
