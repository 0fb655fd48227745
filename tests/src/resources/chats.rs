//! Chats, their members, and apps.

use chrono::{DateTime, FixedOffset};
use graph_core::{JsonObject, graph_entity, graph_enum, graph_union};

use super::teams::MigrationMode;
use super::values::IdentitySet;

/// `microsoft.graph.chat`.
#[graph_entity(path = "chats")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chat {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// For two, for many, or of a meeting.
    pub chat_type: Option<ChatType>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// Whether nobody sees it.
    pub is_hidden_for_all_members: Option<bool>,
    /// When it was last updated.
    pub last_updated_date_time: Option<DateTime<FixedOffset>>,
    /// The migration mode.
    pub migration_mode: Option<MigrationMode>,
    /// When it was created at first.
    pub original_created_date_time: Option<DateTime<FixedOffset>>,
    /// The tenant's id.
    pub tenant_id: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// Who takes part.
    #[graph(navigation)]
    pub members: Option<Vec<AnyConversationMember>>,
}

/// `microsoft.graph.chatType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ChatType {
    OneOnOne,
    Group,
    Meeting,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.conversationMember`.
#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConversationMember {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The type as received: one derived from this one.
    #[graph(type_name)]
    pub type_name: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Owner, guest, or nothing for a plain member.
    pub roles: Option<Vec<String>>,
    /// Since when the member sees messages.
    pub visible_history_start_date_time: Option<DateTime<FixedOffset>>,
    /// The person's id.
    pub user_id: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// The tenant's id.
    pub tenant_id: Option<String>,
}

/// Any `microsoft.graph.conversationMember`.
#[graph_union(path = "chats/{chatId}/members", odata_type = "microsoft.graph.conversationMember")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyConversationMember {
    /// A user of the directory.
    AadUser(AadUserConversationMember),
    /// Of no type in particular.
    #[graph(base)]
    Base(ConversationMember),
    /// Of a type that is not declared.
    #[graph(other)]
    Other(JsonObject),
}

/// `microsoft.graph.aadUserConversationMember`.
#[graph_entity(path = "teams/{teamId}/members")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AadUserConversationMember {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Owner, guest, or nothing for a plain member.
    pub roles: Option<Vec<String>>,
    /// Since when the member sees messages.
    pub visible_history_start_date_time: Option<DateTime<FixedOffset>>,
    /// The mail address.
    pub email: Option<String>,
    /// The tenant's id.
    pub tenant_id: Option<String>,
    /// The person's id.
    pub user_id: Option<String>,
}

/// `microsoft.graph.teamsApp`.
#[graph_entity(path = "appCatalogs/teamsApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamsApp {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Where it may be had.
    pub distribution_method: Option<TeamsAppDistributionMethod>,
    /// The id that its author gave.
    pub external_id: Option<String>,
    /// Its versions.
    #[graph(navigation)]
    pub app_definitions: Option<Vec<TeamsAppDefinition>>,
}

/// `microsoft.graph.teamsAppDistributionMethod`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum TeamsAppDistributionMethod {
    Store,
    Organization,
    Sideloaded,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.teamsAppDefinition`.
#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamsAppDefinition {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The publishing state.
    pub publishing_state: Option<TeamsAppPublishingState>,
    /// The short description.
    pub short_description: Option<String>,
    /// The app's id.
    pub teams_app_id: Option<String>,
    /// The version.
    pub version: Option<String>,
    /// The id of its application in the directory.
    #[graph(rename = "azureADAppId")]
    pub azure_ad_app_id: Option<String>,
    /// The allowed installation scopes.
    pub allowed_installation_scopes: Option<String>,
}

/// `microsoft.graph.teamsAppPublishingState`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum TeamsAppPublishingState {
    Submitted,
    Rejected,
    Published,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}
