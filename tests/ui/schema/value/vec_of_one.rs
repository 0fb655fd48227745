//! A `Vec` for one value.
use graph_core::{graph_complex, graph_entity};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct PasswordProfile {
    pub password: Option<String>,
}

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub mail: Vec<String>,
    pub department: Option<Vec<String>>,
    pub password_profile: Option<Vec<PasswordProfile>>,
}

fn main() {}
