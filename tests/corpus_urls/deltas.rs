//! Delta pages. No proof yet: the paths are written by hand, since no endpoint gives them. Typed are the options alone.
//! So these are compared, and not counted.

use graph_core::http::Method;
use graph_core::{Page, Request, graph_entity};

use crate::case::{Case, case};
use crate::kind::Kind;

#[graph_entity]
struct Group {
    display_name: Option<String>,
    description: Option<String>,
    mail_nickname: Option<String>,
}

#[graph_entity]
struct ChatMessage {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity]
struct TodoTask {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity]
struct Event {
    #[graph(key)]
    id: Option<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let groups = || Request::<Page<Group>>::raw(Method::GET, "groups/delta");
    let messages = "teams/fbe2bf47-16c8-47cf-b4a5-4b9b187c508b/channels/19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2/\
                    messages/delta";
    let events = "me/calendars/AAMkADI5M1BbeAAA=/calendarview/delta";
    vec![
        case("v1.0/group-delta#1", &[Kind::Get], groups()),
        case(
            "v1.0/group-delta#2",
            &[Kind::Select],
            groups().select([Group::DISPLAY_NAME, Group::DESCRIPTION, Group::MAIL_NICKNAME]),
        ),
        case(
            "v1.0/todotask-delta#1",
            &[Kind::Get],
            Request::<Page<TodoTask>>::raw(Method::GET, "me/todo/lists/gDbc8U7HGwADDZocJgAAAA==/tasks/delta")
                .parameter("$deltatoken", "w0vf2jHg2mBXU-I2AK0FSWl0dopNtG8u5YoM"),
        ),
        case("beta/chatmessage-delta#1", &[Kind::Top], Request::<Page<ChatMessage>>::raw(Method::GET, messages).top(2)),
        case(
            "beta/event-delta#2",
            &[Kind::OtherParameter],
            Request::<Page<Event>>::raw(Method::GET, events)
                .parameter("startDateTime", "2020-06-01T00:00:00Z")
                .parameter("endDateTime", "2020-06-10T00:00:00Z"),
        ),
    ]
}
