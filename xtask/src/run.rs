//! Starting other programs: where the workspace is, how cargo is called, and one clear sentence where something is missing.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The folder of the workspace. Cargo tells a program it runs where its manifest is.
pub(crate) fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A program to be run in the workspace's folder.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    // What cargo told *us* must not reach what we start: crates whose build scripts watch these would be built anew each time.
    for (key, _) in env::vars_os() {
        let told = key.to_str().is_some_and(|key| key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_"));
        if told {
            command.env_remove(key);
        }
    }
    command
}

/// Cargo itself, the same one that started us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Runs to the end with the terminal's own input and output.
///
/// # Errors
/// Names the command that could not be started or did not succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs to the end and gives what was printed, without the last line end.
///
/// # Errors
/// Names the command, with what it said on its way out.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed something other than text"))?;
    Ok(text.trim_end().to_owned())
}

fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(name).chain(command.get_args());
    let mut line = words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ");
    if line.len() > 160 {
        line = format!("{} …", line.chars().take(160).collect::<String>());
    }
    line
}

/// Where a program is, if it is on the path.
pub(crate) fn found(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// # Errors
/// One sentence saying what to install.
pub(crate) fn need(name: &str, how: &str) -> Result<PathBuf> {
    found(name).with_context(|| format!("{name} is not installed. {how}"))
}

pub(crate) fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// On Debian (and its kin), as root: installs packages. Elsewhere: an error with `otherwise`, which says what to install.
///
/// # Errors
/// `otherwise`, or what apt-get said.
pub(crate) fn install(packages: &[&str], otherwise: &str) -> Result<()> {
    if !is_root() || found("apt-get").is_none() {
        bail!("{otherwise}");
    }
    println!("installing {} with apt-get", packages.join(", "));
    let apt = |arguments: &[&str]| run(program("apt-get").env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(arguments));
    apt(&["update"]).with_context(|| otherwise.to_owned())?;
    let arguments: Vec<&str> = ["install", "-y", "--no-install-recommends"].iter().chain(packages).copied().collect();
    apt(&arguments).with_context(|| otherwise.to_owned())
}

/// Where cargo puts what it builds.
///
/// # Errors
/// Whatever keeps cargo from reading the workspace.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let text = output(&mut cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// How a program is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// Builds the program and tells where it is. Always with `--workspace`, so that `demo`, `test` and `gen` agree on the features of
/// every dependency and none is built twice.
///
/// # Errors
/// Whatever the compiler said.
pub(crate) fn build_trefoil(profile: Profile) -> Result<PathBuf> {
    // The bundled SQLite and the cryptography are C.
    need("cc", "Install a C compiler (Debian: apt-get install -y build-essential).")?;
    let mut command = cargo(&["build", "--workspace", "--bin", "trefoil"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    run(&mut command)?;
    let folder = if profile == Profile::Release { "release" } else { "debug" };
    Ok(target_folder()?.join(folder).join("trefoil"))
}
