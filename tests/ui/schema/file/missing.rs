//! A missing file is reported once, and nothing else is checked.
use graph_core::{graph_complex, graph_entity};

#[graph_entity(path = "users", schema = "metadata/v1.0.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub nickname: Option<String>,
}

#[graph_complex(schema = "metadata/v1.0.csdl")]
pub struct Body {
    pub text: Option<String>,
}

fn main() {}
