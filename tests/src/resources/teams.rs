//! Teams and their settings.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

#[graph_entity(path = "teams")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Team {
    #[graph(key)]
    pub id: Option<String>,
    pub classification: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub first_channel_name: Option<String>,
    pub fun_settings: Option<TeamFunSettings>,
    pub guest_settings: Option<TeamGuestSettings>,
    pub internal_id: Option<String>,
    pub is_archived: Option<bool>,
    pub member_settings: Option<TeamMemberSettings>,
    pub messaging_settings: Option<TeamMessagingSettings>,
    pub specialization: Option<TeamSpecialization>,
    pub tenant_id: Option<String>,
    pub visibility: Option<TeamVisibilityType>,
    pub web_url: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamFunSettings {
    pub allow_custom_memes: Option<bool>,
    pub allow_giphy: Option<bool>,
    pub allow_stickers_and_memes: Option<bool>,
    pub giphy_content_rating: Option<GiphyRatingType>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum GiphyRatingType {
    Strict,
    Moderate,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamGuestSettings {
    pub allow_create_update_channels: Option<bool>,
    pub allow_delete_channels: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamMemberSettings {
    pub allow_add_remove_apps: Option<bool>,
    pub allow_create_private_channels: Option<bool>,
    pub allow_create_update_channels: Option<bool>,
    pub allow_create_update_remove_connectors: Option<bool>,
    pub allow_create_update_remove_tabs: Option<bool>,
    pub allow_delete_channels: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamMessagingSettings {
    pub allow_channel_mentions: Option<bool>,
    pub allow_owner_delete_messages: Option<bool>,
    pub allow_team_mentions: Option<bool>,
    pub allow_user_delete_messages: Option<bool>,
    pub allow_user_edit_messages: Option<bool>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum TeamSpecialization {
    None,
    EducationStandard,
    EducationClass,
    EducationProfessionalLearningCommunity,
    EducationStaff,
    HealthcareStandard,
    HealthcareCareCoordination,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum TeamVisibilityType {
    Private,
    Public,
    HiddenMembership,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "teams/{teamId}/channels")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Channel {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub email: Option<String>,
    pub is_archived: Option<bool>,
    pub is_favorite_by_default: Option<bool>,
    pub layout_type: Option<ChannelLayoutType>,
    pub membership_type: Option<ChannelMembershipType>,
    pub migration_mode: Option<MigrationMode>,
    pub original_created_date_time: Option<DateTime<FixedOffset>>,
    pub tenant_id: Option<String>,
    pub web_url: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ChannelLayoutType {
    Post,
    Chat,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ChannelMembershipType {
    Standard,
    Private,
    UnknownFutureValue,
    Shared,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum MigrationMode {
    InProgress,
    Completed,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}
