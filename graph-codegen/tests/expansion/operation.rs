#[graph_function(path = "users/{userId}/reminderView", returns = Vec<Reminder>, schema = false)]
pub struct ReminderView {
    pub start_date_time: String,
    #[graph(alias)]
    pub end_date_time: String,
}
