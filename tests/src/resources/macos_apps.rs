//! Apps of macOS.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;

use super::mobile_apps::{MimeContent, MobileAppPublishingState};

/// `microsoft.graph.macOSOfficeSuiteApp`.
#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSOfficeSuiteApp {
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
