//! Messages, folders, attachments.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity, graph_enum};

use super::values::{DateTimeTimeZone, ItemBody, Recipient};

#[graph_entity(
    path = "me/messages",
    path(name = "messages_of", template = "users/{userId}/mailFolders/{mailFolderId}/messages")
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(etag)]
    pub etag: Option<String>,
    pub categories: Option<Vec<String>>,
    pub change_key: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub bcc_recipients: Option<Vec<Recipient>>,
    pub body: Option<ItemBody>,
    pub body_preview: Option<String>,
    pub cc_recipients: Option<Vec<Recipient>>,
    pub conversation_id: Option<String>,
    pub conversation_index: Option<Binary>,
    pub flag: Option<FollowupFlag>,
    pub from: Option<Recipient>,
    pub has_attachments: Option<bool>,
    pub importance: Option<Importance>,
    pub inference_classification: Option<InferenceClassificationType>,
    pub internet_message_headers: Option<Vec<InternetMessageHeader>>,
    pub internet_message_id: Option<String>,
    pub is_delivery_receipt_requested: Option<bool>,
    pub is_draft: Option<bool>,
    pub is_read: Option<bool>,
    pub is_read_receipt_requested: Option<bool>,
    pub parent_folder_id: Option<String>,
    pub received_date_time: Option<DateTime<FixedOffset>>,
    pub reply_to: Option<Vec<Recipient>>,
    pub sender: Option<Recipient>,
    pub sent_date_time: Option<DateTime<FixedOffset>>,
    pub subject: Option<String>,
    pub to_recipients: Option<Vec<Recipient>>,
    pub unique_body: Option<ItemBody>,
    pub web_link: Option<String>,
    pub unsubscribe_enabled: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FollowupFlag {
    pub completed_date_time: Option<DateTimeTimeZone>,
    pub due_date_time: Option<DateTimeTimeZone>,
    pub flag_status: Option<FollowupFlagStatus>,
    pub start_date_time: Option<DateTimeTimeZone>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum FollowupFlagStatus {
    NotFlagged,
    Complete,
    Flagged,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Importance {
    Low,
    Normal,
    High,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum InferenceClassificationType {
    Focused,
    Other,
    #[graph(other)]
    Unlisted(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InternetMessageHeader {
    pub name: Option<String>,
    pub value: Option<String>,
}

#[graph_entity(path = "me/mailFolders")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MailFolder {
    #[graph(key)]
    pub id: Option<String>,
    pub child_folder_count: Option<i32>,
    pub display_name: Option<String>,
    pub is_hidden: Option<bool>,
    pub parent_folder_id: Option<String>,
    pub total_item_count: Option<i32>,
    pub unread_item_count: Option<i32>,
    pub well_known_name: Option<String>,
}

#[graph_entity(path = "me/messages/{messageId}/attachments")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileAttachment {
    #[graph(key)]
    pub id: Option<String>,
    pub content_type: Option<String>,
    pub is_inline: Option<bool>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub name: Option<String>,
    pub size: Option<i32>,
    pub content_bytes: Option<Binary>,
    pub content_id: Option<String>,
    pub content_location: Option<String>,
    pub is_contact_photo: Option<bool>,
}
