//! An unknown stream property, and a property that is not a stream.
use graph_core::graph_entity;

#[graph_entity(path = "applications", stream = "lgoo", stream = "displayName", schema = "metadata/graph.csdl")]
pub struct Application {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = Application::applications().entity("a").stream(Application::DISPLAY_NAME);
}
