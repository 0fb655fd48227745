//! To Do.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

use super::mail::Importance;
use super::values::{DateTimeTimeZone, ItemBody, PatternedRecurrence};

#[graph_entity(path = "me/todo/lists")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TodoTaskList {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub is_owner: Option<bool>,
    pub is_shared: Option<bool>,
    pub wellknown_list_name: Option<WellknownListName>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum WellknownListName {
    None,
    DefaultList,
    FlaggedEmails,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "me/todo/lists/{todoTaskListId}/tasks")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TodoTask {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(etag)]
    pub etag: Option<String>,
    pub body: Option<ItemBody>,
    pub body_last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub categories: Option<Vec<String>>,
    pub completed_date_time: Option<DateTimeTimeZone>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub due_date_time: Option<DateTimeTimeZone>,
    pub has_attachments: Option<bool>,
    pub importance: Option<Importance>,
    pub is_reminder_on: Option<bool>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub recurrence: Option<PatternedRecurrence>,
    pub reminder_date_time: Option<DateTimeTimeZone>,
    pub start_date_time: Option<DateTimeTimeZone>,
    pub status: Option<TaskStatus>,
    pub title: Option<String>,
    #[graph(navigation)]
    pub linked_resources: Option<Vec<LinkedResource>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum TaskStatus {
    NotStarted,
    InProgress,
    Completed,
    WaitingOnOthers,
    Deferred,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "me/todo/lists/{todoTaskListId}/tasks/{todoTaskId}/linkedResources")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkedResource {
    #[graph(key)]
    pub id: Option<String>,
    pub application_name: Option<String>,
    pub display_name: Option<String>,
    pub external_id: Option<String>,
    pub web_url: Option<String>,
}
