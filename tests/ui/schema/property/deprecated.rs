//! What the metadata says is going: a type, a property, a member, a function.
#![deny(deprecated)]
use graph_core::{JsonObject, graph_entity, graph_enum, graph_function};

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

#[graph_enum(flags, partial, odata_type = "example.shapes.places", schema = "metadata/graph.csdl")]
pub enum Place {
    Anywhere = 4294967299,
    #[graph(other)]
    Other(String),
}

#[graph_function(path = "me/drive/recent", returns = Vec<JsonObject>, schema = "metadata/graph.csdl")]
pub struct Recent {}

fn main() {}
