//! The stream property of another entity.
use graph_core::graph_entity;

#[graph_entity(path = "applications", stream = "logo")]
pub struct Application {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub photo: Option<String>,
}

fn main() {
    let _ = User::users().entity("ada").stream(Application::LOGO);
    let _ = User::users().entity("ada").stream(User::PHOTO);
}
