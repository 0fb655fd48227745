//! Annotated items of Rust sources.

mod item;
mod depth;
mod tokens;
mod read;
mod walk;

use std::path::{Path, PathBuf};

use graph_codegen::MetadataSource;
pub(crate) use item::{Diagnostic, Endpoint, Field, Finding, Item, ItemKind, Level, Location, Unread, Variant};

use crate::failure::Failure;

/// What was found in sources.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// How many files were read.
    pub(crate) files: usize,
    pub(crate) items: Vec<Item>,
    /// What each item is reported for by its attribute, and by its metadata.
    pub(crate) findings: Vec<Finding>,
    pub(crate) unread: Vec<Unread>,
}

/// Reads all Rust files of these files and directories, and checks each item against the metadata for its file. What can't be read
/// in a file does not keep the rest from being read.
pub(crate) fn read(places: &[PathBuf], metadata: impl Fn(&Path) -> MetadataSource) -> Result<Sources, Failure> {
    let mut sources = Sources::default();
    if places.is_empty() {
        return Ok(sources);
    }
    for file in walk::files(places)? {
        sources.files += 1;
        let text = match std::fs::read(&file).map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(_)) => {
                sources.unread.push(Unread::whole(&file, "this is no UTF-8 text", "store it as UTF-8"));
                continue;
            }
            Err(error) => {
                let help = "see that you may read it";
                sources.unread.push(Unread::whole(&file, format!("this can't be read: {error}"), help));
                continue;
            }
        };
        // Most files have none of the attributes.
        if text.contains("graph_") {
            let Sources { items, findings, unread, .. } = items_of(&file, &text, &metadata(&file));
            sources.items.extend(items);
            sources.findings.extend(findings);
            sources.unread.extend(unread);
        }
    }
    Ok(sources)
}

/// Reads the text of one file.
pub(crate) fn items_of(file: &Path, text: &str, metadata: &MetadataSource) -> Sources {
    read::read(file, text, metadata)
}

#[cfg(test)]
#[path = "source/tests.rs"]
mod tests;
