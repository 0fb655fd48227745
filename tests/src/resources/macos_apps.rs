//! Apps of macOS.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;

use super::mobile_apps::{MimeContent, MobileAppPublishingState};

#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSOfficeSuiteApp {
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
    pub upload_state: Option<i32>,
    pub is_assigned: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub dependent_app_count: Option<i32>,
    pub superseding_app_count: Option<i32>,
    pub superseded_app_count: Option<i32>,
}
