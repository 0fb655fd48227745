//! To-do lists and tasks, and a local copy of tasks.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use std::collections::BTreeMap;

use graph_core::{Change, graph_complex, graph_entity};

#[graph_entity(path = "me/todo/lists")]
#[derive(Debug, Clone)]
pub struct TodoTaskList {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
}

/// A property that can be cleared is an `Option<Option<…>>`: in a delta, `null` differs from absent.
#[graph_entity(path = "me/todo/lists/{todoTaskListId}/tasks")]
#[derive(Debug, Clone, Default)]
#[allow(clippy::option_option, reason = "absent, null and a value are three things")]
pub struct TodoTask {
    #[graph(key)]
    pub id: Option<String>,
    pub title: Option<Option<String>>,
    pub due_date_time: Option<Option<DateTimeTimeZone>>,
}

#[graph_complex]
#[derive(Debug, Clone)]
pub struct DateTimeTimeZone {
    pub date_time: String,
    pub time_zone: Option<String>,
}

pub fn task(title: &str, due: &str) -> TodoTask {
    let due = DateTimeTimeZone { date_time: due.into(), time_zone: Some("UTC".into()) };
    TodoTask { id: None, title: Some(Some(title.into())), due_date_time: Some(Some(due)) }
}

/// The titles and due dates of the tasks, by id.
#[derive(Debug, Default)]
pub struct Copy(pub BTreeMap<String, (Option<String>, Option<String>)>);

impl Copy {
    /// Merges a change: an absent property keeps its value, `null` clears it.
    pub fn merge(&mut self, change: &Change<TodoTask>) {
        match change {
            Change::Removed { key, .. } => drop(self.0.remove(key)),
            Change::Updated(task) => {
                let Some(id) = &task.id else { return };
                let (title, due) = self.0.entry(id.clone()).or_default();
                if let Some(changed) = &task.title {
                    title.clone_from(changed);
                }
                if let Some(changed) = &task.due_date_time {
                    *due = changed.as_ref().map(|due| due.date_time.clone());
                }
            }
            _ => {}
        }
    }
}
