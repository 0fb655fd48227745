//! Types of Microsoft Graph, written by `graph-entity generate`.

#![allow(deprecated, reason = "deprecated types are generated, too")]

/// `microsoft.graph`.
pub mod graph;

/// `microsoft.graph.partners.billing`.
pub mod partners_billing;

/// `microsoft.graph.security`.
pub mod security;

pub use graph::*;
