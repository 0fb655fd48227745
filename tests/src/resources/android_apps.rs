//! Apps of Android, line of business.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};

use super::mobile_apps::{MimeContent, MobileAppPublishingState};

/// `microsoft.graph.androidLobApp`.
#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AndroidLobApp {
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
    /// The committed content version.
    pub committed_content_version: Option<String>,
    /// The name of the file.
    pub file_name: Option<String>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// The oldest system that it runs on.
    pub minimum_supported_operating_system: Option<AndroidMinimumOperatingSystem>,
    /// The id of the package.
    pub package_id: Option<String>,
    /// The version code.
    pub version_code: Option<String>,
    /// The name of the version.
    pub version_name: Option<String>,
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
    /// The name of the identity.
    pub identity_name: Option<String>,
    /// The identity version.
    pub identity_version: Option<String>,
}

/// `microsoft.graph.androidMinimumOperatingSystem`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AndroidMinimumOperatingSystem {
    /// Version 10.0 is enough.
    #[graph(rename = "v10_0")]
    pub v10_0: Option<bool>,
    /// Version 11.0 is enough.
    #[graph(rename = "v11_0")]
    pub v11_0: Option<bool>,
    /// Version 4.0 is enough.
    #[graph(rename = "v4_0")]
    pub v4_0: Option<bool>,
    /// Version 4.0.3 is enough.
    #[graph(rename = "v4_0_3")]
    pub v4_0_3: Option<bool>,
    /// Version 4.1 is enough.
    #[graph(rename = "v4_1")]
    pub v4_1: Option<bool>,
    /// Version 4.2 is enough.
    #[graph(rename = "v4_2")]
    pub v4_2: Option<bool>,
    /// Version 4.3 is enough.
    #[graph(rename = "v4_3")]
    pub v4_3: Option<bool>,
    /// Version 4.4 is enough.
    #[graph(rename = "v4_4")]
    pub v4_4: Option<bool>,
    /// Version 5.0 is enough.
    #[graph(rename = "v5_0")]
    pub v5_0: Option<bool>,
    /// Version 5.1 is enough.
    #[graph(rename = "v5_1")]
    pub v5_1: Option<bool>,
    /// Version 6.0 is enough.
    #[graph(rename = "v6_0")]
    pub v6_0: Option<bool>,
    /// Version 7.0 is enough.
    #[graph(rename = "v7_0")]
    pub v7_0: Option<bool>,
    /// Version 7.1 is enough.
    #[graph(rename = "v7_1")]
    pub v7_1: Option<bool>,
    /// Version 8.0 is enough.
    #[graph(rename = "v8_0")]
    pub v8_0: Option<bool>,
    /// Version 8.1 is enough.
    #[graph(rename = "v8_1")]
    pub v8_1: Option<bool>,
    /// Version 9.0 is enough.
    #[graph(rename = "v9_0")]
    pub v9_0: Option<bool>,
}
