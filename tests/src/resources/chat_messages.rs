//! Messages of chats and channels.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{Identity, ItemBody};

/// `microsoft.graph.chatMessage`.
#[graph_entity(
    path = "teams/{teamId}/channels/{channelId}/messages",
    path(name = "messages_of_chat", template = "chats/{chatId}/messages")
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessage {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// What is attached.
    pub attachments: Option<Vec<ChatMessageAttachment>>,
    /// The text.
    pub body: Option<ItemBody>,
    /// The channel that it is in.
    pub channel_identity: Option<ChannelIdentity>,
    /// The id of the chat that it is in.
    pub chat_id: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// The version of the entity.
    pub etag: Option<String>,
    /// From whom it is.
    pub from: Option<ChatMessageFromIdentitySet>,
    /// The importance.
    pub importance: Option<ChatMessageImportance>,
    /// When its text was last changed.
    pub last_edited_date_time: Option<DateTime<FixedOffset>>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The language.
    pub locale: Option<String>,
    /// Who or what it mentions.
    pub mentions: Option<Vec<ChatMessageMention>>,
    /// Whether it is a message or tells of an event.
    pub message_type: Option<ChatMessageType>,
    /// The id of the message that it answers.
    pub reply_to_id: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// What it says, in short.
    pub summary: Option<String>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// Present where it is deleted.
    pub deleted: Option<bool>,
}

/// `microsoft.graph.chatMessageAttachment`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageAttachment {
    /// The id.
    pub id: Option<String>,
    /// The attachment itself.
    pub content: Option<String>,
    /// The media type, or what kind of attachment it is.
    pub content_type: Option<String>,
    /// The address of the content.
    pub content_url: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The app's id.
    pub teams_app_id: Option<String>,
    /// The address of the thumbnail.
    pub thumbnail_url: Option<String>,
}

/// `microsoft.graph.channelIdentity`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChannelIdentity {
    /// The id of the channel.
    pub channel_id: Option<String>,
    /// The id of the team.
    pub team_id: Option<String>,
}

/// `microsoft.graph.chatMessageFromIdentitySet`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageFromIdentitySet {
    /// The application that acted.
    pub application: Option<Identity>,
    /// The device that acted.
    pub device: Option<Identity>,
    /// The person that acted.
    pub user: Option<Identity>,
}

/// `microsoft.graph.chatMessageImportance`.
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

/// `microsoft.graph.chatMessageMention`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageMention {
    /// The id.
    pub id: Option<i32>,
    /// Whom or what it mentions.
    pub mentioned: Option<ChatMessageMentionedIdentitySet>,
    /// How the text shows it.
    pub mention_text: Option<String>,
}

/// `microsoft.graph.chatMessageMentionedIdentitySet`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatMessageMentionedIdentitySet {
    /// The application that acted.
    pub application: Option<Identity>,
    /// The device that acted.
    pub device: Option<Identity>,
    /// The person that acted.
    pub user: Option<Identity>,
    /// The conversation.
    pub conversation: Option<TeamworkConversationIdentity>,
}

/// `microsoft.graph.teamworkConversationIdentity`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamworkConversationIdentity {
    /// The id.
    pub id: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The kind of conversation identity.
    pub conversation_identity_type: Option<TeamworkConversationIdentityType>,
}

/// `microsoft.graph.teamworkConversationIdentityType`.
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

/// `microsoft.graph.chatMessageType`.
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
