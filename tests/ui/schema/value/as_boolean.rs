//! A truth for text, and text for a truth; a stream as a value; one kind of date for another.
use graph_core::chrono::{DateTime, NaiveDate, Utc};
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub account_enabled: Option<String>,
    pub display_name: Option<bool>,
    pub employee_hire_date: Option<NaiveDate>,
    pub business_phones: Vec<i32>,
}

#[graph_entity(path = "exampleLoans", odata_type = "example.shapes.loan", schema = "metadata/graph.csdl")]
pub struct Loan {
    #[graph(key)]
    pub number: i16,
    pub since: DateTime<Utc>,
    pub scan: Option<Vec<u8>>,
}

fn main() {}
