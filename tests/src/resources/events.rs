//! Events.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::calendar::OnlineMeetingProviderType;
use super::mail::Importance;
use super::mail_rules::Sensitivity;
use super::places::OutlookGeoCoordinates;
use super::values::{DateTimeTimeZone, EmailAddress, ItemBody, PatternedRecurrence, PhysicalAddress, Recipient};

/// `microsoft.graph.event`.
#[graph_entity(path = "me/events", path(name = "events_of_group", template = "groups/{groupId}/events"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
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
    /// Whether guests may propose another time.
    pub allow_new_time_proposals: Option<bool>,
    /// Who is invited.
    pub attendees: Option<Vec<Attendee>>,
    /// The text.
    pub body: Option<ItemBody>,
    /// The first characters of the text.
    pub body_preview: Option<String>,
    /// The ids of occurrences that are cancelled.
    pub cancelled_occurrences: Option<Vec<String>>,
    /// When it ends.
    pub end: Option<DateTimeTimeZone>,
    /// Whether something is attached.
    pub has_attachments: Option<bool>,
    /// Whether guests see themselves only.
    pub hide_attendees: Option<bool>,
    /// The id that all calendars share.
    pub i_cal_u_id: Option<String>,
    /// The importance.
    pub importance: Option<Importance>,
    /// Whether it lasts all day.
    pub is_all_day: Option<bool>,
    /// Whether it is cancelled.
    pub is_cancelled: Option<bool>,
    /// Whether it is a draft.
    pub is_draft: Option<bool>,
    /// Whether one can take part online.
    pub is_online_meeting: Option<bool>,
    /// Whether the calendar's owner invites.
    pub is_organizer: Option<bool>,
    /// Whether a reminder is on.
    pub is_reminder_on: Option<bool>,
    /// Where it is.
    pub location: Option<Location>,
    /// Where it is, where that is several places.
    pub locations: Option<Vec<Location>>,
    /// The online meeting.
    pub online_meeting: Option<OnlineMeetingInfo>,
    /// Where the online meeting is.
    pub online_meeting_provider: Option<OnlineMeetingProviderType>,
    /// Where to take part online.
    pub online_meeting_url: Option<String>,
    /// Who invites.
    pub organizer: Option<Recipient>,
    /// The original end time zone.
    pub original_end_time_zone: Option<String>,
    /// When it started at first.
    pub original_start: Option<DateTime<FixedOffset>>,
    /// The original start time zone.
    pub original_start_time_zone: Option<String>,
    /// The recurrence.
    pub recurrence: Option<PatternedRecurrence>,
    /// How many minutes before it starts it is recalled.
    pub reminder_minutes_before_start: Option<i32>,
    /// Whether an answer is wanted.
    pub response_requested: Option<bool>,
    /// What the answer was.
    pub response_status: Option<ResponseStatus>,
    /// The sensitivity.
    pub sensitivity: Option<Sensitivity>,
    /// The id of the event that it is an occurrence of.
    pub series_master_id: Option<String>,
    /// How the time is shown to others.
    pub show_as: Option<FreeBusyStatus>,
    /// When it starts.
    pub start: Option<DateTimeTimeZone>,
    /// What it is about.
    pub subject: Option<String>,
    /// What tells a repeated request.
    pub transaction_id: Option<String>,
    /// Which kind it is.
    pub r#type: Option<EventType>,
    /// Its address in a browser.
    pub web_link: Option<String>,
    /// The id that all calendars share.
    pub uid: Option<String>,
}

/// `microsoft.graph.attendee`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attendee {
    /// The mail address.
    pub email_address: Option<EmailAddress>,
    /// Which kind it is.
    pub r#type: Option<AttendeeType>,
    /// How it stands.
    pub status: Option<ResponseStatus>,
}

/// `microsoft.graph.attendeeType`.
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

/// `microsoft.graph.responseStatus`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResponseStatus {
    /// The answer.
    pub response: Option<ResponseType>,
    /// When it was given.
    pub time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.responseType`.
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

/// `microsoft.graph.location`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Location {
    /// The address itself.
    pub address: Option<PhysicalAddress>,
    /// The coordinates.
    pub coordinates: Option<OutlookGeoCoordinates>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The location email address.
    pub location_email_address: Option<String>,
    /// The kind of location.
    pub location_type: Option<LocationType>,
    /// The address of the location.
    pub location_uri: Option<String>,
    /// The id of the place.
    pub unique_id: Option<String>,
    /// The kind of unique id.
    pub unique_id_type: Option<LocationUniqueIdType>,
}

/// `microsoft.graph.locationType`.
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

/// `microsoft.graph.locationUniqueIdType`.
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

/// `microsoft.graph.onlineMeetingInfo`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnlineMeetingInfo {
    /// The id of the conference.
    pub conference_id: Option<String>,
    /// Where to take part.
    pub join_url: Option<String>,
    /// The number with its codes, to dial at once.
    pub quick_dial: Option<String>,
    /// The toll free numbers.
    pub toll_free_numbers: Option<Vec<String>>,
    /// The toll number.
    pub toll_number: Option<String>,
}

/// `microsoft.graph.freeBusyStatus`.
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

/// `microsoft.graph.eventType`.
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
