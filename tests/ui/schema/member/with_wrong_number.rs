//! A member's number is the metadata's.
use graph_core::graph_enum;

#[graph_enum(flags, partial, schema = "metadata/graph.csdl")]
pub enum MailTipsType {
    AutomaticReplies = 1,
    CustomMailTip = 3,
    #[graph(other)]
    Other(String),
}

fn main() {}
