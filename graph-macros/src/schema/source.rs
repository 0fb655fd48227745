//! Which metadata file an item is checked against. Each is read once for a crate.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

use graph_csdl::Metadata;
use proc_macro2::Span;

use crate::arguments::ParsedSchema;
use crate::check::CheckedItem;
use crate::problems::{Problem, Problems};

/// The metadata that an item is checked against.
pub(super) struct Source {
    file: Arc<File>,
    /// The files that rustc is to watch: with the first item alone, since one is enough for a crate.
    pub(super) tracked: Vec<String>,
}

/// A metadata file that was read.
struct File {
    name: String,
    metadata: Metadata,
    /// Whether a declaration that can't be read was reported.
    is_fault_told: AtomicBool,
}

impl Source {
    pub(super) fn metadata(&self) -> &Metadata {
        &self.file.metadata
    }

    /// A declaration that was asked for and can't be read: the same for all items, so it is said once.
    pub(super) fn fault(&self, problems: &mut Problems) {
        let File { name, metadata, is_fault_told } = &*self.file;
        if let Some(fault) = metadata.fault()
            && !is_fault_told.swap(true, Ordering::Relaxed)
        {
            problems.add(unreadable(Span::call_site(), name, &fault.to_string()));
        }
    }
}

/// The file of an item; `None` where there is none, or where it can't be read, which is said once.
pub(super) fn source(item: &CheckedItem, version: Option<&str>, problems: &mut Problems) -> Option<Source> {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
    let (name, span) = match &item.schema {
        Some(ParsedSchema::Off) => return None,
        Some(ParsedSchema::File(file)) => (file.value(), file.span()),
        None => (named_in_manifest(&folder, version, problems)?, Span::call_site()),
    };
    let path = folder.join(&name);
    let read = || read(&name, &path);
    match FILES.get(&path, read) {
        Looked::Again(file) => Some(Source { file: file?, tracked: Vec::new() }),
        Looked::First(Ok(file)) => {
            let watched = [path, folder.join("Cargo.toml")];
            Some(Source { file, tracked: watched.iter().map(|path| path.to_string_lossy().into_owned()).collect() })
        }
        Looked::First(Err(fact)) => {
            problems.add(unreadable(span, &name, &fact));
            None
        }
    }
}

fn read(name: &str, path: &Path) -> Result<Arc<File>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let metadata = Metadata::outline(&text).map_err(|error| error.to_string())?;
    Ok(Arc::new(File { name: name.to_owned(), metadata, is_fault_told: AtomicBool::new(false) }))
}

fn unreadable(span: Span, name: &str, fact: &str) -> Problem {
    Problem::new(span, format!("the schema `{name}` can't be read: {fact}"))
        .help("put the service's metadata there, as it comes from `https://graph.microsoft.com/v1.0/$metadata`")
        .note("the file is named relative to the folder of the crate's Cargo.toml")
}

/// What `[package.metadata.graph]` names: `schema`, and `beta-schema` for what is of that version.
fn named_in_manifest(folder: &Path, version: Option<&str>, problems: &mut Problems) -> Option<String> {
    let manifest = folder.join("Cargo.toml");
    let read = || {
        let text = std::fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
        // Cargo has read the file: what is wrong in it is told by the value's type alone.
        let table: toml::Table = text.parse().unwrap_or_default();
        let graph = ["package", "metadata"].iter().try_fold(&table, |table, key| table.get(*key)?.as_table());
        Ok(Arc::new(graph.and_then(|metadata| metadata.get("graph")).cloned()))
    };
    let graph = match MANIFESTS.get(&manifest, read) {
        Looked::Again(graph) => graph?,
        Looked::First(graph) => graph.ok()?,
    };
    let key = if version == Some("Beta") { "beta-schema" } else { "schema" };
    let value = graph.as_ref().as_ref()?.get(key)?;
    let name = value.as_str().map(str::to_owned);
    if name.is_none() {
        problems.add(
            Problem::new(Span::call_site(), format!("`{key}` under `[package.metadata.graph]` is no text"))
                .help(format!("write `{key} = \"metadata/v1.0.csdl\"`")),
        );
    }
    name
}

static FILES: Known<File> = Known::new();
static MANIFESTS: Known<Option<toml::Value>> = Known::new();

/// What was read, by path, and when it was changed: the process of an editor outlives a change.
struct Known<T>(LazyLock<Mutex<HashMap<PathBuf, Read<T>>>>);

struct Read<T> {
    changed: Option<SystemTime>,
    /// `None` of what can't be read.
    value: Option<Arc<T>>,
}

/// What a look gives: what was read now, or what was known.
enum Looked<T> {
    First(Result<Arc<T>, String>),
    Again(Option<Arc<T>>),
}

impl<T> Known<T> {
    const fn new() -> Self {
        Self(LazyLock::new(Mutex::default))
    }

    fn get(&self, path: &Path, read: impl FnOnce() -> Result<Arc<T>, String>) -> Looked<T> {
        let changed = std::fs::metadata(path).and_then(|data| data.modified()).ok();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(path).filter(|known| known.changed == changed) {
            return Looked::Again(known.value.clone());
        }
        let value = read();
        known.insert(path.to_owned(), Read { changed, value: value.as_ref().ok().cloned() });
        Looked::First(value)
    }
}
