//! A stream property that the type does not have, and a value that is none.
use graph_core::graph_entity;

#[graph_entity(path = "applications", stream = "lgoo", stream = "displayName", schema = "metadata/graph.csdl")]
pub struct Application {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = Application::applications().entity("a").stream(Application::DISPLAY_NAME);
}
