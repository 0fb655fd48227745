//! Calendars.

use graph_core::{graph_entity, graph_enum};

use super::values::EmailAddress;

#[graph_entity(path = "me/calendars")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calendar {
    #[graph(key)]
    pub id: Option<String>,
    pub allowed_online_meeting_providers: Option<Vec<OnlineMeetingProviderType>>,
    pub can_edit: Option<bool>,
    pub can_share: Option<bool>,
    pub can_view_private_items: Option<bool>,
    pub change_key: Option<String>,
    pub color: Option<CalendarColor>,
    pub default_online_meeting_provider: Option<OnlineMeetingProviderType>,
    pub hex_color: Option<String>,
    pub is_default_calendar: Option<bool>,
    pub is_removable: Option<bool>,
    pub is_tallying_responses: Option<bool>,
    pub name: Option<String>,
    pub owner: Option<EmailAddress>,
    pub is_shared: Option<bool>,
    pub is_shared_with_me: Option<bool>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum OnlineMeetingProviderType {
    Unknown,
    SkypeForBusiness,
    SkypeForConsumer,
    TeamsForBusiness,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum CalendarColor {
    Auto,
    LightBlue,
    LightGreen,
    LightOrange,
    LightGray,
    LightYellow,
    LightTeal,
    LightPink,
    LightBrown,
    LightRed,
    MaxColor,
    #[graph(other)]
    Other(String),
}
