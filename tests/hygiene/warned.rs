//! Deprecated items, and each way to allow them.
#![deny(missing_docs, warnings, unreachable_pub, clippy::pedantic)]

use graph_core::{graph_entity, graph_enum};

type Name = Option<String>;

/// With a raw identifier.
mod raw {
    use super::{Name, graph_entity};

    /// The item passes the warning on.
    #[deprecated = "it goes"]
    #[graph_entity(path = "identityProviders", schema = "metadata/graph.csdl")]
    struct r#IdentityProvider {
        #[graph(key)]
        id: Name,
    }

    /// A field with the same name.
    #[graph_entity(schema = "metadata/graph.csdl")]
    struct r#PlannerPlan {
        #[graph(key)]
        id: Name,
        #[allow(deprecated)]
        owner: Name,
    }
}

/// On the item.
#[allow(deprecated)]
#[graph_entity(path = "identityProviders", schema = "metadata/graph.csdl")]
struct IdentityProvider {
    #[graph(key)]
    id: Name,
}

/// On the field, whose name is not a Rust name either.
#[allow(non_snake_case)]
#[graph_entity(schema = "metadata/graph.csdl")]
struct PlannerPlan {
    #[graph(key)]
    id: Name,
    #[graph(rename = "owner")]
    #[allow(deprecated)]
    Owner: Name,
}

/// On the variant.
#[graph_enum(flags, partial, odata_type = "example.shapes.places", schema = "metadata/graph.csdl")]
enum Place {
    #[allow(deprecated)]
    Anywhere = 4_294_967_299,
    #[graph(other)]
    Other(String),
}

/// Other warnings are reported for the item only.
#[allow(non_camel_case_types, deprecated)]
#[graph_entity(
    path = "identityProviders",
    odata_type = "microsoft.graph.identityProvider",
    schema = "metadata/graph.csdl"
)]
struct identity_provider {
    #[graph(key)]
    id: Name,
}
