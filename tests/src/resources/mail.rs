//! Messages, folders, attachments.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity, graph_enum};

use super::values::{DateTimeTimeZone, ItemBody, Recipient};

/// `microsoft.graph.message`.
#[graph_entity(
    path = "me/messages",
    path(name = "messages_of", template = "users/{userId}/mailFolders/{mailFolderId}/messages")
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The version of the entity.
    #[graph(etag)]
    pub etag: Option<String>,
    /// The categories.
    pub categories: Option<Vec<String>>,
    /// The version of the item.
    pub change_key: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// Who gets a copy in secret.
    pub bcc_recipients: Option<Vec<Recipient>>,
    /// The text.
    pub body: Option<ItemBody>,
    /// The first characters of the text.
    pub body_preview: Option<String>,
    /// Who gets a copy.
    pub cc_recipients: Option<Vec<Recipient>>,
    /// The id of the conversation.
    pub conversation_id: Option<String>,
    /// The conversation index.
    pub conversation_index: Option<Binary>,
    /// The flag.
    pub flag: Option<FollowupFlag>,
    /// From whom it is.
    pub from: Option<Recipient>,
    /// Whether something is attached.
    pub has_attachments: Option<bool>,
    /// The importance.
    pub importance: Option<Importance>,
    /// Focused or other.
    pub inference_classification: Option<InferenceClassificationType>,
    /// The headers of the mail.
    pub internet_message_headers: Option<Vec<InternetMessageHeader>>,
    /// The id in the header of the mail.
    pub internet_message_id: Option<String>,
    /// Whether the sender wants to know of its delivery.
    pub is_delivery_receipt_requested: Option<bool>,
    /// Whether it is a draft.
    pub is_draft: Option<bool>,
    /// Whether it was read.
    pub is_read: Option<bool>,
    /// Whether the sender wants to know of its reading.
    pub is_read_receipt_requested: Option<bool>,
    /// The id of the parent folder.
    pub parent_folder_id: Option<String>,
    /// When it was received.
    pub received_date_time: Option<DateTime<FixedOffset>>,
    /// Where answers should go.
    pub reply_to: Option<Vec<Recipient>>,
    /// Who sent it.
    pub sender: Option<Recipient>,
    /// The time of sending.
    pub sent_date_time: Option<DateTime<FixedOffset>>,
    /// What it is about.
    pub subject: Option<String>,
    /// To whom it goes.
    pub to_recipients: Option<Vec<Recipient>>,
    /// What this message adds to its conversation.
    pub unique_body: Option<ItemBody>,
    /// Its address in a browser.
    pub web_link: Option<String>,
    /// Whether it has a way to unsubscribe.
    pub unsubscribe_enabled: Option<bool>,
}

/// `microsoft.graph.followupFlag`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FollowupFlag {
    /// When it was completed.
    pub completed_date_time: Option<DateTimeTimeZone>,
    /// When it has to be done.
    pub due_date_time: Option<DateTimeTimeZone>,
    /// The flag status.
    pub flag_status: Option<FollowupFlagStatus>,
    /// When it starts.
    pub start_date_time: Option<DateTimeTimeZone>,
}

/// `microsoft.graph.followupFlagStatus`.
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

/// `microsoft.graph.importance`.
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

/// `microsoft.graph.inferenceClassificationType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum InferenceClassificationType {
    Focused,
    Other,
    #[graph(other)]
    Unlisted(String),
}

/// `microsoft.graph.internetMessageHeader`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InternetMessageHeader {
    /// The name.
    pub name: Option<String>,
    /// The value.
    pub value: Option<String>,
}

/// `microsoft.graph.mailFolder`.
#[graph_entity(path = "me/mailFolders")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MailFolder {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// How many child folders there are.
    pub child_folder_count: Option<i32>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Whether it is hidden.
    pub is_hidden: Option<bool>,
    /// The id of the parent folder.
    pub parent_folder_id: Option<String>,
    /// How many items there are.
    pub total_item_count: Option<i32>,
    /// How many items are unread.
    pub unread_item_count: Option<i32>,
    /// The name that is the same in all languages.
    pub well_known_name: Option<String>,
}

/// `microsoft.graph.fileAttachment`.
#[graph_entity(path = "me/messages/{messageId}/attachments")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileAttachment {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The media type.
    pub content_type: Option<String>,
    /// Whether it stands within the text.
    pub is_inline: Option<bool>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: Option<i32>,
    /// The bytes.
    pub content_bytes: Option<Binary>,
    /// What the text refers to it by.
    pub content_id: Option<String>,
    /// The content location.
    pub content_location: Option<String>,
    /// Whether it is a contact's photo.
    pub is_contact_photo: Option<bool>,
}
