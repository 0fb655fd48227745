#[graph_enum(schema = false)]
#[derive(Debug, Clone, PartialEq)]
pub enum Importance {
    Low = 0,
    High = 2,
    #[graph(other)]
    Other(String),
}
