//! The answer is content: no text, no object, and it has to be declared.
use graph_core::{JsonObject, graph_function};

#[graph_function(path = "reports/getTeamsUserActivityCounts", returns = String, schema = "metadata/graph.csdl")]
pub struct GetTeamsUserActivityCounts {
    pub period: String,
}

pub mod as_object {
    use super::*;

    #[graph_function(path = "reports/getTeamsUserActivityCounts", returns = JsonObject, schema = "metadata/graph.csdl")]
    pub struct GetTeamsUserActivityCounts {
        pub period: String,
    }
}

pub mod silent {
    use super::*;

    #[graph_function(path = "reports/getTeamsUserActivityCounts", schema = "metadata/graph.csdl")]
    pub struct GetTeamsUserActivityCounts {
        pub period: String,
    }
}

fn main() {}
