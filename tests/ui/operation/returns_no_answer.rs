//! What an operation returns, and what it takes, is not annotated.

use graph_core::{graph_action, graph_function};

pub struct Reminder {
    pub subject: String,
}

#[graph_function(path = "me/reminder", returns = Reminder)]
pub struct Next;

#[graph_function(path = "me/reminders", returns = Vec<Reminder>)]
pub struct All;

#[graph_function(path = "me/remind")]
pub struct Like {
    pub reminder: Reminder,
}

#[graph_action(path = "me/remind")]
pub struct Remind {
    pub reminder: Option<Reminder>,
}

fn main() {}
