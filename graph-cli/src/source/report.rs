//! Unreadable files and items as text and as JSON.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::item::{Location, Sources, Unreadable};
use crate::terminal::output::warn;

/// Prints the unreadable files and items to the standard error.
pub(crate) fn warn_unreadable(sources: &Sources) {
    let lines = sources.unreadable.iter().map(|unreadable| {
        let Unreadable { file, location, message, help } = unreadable;
        format!("{}: error: {message}\n  help: {help}", position(file, *location))
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        warn(&lines.join("\n"));
    }
}

pub(crate) fn unreadable_as_json(unreadable: &[Unreadable]) -> Vec<Json> {
    let entry = |unreadable: &Unreadable| {
        let Unreadable { file, location, message, help } = unreadable;
        json!({
            "file": file.display().to_string(),
            "line": location.line,
            "column": location.column,
            "message": message,
            "help": help,
        })
    };
    unreadable.iter().map(entry).collect()
}

/// A location in the form that editors open: `src/user.rs:4:23`.
pub(crate) fn position(file: &Path, location: Location) -> String {
    format!("{}:{}:{}", file.display(), location.line, location.column)
}
