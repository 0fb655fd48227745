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
    declared: analysis::Item,
    /// The metadata that it was checked against; `None` also where the item breaks a rule of its attribute.
    pub(crate) metadata: Option<Arc<Metadata>>,
}

impl Item {
    pub(super) fn new(file: &Path, declared: analysis::Item, metadata: Option<Arc<Metadata>>) -> Self {
        Self { file: file.to_owned(), declared, metadata }
    }
}

impl Deref for Item {
    type Target = analysis::Item;

    fn deref(&self) -> &Self::Target {
        &self.declared
    }
}

/// A diagnostic, and the item of a file that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) file: PathBuf,
    /// Its name in Rust, and of a type the name of the service's; `None` where the item can't be read.
    pub(crate) item: Option<(String, Option<String>)>,
    pub(crate) diagnostic: Diagnostic,
}

impl Finding {
    pub(crate) fn new(item: &Item, diagnostic: Diagnostic) -> Self {
        let type_name = Some(item.type_name.clone()).filter(|_| !item.kind.is_operation());
        Self { file: item.file.clone(), item: Some((item.name.clone(), type_name)), diagnostic }
    }
}

/// Something that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    pub(crate) file: PathBuf,
    pub(crate) location: Location,
    pub(crate) fact: String,
    pub(crate) help: &'static str,
}

impl Unread {
    /// A file whose text can't be had at all.
    pub(super) fn whole(file: &Path, fact: impl Into<String>, help: &'static str) -> Self {
        Self { file: file.to_owned(), location: Location { line: 1, column: 1 }, fact: fact.into(), help }
    }
}

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

impl Sources {
    /// Takes the items of other versions out; says how many they were.
    pub(crate) fn keep_version(&mut self, version: ApiVersion) -> usize {
        let all = self.items.len();
        self.items.retain(|item| item.version.is_none_or(|said| said == version));
        all - self.items.len()
    }
}
