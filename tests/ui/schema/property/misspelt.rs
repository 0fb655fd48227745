//! Names that are nearly a property's.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub displayname: Option<String>,
    pub user_principal_nam: Option<String>,
    #[graph(rename = "Mail")]
    pub address: Option<String>,
    #[graph(navigation)]
    pub mesages: Option<Vec<User>>,
}

fn main() {}
