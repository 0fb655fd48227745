//! Users and groups: several endpoints of one type, references, annotations.

use graph_core::graph_entity;
use uuid::Uuid;

#[graph_entity(
    path = "users",
    singleton(name = "me", template = "me"),
    singleton(name = "manager", template = "users/{userId}/manager")
)]
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(etag)]
    pub etag: Option<String>,
    pub display_name: Option<String>,
    pub business_phones: Vec<String>,
    #[graph(read_only)]
    pub created_date_time: Option<chrono::DateTime<chrono::Utc>>,
}

#[graph_entity(path = "groups", version = "beta")]
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    #[graph(key)]
    pub id: Option<Uuid>,
    pub display_name: String,
}

#[graph_entity(path = "directoryObjects", path(name = "members", template = "groups/{groupId}/members"))]
#[derive(Debug, Clone, PartialEq)]
pub struct DirectoryObject {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(type_name)]
    pub type_name: Option<String>,
}
