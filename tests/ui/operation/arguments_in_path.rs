//! A function's path was pasted from its page, with its arguments.

use graph_core::{bytes::Bytes, graph_function};

#[graph_function(path = "GET /reports/getTeamsUserActivityCounts(period='{period_value}')", returns = Bytes)]
pub struct Counts {
    pub period: String,
}

#[graph_function(path = "reports/getEmailActivityCounts(period='{period_value}')", returns = Bytes)]
pub struct EmailCounts {
    pub period: String,
}

fn main() {
    let _ = Counts { period: "D7".into() }.request();
    let _ = EmailCounts { period: "D7".into() }.request();
}
