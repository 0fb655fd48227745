//! Only the type of the item is unreadable, which is reported once.
use graph_core::{graph_complex, graph_entity};

#[graph_entity(path = "users", schema = "metadata/broken_type.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
}

#[graph_complex(schema = "metadata/broken_type.csdl")]
pub struct ItemBody {
    pub content: Option<String>,
}

fn main() {}
