//! What is asked for, and what comes of it.

use std::fmt;
use std::path::PathBuf;

/// How much is written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Options {
    /// Of the types that are asked for these properties alone, and the key: what else an open type has is not kept.
    pub fields: Option<Vec<String>>,
    /// How far away from what was asked for a type is still written: 0 for what was asked for alone. A property whose type is
    /// further away is a `JsonObject`, or a `String` where the type is an enumeration, so that nothing is lost.
    pub depth: usize,
    /// Whether each struct keeps the properties that it does not declare. Open types do in any case.
    pub keep_unknown: bool,
    /// Whether there are fields for navigation properties. A request asks for all that a struct has by `$expand`, which is
    /// seldom what is wanted; one that is named in `fields` is there in any case.
    pub navigation: bool,
    /// Whether what the service alone writes is marked `#[graph(read_only)]`, and so never sent.
    pub read_only: bool,
    /// Whether the actions and functions that can be called on what was asked for are written.
    pub operations: bool,
    /// Which properties hold a union.
    pub unions: Unions,
    /// Whether the metadata is that of `beta`: each entity and operation then says `version = "beta"`.
    pub is_beta: bool,
    /// The package that [`Selection::All`] makes.
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

/// Which properties hold a union of derived types, and not the struct of the type that is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unions {
    /// Those whose type is abstract, so that each value is of a derived type.
    #[default]
    Abstract,
    /// All whose type is extended, so that no property of any value is lost.
    Extended,
}

/// What stands in the `Cargo.toml` of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// Where the directory of `graph-core` is, for a reader in the package. It is not published, and what the registry has by
    /// this name is another crate.
    pub graph_core: PathBuf,
    /// The metadata file that the compiler checks against, relative to the package.
    pub schema: Option<String>,
}

impl Default for Package {
    fn default() -> Self {
        Self { name: "graph-types".to_owned(), graph_core: PathBuf::from("../graph-core"), schema: None }
    }
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generated {
    /// One file, or a module a namespace and `mod.rs`; of the whole service a package.
    pub files: Vec<File>,
    /// What a reader should know, each a sentence: types that the metadata names and does not declare.
    pub warnings: Vec<String>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it belongs, relative to the directory that is written to: `security.rs`, `src/lib.rs`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// What was asked for is not there.
///
/// # Shape
/// A fact, and where there is one the edit that helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    fact: String,
    help: Option<String>,
}

impl Error {
    pub(super) fn new(fact: impl Into<String>) -> Self {
        Self { fact: fact.into(), help: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// What is so.
    #[must_use]
    pub fn fact(&self) -> &str {
        &self.fact
    }

    /// What to write instead, where that is known.
    #[must_use]
    pub fn edit(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fact)?;
        self.help.iter().try_for_each(|help| write!(f, "\n\n  help: {help}"))
    }
}

impl std::error::Error for Error {}
