//! A comparison of a required property with `null`.

use graph_core::{graph_complex, graph_entity, graph_enum};

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Status { Open, Closed, #[graph(other)] Other(String) }

#[graph_complex]
pub struct Zoned { pub time_zone: Option<String> }

#[graph_entity(path = "users")]
pub struct User { #[graph(key)] pub id: Option<String>, pub display_name: Option<String> }

#[graph_entity(path = "me/events")]
pub struct Event {
    #[graph(key)]
    pub id: Option<String>,
    pub subject: Option<String>,
    pub status: Option<Status>,
    pub start: Option<Zoned>,
    pub size: Option<i32>,
    pub is_draft: bool,
    pub categories: Vec<String>,
    #[graph(navigation)]
    pub attendee: Option<Box<User>>,
    #[graph(navigation)]
    pub attendees: Option<Vec<User>>,
}

fn main() {
    let _ = Event::events().list().filter(Event::IS_DRAFT.is_null());
}
