//! Annotated items of source files, and their findings.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use graph_codegen::ItemKind;
pub(crate) use graph_codegen::analysis::{Diagnostic, Endpoint, Field, Level, Location, Variant};
use graph_codegen::{ApiVersion, analysis};
use graph_csdl::Metadata;

/// An annotated item of a file.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) file: PathBuf,
    analyzed: analysis::Item,
    /// The metadata that the item was checked against; `None` also for an item that breaks a rule of its attribute.
    pub(crate) metadata: Option<Arc<Metadata>>,
}

impl Item {
    pub(super) fn new(file: &Path, analyzed: analysis::Item, metadata: Option<Arc<Metadata>>) -> Self {
        Self { file: file.to_owned(), analyzed, metadata }
    }
}

impl Deref for Item {
    type Target = analysis::Item;

    fn deref(&self) -> &Self::Target {
        &self.analyzed
    }
}

/// A diagnostic with its file and item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) file: PathBuf,
    /// The Rust name, and the name of the service's type unless it is an operation; `None` for an unreadable item.
    pub(crate) item: Option<(String, Option<String>)>,
    pub(crate) diagnostic: Diagnostic,
}

impl Finding {
    pub(crate) fn new(item: &Item, diagnostic: Diagnostic) -> Self {
        let type_name = Some(item.type_name.clone()).filter(|_| !item.kind.is_operation());
        Self { file: item.file.clone(), item: Some((item.name.clone(), type_name)), diagnostic }
    }
}

/// A file or item that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) file: PathBuf,
    pub(crate) location: Location,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl Unreadable {
    /// A file without readable text.
    pub(super) fn file(file: &Path, message: impl Into<String>, help: &'static str) -> Self {
        Self { file: file.to_owned(), location: Location { line: 1, column: 1 }, message: message.into(), help }
    }
}

/// The content of source files.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// The number of files.
    pub(crate) files: usize,
    pub(crate) items: Vec<Item>,
    /// The diagnostics of the attributes, and of the check against metadata.
    pub(crate) findings: Vec<Finding>,
    pub(crate) unreadable: Vec<Unreadable>,
}

impl Sources {
    /// Removes the items of other versions, and returns their number.
    pub(crate) fn keep_version(&mut self, version: ApiVersion) -> usize {
        let all = self.items.len();
        self.items.retain(|item| item.version.is_none_or(|named| named == version));
        all - self.items.len()
    }
}
