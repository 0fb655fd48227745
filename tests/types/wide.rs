//! Unions of wide structs, nested deeply: an error, never a stack overflow.

use graph_core::{JsonObject, graph_complex, graph_union};

macro_rules! wide {
    ($($field:ident)*) => {
        #[graph_complex]
        struct Wide {
            next: Option<Box<AnyWide>>,
            $($field: Option<String>,)*
        }
    };
}

wide! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
}

#[graph_union]
enum AnyWide {
    Wide(Box<Wide>),
    #[graph(other)]
    #[allow(dead_code)]
    Other(JsonObject),
}

/// Objects with the tag first, within them some with the tag last.
fn nested(before: usize, after: usize) -> String {
    const TAG: &str = r##""@odata.type":"#microsoft.graph.wide""##;
    let open = format!(r#"{{{TAG},"next":"#).repeat(before) + &r#"{"next":"#.repeat(after);
    open + "null" + &format!(",{TAG}}}").repeat(after) + &"}".repeat(before)
}

/// The number of objects; `None` if reading fails. It runs in a thread with Rust's default stack size.
fn levels(before: usize, after: usize) -> Option<usize> {
    let count = move || {
        let mut levels = 0;
        let read = serde_json::from_str::<AnyWide>(&nested(before, after)).ok()?;
        let mut next = &read;
        while let AnyWide::Wide(wide) = next {
            levels += 1;
            let Some(inner) = wide.next.as_deref() else { break };
            next = inner;
        }
        Some(levels)
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(count);
    thread.ok()?.join().ok()?
}

#[test]
fn no_tag_position_exhausts_the_stack() {
    assert_eq!([levels(32, 0), levels(0, 32), levels(16, 16)], [Some(32); 3]);
    for (before, after) in [(33, 0), (0, 33), (16, 17), (120, 60), (120, 120), (1, 127), (127, 1), (0, 1000), (1000, 0)]
    {
        assert_eq!(levels(before, after), None, "{before} {after}");
    }
}
