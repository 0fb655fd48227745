//! Which metadata file an item is checked against. Each is read once for a crate.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use graph_csdl::Metadata;
use graph_csdl::permissions::PermissionTable;
use proc_macro2::Span;
use syn::LitStr;

use super::manifest::{Manifest, Mistake};
use crate::api_version::ApiVersion;
use crate::arguments::ParsedSchema;
use crate::check::{Checked, CheckedItem};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::file_cache::{FileCache, Lookup};

/// The metadata that items are checked against.
#[derive(Debug, Clone)]
pub enum MetadataSource {
    /// The file that the item names by `schema = "…"`, or that the Cargo.toml in this folder names; none where the folder is not
    /// known.
    Manifest(Option<PathBuf>),
    /// This metadata, for items of its version and for those that name no version.
    Given {
        /// The metadata.
        metadata: Arc<Metadata>,
        /// The version of the service that it describes.
        version: ApiVersion,
    },
}

impl MetadataSource {
    /// The metadata of the crate that is compiled.
    pub(super) fn of_crate() -> Self {
        Self::Manifest(std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from))
    }
}

/// The metadata that an item is checked against.
#[derive(Default)]
pub(super) struct Source {
    /// `None` where no file is named, or it can't be read.
    metadata: Option<Arc<Metadata>>,
    /// The file that it was read from.
    file: Option<Arc<File>>,
    /// The files that rustc is to watch: each with the first item alone that it was read for, since that is enough for a
    /// crate. Cargo.toml is among them also where it names no file: Cargo itself takes no notice when it does later.
    pub(super) tracked: Vec<String>,
}

/// A metadata file that was read.
struct File {
    name: String,
    metadata: Arc<Metadata>,
    /// Whether an unreadable declaration was reported.
    is_fault_reported: AtomicBool,
}

impl Source {
    pub(super) fn metadata(&self) -> Option<&Metadata> {
        self.metadata.as_deref()
    }

    #[cfg(feature = "analysis")]
    pub(super) fn shared(&self) -> Option<Arc<Metadata>> {
        self.metadata.clone()
    }

    /// Whether a requested declaration is unreadable.
    pub(super) fn is_faulty(&self) -> bool {
        self.metadata().is_some_and(|metadata| metadata.first_error().is_some())
    }

    /// The error of such a declaration. It is the same for all items, so it is reported once.
    pub(super) fn fault(&self, item: &CheckedItem) -> Option<Diagnostic> {
        let File { name, metadata, is_fault_reported } = &**self.file.as_ref()?;
        let fault = metadata.first_error()?;
        (!is_fault_reported.swap(true, Ordering::Relaxed)).then(|| unreadable(span(item), name, &fault.to_string()))
    }

    fn set_file(&mut self, file: Option<Arc<File>>) {
        self.metadata = file.as_ref().map(|file| Arc::clone(&file.metadata));
        self.file = file;
    }

    fn watch(&mut self, path: &Path) {
        // The expansion can't contain a path that is not UTF-8.
        self.tracked.extend(path.to_str().map(str::to_owned));
    }
}

/// The span at which an item's file is reported: its name in `schema = "…"`, or else the item's name.
fn span(item: &CheckedItem) -> Span {
    match &item.schema {
        Some(ParsedSchema::File(file)) => file.span(),
        Some(ParsedSchema::Off) | None => item.name.span(),
    }
}

/// The metadata of an item. A file that can't be read is reported once.
pub(super) fn source(checked: &Checked, of: &MetadataSource, diagnostics: &mut Diagnostics) -> Source {
    let (item, version) = (checked.item(), checked.entity().and_then(|entity| entity.version));
    let folder = match of {
        MetadataSource::Manifest(folder) => folder.as_deref(),
        MetadataSource::Given { metadata, version: given } => {
            let is_of_another = version.is_some_and(|version| version != *given);
            let is_checked = !is_of_another && !matches!(item.schema, Some(ParsedSchema::Off));
            return Source { metadata: is_checked.then(|| Arc::clone(metadata)), ..Source::default() };
        }
    };
    let mut source = Source::default();
    let (folder, name) = match (&item.schema, folder) {
        (Some(ParsedSchema::Off), _) | (None, None) => return source,
        (Some(ParsedSchema::File(file)), None) => {
            diagnostics.add(no_folder(file));
            return source;
        }
        (Some(ParsedSchema::File(file)), Some(folder)) => (folder, file.value()),
        (None, Some(folder)) => match named_in_manifest(item, folder, version, &mut source, diagnostics) {
            Some(name) => (folder, name),
            None => return source,
        },
    };
    let path = folder.join(&name);
    match FILES.get(&path, || read(&name, &path)) {
        Lookup::Again(file) => source.set_file(file),
        Lookup::First(Ok(file)) => {
            source.set_file(Some(file));
            source.watch(&path);
        }
        Lookup::First(Err(fact)) => diagnostics.add(unreadable(span(item), &name, &fact)),
    }
    source
}

