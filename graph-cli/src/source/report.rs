//! Files and items that can't be read, as text and as JSON.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::item::{Location, Sources, Unread};
use crate::terminal::output::warn;

/// Files and items that can't be read.
fn unread(unread: &[Unread]) -> String {
    let line = |unread: &Unread| {
        let Unread { file, location, fact, help } = unread;
        format!("{}:{}:{}: error: {fact}\n  help: {help}\n", file.display(), location.line, location.column)
    };
    unread.iter().map(line).collect()
}

pub(crate) fn unread_as_json(unread: &[Unread]) -> Vec<Json> {
    let one = |unread: &Unread| {
        let Unread { file, location, fact, help } = unread;
        json!({ "file": file.display().to_string(), "line": location.line, "column": location.column, "fact": fact, "help": help })
    };
    unread.iter().map(one).collect()
}

/// Says what was not read.
pub(crate) fn mention(sources: &Sources) {
    if !sources.unread.is_empty() {
        warn(unread(&sources.unread).trim_end());
    }
}

pub(crate) fn place(file: &Path, location: Location) -> String {
    format!("{}:{}:{}", file.display(), location.line, location.column)
}
