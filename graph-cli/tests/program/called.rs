//! Runs the program in a temporary directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The metadata of most tests.
pub(crate) const SMALL: &str = include_str!("../small.csdl");

/// The table of permissions of most tests.
pub(crate) const PERMISSIONS: &str = include_str!("../../../graph-csdl/tests/permissions.json");

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Outcome {
    /// The output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graph-entity"));
    command
        .args(arguments)
        .env("COLUMNS", "80")
        .env_remove("GRAPH_METADATA")
        .env_remove("GRAPH_PERMISSIONS")
        .env("NO_COLOR", "1");
    command.stdin(Stdio::null());
    command
}

fn outcome(command: &mut Command) -> Outcome {
    let done = command.output().unwrap_or_else(|error| panic!("{error}"));
    let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| panic!("{error}"));
    Outcome { status: done.status.code().unwrap_or(-1), output: text(done.stdout), errors: text(done.stderr) }
}

/// Runs the program.
pub(crate) fn program(arguments: &[&str]) -> Outcome {
    outcome(&mut command(arguments))
}

/// Runs the program with `GRAPH_METADATA`.
pub(crate) fn program_with(metadata: &str, arguments: &[&str]) -> Outcome {
    outcome(command(arguments).env("GRAPH_METADATA", metadata))
}

/// Starts the program, with `GRAPH_METADATA` if that is given.
pub(crate) fn started(metadata: Option<&str>, arguments: &[&str]) -> std::process::Child {
    let mut command = command(arguments);
    command.envs(metadata.map(|metadata| ("GRAPH_METADATA", metadata))).stdout(Stdio::piped());
    command.spawn().unwrap_or_else(|error| panic!("{error}"))
}

/// Runs the program with a closed output, and returns the standard error.
pub(crate) fn closed(arguments: &[&str]) -> String {
    let mut child = command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{error}"));
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(done.status.code(), Some(0));
    String::from_utf8_lossy(&done.stderr).into_owned()
}

/// A temporary directory, deleted on drop.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap_or_else(|error| panic!("{error}"));
        Self(path)
    }

    /// Writes a file and returns its path.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        let parent = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, text)).unwrap_or_else(|error| panic!("{error}"));
        path.display().to_string()
    }

    /// Writes the small metadata to a file.
    pub(crate) fn metadata(&self, name: &str) -> String {
        self.file(name, SMALL)
    }

    pub(crate) fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
