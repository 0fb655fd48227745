//! Named locations.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

#[graph_entity(path = "identity/conditionalAccess/namedLocations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IpNamedLocation {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub display_name: Option<String>,
    pub modified_date_time: Option<DateTime<FixedOffset>>,
    pub ip_ranges: Option<Vec<IpRange>>,
    pub is_trusted: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IpRange {
    #[graph(type_name)]
    pub type_name: Option<String>,
    pub cidr_address: Option<String>,
}

#[graph_entity(path = "identity/conditionalAccess/namedLocations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CountryNamedLocation {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub display_name: Option<String>,
    pub modified_date_time: Option<DateTime<FixedOffset>>,
    pub countries_and_regions: Option<Vec<String>>,
    pub country_lookup_method: Option<CountryLookupMethodType>,
    pub include_unknown_countries_and_regions: Option<bool>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum CountryLookupMethodType {
    ClientIpAddress,
    AuthenticatorAppGps,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}
