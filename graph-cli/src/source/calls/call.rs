//! Calls that the sources show, and endpoints whose calls they do not show.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::source::item::Location;

/// A request that the sources build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) file: PathBuf,
    /// The name of the method in Rust, or of the operation.
    pub(crate) location: Location,
    /// The entity of the endpoint, by its index in the items.
    pub(crate) item: Option<usize>,
    pub(crate) http_method: String,
    /// Relative to the service root, with placeholders for keys.
    pub(crate) path: String,
    /// The method in Rust: `create`. Empty for an operation and a raw request.
    pub(crate) name: String,
    /// The query options that the chain adds: `filter`, `expand`.
    pub(crate) options: Vec<QueryOption>,
}

/// A method that adds a query option to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryOption {
    pub(crate) location: Location,
    pub(crate) name: String,
    /// The constants in its arguments: `DISPLAY_NAME` of `User::DISPLAY_NAME.eq("Ada")`.
    pub(crate) constants: Vec<String>,
}

/// An endpoint or a raw request whose calls are not seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unseen {
    pub(crate) file: PathBuf,
    pub(crate) location: Location,
    /// The path of an endpoint.
    pub(crate) path: Option<EndpointPath>,
    pub(crate) message: String,
}

/// The path of an endpoint, as far as the sources show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EndpointPath {
    pub(crate) path: String,
    pub(crate) is_collection: bool,
}

/// The calls of all sources.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    pub(crate) calls: Vec<Call>,
    pub(crate) unseen: Vec<Unseen>,
}

/// The names by which the sources mention annotated items.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Those that `use … as …` and `type … = …;` give.
    pub(super) aliases: HashMap<String, String>,
}

impl Names {
    pub(super) fn resolve<'n>(&'n self, name: &'n str) -> &'n str {
        self.aliases.get(name).map_or(name, String::as_str)
    }
}
