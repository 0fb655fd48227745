//! Mobile apps: the base type and derived ones.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity, graph_enum};

#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MobileApp {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(type_name)]
    pub type_name: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub developer: Option<String>,
    pub display_name: Option<String>,
    pub information_url: Option<String>,
    pub is_featured: Option<bool>,
    pub large_icon: Option<MimeContent>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub notes: Option<String>,
    pub owner: Option<String>,
    pub privacy_information_url: Option<String>,
    pub publisher: Option<String>,
    pub publishing_state: Option<MobileAppPublishingState>,
    pub upload_state: Option<i32>,
    pub is_assigned: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub dependent_app_count: Option<i32>,
    pub superseding_app_count: Option<i32>,
    pub superseded_app_count: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MimeContent {
    pub r#type: Option<String>,
    pub value: Option<Binary>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum MobileAppPublishingState {
    NotPublished,
    Processing,
    Published,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosStoreApp {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub developer: Option<String>,
    pub display_name: Option<String>,
    pub information_url: Option<String>,
    pub is_featured: Option<bool>,
    pub large_icon: Option<MimeContent>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub notes: Option<String>,
    pub owner: Option<String>,
    pub privacy_information_url: Option<String>,
    pub publisher: Option<String>,
    pub publishing_state: Option<MobileAppPublishingState>,
    pub applicable_device_type: Option<IosDeviceType>,
    pub app_store_url: Option<String>,
    pub bundle_id: Option<String>,
    pub minimum_supported_operating_system: Option<IosMinimumOperatingSystem>,
    pub upload_state: Option<i32>,
    pub is_assigned: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub dependent_app_count: Option<i32>,
    pub superseding_app_count: Option<i32>,
    pub superseded_app_count: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosDeviceType {
    pub i_pad: Option<bool>,
    pub i_phone_and_i_pod: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosMinimumOperatingSystem {
    #[graph(rename = "v10_0")]
    pub v10_0: Option<bool>,
    #[graph(rename = "v11_0")]
    pub v11_0: Option<bool>,
    #[graph(rename = "v12_0")]
    pub v12_0: Option<bool>,
    #[graph(rename = "v13_0")]
    pub v13_0: Option<bool>,
    #[graph(rename = "v14_0")]
    pub v14_0: Option<bool>,
    #[graph(rename = "v15_0")]
    pub v15_0: Option<bool>,
    #[graph(rename = "v8_0")]
    pub v8_0: Option<bool>,
    #[graph(rename = "v9_0")]
    pub v9_0: Option<bool>,
}
