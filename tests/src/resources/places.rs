//! Places.

use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::PhysicalAddress;

#[graph_entity(path(name = "rooms", template = "places/microsoft.graph.room"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Room {
    #[graph(key)]
    pub id: Option<String>,
    pub address: Option<PhysicalAddress>,
    pub display_name: Option<String>,
    pub geo_coordinates: Option<OutlookGeoCoordinates>,
    pub is_wheel_chair_accessible: Option<bool>,
    pub label: Option<String>,
    pub parent_id: Option<String>,
    pub phone: Option<String>,
    pub place_id: Option<String>,
    pub tags: Option<Vec<String>>,
    pub audio_device_name: Option<String>,
    pub booking_type: Option<BookingType>,
    pub building: Option<String>,
    pub capacity: Option<i32>,
    pub display_device_name: Option<String>,
    pub email_address: Option<String>,
    pub floor_label: Option<String>,
    pub floor_number: Option<i32>,
    pub nickname: Option<String>,
    pub teams_enabled_state: Option<PlaceFeatureEnablement>,
    pub video_device_name: Option<String>,
    pub is_managed: Option<bool>,
    pub display_device: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlookGeoCoordinates {
    pub accuracy: Option<f64>,
    pub altitude: Option<f64>,
    pub altitude_accuracy: Option<f64>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum BookingType {
    Unknown,
    Standard,
    Reserved,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceFeatureEnablement {
    Unknown,
    Enabled,
    Disabled,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}
