//! To Do.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

use super::mail::Importance;
use super::values::{DateTimeTimeZone, ItemBody, PatternedRecurrence};

/// `microsoft.graph.todoTaskList`.
#[graph_entity(path = "me/todo/lists")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TodoTaskList {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Whether the caller owns it.
    pub is_owner: Option<bool>,
    /// Whether others see it.
    pub is_shared: Option<bool>,
    /// The name that is the same in all languages.
    pub wellknown_list_name: Option<WellknownListName>,
}

/// `microsoft.graph.wellknownListName`.
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

/// `microsoft.graph.todoTask`.
#[graph_entity(path = "me/todo/lists/{todoTaskListId}/tasks")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TodoTask {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The version of the entity.
    #[graph(etag)]
    pub etag: Option<String>,
    /// The text.
    pub body: Option<ItemBody>,
    /// When the text was last changed.
    pub body_last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The categories.
    pub categories: Option<Vec<String>>,
    /// When it was completed.
    pub completed_date_time: Option<DateTimeTimeZone>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// When it has to be done.
    pub due_date_time: Option<DateTimeTimeZone>,
    /// Whether something is attached.
    pub has_attachments: Option<bool>,
    /// The importance.
    pub importance: Option<Importance>,
    /// Whether a reminder is on.
    pub is_reminder_on: Option<bool>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The recurrence.
    pub recurrence: Option<PatternedRecurrence>,
    /// When it is recalled.
    pub reminder_date_time: Option<DateTimeTimeZone>,
    /// When it starts.
    pub start_date_time: Option<DateTimeTimeZone>,
    /// How it stands.
    pub status: Option<TaskStatus>,
    /// What a person reads.
    pub title: Option<String>,
    /// What it came from.
    #[graph(navigation)]
    pub linked_resources: Option<Vec<LinkedResource>>,
}

/// `microsoft.graph.taskStatus`.
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

/// `microsoft.graph.linkedResource`.
#[graph_entity(path = "me/todo/lists/{todoTaskListId}/tasks/{todoTaskId}/linkedResources")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkedResource {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The name of the application.
    pub application_name: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The id that its author gave.
    pub external_id: Option<String>,
    /// Its address in a browser.
    pub web_url: Option<String>,
}
