#[graph_union(path = "deviceManagement/deviceConfigurations", odata_type = "microsoft.graph.deviceConfiguration", schema = false)]
pub enum AnyConfiguration {
    Windows10(Windows10GeneralConfiguration),
    #[graph(base)]
    Base(DeviceConfiguration),
    #[graph(other)]
    Other(JsonObject),
}
