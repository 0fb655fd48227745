//! Annotated Rust out of `$metadata`: [`generate`] gives the text of each file, and writes none.
//!
//! The text depends on the metadata and the options alone, looks as rustfmt writes it, and uses `graph_core`'s attributes.
//! Of types with a `Default` every property is an `Option`: an answer has what was selected.

// Each file imports only from those above it.
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
pub use self::selection::{Asked, Selection};
