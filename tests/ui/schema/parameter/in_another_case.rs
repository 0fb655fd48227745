//! Arguments that begin with a capital.
use graph_core::{graph_complex, graph_function};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct Reminder {
    pub event_subject: Option<String>,
}

#[graph_function(path = "users/{userId}/reminderView", returns = Vec<Reminder>, schema = "metadata/graph.csdl")]
pub struct ReminderView {
    pub start_date_time: String,
    pub end_date_time: String,
}

fn main() {}
