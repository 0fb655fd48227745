//! Types of Microsoft Graph, written by `graph-entity generate`.

/// `microsoft.graph`.
pub mod graph;

/// `microsoft.graph.security`.
pub mod security;
