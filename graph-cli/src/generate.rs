//! Annotated Rust out of `$metadata`: [`generate`] gives the text of each file, and writes none.
//!
//! The text depends on the metadata and the options alone, looks as rustfmt writes it, and uses `graph_core`'s attributes.
//! Of types with a `Default` every property is an `Option`: an answer has what was selected.

// Each file imports only from those above it.
mod options;
mod words;
mod text;
mod docs;
mod attribute;
mod asked;
mod places;
mod plan;
mod undeclared;
mod cycles;
mod names;
mod module;
mod structured;
mod enumeration;
mod union;
mod operation;
mod layout;

use graph_csdl::Metadata;

pub use self::options::{Asked, Error, File, Generated, Options, Package, Selection, Unions};
use self::plan::Plan;

/// The files of what was asked for, by their paths, and what is to be said of them.
///
/// # Errors
/// A type, a path or a property that the metadata does not have, and a path that leads to no type.
///
/// # Example
/// ```
/// use graph_cli::generate::{Options, Selection, generate};
///
/// let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="microsoft.graph">
///   <EntityType Name="user">
///     <Key><PropertyRef Name="id"/></Key>
///     <Property Name="id" Type="Edm.String" Nullable="false"/>
///     <Property Name="displayName" Type="Edm.String"/>
///   </EntityType>
///   <EntityContainer Name="c"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer>
/// </Schema>"#)?;
///
/// let files = generate(&metadata, &Selection::of_type("user"), &Options::default())?.files;
/// assert_eq!(files[0].path, "user.rs");
/// assert!(files[0].text.contains("#[graph_entity(path = \"users\")]"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn generate(metadata: &Metadata, selection: &Selection, options: &Options) -> Result<Generated, Error> {
    let asked = asked::resolve(metadata, selection, options)?;
    let plan = Plan::new(metadata, &asked, options);
    Ok(Generated { files: layout::files(&plan, options), warnings: undeclared::warnings(&plan) })
}
