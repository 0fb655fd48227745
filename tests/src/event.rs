//! A calendar event with a property of each type, for filters.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use graph_core::{Duration, Flags, graph_complex, graph_entity, graph_enum};
use uuid::Uuid;

/// An enumeration.
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    Open,
    Closed,
    #[graph(other)]
    Other(String),
}

/// An enumeration of flags.
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum Right {
    Read = 1,
    Write = 2,
    #[graph(other)]
    Other(String),
}

/// A complex type.
#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
pub struct Zoned {
    pub date_time: Option<String>,
    pub time_zone: Option<String>,
}

/// A complex type with a collection.
#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    pub name: String,
    pub words: Vec<String>,
}

/// An entity with a property of each type.
#[graph_entity(path = "me/events")]
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    #[graph(key)]
    pub id: Option<String>,
    pub subject: Option<String>,
    pub start: Option<Zoned>,
    pub status: Option<Status>,
    pub size: Option<i64>,
    pub score: Option<f64>,
    pub is_draft: Option<bool>,
    pub series: Option<Uuid>,
    pub created: Option<DateTime<FixedOffset>>,
    pub day: Option<NaiveDate>,
    pub at: Option<NaiveTime>,
    pub length: Option<Duration>,
    pub categories: Vec<String>,
    pub tags: Option<Vec<Tag>>,
    pub rights: Option<Flags<Right>>,
}