fn no_folder(file: &LitStr) -> Diagnostic {
    Diagnostic::new(file.span(), "the folder of the file is unknown: `CARGO_MANIFEST_DIR` is not set")
        .help("build with Cargo, or set it to the folder that the file name is relative to")
}

fn read(name: &str, path: &Path) -> Result<Arc<File>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file `{}`", shown(path).display()),
        _ => error.to_string(),
    })?;
    let metadata = Metadata::parse_lazy(&text).map_err(|error| error.to_string())?;
    Ok(Arc::new(File {
        name: name.to_owned(),
        metadata: Arc::new(metadata),
        is_fault_reported: AtomicBool::new(false),
    }))
}

/// A path relative to the current directory, as rustc shows those of sources.
fn shown(path: &Path) -> &Path {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path)
}

fn unreadable(span: Span, name: &str, fact: &str) -> Diagnostic {
    let url = format!("https://graph.microsoft.com/{}/$metadata", ApiVersion::of_file(name).as_str());
    Diagnostic::new(span, format!("can't read the schema `{name}`: {fact}"))
        .help(format!("save the service's metadata there, from `{url}`"))
        .note("the file name is relative to the folder of Cargo.toml")
}

/// The file in Cargo.toml: `schema`, or `beta-schema` for an item of that version.
fn named_in_manifest(
    item: &CheckedItem,
    folder: &Path,
    version: Option<ApiVersion>,
    source: &mut Source,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let manifest = manifest(item, folder, source, diagnostics)?;
    if version == Some(ApiVersion::Beta) { manifest.beta_schema.clone() } else { manifest.schema.clone() }
}

/// The table of permissions that the Cargo.toml of an item names. One that can't be read is reported once.
pub(super) fn permissions(
    item: &CheckedItem,
    of: &MetadataSource,
    source: &mut Source,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<PermissionTable>> {
    let MetadataSource::Manifest(Some(folder)) = of else { return None };
    if matches!(item.schema, Some(ParsedSchema::Off)) {
        return None;
    }
    let name = manifest(item, folder, source, diagnostics)?.permissions.clone()?;
    let path = folder.join(&name);
    let read = || {
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        PermissionTable::parse(&text).map(Arc::new).map_err(|error| error.to_string())
    };
    match TABLES.get(&path, read) {
        Lookup::Again(table) => table,
        Lookup::First(Ok(table)) => {
            source.watch(&path);
            Some(table)
        }
        Lookup::First(Err(fact)) => {
            let fact = format!("can't read the table of permissions `{name}`: {fact}");
            let help = "save `permissions/new/permissions.json` of `microsoftgraph/microsoft-graph-devx-content` there";
            let note = "the file name is relative to the folder of Cargo.toml";
            diagnostics.add(Diagnostic::new(item.name.span(), fact).help(help).note(note));
            None
        }
    }
}

/// The Cargo.toml in a folder. Its mistakes are reported once.
fn manifest(
    item: &CheckedItem,
    folder: &Path,
    source: &mut Source,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Manifest>> {
    let path = folder.join("Cargo.toml");
    let read = || {
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        Ok(Arc::new(Manifest::read(&text)))
    };
    match MANIFESTS.get(&path, read) {
        Lookup::Again(manifest) => manifest,
        // Without a Cargo.toml there is no file.
        Lookup::First(manifest) => {
            let manifest = manifest.ok()?;
            source.watch(&path);
            let diagnostic = |Mistake { fact, help }: &Mistake| Diagnostic::new(item.name.span(), fact).help(help);
            diagnostics.extend(manifest.mistakes.iter().map(diagnostic));
            Some(manifest)
        }
    }
}

static TABLES: FileCache<PermissionTable> = FileCache::new();
static FILES: FileCache<File> = FileCache::new();
static MANIFESTS: FileCache<Manifest> = FileCache::new();
