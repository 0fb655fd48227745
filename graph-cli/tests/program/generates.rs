//! `graph-entity generate`. The generated text is tested in `tests/generate.rs`.

use std::fs;

use crate::called::{Directory, Outcome, SMALL, program_with};

#[test]
fn one_type_is_printed() {
    let directory = Directory::new("generate-one");
    let metadata = directory.metadata("small.csdl");
    let Outcome { status, output, errors } =
        program_with(&metadata, &["generate", "--type", "branch", "--fields", "length"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(output.contains("pub struct Branch {") && output.contains("pub length: Option<f64>"), "{output}");
    let json = program_with(&metadata, &["generate", "--type", "branch", "--fields", "length", "--json"]).json();
    assert_eq!(json["files"][0]["text"], output.as_str());
}

#[test]
fn files_are_written_and_others_are_not_overwritten() {
    let directory = Directory::new("generate-out");
    let metadata = directory.metadata("small.csdl");
    let out = format!("{}/graph", directory.path());
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
fn an_unknown_name_is_1() {
    let directory = Directory::new("generate-unknown");
    let metadata = directory.metadata("small.csdl");
    for arguments in
        [&["--type", "brnch"][..], &["--path", "trees/{id}/brnches"], &["--type", "branch", "--fields", "lenght"]]
    {
        let Outcome { status, output, errors } = program_with(&metadata, &[&["generate"], arguments].concat());
        assert_eq!((status, output.as_str()), (1, ""), "{arguments:?}: {errors}");
        assert!(errors.contains("help: "), "{errors}");
        let json = program_with(&metadata, &[&["generate", "--json"], arguments].concat()).json();
        assert!(json["message"].is_string(), "{json}");
    }
}

#[test]
fn an_unknown_type_may_have_a_path() {
    let directory = Directory::new("generate-path");
    let metadata = directory.metadata("small.csdl");
    for arguments in [["--type", "prune"], ["--path", "prune"]] {
        let errors = program_with(&metadata, &[&["generate"][..], &arguments].concat()).errors;
        assert!(errors.contains("`--path 'trees/{treeId}/prune'`"), "{errors}");
    }
    let expected = program_with(&metadata, &["generate", "--path", "trees", "--fields", "age,girth"]).output;
    assert!(expected.contains("graph_entity(path = \"trees\")"), "{expected}");
    let copied = ["generate", "--path", "GET https://graph.microsoft.com/v1.0/trees?$top=1", "--fields", "age, girth"];
    assert_eq!(program_with(&metadata, &copied).output, expected);
}

#[test]
fn a_package_needs_a_directory() {
    let directory = Directory::new("generate-all");
    let metadata = directory.metadata("small.csdl");
    let Outcome { status, errors, .. } = program_with(&metadata, &["generate", "--all"]);
    assert_eq!(status, 2);
    assert!(errors.contains("help: choose a directory by `--out"), "{errors}");
    let out = format!("{}/types", directory.path());
    assert_eq!(program_with(&metadata, &["generate", "--all", "--out", &out]).status, 0);
    assert!(fs::metadata(format!("{out}/Cargo.toml")).is_ok_and(|file| file.is_file()));
}

#[test]
fn the_manifest_has_a_path_to_graph_core() {
    let directory = Directory::new("generate-manifest");
    let metadata = directory.metadata("small.csdl");
    let core = concat!(env!("CARGO_MANIFEST_DIR"), "/../graph-core");
    let manifest = |name: &str, more: &[&str]| {
        let out = format!("{}/{name}", directory.path());
        let arguments = [&["generate", "--all", "--out", &out][..], more].concat();
        let Outcome { status, errors, .. } = program_with(&metadata, &arguments);
        (status, errors, fs::read_to_string(format!("{out}/Cargo.toml")).unwrap_or_default())
    };
    for (directory, arguments, name) in
        [("plain", &[][..], "graph-types"), ("named", &["--name", "my_graph", "--graph-core", core], "my_graph")]
    {
        let (status, errors, text) = manifest(directory, arguments);
        assert_eq!((status, errors.as_str()), (0, ""));
        assert!(text.starts_with(&format!("[package]\nname = \"{name}\"\n")), "{text}");
        let dependency =
            text.lines().find_map(|line| line.strip_prefix("graph-core = { path = \"")).unwrap_or_default();
        let path = dependency.split('"').next().unwrap_or_default();
        assert!(
            fs::read_to_string(format!("{path}/Cargo.toml")).is_ok_and(|text| text.contains("graph-core")),
            "{text}"
        );
        assert!(!dependency.contains("version"), "{text}");
    }
    let (status, errors, _) =
        manifest("other", &["--graph-core", concat!(env!("CARGO_MANIFEST_DIR"), "/../graph-csdl")]);
    assert_eq!(status, 2);
    assert!(errors.contains("is another package\n\n  help: pass the directory of `graph-core`"), "{errors}");
    for name in ["1st", "a b", "", "-x", "ä"] {
        assert_eq!(manifest("no", &[&format!("--name={name}")]).0, 2, "{name}");
    }
}

#[test]
fn the_version_is_given_by_file_name_or_option() {
    let directory = Directory::new("generate-version");
    let (v1, beta) = (directory.metadata("small.csdl"), directory.metadata("Beta-2026.csdl"));
    let is_beta = |metadata: &str, more: &[&str]| {
        let arguments = [&["generate", "--type", "tree", "--fields", "age"][..], more].concat();
        let Outcome { status, output, errors } = program_with(metadata, &arguments);
        assert_eq!((status, errors.as_str()), (0, ""));
        output.contains("version = \"beta\"")
    };
    assert!(!is_beta(&v1, &[]) && is_beta(&beta, &[]));
    assert!(is_beta(&v1, &["--api-version", "beta"]) && !is_beta(&beta, &["--api-version", "v1.0"]));
    // `check` uses the file name, too: an item with `beta` is not skipped.
    let source =
        directory.file("x.rs", "#[graph_entity(path = \"no\", version = \"beta\")] struct X { a: Option<String> }");
    assert_eq!(program_with(&beta, &["check", &source]).status, 1);
    assert_eq!(program_with(&v1, &["check", &source]).status, 0);
}

#[test]
fn an_undeclared_type_is_a_warning() {
    let directory = Directory::new("generate-lacks");
    let lost = SMALL.replace("Type=\"graph.location\"", "Type=\"graph.lost\"");
    let metadata = directory.file("small.csdl", lost);
    let arguments = ["generate", "--type", "tree", "--fields", "location"];
    let Outcome { status, output, errors } = program_with(&metadata, &arguments);
    assert_eq!(status, 0);
    assert!(output.contains("pub location: Option<serde_json::Value>"), "{output}");
    let fact = "the metadata does not declare `microsoft.graph.lost`, the type of `microsoft.graph.tree/location`: its \
                values are JSON, or omitted";
    assert_eq!(errors, format!("warning: {fact}\n"));
    let json = program_with(&metadata, &[&arguments[..], &["--json"]].concat()).json();
    assert_eq!(json["warnings"], serde_json::json!([fact]));
}
