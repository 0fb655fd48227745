//! Types of Rust that no property can have: each is reported once, with its replacement.
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use graph_core::{graph_action, graph_complex};

#[graph_complex]
pub struct Counts {
    pub count: usize,
    pub offset: Option<isize>,
    pub big: u128,
    pub letter: char,
    pub pair: (i32, String),
    pub nothing: (),
    pub hash: [u8; 16],
    pub scores: Option<[f64; 2]>,
    pub borrowed: &str,
    pub fixed: Option<&'static str>,
    pub shared: Rc<str>,
    pub either: Cow<'_, str>,
    pub open: Option<Cow<str>>,
    pub elapsed: Option<std::time::Duration>,
    pub since: std::time::SystemTime,
    pub local: graph_core::chrono::NaiveDateTime,
    pub file: std::path::PathBuf,
    pub names: std::collections::HashSet<String>,
    pub queue: std::collections::VecDeque<i32>,
    pub inner: std::rc::Rc<Inner>,
    pub other: std::sync::Arc<Inner>,
    pub function: fn(i32) -> i32,
    // These are as they should be.
    pub total: u64,
    pub boxed: Box<str>,
    pub name: Option<Arc<str>>,
    pub names_of_all: Vec<Cow<'static, str>>,
    #[graph(skip)]
    pub seen: usize,
}

#[graph_complex]
pub struct Inner {
    pub id: Option<String>,
}

#[graph_action(path = "me/count")]
pub struct Count {
    pub at_most: usize,
}

fn main() {
    let _ = (Counts::COUNT, Counts::BORROWED);
    let _ = Count { at_most: 5 }.request();
}
