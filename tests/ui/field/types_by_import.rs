//! The same, where the type's name alone is written: it may be another's, so rustc tells of it.
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use graph_core::graph_complex;

#[graph_complex]
pub struct Run {
    pub elapsed: Option<Duration>,
    pub since: SystemTime,
    pub names: HashSet<String>,
}

fn main() {}
