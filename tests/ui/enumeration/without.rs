//! Traits that are left out are named, and one that the user has as well is left out.
use graph_core::graph_enum;

#[graph_enum(without)]
pub enum A {
    #[graph(other)]
    Other(String),
}

#[graph_enum(without(Dsplay, Debug, std::fmt::Display))]
pub enum B {
    #[graph(other)]
    Other(String),
}

#[graph_enum]
pub enum C {
    #[graph(other)]
    Other(String),
}

impl std::fmt::Display for C {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

fn main() {
    let _ = (A::from("a"), B::from("b"));
}
