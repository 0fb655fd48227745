//! `microsoft.graph.security`, written by `graph-entity generate`.

use graph_core::{JsonObject, graph_action, graph_entity};

/// The entity type `microsoft.graph.security.user`.
#[graph_entity(path = "security", odata_type = "microsoft.graph.security.user")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct User {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `account`.
    pub account: Option<super::graph::Recipient>,
    /// Undeclared properties.
    #[graph(additional)]
    pub rest: JsonObject,
}

/// The entity type `microsoft.graph.security.iosConfiguration`.
#[graph_entity(
    path(
        name = "configurations",
        template = "configurations/microsoft.graph.security.iosConfiguration"
    ),
    odata_type = "microsoft.graph.security.iosConfiguration"
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosConfiguration {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `version`.
    pub version: Option<i32>,
    /// Undeclared properties.
    #[graph(additional)]
    pub rest: JsonObject,
}

/// The action `block` of `microsoft.graph.security.user`.
#[graph_action(path = "security/{userId}/microsoft.graph.security.block")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block;
