//! `complete` asks for a member for each derived type.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct WindowsApplication {
    pub package_sid: Option<String>,
}

#[graph_complex(odata_type = "microsoft.graph.win32LobAppFileSystemRule", schema = "metadata/graph.csdl")]
pub struct FileSystem {
    pub path: Option<String>,
}

#[graph_union(complete, odata_type = "microsoft.graph.win32LobAppRule", schema = "metadata/graph.csdl")]
pub enum Rule {
    FileSystem(FileSystem),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
