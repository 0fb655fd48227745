//! Places.

use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::PhysicalAddress;

/// `microsoft.graph.room`.
#[graph_entity(path(name = "rooms", template = "places/microsoft.graph.room"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Room {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The address itself.
    pub address: Option<PhysicalAddress>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The geo coordinates.
    pub geo_coordinates: Option<OutlookGeoCoordinates>,
    /// Whether a wheelchair gets in.
    pub is_wheel_chair_accessible: Option<bool>,
    /// The label.
    pub label: Option<String>,
    /// The id of the parent.
    pub parent_id: Option<String>,
    /// The number to call.
    pub phone: Option<String>,
    /// The id of the place.
    pub place_id: Option<String>,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
    /// The name of the loudspeaker.
    pub audio_device_name: Option<String>,
    /// The kind of booking.
    pub booking_type: Option<BookingType>,
    /// The building.
    pub building: Option<String>,
    /// The capacity.
    pub capacity: Option<i32>,
    /// The name of the screen.
    pub display_device_name: Option<String>,
    /// The mail address.
    pub email_address: Option<String>,
    /// The floor label.
    pub floor_label: Option<String>,
    /// The floor number.
    pub floor_number: Option<i32>,
    /// The nickname.
    pub nickname: Option<String>,
    /// Whether its devices work with Teams.
    pub teams_enabled_state: Option<PlaceFeatureEnablement>,
    /// The name of the camera.
    pub video_device_name: Option<String>,
    /// Whether it is managed.
    pub is_managed: Option<bool>,
    /// Whether it has a screen.
    pub display_device: Option<String>,
}

/// `microsoft.graph.outlookGeoCoordinates`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlookGeoCoordinates {
    /// The accuracy.
    pub accuracy: Option<f64>,
    /// The altitude.
    pub altitude: Option<f64>,
    /// The altitude accuracy.
    pub altitude_accuracy: Option<f64>,
    /// The latitude.
    pub latitude: Option<f64>,
    /// The longitude.
    pub longitude: Option<f64>,
}

/// `microsoft.graph.bookingType`.
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

/// `microsoft.graph.placeFeatureEnablement`.
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
