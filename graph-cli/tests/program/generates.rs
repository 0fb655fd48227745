//! `graph-entity generate`. What the text is, is tested where it is made.

use std::fs;

use crate::called::{Outcome, Place, program_with};

#[test]
fn one_type_is_printed() {
    let place = Place::new("generate-one");
    let metadata = place.metadata("small.csdl");
    let Outcome { status, output, errors } =
        program_with(&metadata, &["generate", "--type", "branch", "--fields", "length"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(output.contains("pub struct Branch {") && output.contains("pub length: Option<f64>"), "{output}");
    let json = program_with(&metadata, &["generate", "--type", "branch", "--fields", "length", "--json"]).json();
    assert_eq!(json["files"][0]["text"], output.as_str());
}

#[test]
fn files_are_written_and_foreign_ones_stay() {
    let place = Place::new("generate-out");
    let metadata = place.metadata("small.csdl");
    let out = format!("{}/graph", place.path());
    let arguments = ["generate", "--type", "branch", "--out", &out];
    let Outcome { status, output, errors } = program_with(&metadata, &arguments);
    assert_eq!((status, errors.as_str()), (0, ""));
    let lines: Vec<&str> = output.lines().collect();
    let [written, count] = lines.as_slice() else { panic!("{output}") };
    assert_eq!(*count, format!("1 file in {out}"));
    let path = written.strip_prefix("written   ").unwrap_or_default();
    assert!(program_with(&metadata, &arguments).output.starts_with("unchanged "));

    let edited = fs::read_to_string(path).unwrap_or_default().replace("pub struct Branch", "pub struct Twig");
    assert!(edited.contains("Twig") && fs::write(path, edited).is_ok());
    let output = program_with(&metadata, &arguments).output;
    assert!(output.starts_with(&format!("replaced  {path}\n")), "{output}");

    assert!(fs::write(path, "struct Mine;\n").is_ok());
    let Outcome { status, errors, .. } = program_with(&metadata, &arguments);
    assert_eq!(status, 2);
    assert!(errors.starts_with(&format!("error: `{path}` was not generated, and is not overwritten")), "{errors}");
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), "struct Mine;\n");
}

#[test]
fn what_is_not_there_is_1() {
    let place = Place::new("generate-unknown");
    let metadata = place.metadata("small.csdl");
    for arguments in
        [&["--type", "brnch"][..], &["--path", "trees/{id}/brnches"], &["--type", "branch", "--fields", "lenght"]]
    {
        let Outcome { status, output, errors } = program_with(&metadata, &[&["generate"], arguments].concat());
        assert_eq!((status, output.as_str()), (1, ""), "{arguments:?}: {errors}");
        assert!(errors.contains("help: "), "{errors}");
        let json = program_with(&metadata, &[&["generate", "--json"], arguments].concat()).json();
        assert!(json["fact"].is_string(), "{json}");
    }
}

#[test]
fn what_is_no_type_may_be_at_a_path() {
    let place = Place::new("generate-path");
    let metadata = place.metadata("small.csdl");
    for asked in [["--type", "prune"], ["--path", "prune"]] {
        let errors = program_with(&metadata, &[&["generate"][..], &asked].concat()).errors;
        assert!(errors.contains("`--path 'trees/{treeId}/prune'`"), "{errors}");
    }
    let expected = program_with(&metadata, &["generate", "--path", "trees", "--fields", "age,girth"]).output;
    assert!(expected.contains("graph_entity(path = \"trees\")"), "{expected}");
    let copied = ["generate", "--path", "GET https://graph.microsoft.com/v1.0/trees?$top=1", "--fields", "age, girth"];
    assert_eq!(program_with(&metadata, &copied).output, expected);
}

#[test]
fn a_package_needs_a_directory() {
    let place = Place::new("generate-all");
    let metadata = place.metadata("small.csdl");
    let Outcome { status, errors, .. } = program_with(&metadata, &["generate", "--all"]);
    assert_eq!(status, 2);
    assert!(errors.contains("help: name a directory by `--out"), "{errors}");
    let out = format!("{}/types", place.path());
    assert_eq!(program_with(&metadata, &["generate", "--all", "--out", &out]).status, 0);
    assert!(fs::metadata(format!("{out}/Cargo.toml")).is_ok_and(|file| file.is_file()));
}
