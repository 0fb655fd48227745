//! `microsoft.graph`, written by `graph-entity generate`.
//!
//! Requires the feature `decimal` of `graph-core`.

use graph_core::chrono::{NaiveDate, NaiveTime};
use graph_core::rust_decimal::Decimal;
use graph_core::uuid::Uuid;
use graph_core::{Binary, Duration, JsonObject, graph_complex, graph_entity, graph_union};

/// The entity type `microsoft.graph.configuration`.
#[graph_entity(path = "configurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configuration {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `version`.
    pub version: Option<i32>,
    /// The name of the value's type: this type or a derived one.
    #[graph(type_name)]
    pub type_name: Option<String>,
    /// Undeclared properties.
    #[graph(additional)]
    pub rest: JsonObject,
}

/// `microsoft.graph.configuration` or a derived type.
#[graph_union(path = "configurations", odata_type = "microsoft.graph.configuration")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyConfiguration {
    /// A `microsoft.graph.iosConfiguration`.
    IosConfiguration(Box<IosConfiguration>),
    /// A `microsoft.graph.security.iosConfiguration`.
    SecurityIosConfiguration(Box<super::security::IosConfiguration>),
    /// The base type.
    #[graph(base)]
    Base(Box<Configuration>),
    /// An unknown type.
    #[graph(other)]
    Other(JsonObject),
}

/// The entity type `microsoft.graph.iosConfiguration`.
#[graph_entity(path(
    name = "configurations",
    template = "configurations/microsoft.graph.iosConfiguration"
))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosConfiguration {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `version`.
    pub version: Option<i32>,
    /// The property `values`.
    pub values: Option<Values>,
    /// Undeclared properties.
    #[graph(additional)]
    pub rest: JsonObject,
}

/// The complex type `microsoft.graph.recipient`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipient {
    /// The property `address`.
    pub address: Option<String>,
    /// Undeclared properties.
    #[graph(additional)]
    pub rest: JsonObject,
}

/// The complex type `microsoft.graph.values`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    /// The property `binary`.
    pub binary: Option<Binary>,
    /// The property `byte`.
    pub byte: Option<u8>,
    /// The property `date`.
    pub date: Option<NaiveDate>,
    /// The property `decimal`.
    pub decimal: Option<Decimal>,
    /// The property `double`.
    pub double: Option<f64>,
    /// The property `duration`.
    pub duration: Option<Duration>,
    /// The property `guid`.
    pub guid: Option<Uuid>,
    /// The property `int16`.
    pub int16: Option<i16>,
    /// The property `int64`.
    pub int64: Option<i64>,
    /// The property `sByte`.
    pub s_byte: Option<i8>,
    /// The property `single`.
    pub single: Option<f32>,
    /// The property `timeOfDay`.
    pub time_of_day: Option<NaiveTime>,
    /// The property `untyped`.
    pub untyped: Option<serde_json::Value>,
    /// The property `point`.
    pub point: Option<serde_json::Value>,
    /// The property `named`.
    pub named: Option<String>,
    /// Undeclared properties.
    #[graph(additional)]
    pub rest: JsonObject,
}
