//! Change notifications.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;

/// `microsoft.graph.subscription`.
#[graph_entity(path = "subscriptions")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subscription {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The id of the application.
    pub application_id: Option<String>,
    /// What changes are told of.
    pub change_type: Option<String>,
    /// What comes back with each notification.
    pub client_state: Option<String>,
    /// The id of the creator.
    pub creator_id: Option<String>,
    /// The public key for the resource.
    pub encryption_certificate: Option<String>,
    /// What tells the key.
    pub encryption_certificate_id: Option<String>,
    /// When it expires.
    pub expiration_date_time: Option<DateTime<FixedOffset>>,
    /// Whether notifications carry the resource.
    pub include_resource_data: Option<bool>,
    /// The newest TLS of the receiver.
    pub latest_supported_tls_version: Option<String>,
    /// Where to tell of the subscription itself.
    pub lifecycle_notification_url: Option<String>,
    /// The notification query options.
    pub notification_query_options: Option<String>,
    /// Where to tell of changes.
    pub notification_url: Option<String>,
    /// The id of the application that receives notifications.
    pub notification_url_app_id: Option<String>,
    /// What is watched.
    pub resource: Option<String>,
    /// The media type of notifications.
    pub notification_content_type: Option<String>,
}
