//! What the metadata says is going: a type, and a property.
#![deny(deprecated)]
use graph_core::graph_entity;

#[graph_entity(path = "identityProviders", schema = "metadata/graph.csdl")]
pub struct IdentityProvider {
    #[graph(key)]
    pub id: Option<String>,
    pub name: Option<String>,
}

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct PlannerPlan {
    #[graph(key)]
    pub id: Option<String>,
    pub owner: Option<String>,
}

fn main() {}
