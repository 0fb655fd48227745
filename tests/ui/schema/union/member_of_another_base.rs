//! A member's type extends the base.
use graph_core::{JsonObject, graph_entity, graph_union};

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct IosGeneralDeviceConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub camera_blocked: bool,
}

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_union(path = "deviceManagement/deviceConfigurations", schema = "metadata/graph.csdl")]
pub enum DeviceConfiguration {
    Ios(IosGeneralDeviceConfiguration),
    Windows(User),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
