//! What is generated, to the byte: it stands in `generated/`, which `BLESS=1` writes anew.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::path::{Path, PathBuf};

use graph_cli::generate::{Asked, File, Options, Selection, Unions, generate};
use graph_csdl::{Definition, Metadata};

fn metadata() -> Metadata {
    Metadata::parse(include_str!("service.csdl")).unwrap()
}

fn all() -> Vec<File> {
    let mut options = Options::default();
    options.navigation = true;
    options.unions = Unions::Extended;
    options.package.schema = Some("metadata/v1.0.csdl".to_owned());
    generate(&metadata(), &Selection::All, &options).unwrap()
}

fn message() -> Vec<File> {
    let mut options = Options::default();
    options.depth = 1;
    options.operations = false;
    generate(&metadata(), &Selection::of_path("me/messages/{id}"), &options).unwrap()
}

fn near() -> Vec<File> {
    let mut options = Options::default();
    options.keep_unknown = true;
    let asked = ["microsoft.graph.security.user", "configuration"].map(|name| Asked::Type(name.to_owned()));
    generate(&metadata(), &Selection::These(asked.into()), &options).unwrap()
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated")
}

#[test]
fn the_files_are_those_that_are_kept() {
    for (within, files) in [("all", all()), ("", message()), ("near", near())] {
        for file in files {
            let path = directory().join(within).join(&file.path);
            if std::env::var_os("BLESS").is_some() {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, &file.text).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == file.text, "{} is another; look at it with BLESS=1 and `git diff`", path.display());
        }
    }
}

#[test]
fn the_files_are_as_rustfmt_writes_them() {
    let files = all().into_iter().chain(message()).chain(near());
    let directory = std::env::temp_dir().join(format!("graph-entity-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    for file in files.filter(|file| file.path != "Cargo.toml") {
        let path = directory.join("checked.rs");
        // A file by itself: the modules that it names are checked as files of their own.
        std::fs::write(&path, file.text.replace("pub mod ", "pub use ")).unwrap();
        let check = std::process::Command::new("rustfmt").args(["--check", "--edition", "2024"]).arg(&path).output();
        match check {
            Ok(check) => assert!(check.status.success(), "{}\n{}", file.path, String::from_utf8_lossy(&check.stdout)),
            Err(error) => println!("rustfmt could not be asked: {error}"),
        }
    }
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn what_is_not_there_is_said() {
    let mut named = Options::default();
    named.fields = Some(vec!["displaName".to_owned()]);
    for (selection, options, text) in [
        (
            Selection::of_type("usr"),
            Options::default(),
            "there is no type `usr`\n\n  help: ask for one of them: `microsoft.graph.user`, `microsoft.graph.security.user`",
        ),
        (
            Selection::of_type("User"),
            Options::default(),
            "there is no type `User`\n\n  help: ask for one of them: `microsoft.graph.user`, `microsoft.graph.security.user`",
        ),
        (
            Selection::of_type("users/{id}"),
            Options::default(),
            "there is no type `users/{id}`\n\n  help: ask for what stands at a path: `--path 'users/{id}'`",
        ),
        (
            Selection::of_type("user"),
            named,
            "`microsoft.graph.user` has no property `displaName`\n\n  help: write `displayName`",
        ),
        (
            Selection::of_path("users/{id}/mesages"),
            Options::default(),
            "the path `users/{id}/mesages` leads nowhere: `microsoft.graph.user` has no `mesages`\n\n  help: write \
             `users/{id}/messages`",
        ),
        (
            Selection::of_path("users/$count"),
            Options::default(),
            "the path `users/$count` leads to a count, which is no type to write\n\n  help: ask for a path that ends in an \
             entity, a collection or an operation",
        ),
    ] {
        assert_eq!(generate(&metadata(), &selection, &options).unwrap_err().to_string(), text);
    }
}

#[test]
fn some_properties_are_only_those() {
    let mut options = Options::default();
    options.fields = Some(vec!["displayName".to_owned(), "manager".to_owned()]);
    options.operations = false;
    let files = generate(&metadata(), &Selection::of_type("user"), &options).unwrap();
    let fields: Vec<&str> = files[0].text.lines().filter_map(|line| line.trim().strip_prefix("pub ")).collect();
    assert_eq!(
        fields,
        ["struct User {", "id: Option<String>,", "display_name: Option<String>,", "manager: Option<Box<User>>,"]
    );
}

/// The real file, where it is at hand: nothing is left out, and the text is the same each time.
#[test]
fn the_whole_service_is_there() {
    let path = std::env::var("GRAPH_METADATA").unwrap_or_else(|_| "../shared/metadata/v1.0.csdl".to_owned());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("{} is not there: the real metadata was not tried", path.display());
        return;
    };
    let metadata = Metadata::parse(&text).unwrap();
    let files = generate(&metadata, &Selection::All, &Options::default()).unwrap();
    let count =
        |prefix: &str| files.iter().flat_map(|file| file.text.lines()).filter(|line| line.starts_with(prefix)).count();
    let structured = metadata.definitions().filter(|of| matches!(of, Definition::Structured(_))).count();
    let enumerations = metadata.definitions().filter(|of| matches!(of, Definition::Enum(_))).count();
    assert_eq!(count("#[graph_entity") + count("#[graph_complex"), structured);
    assert_eq!(count("#[graph_enum"), enumerations);
    assert_eq!(count("#[graph_action") + count("#[graph_function"), metadata.operations().count());
    for path in files.iter().flat_map(|file| file.text.lines()).flat_map(paths) {
        assert!(metadata.path(path).is_ok(), "{path}");
    }
    assert_eq!(generate(&metadata, &Selection::All, &Options::default()).unwrap(), files);
}

/// The paths that a line of attributes names.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    let behind = |mark| line.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
    behind("path = \"").chain(behind("template = \""))
}
