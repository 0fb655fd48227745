//! No text makes the reader panic, and none takes long.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use graph_csdl::{Definition, Metadata};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

#[path = "../fuzz/questions.rs"]
mod questions;

const FIXTURE: &str = include_str!("fixture.csdl");

/// Puts every question that has a name in it.
fn ask_all(metadata: &Metadata, name: &str) {
    let _ = (metadata.lineage(name), metadata.derived(name), metadata.key(name), metadata.is_open(name));
    let _ = (metadata.nearest_type(name), metadata.derived_with(name, "title"), metadata.underlying(name));
    let _ = (metadata.properties(name).count(), metadata.navigation(name).count(), metadata.has_stream(name));
    let _ = (metadata.bound_to(name, true).count(), metadata.bound_to(name, false).count());
    let _ = metadata.path(name).map_err(|error| error.to_string());
}

/// Reads a text in both ways, and asks for all that it declares.
fn read(text: &str, path: &str) {
    let parsed = Metadata::parse(text);
    let Ok(lazy) = Metadata::parse_lazy(text) else {
        assert!(parsed.is_err(), "a file that has no index cannot be parsed");
        return;
    };
    let names: Vec<String> = lazy.type_names().map(str::to_owned).collect();
    for name in &names {
        ask_all(&lazy, name);
    }
    ask_all(&lazy, path);
    let _ = (lazy.operations().count(), lazy.container());
    for root in ["items", "items/x", "desk", "find"] {
        let _ = lazy.path(&format!("{root}/{path}"));
    }
    match parsed {
        Ok(parsed) => {
            assert!(lazy.first_error().is_none());
            assert!(parsed.definitions().eq(lazy.definitions()) && parsed.operations().eq(lazy.operations()));
            assert_eq!(parsed.container(), lazy.container());
            assert_eq!(parsed.definitions().map(Definition::name).collect::<Vec<_>>(), names);
        }
        // Annotations of nothing are read by `parse` alone.
        Err(error) => assert!(lazy.first_error().is_some() || text.contains("Annotations"), "{error}"),
    }
}

/// The byte of a character's beginning, about a part of the way through the text.
fn place(text: &str, part: f64) -> usize {
    let count = text.chars().count();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a part of the way"
    )]
    let skipped = (count as f64 * part) as usize;
    text.char_indices().nth(skipped).map_or(text.len(), |(at, _)| at)
}

/// Pieces that mean something to the reader.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "<",
            ">",
            "\"",
            "'",
            "/>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
            "&",
            "&amp;",
            "&#0;",
            "=",
            "(",
            ")",
            "%2",
            "{",
            "é",
            "</Schema>",
            "<Schema Namespace=\"library\">",
            "</EntityType>",
            "<EntityType Name=\"book\">",
            "<Annotations Target=\"a.b\">",
            " Name=\"x\"",
            " Type=\"Collection(\"",
            " BaseType=\"lib.atlas\"",
            "Core.Description",
            "lib.",
            "\u{feff}",
            "\0",
        ])
        .prop_map(str::to_owned),
    ]
}

/// The fixture with some slices replaced, left out or written twice, and perhaps cut off.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (0.0..1.0_f64, 0.0..0.01_f64, piece(), any::<bool>());
    let cut = prop_oneof![3 => Just(1.0), 1 => 0.0..1.0_f64];
    (prop::collection::vec(edit, 0..4), cut).prop_map(|(edits, cut)| {
        let mut text = FIXTURE.to_owned();
        for (begin, length, piece, is_twice) in edits {
            let (from, to) = (place(&text, begin), place(&text, begin + length));
            let slice = text.get(from..to).unwrap_or_default().to_owned();
            text.replace_range(from..to, &if is_twice { format!("{slice}{piece}{slice}") } else { piece });
        }
        text.truncate(place(&text, cut));
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), path in any::<String>()) {
        read(&text, &path);
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in prop::collection::vec(piece(), 0..40), path in piece()) {
        read(&format!("<Schema Namespace=\"library\" Alias=\"lib\">{}</Schema>", pieces.concat()), &path);
        read(&format!("<{}", pieces.concat()), &path);
    }

    #[test]
    fn any_mutation_is_read_or_refused(text in mutated(), path in prop::collection::vec(piece(), 0..6)) {
        read(&text, &path.join("/"));
    }

    #[test]
    fn any_path_leads_somewhere_or_says_why(segments in prop::collection::vec(prop_oneof![
        piece(),
        prop::sample::select(vec!["{id}", "authors", "lib.book", "newest(since=1)", "find(isbn='x')", "$count", "publisher", "root:"])
            .prop_map(str::to_owned),
    ], 0..8)) {
        let library = Metadata::parse_lazy(FIXTURE).unwrap();
        for root in ["items", "desk", "find", "authors('x')", ""] {
            let path = format!("{root}/{}", segments.join("/"));
            if let Err(error) = library.path(&path) {
                prop_assert!(!error.message.is_empty() && path.contains(&error.segment));
                prop_assert!(path.get(error.range.clone()).is_some_and(|name| error.segment.contains(name)));
            }
        }
    }
}

#[test]
fn the_fuzz_target_holds_for_mutations_of_a_fixed_seed() -> Result<(), Box<dyn std::error::Error>> {
    let path = prop::collection::vec(piece(), 0..4).prop_map(|segments| segments.join("/").replace('\n', ""));
    TestRunner::deterministic().run(&(path, mutated()), |(path, text)| {
        questions::ask(&format!("{path}\n{text}"));
        Ok(())
    })?;
    Ok(())
}

