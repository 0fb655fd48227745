//! Errors of metadata files.

use crate::called::{Directory, Outcome, SMALL, program};

/// The error for a file with this text.
fn message(name: &str, text: impl AsRef<[u8]>) -> (Directory, String, String) {
    let directory = Directory::new(name);
    let path = directory.file("x.csdl", text);
    let Outcome { status, output, errors } = program(&["describe", "--metadata", &path, "tree"]);
    assert_eq!((status, output.as_str()), (2, ""), "{errors}");
    (directory, path, errors)
}

#[test]
fn a_missing_file() {
    let Outcome { status, errors, .. } = program(&["describe", "--metadata", "no/such.csdl", "tree"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: there is no file `no/such.csdl`\n\n  help: download one"), "{errors}");
}

#[test]
fn errors_as_json() {
    let directory = Directory::new("scripts");
    let (metadata, foreign) = (directory.metadata("small.csdl"), directory.file("out/tree.rs", "struct Mine;"));
    let out = format!("{}/out", directory.path());
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
        assert!(json["message"].is_string() && json["help"].is_string(), "{json}");
        let Outcome { output, errors, .. } = program(arguments);
        assert_eq!(output, "");
        assert!(errors.starts_with(&format!("error: {}\n", json["message"].as_str().unwrap_or_default())), "{errors}");
    }
    assert!(std::fs::read_to_string(foreign).is_ok_and(|text| text == "struct Mine;"));
}

#[test]
fn a_directory() {
    let directory = Directory::new("directory");
    let Outcome { status, errors, .. } = program(&["describe", "--metadata", &directory.path(), "tree"]);
    assert_eq!(status, 2);
    assert!(errors.contains("is a directory"), "{errors}");
}

#[test]
fn an_empty_file() {
    let (_directory, path, errors) = message("empty", " \n");
    assert!(errors.starts_with(&format!("error: `{path}` is empty\n\n  help: download it again: curl")), "{errors}");
}

#[test]
fn a_cut_off_file() {
    let cut = SMALL.find("<EntityType Name=\"branch\"").and_then(|at| SMALL.get(..at + 30)).unwrap_or_default();
    let (_directory, path, errors) = message("cut", cut);
    assert!(errors.starts_with(&format!("error: {path}:")), "{errors}");
    assert!(errors.contains("help: the file is cut off; download it again"), "{errors}");
}

#[test]
fn files_with_other_content() {
    let (_directory, path, errors) = message("error-page", "{\"error\": {\"code\": \"x\"}}");
    assert!(errors.starts_with(&format!("error: {path}:1:1: ")), "{errors}");
    assert!(errors.contains("help: the file is an error page"), "{errors}");

    let (_directory, _, errors) = message("compressed", [0x1f, 0x8b, 8, 0]);
    assert!(errors.contains("is compressed") && errors.contains("--compressed"), "{errors}");

    let with_mark: Vec<u8> = "\u{feff}<edmx/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}<edmx/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let without = with_mark[2..].to_vec();
    for (name, bytes) in [("utf-16", with_mark), ("utf-16-big", big), ("utf-16-bare", without)] {
        let (_directory, path, errors) = message(name, bytes);
        assert!(errors.starts_with(&format!("error: `{path}` is UTF-16 text")), "{errors}");
        assert!(errors.contains("help: ") && errors.contains("curl.exe -o v1.0.csdl"), "{errors}");
    }

    let (_directory, _, errors) = message("bytes", [b'<', 0xff, 0xfe]);
    assert!(errors.contains("is not UTF-8 text: the byte at 1"), "{errors}");

    let (_directory, _, errors) = message("nothing", "<Schema Namespace=\"a\"></Schema>");
    assert!(errors.contains("declares no type"), "{errors}");

    let edited = SMALL.replace(
        "Type=\"Edm.Double\"/>\n        <Property Name=\"longitude\"",
        "/>\n        <Property Name=\"longitude\"",
    );
    assert_ne!(edited, SMALL);
    let (_directory, path, errors) = message("edited", edited);
    assert!(errors.starts_with(&format!("error: {path}:15:")), "{errors}");
    assert!(errors.contains("help: undo the change at this position"), "{errors}");
}
