//! Named locations.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

/// `microsoft.graph.ipNamedLocation`.
#[graph_entity(path = "identity/conditionalAccess/namedLocations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IpNamedLocation {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it was last changed.
    pub modified_date_time: Option<DateTime<FixedOffset>>,
    /// The IP ranges.
    pub ip_ranges: Option<Vec<IpRange>>,
    /// Whether it is trusted.
    pub is_trusted: Option<bool>,
}

/// `microsoft.graph.ipRange`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IpRange {
    /// The type as received: one derived from this one.
    #[graph(type_name)]
    pub type_name: Option<String>,
    /// The CIDR address.
    pub cidr_address: Option<String>,
}

/// `microsoft.graph.countryNamedLocation`.
#[graph_entity(path = "identity/conditionalAccess/namedLocations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CountryNamedLocation {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it was last changed.
    pub modified_date_time: Option<DateTime<FixedOffset>>,
    /// The countries, each by its two letters.
    pub countries_and_regions: Option<Vec<String>>,
    /// The country lookup method.
    pub country_lookup_method: Option<CountryLookupMethodType>,
    /// Whether addresses of no known country belong to it.
    pub include_unknown_countries_and_regions: Option<bool>,
}

/// `microsoft.graph.countryLookupMethodType`.
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
