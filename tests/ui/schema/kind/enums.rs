//! An enum that the metadata has as a type of another kind.
use graph_core::graph_enum;

#[graph_enum(schema = "metadata/graph.csdl")]
pub enum ItemBody {
    Text,
    #[graph(other)]
    Other(String),
}

#[graph_enum(schema = "metadata/graph.csdl")]
pub enum MailTipsType {
    AutomaticReplies,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags, schema = "metadata/graph.csdl")]
pub enum Importance {
    Low = 0,
    Normal = 1,
    High = 2,
    #[graph(other)]
    Other(String),
}

fn main() {}
