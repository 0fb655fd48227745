//! Annotated items of Rust sources.

mod item;
mod nesting;
mod annotated;
mod read;
mod files;
pub(crate) mod report;

use std::path::{Path, PathBuf};

use graph_codegen::MetadataSource;
pub(crate) use item::{
    Diagnostic, Endpoint, Field, Finding, Item, ItemKind, Level, Location, Sources, Unread, Variant,
};

use crate::terminal::output::Failure;
use crate::terminal::progress;

/// Reads all Rust files of these files and directories, and checks each item against the metadata for its file. What can't be read
/// in a file does not keep the rest from being read.
pub(crate) fn read(places: &[PathBuf], metadata: impl Fn(&Path) -> MetadataSource) -> Result<Sources, Failure> {
    progress::during("reading sources", || read_all(places, metadata))
}

fn read_all(places: &[PathBuf], metadata: impl Fn(&Path) -> MetadataSource) -> Result<Sources, Failure> {
    let mut sources = Sources::default();
    if places.is_empty() {
        return Ok(sources);
    }
    for file in files::files(places)? {
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
mod tests;
