//! A member that a `cfg` takes away covers its type no more.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct GroupAssignmentTarget {
    pub group_id: Option<String>,
}

#[graph_union(
    complete,
    odata_type = "microsoft.graph.deviceAndAppManagementAssignmentTarget",
    schema = "metadata/graph.csdl"
)]
pub enum Target {
    #[cfg(any())]
    Group(GroupAssignmentTarget),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
