//! A value is marked as a navigation property.
use graph_core::{graph_complex, graph_entity};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct PasswordProfile {
    pub password: Option<String>,
}

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(navigation)]
    pub password_profile: Option<PasswordProfile>,
}

fn main() {}
