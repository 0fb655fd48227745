//! Events.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::calendar::OnlineMeetingProviderType;
use super::mail::Importance;
use super::mail_rules::Sensitivity;
use super::places::OutlookGeoCoordinates;
use super::values::{DateTimeTimeZone, EmailAddress, ItemBody, PatternedRecurrence, PhysicalAddress, Recipient};

#[graph_entity(path = "me/events", path(name = "events_of_group", template = "groups/{groupId}/events"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(etag)]
    pub etag: Option<String>,
    pub categories: Option<Vec<String>>,
    pub change_key: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub allow_new_time_proposals: Option<bool>,
    pub attendees: Option<Vec<Attendee>>,
    pub body: Option<ItemBody>,
    pub body_preview: Option<String>,
    pub cancelled_occurrences: Option<Vec<String>>,
    pub end: Option<DateTimeTimeZone>,
    pub has_attachments: Option<bool>,
    pub hide_attendees: Option<bool>,
    pub i_cal_u_id: Option<String>,
    pub importance: Option<Importance>,
    pub is_all_day: Option<bool>,
    pub is_cancelled: Option<bool>,
    pub is_draft: Option<bool>,
    pub is_online_meeting: Option<bool>,
    pub is_organizer: Option<bool>,
    pub is_reminder_on: Option<bool>,
    pub location: Option<Location>,
    pub locations: Option<Vec<Location>>,
    pub online_meeting: Option<OnlineMeetingInfo>,
    pub online_meeting_provider: Option<OnlineMeetingProviderType>,
    pub online_meeting_url: Option<String>,
    pub organizer: Option<Recipient>,
    pub original_end_time_zone: Option<String>,
    pub original_start: Option<DateTime<FixedOffset>>,
    pub original_start_time_zone: Option<String>,
    pub recurrence: Option<PatternedRecurrence>,
    pub reminder_minutes_before_start: Option<i32>,
    pub response_requested: Option<bool>,
    pub response_status: Option<ResponseStatus>,
    pub sensitivity: Option<Sensitivity>,
    pub series_master_id: Option<String>,
    pub show_as: Option<FreeBusyStatus>,
    pub start: Option<DateTimeTimeZone>,
    pub subject: Option<String>,
    pub transaction_id: Option<String>,
    pub r#type: Option<EventType>,
    pub web_link: Option<String>,
    pub uid: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attendee {
    pub email_address: Option<EmailAddress>,
    pub r#type: Option<AttendeeType>,
    pub status: Option<ResponseStatus>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum AttendeeType {
    Required,
    Optional,
    Resource,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResponseStatus {
    pub response: Option<ResponseType>,
    pub time: Option<DateTime<FixedOffset>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ResponseType {
    None,
    Organizer,
    TentativelyAccepted,
    Accepted,
    Declined,
    NotResponded,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Location {
    pub address: Option<PhysicalAddress>,
    pub coordinates: Option<OutlookGeoCoordinates>,
    pub display_name: Option<String>,
    pub location_email_address: Option<String>,
    pub location_type: Option<LocationType>,
    pub location_uri: Option<String>,
    pub unique_id: Option<String>,
    pub unique_id_type: Option<LocationUniqueIdType>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum LocationType {
    Default,
    ConferenceRoom,
    HomeAddress,
    BusinessAddress,
    GeoCoordinates,
    StreetAddress,
    Hotel,
    Restaurant,
    LocalBusiness,
    PostalAddress,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum LocationUniqueIdType {
    Unknown,
    LocationStore,
    Directory,
    Private,
    Bing,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnlineMeetingInfo {
    pub conference_id: Option<String>,
    pub join_url: Option<String>,
    pub quick_dial: Option<String>,
    pub toll_free_numbers: Option<Vec<String>>,
    pub toll_number: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum FreeBusyStatus {
    Unknown,
    Free,
    Tentative,
    Busy,
    Oof,
    WorkingElsewhere,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum EventType {
    SingleInstance,
    Occurrence,
    Exception,
    SeriesMaster,
    #[graph(other)]
    Other(String),
}
