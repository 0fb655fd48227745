//! Calling the program, and a directory for its files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The metadata that most tests call the program with.
pub(crate) const SMALL: &str = include_str!("../small.csdl");

/// What came of a call.
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
    command.args(arguments).env("COLUMNS", "80").env_remove("GRAPH_METADATA").env("NO_COLOR", "1");
    command.stdin(Stdio::null());
    command
}

fn outcome(command: &mut Command) -> Outcome {
    let done = command.output().unwrap_or_else(|error| panic!("{error}"));
    let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| panic!("{error}"));
    Outcome { status: done.status.code().unwrap_or(-1), output: text(done.stdout), errors: text(done.stderr) }
}

/// Calls the program.
pub(crate) fn program(arguments: &[&str]) -> Outcome {
    outcome(&mut command(arguments))
}

/// Calls the program with the metadata named by the environment.
pub(crate) fn program_with(metadata: &str, arguments: &[&str]) -> Outcome {
    outcome(command(arguments).env("GRAPH_METADATA", metadata))
}

/// Starts the program, which goes on by itself.
pub(crate) fn started(metadata: &str, arguments: &[&str]) -> std::process::Child {
    let mut command = command(arguments);
    command.env("GRAPH_METADATA", metadata).stdout(Stdio::piped());
    command.spawn().unwrap_or_else(|error| panic!("{error}"))
}

/// Calls the program with an output that is closed, and gives what it says of that.
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

/// A directory that is gone behind its test.
pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap_or_else(|error| panic!("{error}"));
        Self(path)
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        let parent = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, text)).unwrap_or_else(|error| panic!("{error}"));
        path.display().to_string()
    }

    /// The small metadata under a name.
    pub(crate) fn metadata(&self, name: &str) -> String {
        self.file(name, SMALL)
    }

    pub(crate) fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
