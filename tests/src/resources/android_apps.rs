//! Apps of Android, line of business.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};

use super::mobile_apps::{MimeContent, MobileAppPublishingState};

#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AndroidLobApp {
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
    pub committed_content_version: Option<String>,
    pub file_name: Option<String>,
    pub size: Option<i64>,
    pub minimum_supported_operating_system: Option<AndroidMinimumOperatingSystem>,
    pub package_id: Option<String>,
    pub version_code: Option<String>,
    pub version_name: Option<String>,
    pub upload_state: Option<i32>,
    pub is_assigned: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub dependent_app_count: Option<i32>,
    pub superseding_app_count: Option<i32>,
    pub superseded_app_count: Option<i32>,
    pub identity_name: Option<String>,
    pub identity_version: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AndroidMinimumOperatingSystem {
    #[graph(rename = "v10_0")]
    pub v10_0: Option<bool>,
    #[graph(rename = "v11_0")]
    pub v11_0: Option<bool>,
    #[graph(rename = "v4_0")]
    pub v4_0: Option<bool>,
    #[graph(rename = "v4_0_3")]
    pub v4_0_3: Option<bool>,
    #[graph(rename = "v4_1")]
    pub v4_1: Option<bool>,
    #[graph(rename = "v4_2")]
    pub v4_2: Option<bool>,
    #[graph(rename = "v4_3")]
    pub v4_3: Option<bool>,
    #[graph(rename = "v4_4")]
    pub v4_4: Option<bool>,
    #[graph(rename = "v5_0")]
    pub v5_0: Option<bool>,
    #[graph(rename = "v5_1")]
    pub v5_1: Option<bool>,
    #[graph(rename = "v6_0")]
    pub v6_0: Option<bool>,
    #[graph(rename = "v7_0")]
    pub v7_0: Option<bool>,
    #[graph(rename = "v7_1")]
    pub v7_1: Option<bool>,
    #[graph(rename = "v8_0")]
    pub v8_0: Option<bool>,
    #[graph(rename = "v8_1")]
    pub v8_1: Option<bool>,
    #[graph(rename = "v9_0")]
    pub v9_0: Option<bool>,
}
