//! `microsoft.graph`, written by `graph-entity generate`.

use graph_core::{JsonObject, graph_complex, graph_entity, graph_enum};

/// A mail \[or not\], see <https://contoso.com/a_b>. It has a text that goes on and on until it
/// needs a second line.
#[graph_entity(path = "me/messages")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `subject`.
    pub subject: Option<String>,
    /// The property `from`.
    pub from: Option<Recipient>,
    /// The property `importance`.
    pub importance: Option<Importance>,
    /// The property `body`.
    pub body: Option<Body>,
}

/// The complex type `microsoft.graph.recipient`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipient {
    /// The property `address`.
    pub address: Option<String>,
}

/// The enumeration `microsoft.graph.importance`.
#[graph_enum]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Importance {
    /// The member `low`.
    Low = 0,
    /// The member `normal`.
    Normal = 1,
    /// The member `high`.
    High = 2,
    /// An unknown member.
    #[graph(other)]
    Other(String),
}

/// The complex type `microsoft.graph.body`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// The property `content`.
    pub content: Option<String>,
    /// The property `source`.
    pub source: Option<String>,
    /// The property `node`.
    pub node: Option<JsonObject>,
}
