//! The type is not of `microsoft.graph` itself.
use graph_core::{graph_complex, graph_entity};

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct WorkflowVersion {
    #[graph(key)]
    pub version_number: i32,
}

#[graph_complex(odata_type = "microsoft.graph.pstnCallLogRow", schema = "metadata/graph.csdl")]
pub struct Call {
    pub id: Option<String>,
}

fn main() {}
