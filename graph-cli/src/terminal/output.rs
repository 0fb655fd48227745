//! Standard output, standard error and the exit status of a command.

use std::fmt;
use std::io::{self, Write};

use serde_json::{Value as Json, json};

/// The error of a command that could not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandError {
    message: String,
    help: String,
    note: Option<String>,
}

impl CommandError {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), note: None }
    }

    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    pub(crate) fn as_json(&self) -> Json {
        json!({ "message": self.message, "help": self.help, "note": self.note })
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n\n  help: {}", self.message, self.help)?;
        self.note.iter().try_for_each(|note| write!(f, "\n  note: {note}"))
    }
}

impl std::error::Error for CommandError {}

/// The exit status of a command that ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// 0
    Success,
    /// 1: errors, differences, or an unknown name.
    Failure,
    /// 2: some input could not be read, which is reported already.
    Unreadable,
}

impl ExitStatus {
    pub(crate) fn new(is_success: bool, is_all_readable: bool) -> Self {
        match (is_all_readable, is_success) {
            (false, _) => Self::Unreadable,
            (true, true) => Self::Success,
            (true, false) => Self::Failure,
        }
    }
}

/// Prints a text to the standard output.
pub(crate) fn show(text: &str) -> Result<(), CommandError> {
    print(text).map_err(|error| {
        CommandError::new(format!("cannot write the output: {error}"), "check that the disk has free space")
    })
}

/// Prints indented JSON to the standard output.
pub(crate) fn show_json(json: &Json) -> Result<(), CommandError> {
    show(&format!("{json:#}\n"))
}

/// Prints a text to the standard error, and ignores a closed one.
pub(crate) fn warn(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes to the standard output. A closed pipe, such as that of `head`, is not an error.
fn print(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// A number and its noun: `1 type`, `2 types`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
