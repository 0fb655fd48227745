//! What a query becomes in the URL, and which headers it brings, without a socket.

#[path = "query/annotations.rs"]
mod annotations;
#[path = "query/filters.rs"]
mod filters;
#[path = "query/options.rs"]
mod options;

use chrono::{NaiveDate, NaiveTime};
use graph_core::{Flags, Page, Request, graph_complex, graph_entity, graph_enum};
use uuid::Uuid;

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum Status {
    Open,
    Closed,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
enum Right {
    Read = 1,
    Write = 2,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Zoned {
    date_time: Option<String>,
    time_zone: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Tag {
    name: String,
    words: Vec<String>,
}

#[graph_entity(path = "users", path(name = "members", template = "groups/{groupId}/members"))]
#[derive(Debug, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    #[graph(etag)]
    etag: Option<String>,
    display_name: Option<String>,
    #[graph(navigation)]
    manager: Option<Box<User>>,
}

#[graph_entity(path = "me/events")]
#[derive(Debug, Clone, PartialEq)]
struct Event {
    #[graph(key)]
    id: Option<String>,
    subject: Option<String>,
    start: Option<Zoned>,
    status: Option<Status>,
    size: Option<i64>,
    score: f64,
    is_draft: Option<bool>,
    series: Option<Uuid>,
    created: Option<chrono::DateTime<chrono::FixedOffset>>,
    day: Option<NaiveDate>,
    at: Option<NaiveTime>,
    categories: Vec<String>,
    tags: Option<Vec<Tag>>,
    rights: Option<Flags<Right>>,
}

#[graph_entity(path = "solutions/things", select = false)]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    owners: Option<Vec<User>>,
}

fn events() -> Request<Page<Event>> {
    Event::events().list().select_all()
}
