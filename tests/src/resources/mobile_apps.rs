//! Mobile apps: the base type and derived ones.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity, graph_enum};

/// `microsoft.graph.mobileApp`.
#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MobileApp {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The type as received: one derived from this one.
    #[graph(type_name)]
    pub type_name: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The developer.
    pub developer: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Where to read of it.
    pub information_url: Option<String>,
    /// Whether the portal shows it first.
    pub is_featured: Option<bool>,
    /// The icon.
    pub large_icon: Option<MimeContent>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// What an administrator notes of it.
    pub notes: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// Where to read of privacy.
    pub privacy_information_url: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The publishing state.
    pub publishing_state: Option<MobileAppPublishingState>,
    /// How far the upload is.
    pub upload_state: Option<i32>,
    /// Whether someone has it.
    pub is_assigned: Option<bool>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// How many dependent apps there are.
    pub dependent_app_count: Option<i32>,
    /// How many superseding apps there are.
    pub superseding_app_count: Option<i32>,
    /// How many superseded apps there are.
    pub superseded_app_count: Option<i32>,
}

/// `microsoft.graph.mimeContent`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MimeContent {
    /// Which kind it is.
    pub r#type: Option<String>,
    /// The value.
    pub value: Option<Binary>,
}

/// `microsoft.graph.mobileAppPublishingState`.
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

/// `microsoft.graph.iosStoreApp`.
#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosStoreApp {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The developer.
    pub developer: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Where to read of it.
    pub information_url: Option<String>,
    /// Whether the portal shows it first.
    pub is_featured: Option<bool>,
    /// The icon.
    pub large_icon: Option<MimeContent>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// What an administrator notes of it.
    pub notes: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// Where to read of privacy.
    pub privacy_information_url: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The publishing state.
    pub publishing_state: Option<MobileAppPublishingState>,
    /// For which devices it is.
    pub applicable_device_type: Option<IosDeviceType>,
    /// The address of the app store.
    pub app_store_url: Option<String>,
    /// The id of the bundle.
    pub bundle_id: Option<String>,
    /// The oldest system that it runs on.
    pub minimum_supported_operating_system: Option<IosMinimumOperatingSystem>,
    /// How far the upload is.
    pub upload_state: Option<i32>,
    /// Whether someone has it.
    pub is_assigned: Option<bool>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// How many dependent apps there are.
    pub dependent_app_count: Option<i32>,
    /// How many superseding apps there are.
    pub superseding_app_count: Option<i32>,
    /// How many superseded apps there are.
    pub superseded_app_count: Option<i32>,
}

/// `microsoft.graph.iosDeviceType`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosDeviceType {
    /// Whether it is for the iPad.
    pub i_pad: Option<bool>,
    /// Whether it is for the iPhone and the iPod.
    pub i_phone_and_i_pod: Option<bool>,
}

/// `microsoft.graph.iosMinimumOperatingSystem`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosMinimumOperatingSystem {
    /// Version 10.0 is enough.
    #[graph(rename = "v10_0")]
    pub v10_0: Option<bool>,
    /// Version 11.0 is enough.
    #[graph(rename = "v11_0")]
    pub v11_0: Option<bool>,
    /// Version 12.0 is enough.
    #[graph(rename = "v12_0")]
    pub v12_0: Option<bool>,
    /// Version 13.0 is enough.
    #[graph(rename = "v13_0")]
    pub v13_0: Option<bool>,
    /// Version 14.0 is enough.
    #[graph(rename = "v14_0")]
    pub v14_0: Option<bool>,
    /// Version 15.0 is enough.
    #[graph(rename = "v15_0")]
    pub v15_0: Option<bool>,
    /// Version 8.0 is enough.
    #[graph(rename = "v8_0")]
    pub v8_0: Option<bool>,
    /// Version 9.0 is enough.
    #[graph(rename = "v9_0")]
    pub v9_0: Option<bool>,
}