#[test]
fn the_file_cut_off_at_any_character_is_an_error() {
    for (end, _) in FIXTURE.trim_end().char_indices() {
        let text = FIXTURE.get(..end).unwrap();
        let error = Metadata::parse_lazy(text).unwrap_err();
        assert!(error.position().line <= text.matches('\n').count() + 1, "{end}: {error}");
    }
}

/// The time that this thread has computed, where the system tells: a test must not fail because others work, too.
fn computed() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Reads a text and asks of it, within a time that no quadratic way would take.
fn within_seconds(name: &str, text: &str, ask: impl Fn(&Metadata)) {
    let (begin, before) = (Instant::now(), computed());
    for read in [Metadata::parse_lazy, Metadata::parse] {
        if let Ok(metadata) = read(text) {
            ask(&metadata);
        }
    }
    let taken = computed().zip(before).map_or_else(|| begin.elapsed(), |(now, before)| now.saturating_sub(before));
    assert!(taken < Duration::from_secs(10), "{name} takes {taken:?}");
}

fn schema(content: &str) -> String {
    format!("<Schema Namespace=\"n\" Alias=\"a\">{content}</Schema>")
}

#[test]
fn broken_files_of_some_megabytes_are_refused_in_time() {
    for piece in [
        "<!-- ",
        "</",
        "</a<",
        "\"",
        "<EntityType Name=\"",
        "<EntityType Name='x' ",
        "<![CDATA[",
        "<?",
        "<a ",
        "&",
        "<EnumType>",
    ] {
        let many = piece.repeat(1_000_000 / piece.len());
        within_seconds(piece, &many, |_| {});
        within_seconds(piece, &schema(&many), |_| {});
        within_seconds(piece, &schema(&format!("<EntityType Name=\"x\">{many}</EntityType>")), |metadata| {
            let _ = metadata.definition("n.x");
        });
        within_seconds(piece, &schema(&format!("<EntityType Name=\"x\" {many}/>")), |_| {});
    }
    let attributes: String = (0..50_000).fold(String::new(), |mut text, number| {
        let _ = write!(text, " a{number}=\"\"");
        text
    });
    within_seconds("attributes", &schema(&format!("<EntityType Name=\"x\"{attributes}/>")), |metadata| {
        assert!(metadata.definition("n.x").is_none());
        assert!(metadata.first_error().unwrap().message().contains("more than 64"));
    });
    let faults: String = (0..40_000).fold(String::new(), |mut text, number| {
        let _ = writeln!(text, "<EnumType Name=\"e{number}\"><Member/></EnumType>");
        text
    });
    within_seconds("faults", &schema(&faults), |metadata| assert_eq!(metadata.definitions().count(), 0));
}

#[test]
fn a_chain_of_many_types_is_asked_in_time() {
    const LAST: usize = 20_000;
    let mut chain = String::new();
    for number in 0..=LAST {
        let base = number.saturating_sub(1);
        let _ = write!(
            chain,
            "<EntityType Name=\"t{number}\" BaseType=\"a.t{base}\"/><Action Name=\"f{number}\" IsBound=\"true\">\
            <Parameter Name=\"p\" Type=\"a.t{number}\"/></Action>"
        );
    }
    chain.push_str("<EntityContainer Name=\"c\"><EntitySet Name=\"s\" EntityType=\"a.t20000\"/></EntityContainer>");
    within_seconds("chain", &schema(&chain), |metadata| {
        assert_eq!(metadata.lineage("n.t20000").len(), LAST + 1);
        assert_eq!(metadata.derived("n.t0").len(), LAST);
        assert!(metadata.derived_with("n.t0", "x").is_none());
        assert_eq!(metadata.bound_to("n.t20000", false).count(), LAST + 1);
        assert!(metadata.path("s/x/a.t7/f0").is_ok() && metadata.path("s/x/g0").is_err());
    });
    let overloads: String = (0..LAST).fold(String::new(), |mut text, number| {
        let _ = write!(
            text,
            "<Action Name=\"open\" IsBound=\"true\"><Parameter Name=\"p{number}\" Type=\"a.t{number}\"/></Action>"
        );
        text
    });
    let set = "<EntityType Name=\"t\"/><EntityContainer Name=\"c\"><EntitySet Name=\"s\" EntityType=\"a.t\"/></EntityContainer>";
    within_seconds("overloads", &schema(&(overloads + set)), |metadata| {
        for path in ["s/x/opn", "s/x/open", "s/x/open(a=1)", "s/open"] {
            assert_eq!(metadata.path(path).is_ok(), path == "s/open", "{path}");
        }
    });
    let wide: String = (0..LAST).fold(String::new(), |mut text, number| {
        let _ = write!(text, "<EntityType Name=\"t{number}\" BaseType=\"a.base\"/>");
        text
    });
    within_seconds("width", &schema(&wide), |metadata| assert_eq!(metadata.derived("a.base").len(), LAST));
    let aliases: String = (0..LAST).fold(String::new(), |mut text, number| {
        let _ = write!(
            text,
            "<Schema Namespace=\"n{number}\" Alias=\"a{number}\"><EntityType Name=\"t\" BaseType=\"a0.t\"/></Schema>"
        );
        text
    });
    within_seconds("aliases", &aliases, |metadata| assert_eq!(metadata.derived("a0.t").len(), LAST - 1));
}
