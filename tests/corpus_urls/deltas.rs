//! Delta queries.

use graph_core::graph_entity;

use crate::case::{Case, case};
use crate::kind::Kind;

#[graph_entity(path = "groups")]
struct Group {
    display_name: Option<String>,
    description: Option<String>,
    mail_nickname: Option<String>,
}

#[graph_entity(path = "teams/{teamId}/channels/{channelId}/messages")]
struct ChatMessage {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "me/todo/lists/{listId}/tasks")]
struct TodoTask {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path(name = "calendar_view", template = "me/calendars/{calendarId}/calendarview"))]
struct Event {
    #[graph(key)]
    id: Option<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let groups = || Group::groups().delta();
    let team = "fbe2bf47-16c8-47cf-b4a5-4b9b187c508b";
    let channel = "19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2";
    vec![
        case("v1.0/group-delta#1", &[Kind::Delta], groups().select_all()),
        case("v1.0/group-delta#2", &[Kind::Delta, Kind::Select], groups()),
        case(
            "v1.0/todotask-delta#1",
            &[Kind::Delta],
            TodoTask::tasks("gDbc8U7HGwADDZocJgAAAA==")
                .delta()
                .select_all()
                .parameter("$deltatoken", "w0vf2jHg2mBXU-I2AK0FSWl0dopNtG8u5YoM"),
        ),
        case(
            "beta/chatmessage-delta#1",
            &[Kind::Delta, Kind::Top],
            ChatMessage::messages(team, channel).delta().select_all().top(2),
        ),
        case(
            "beta/event-delta#2",
            &[Kind::Delta, Kind::OtherParameter],
            Event::calendar_view("AAMkADI5M1BbeAAA=")
                .delta()
                .select_all()
                .parameter("startDateTime", "2020-06-01T00:00:00Z")
                .parameter("endDateTime", "2020-06-10T00:00:00Z"),
        ),
    ]
}
