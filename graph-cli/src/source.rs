//! Annotated items of Rust sources.

mod item;
mod nesting;
mod annotated;
mod read;
mod files;
pub(crate) mod calls;
pub(crate) mod report;

use std::path::{Path, PathBuf};

use graph_codegen::MetadataSource;
pub(crate) use item::{
    Diagnostic, Endpoint, Field, Finding, Item, ItemKind, Level, Location, Sources, Unreadable, Variant,
};

use crate::terminal::output::CommandError;
use crate::terminal::progress;

/// Reads all Rust files in these files and directories, and checks each item against the metadata for its file. An unreadable file
/// or item does not affect the others.
pub(crate) fn read(paths: &[PathBuf], metadata: impl Fn(&Path) -> MetadataSource) -> Result<Sources, CommandError> {
    progress::during("reading sources", || read_all(paths, metadata))
}

fn read_all(paths: &[PathBuf], metadata: impl Fn(&Path) -> MetadataSource) -> Result<Sources, CommandError> {
    let mut sources = Sources::default();
    if paths.is_empty() {
        return Ok(sources);
    }
    for file in files::files(paths)? {
        sources.files += 1;
        let text = match std::fs::read(&file).map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(_)) => {
                sources.unreadable.push(Unreadable::file(&file, "the file is not UTF-8 text", "convert it to UTF-8"));
                continue;
            }
            Err(error) => {
                let help = "check the permissions of the file";
                sources.unreadable.push(Unreadable::file(&file, format!("cannot read the file: {error}"), help));
                continue;
            }
        };
        // Fast path: most files have no attribute.
        if text.contains("graph_") {
            let Sources { items, findings, unreadable, .. } = items_of(&file, &text, &metadata(&file));
            sources.items.extend(items);
            sources.findings.extend(findings);
            sources.unreadable.extend(unreadable);
        }
    }
    Ok(sources)
}

/// Reads the items in the text of one file.
pub(crate) fn items_of(file: &Path, text: &str, metadata: &MetadataSource) -> Sources {
    read::read(file, text, metadata)
}

#[cfg(test)]
mod tests;
