//! To-do lists, as far as an example needs them.
#![allow(unreachable_pub, reason = "it stands here as it would in a library")]

use std::collections::BTreeMap;

use graph_core::graph_entity;

#[graph_entity(path = "me/todo/lists")]
#[derive(Debug, Clone)]
pub struct TodoTaskList {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
}

/// The lists' names, by their ids.
pub type Copy = BTreeMap<String, Option<String>>;

pub fn named(name: &str) -> TodoTaskList {
    TodoTaskList { id: None, display_name: Some(name.into()) }
}
