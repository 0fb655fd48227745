//! A struct is named as its users call the type: the path says which it is, also where the path is misspelt.
use graph_core::{JsonObject, graph_entity, graph_union};

#[graph_entity(
    path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses",
    schema = "metadata/graph.csdl"
)]
pub struct DeviceStatus {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(
    path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatusses",
    odata_type = "microsoft.graph.status",
    schema = "metadata/graph.csdl"
)]
pub struct ConfigurationStatus {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(path = "deviceManagement/deviceConfigurations", schema = "metadata/graph.csdl")]
pub struct Windows10Configuration {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_union(path = "deviceManagement/deviceConfigurations", schema = "metadata/graph.csdl")]
pub enum AnyConfiguration {
    Windows10(Windows10Configuration),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
