//! Metadata files that are none.

use crate::called::{Outcome, Place, SMALL, program};

/// The message for a file with this text.
fn message(name: &str, text: impl AsRef<[u8]>) -> (Place, String, String) {
    let place = Place::new(name);
    let path = place.file("x.csdl", text);
    let Outcome { status, output, errors } = program(&["describe", "--metadata", &path, "tree"]);
    assert_eq!((status, output.as_str()), (2, ""), "{errors}");
    (place, path, errors)
}

#[test]
fn a_missing_one_is_named() {
    let Outcome { status, errors, .. } = program(&["describe", "--metadata", "no/such.csdl", "tree"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: there is no file `no/such.csdl`\n\n  help: download one"), "{errors}");
}

#[test]
fn a_script_is_told_in_json() {
    let place = Place::new("scripts");
    let (metadata, foreign) = (place.metadata("small.csdl"), place.file("out/tree.rs", "struct Mine;"));
    let out = format!("{}/out", place.path());
    for arguments in [
        &["describe", "--metadata", "no/such.csdl", "tree"][..],
        &["describe", "tree"],
        &["check", "--metadata", &metadata, "no/such"],
        &["diff", &metadata, "no/such.csdl"],
        &["generate", "--metadata", &metadata, "--type", "tree", "--out", &out],
    ] {
        let outcome = program(&[arguments, &["--json"]].concat());
        assert_eq!((outcome.status, outcome.errors.as_str()), (2, ""), "{arguments:?}");
        let json = outcome.json();
        assert!(json["fact"].is_string() && json["help"].is_string(), "{json}");
        let Outcome { output, errors, .. } = program(arguments);
        assert_eq!(output, "");
        assert!(errors.starts_with(&format!("error: {}\n", json["fact"].as_str().unwrap_or_default())), "{errors}");
    }
    assert!(std::fs::read_to_string(foreign).is_ok_and(|text| text == "struct Mine;"));
}

#[test]
fn a_directory_is_none() {
    let place = Place::new("directory");
    let Outcome { status, errors, .. } = program(&["describe", "--metadata", &place.path(), "tree"]);
    assert_eq!(status, 2);
    assert!(errors.contains("is a directory"), "{errors}");
}

#[test]
fn an_empty_one_is_told_of() {
    let (_place, path, errors) = message("empty", " \n");
    assert!(errors.starts_with(&format!("error: `{path}` is empty\n\n  help: download it again: curl")), "{errors}");
}

#[test]
fn a_cut_one_has_a_place_and_what_happened() {
    let cut = SMALL.find("<EntityType Name=\"branch\"").and_then(|at| SMALL.get(..at + 30)).unwrap_or_default();
    let (_place, path, errors) = message("cut", cut);
    assert!(errors.starts_with(&format!("error: {path}:")), "{errors}");
    assert!(errors.contains("help: the file is cut off; download it again"), "{errors}");
}

#[test]
fn a_wrong_one_too() {
    let (_place, path, errors) = message("error-page", "{\"error\": {\"code\": \"x\"}}");
    assert!(errors.starts_with(&format!("error: {path}:1:1: ")), "{errors}");
    assert!(errors.contains("help: the download brought an error page"), "{errors}");

    let (_place, _, errors) = message("compressed", [0x1f, 0x8b, 8, 0]);
    assert!(errors.contains("is compressed") && errors.contains("--compressed"), "{errors}");

    let with_mark: Vec<u8> = "\u{feff}<edmx/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}<edmx/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let without = with_mark[2..].to_vec();
    for (name, bytes) in [("utf-16", with_mark), ("utf-16-big", big), ("utf-16-bare", without)] {
        let (_place, path, errors) = message(name, bytes);
        assert!(errors.starts_with(&format!("error: `{path}` is UTF-16 text")), "{errors}");
        assert!(errors.contains("help: ") && errors.contains("curl.exe -o v1.0.csdl"), "{errors}");
    }

    let (_place, _, errors) = message("bytes", [b'<', 0xff, 0xfe]);
    assert!(errors.contains("is no UTF-8 text: the byte at 1"), "{errors}");

    let (_place, _, errors) = message("nothing", "<Schema Namespace=\"a\"></Schema>");
    assert!(errors.contains("declares no type"), "{errors}");

    let edited = SMALL.replace(
        "Type=\"Edm.Double\"/>\n        <Property Name=\"longitude\"",
        "/>\n        <Property Name=\"longitude\"",
    );
    assert_ne!(edited, SMALL);
    let (_place, path, errors) = message("edited", edited);
    assert!(errors.starts_with(&format!("error: {path}:15:")), "{errors}");
    assert!(errors.contains("help: undo the change at this place"), "{errors}");
}
