//! Chats, their members, and apps.

use chrono::{DateTime, FixedOffset};
use graph_core::{JsonObject, graph_entity, graph_enum, graph_union};

use super::teams::MigrationMode;
use super::values::IdentitySet;

#[graph_entity(path = "chats")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chat {
    #[graph(key)]
    pub id: Option<String>,
    pub chat_type: Option<ChatType>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub is_hidden_for_all_members: Option<bool>,
    pub last_updated_date_time: Option<DateTime<FixedOffset>>,
    pub migration_mode: Option<MigrationMode>,
    pub original_created_date_time: Option<DateTime<FixedOffset>>,
    pub tenant_id: Option<String>,
    pub topic: Option<String>,
    pub web_url: Option<String>,
    #[graph(navigation)]
    pub members: Option<Vec<AnyConversationMember>>,
}

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

#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConversationMember {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(type_name)]
    pub type_name: Option<String>,
    pub display_name: Option<String>,
    pub roles: Option<Vec<String>>,
    pub visible_history_start_date_time: Option<DateTime<FixedOffset>>,
    pub user_id: Option<String>,
    pub email: Option<String>,
    pub tenant_id: Option<String>,
}

#[graph_union(path = "chats/{chatId}/members", odata_type = "microsoft.graph.conversationMember")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyConversationMember {
    AadUser(AadUserConversationMember),
    #[graph(base)]
    Base(ConversationMember),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_entity(path = "teams/{teamId}/members")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AadUserConversationMember {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub roles: Option<Vec<String>>,
    pub visible_history_start_date_time: Option<DateTime<FixedOffset>>,
    pub email: Option<String>,
    pub tenant_id: Option<String>,
    pub user_id: Option<String>,
}

#[graph_entity(path = "appCatalogs/teamsApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamsApp {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub distribution_method: Option<TeamsAppDistributionMethod>,
    pub external_id: Option<String>,
    #[graph(navigation)]
    pub app_definitions: Option<Vec<TeamsAppDefinition>>,
}

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

#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamsAppDefinition {
    #[graph(key)]
    pub id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub publishing_state: Option<TeamsAppPublishingState>,
    pub short_description: Option<String>,
    pub teams_app_id: Option<String>,
    pub version: Option<String>,
    #[graph(rename = "azureADAppId")]
    pub azure_ad_app_id: Option<String>,
    pub allowed_installation_scopes: Option<String>,
}

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
