//! What a command prints, and its exit status.

use std::fmt;
use std::io::{self, Write};

use serde_json::{Value as Json, json};

/// A fact, the edit that helps, and the rule behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    fact: String,
    help: String,
    note: Option<String>,
}

impl Failure {
    pub(crate) fn new(fact: impl Into<String>, help: impl Into<String>) -> Self {
        Self { fact: fact.into(), help: help.into(), note: None }
    }

    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    pub(crate) fn as_json(&self) -> Json {
        json!({ "fact": self.fact, "help": self.help, "note": self.note })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n\n  help: {}", self.fact, self.help)?;
        self.note.iter().try_for_each(|note| write!(f, "\n  note: {note}"))
    }
}

impl std::error::Error for Failure {}

/// What a command found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Exit status 0.
    Yes,
    /// Exit status 1: findings, differences, or nothing of that name.
    No,
    /// Exit status 2: something was not read, and is told of already.
    Unread,
}

impl Verdict {
    pub(crate) fn of(is_yes: bool, is_all_read: bool) -> Self {
        match (is_all_read, is_yes) {
            (false, _) => Self::Unread,
            (true, true) => Self::Yes,
            (true, false) => Self::No,
        }
    }
}

/// Prints a text.
pub(crate) fn show(text: &str) -> Result<(), Failure> {
    print(text).map_err(|error| {
        Failure::new(format!("the output can't be written: {error}"), "see that there is space where it goes")
    })
}

/// Prints JSON in lines.
pub(crate) fn show_json(json: &Json) -> Result<(), Failure> {
    show(&format!("{json:#}\n"))
}

/// Writes to the standard error; where nobody reads that, nothing is to be done.
pub(crate) fn warn(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes to the standard output. A reader that has seen enough, as `head` has, is no error.
fn print(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// `1 type`, `2 types`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
