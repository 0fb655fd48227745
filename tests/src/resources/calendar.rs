//! Calendars.

use graph_core::{graph_entity, graph_enum};

use super::values::EmailAddress;

/// `microsoft.graph.calendar`.
#[graph_entity(path = "me/calendars")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calendar {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Where online meetings may be.
    pub allowed_online_meeting_providers: Option<Vec<OnlineMeetingProviderType>>,
    /// Whether the caller may write.
    pub can_edit: Option<bool>,
    /// Whether the caller may share it.
    pub can_share: Option<bool>,
    /// Whether the caller sees private items.
    pub can_view_private_items: Option<bool>,
    /// The version of the item.
    pub change_key: Option<String>,
    /// The colour.
    pub color: Option<CalendarColor>,
    /// Where online meetings are by default.
    pub default_online_meeting_provider: Option<OnlineMeetingProviderType>,
    /// The colour as hexadecimal digits.
    pub hex_color: Option<String>,
    /// Whether it is the default calendar.
    pub is_default_calendar: Option<bool>,
    /// Whether it may be removed.
    pub is_removable: Option<bool>,
    /// Whether answers are counted.
    pub is_tallying_responses: Option<bool>,
    /// The name.
    pub name: Option<String>,
    /// Who owns it.
    pub owner: Option<EmailAddress>,
    /// Whether others see it.
    pub is_shared: Option<bool>,
    /// Whether it was shared with the caller.
    pub is_shared_with_me: Option<bool>,
}

/// `microsoft.graph.onlineMeetingProviderType`.
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

/// `microsoft.graph.calendarColor`.
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
