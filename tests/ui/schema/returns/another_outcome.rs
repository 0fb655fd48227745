//! The result of a long-running operation is checked, also with a type of the user that is named `Poller`.
use graph_core::{Poller, graph_action, graph_complex, graph_entity};

#[graph_entity(path = "me/events", schema = "metadata/graph.csdl")]
pub struct Event {
    #[graph(key)]
    pub id: Option<String>,
}

type Ended = Poller<Event>;

#[graph_action(path = "me/drive/items/{itemId}/copy", returns = Poller<Event>, schema = "metadata/graph.csdl")]
pub struct Copy {
    pub name: Option<String>,
}

pub mod by_alias {
    use super::*;

    #[graph_action(path = "me/drive/items/{itemId}/copy", returns = Ended, schema = "metadata/graph.csdl")]
    pub struct Copy {
        pub name: Option<String>,
    }
}

pub mod of_ones_own {
    use super::*;

    #[graph_complex(odata_type = "microsoft.graph.itemBody", schema = "metadata/graph.csdl")]
    pub struct Poller {
        pub content: Option<String>,
    }

    #[graph_action(path = "me/drive/items/{itemId}/copy", returns = Poller, schema = "metadata/graph.csdl")]
    pub struct Copy {
        pub name: Option<String>,
    }
}

fn main() {}
