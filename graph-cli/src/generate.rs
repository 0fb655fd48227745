//! Generation of annotated Rust from `$metadata`: [`generate`] returns the text of each file.
//!
//! The text depends only on the metadata and the options, is formatted as by rustfmt, and uses the attributes of `graph_core`. Each
//! property is an `Option`, since a response has only the selected properties.

// Each module imports only from those above it.
mod options;
mod naming;
mod text;
mod selection;
mod endpoints;
mod plan;
mod undeclared;
mod item_names;
mod module;
mod item;
mod layout;
mod files;
pub(crate) mod command;

pub use self::layout::generate;
pub use self::options::{Error, File, Generated, Options, Package, Unions};
pub use self::selection::{Selection, Selector};
