//! A member's type extends the base, but is abstract: no value is of it.
use graph_core::{JsonObject, graph_entity, graph_union};

#[graph_entity(odata_type = "microsoft.graph.managedAppProtection", schema = "metadata/graph.csdl")]
pub struct Protection {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_union(path = "deviceAppManagement/managedAppPolicies", schema = "metadata/graph.csdl")]
pub enum ManagedAppPolicy {
    Protection(Protection),
    User(User),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
