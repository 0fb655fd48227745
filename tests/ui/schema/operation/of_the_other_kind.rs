//! An action called a function, and a function an action.
use graph_core::bytes::Bytes;
use graph_core::{graph_action, graph_function};

#[graph_function(path = "teams/{teamId}/archive", schema = "metadata/graph.csdl")]
pub struct Archive {}

#[graph_action(path = "reports/getTeamsUserActivityCounts", returns = Bytes, schema = "metadata/graph.csdl")]
pub struct GetTeamsUserActivityCounts {
    pub period: String,
}

fn main() {}
