//! The runtime under another name, and re-exported by a module of the crate.
#![deny(missing_docs, warnings)]

/// A façade that re-exports the runtime.
pub mod facade {
    pub use msgraph as graph;
}

/// A kind.
#[msgraph::graph_enum(crate = ::msgraph, schema = false)]
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One.
    One,
    /// Newer.
    #[graph(other)]
    Other(String),
}

/// A value.
#[msgraph::graph_complex(crate = crate::facade::graph, schema = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its kind.
    pub kind: Option<Kind>,
}

/// An entity.
#[msgraph::graph_entity(path = "wholes", crate = msgraph, schema = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A union.
#[msgraph::graph_union(crate = crate::facade::graph, schema = false)]
#[derive(Debug, Clone, PartialEq)]
pub enum Any {
    /// A value.
    Part(Part),
    /// Newer.
    #[graph(other)]
    Other(msgraph::JsonObject),
}

/// A call.
#[msgraph::graph_action(path = "wholes/split", returns = Vec<Part>, crate = crate::facade::graph, schema = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The text to split.
    pub whole: Whole,
}

/// Checked against the metadata of the manifest.
#[msgraph::graph_entity(path = "users", crate = crate::facade::graph)]
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The height, which is newer than the file.
    #[graph(unchecked)]
    pub height: Option<i32>,
    /// The manager.
    #[graph(navigation)]
    pub manager: Option<Box<User>>,
}

/// An item of beta, for which the manifest names no metadata: it is not checked.
#[msgraph::graph_entity(path = "whims", version = "beta", crate = crate::facade::graph)]
#[derive(Debug, Clone, PartialEq)]
pub struct Whim {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
}

/// The address of all of them.
#[must_use]
pub fn wholes() -> msgraph::Collection<Whole> {
    Whole::wholes()
}
