/// A user.
#[graph_entity(path = "users", singleton(name = "me", template = "me"), schema = false)]
#[derive(Debug)]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    /// The name in the address book.
    pub display_name: Option<String>,
    #[graph(read_only)]
    pub created_date_time: Option<DateTime<Utc>>,
    #[graph(navigation)]
    pub direct_reports: Option<Vec<User>>,
}
