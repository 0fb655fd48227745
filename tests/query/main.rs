//! The URL and the headers of a query, without a socket.

mod annotations;
mod filters;
mod options;

use graph_core::{Page, Request, graph_entity};
use graph_tests::event::Event;

#[graph_entity(path = "users", path(name = "members", template = "groups/{groupId}/members"))]
#[derive(Debug, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    #[graph(etag)]
    etag: Option<String>,
    display_name: Option<String>,
    #[graph(navigation)]
    manager: Option<Box<User>>,
}

#[graph_entity(path = "solutions/things", select = false)]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    owners: Option<Vec<User>>,
}

fn events() -> Request<Page<Event>> {
    Event::events().list().select_all()
}
