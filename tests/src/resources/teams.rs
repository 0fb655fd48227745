//! Teams and their settings.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

/// `microsoft.graph.team`.
#[graph_entity(path = "teams")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Team {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The classification.
    pub classification: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The name of the first channel.
    pub first_channel_name: Option<String>,
    /// What is allowed for fun.
    pub fun_settings: Option<TeamFunSettings>,
    /// What guests may do.
    pub guest_settings: Option<TeamGuestSettings>,
    /// The id within the service.
    pub internal_id: Option<String>,
    /// Whether it is put away.
    pub is_archived: Option<bool>,
    /// What members may do.
    pub member_settings: Option<TeamMemberSettings>,
    /// What may be done with messages.
    pub messaging_settings: Option<TeamMessagingSettings>,
    /// The specialization.
    pub specialization: Option<TeamSpecialization>,
    /// The tenant's id.
    pub tenant_id: Option<String>,
    /// Who sees it.
    pub visibility: Option<TeamVisibilityType>,
    /// Its address in a browser.
    pub web_url: Option<String>,
}

/// `microsoft.graph.teamFunSettings`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamFunSettings {
    /// Whether custom memes are allowed.
    pub allow_custom_memes: Option<bool>,
    /// Whether Giphy is allowed.
    pub allow_giphy: Option<bool>,
    /// Whether stickers and memes are allowed.
    pub allow_stickers_and_memes: Option<bool>,
    /// The Giphy content rating.
    pub giphy_content_rating: Option<GiphyRatingType>,
}

/// `microsoft.graph.giphyRatingType`.
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

/// `microsoft.graph.teamGuestSettings`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamGuestSettings {
    /// Whether channels may be added and changed.
    pub allow_create_update_channels: Option<bool>,
    /// Whether channels may be deleted.
    pub allow_delete_channels: Option<bool>,
}

/// `microsoft.graph.teamMemberSettings`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamMemberSettings {
    /// Whether apps may be added and removed.
    pub allow_add_remove_apps: Option<bool>,
    /// Whether private channels may be added.
    pub allow_create_private_channels: Option<bool>,
    /// Whether channels may be added and changed.
    pub allow_create_update_channels: Option<bool>,
    /// Whether connectors may be added, changed and removed.
    pub allow_create_update_remove_connectors: Option<bool>,
    /// Whether tabs may be added, changed and removed.
    pub allow_create_update_remove_tabs: Option<bool>,
    /// Whether channels may be deleted.
    pub allow_delete_channels: Option<bool>,
}

/// `microsoft.graph.teamMessagingSettings`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamMessagingSettings {
    /// Whether channels may be mentioned.
    pub allow_channel_mentions: Option<bool>,
    /// Whether owners may delete any message.
    pub allow_owner_delete_messages: Option<bool>,
    /// Whether teams may be mentioned.
    pub allow_team_mentions: Option<bool>,
    /// Whether people may delete their messages.
    pub allow_user_delete_messages: Option<bool>,
    /// Whether people may change their messages.
    pub allow_user_edit_messages: Option<bool>,
}

/// `microsoft.graph.teamSpecialization`.
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

/// `microsoft.graph.teamVisibilityType`.
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

/// `microsoft.graph.channel`.
#[graph_entity(path = "teams/{teamId}/channels")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Channel {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// Whether it is put away.
    pub is_archived: Option<bool>,
    /// Whether members see it unasked.
    pub is_favorite_by_default: Option<bool>,
    /// The kind of layout.
    pub layout_type: Option<ChannelLayoutType>,
    /// Who sees it.
    pub membership_type: Option<ChannelMembershipType>,
    /// The migration mode.
    pub migration_mode: Option<MigrationMode>,
    /// When it was created at first.
    pub original_created_date_time: Option<DateTime<FixedOffset>>,
    /// The tenant's id.
    pub tenant_id: Option<String>,
    /// Its address in a browser.
    pub web_url: Option<String>,
}

/// `microsoft.graph.channelLayoutType`.
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

/// `microsoft.graph.channelMembershipType`.
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

/// `microsoft.graph.migrationMode`.
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
