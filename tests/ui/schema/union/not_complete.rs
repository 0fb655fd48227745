//! `complete` reports each type without a member.
use graph_core::{JsonObject, graph_entity, graph_union};

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct IosStoreApp {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct AndroidLobApp {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_union(complete, path = "deviceAppManagement/mobileApps", schema = "metadata/graph.csdl")]
pub enum MobileApp {
    Ios(IosStoreApp),
    Android(Box<AndroidLobApp>),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
