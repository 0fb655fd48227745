//! Why a command could not be done.

use std::fmt;

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
