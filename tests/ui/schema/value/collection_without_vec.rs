//! A collection is a `Vec`.
use graph_core::{graph_complex, graph_entity};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct AssignedLicense {
    pub disabled_plans: Vec<graph_core::uuid::Uuid>,
}

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub business_phones: Option<String>,
    pub assigned_licenses: AssignedLicense,
    #[graph(navigation)]
    pub direct_reports: Option<Box<User>>,
}

fn main() {}
