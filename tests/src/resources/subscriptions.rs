//! Change notifications.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;

#[graph_entity(path = "subscriptions")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subscription {
    #[graph(key)]
    pub id: Option<String>,
    pub application_id: Option<String>,
    pub change_type: Option<String>,
    pub client_state: Option<String>,
    pub creator_id: Option<String>,
    pub encryption_certificate: Option<String>,
    pub encryption_certificate_id: Option<String>,
    pub expiration_date_time: Option<DateTime<FixedOffset>>,
    pub include_resource_data: Option<bool>,
    pub latest_supported_tls_version: Option<String>,
    pub lifecycle_notification_url: Option<String>,
    pub notification_query_options: Option<String>,
    pub notification_url: Option<String>,
    pub notification_url_app_id: Option<String>,
    pub resource: Option<String>,
    pub notification_content_type: Option<String>,
}
