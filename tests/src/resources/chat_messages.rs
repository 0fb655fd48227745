//! Messages of chats and channels.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{Identity, ItemBody};

#[graph_entity(
    path = "teams/{teamId}/channels/{channelId}/messages",
    path(name = "messages_of_chat", template = "chats/{chatId}/messages")
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessage {
    #[graph(key)]
    pub id: Option<String>,
    pub attachments: Option<Vec<ChatMessageAttachment>>,
    pub body: Option<ItemBody>,
    pub channel_identity: Option<ChannelIdentity>,
    pub chat_id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub etag: Option<String>,
    pub from: Option<ChatMessageFromIdentitySet>,
    pub importance: Option<ChatMessageImportance>,
    pub last_edited_date_time: Option<DateTime<FixedOffset>>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub locale: Option<String>,
    pub mentions: Option<Vec<ChatMessageMention>>,
    pub message_type: Option<ChatMessageType>,
    pub reply_to_id: Option<String>,
    pub subject: Option<String>,
    pub summary: Option<String>,
    pub web_url: Option<String>,
    pub deleted: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageAttachment {
    pub id: Option<String>,
    pub content: Option<String>,
    pub content_type: Option<String>,
    pub content_url: Option<String>,
    pub name: Option<String>,
    pub teams_app_id: Option<String>,
    pub thumbnail_url: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChannelIdentity {
    pub channel_id: Option<String>,
    pub team_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageFromIdentitySet {
    pub application: Option<Identity>,
    pub device: Option<Identity>,
    pub user: Option<Identity>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ChatMessageImportance {
    Normal,
    High,
    Urgent,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageMention {
    pub id: Option<i32>,
    pub mentioned: Option<ChatMessageMentionedIdentitySet>,
    pub mention_text: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageMentionedIdentitySet {
    pub application: Option<Identity>,
    pub device: Option<Identity>,
    pub user: Option<Identity>,
    pub conversation: Option<TeamworkConversationIdentity>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamworkConversationIdentity {
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub conversation_identity_type: Option<TeamworkConversationIdentityType>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum TeamworkConversationIdentityType {
    Team,
    Channel,
    Chat,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ChatMessageType {
    Message,
    ChatEvent,
    Typing,
    UnknownFutureValue,
    SystemEventMessage,
    #[graph(other)]
    Other(String),
}
