//! Options and output of the generator.

use std::fmt;
use std::path::PathBuf;

/// Options of the generator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "each is an independent option")]
pub struct Options {
    /// The properties of the selected types, beside their keys; `None` for all. An open type then does not keep undeclared ones.
    pub fields: Option<Vec<String>>,
    /// The maximal distance of a type from the selected ones: 0 for those only. A property of a more distant type is a
    /// `JsonObject`, or a `String` for an enumeration, which keeps its value.
    pub depth: usize,
    /// Whether structs keep undeclared properties. Structs of open types always do.
    pub keep_unknown: bool,
    /// Whether structs have fields for navigation properties, which each request expands. Those in `fields` are always generated.
    pub navigation: bool,
    /// Whether read-only properties have `#[graph(read_only)]`, and are never sent.
    pub read_only: bool,
    /// Whether the actions and functions of the selected types are generated.
    pub operations: bool,
    /// The properties that hold a union.
    pub unions: Unions,
    /// Whether the metadata describes `beta`: each entity and operation then has `version = "beta"`.
    pub is_beta: bool,
    /// The package of [`Selection::All`](super::Selection::All).
    pub package: Package,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            fields: None,
            depth: usize::MAX,
            keep_unknown: false,
            navigation: false,
            read_only: true,
            operations: true,
            unions: Unions::default(),
            is_beta: false,
            package: Package::default(),
        }
    }
}

/// The properties that hold a union of derived types instead of the struct of their type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unions {
    /// Those of an abstract type, whose values all have a derived type.
    #[default]
    Abstract,
    /// Those of a type with derived types, which keeps all properties of all values.
    Extended,
}

/// Values for the `Cargo.toml` of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// The directory of `graph-core`, relative to the package. It is not published: the registry has another crate of this name.
    pub graph_core: PathBuf,
    /// The metadata file that the compiler checks against, relative to the package.
    pub schema: Option<String>,
}

impl Default for Package {
    fn default() -> Self {
        Self { name: "graph-types".to_owned(), graph_core: PathBuf::from("../graph-core"), schema: None }
    }
}

/// The output of the generator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generated {
    /// One file; or a module for each namespace, and `mod.rs`; or a package for the whole service.
    pub files: Vec<File>,
    /// Warnings, such as undeclared types.
    pub warnings: Vec<String>,
}

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path relative to the output directory: `security.rs`, `src/lib.rs`.
    pub path: String,
    /// The content.
    pub text: String,
}

/// The error of a selection that the metadata does not have.
///
/// # Shape
/// A message, and possibly the edit that helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    message: String,
    help: Option<String>,
}

impl Error {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The edit that helps, if there is one.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "\n\n  help: {help}"))
    }
}

impl std::error::Error for Error {}
