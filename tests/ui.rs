//! The compiler's output for each mistake: one file a mistake, in `ui/<rule>/<mistake>.rs` or `ui/schema/<rule>/<mistake>.rs`.
//!
//! `ui/rustc-version` has the minor version of rustc that wrote the `.stderr` files. That version has to repeat them to the letter;
//! any other version has to repeat the text of this project alone, since rustc's own text changes.
//!
//! `TRYBUILD=overwrite cargo test -p graph-tests --test ui` writes the `.stderr` files again after a change of wording; read each as
//! the user who gets it.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

type Outcome = Result<(), Box<dyn Error>>;

/// Names the folder of cases to compile in place of `ui`.
const FOLDER: &str = "GRAPH_UI_FOLDER";

#[test]
fn each_mistake_is_reported_as_expected() -> Outcome {
    let folder = env::var(FOLDER).unwrap_or_else(|_| "ui".to_owned());
    let overwrites = env::var_os("TRYBUILD").is_some_and(|value| value == "overwrite");
    let version = minor_version()?;
    let written_by = Path::new(&folder).join("rustc-version");
    if !overwrites && fs::read_to_string(&written_by)?.trim() != version {
        return own_text_is_reported();
    }
    lend_metadata()?;
    if overwrites {
        fs::write(&written_by, format!("{version}\n"))?;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail(format!("{folder}/*/*.rs"));
    cases.compile_fail(format!("{folder}/schema/*/*.rs"));
    Ok(())
}

/// The version of the compiler of this test, such as `1.95`.
fn minor_version() -> Result<String, Box<dyn Error>> {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("--version").output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace().nth(1).unwrap_or_default().split('.');
    let (Some(major), Some(minor)) = (numbers.next(), numbers.next()) else { return Err(text.into()) };
    Ok(format!("{major}.{minor}"))
}

/// Copies the metadata to the folder where the cases of `ui/schema/` look for it: trybuild compiles them in a crate of its own, below
/// the target directory.
fn lend_metadata() -> Outcome {
    let Some(target) = Path::new(env!("CARGO_TARGET_TMPDIR")).parent() else { return Ok(()) };
    let to = target.join("tests/trybuild/graph-tests/metadata");
    fs::create_dir_all(&to)?;
    for file in fs::read_dir("metadata")? {
        let file = file?;
        if file.path().extension().is_some_and(|extension| extension == "csdl") {
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
    }
    Ok(())
}

/// Lets trybuild write the `.stderr` files of a copy of the cases, in a process of its own because trybuild reads its environment,
/// and compares the text of this project in them.
fn own_text_is_reported() -> Outcome {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    let mut cases = Vec::new();
    collect_cases(Path::new("ui"), &mut cases)?;
    for case in &cases {
        let to = copy.join(case.strip_prefix("ui")?);
        fs::create_dir_all(to.parent().unwrap_or(&copy))?;
        fs::copy(case, to)?;
    }
    let test = ["--exact", "each_mistake_is_reported_as_expected"];
    let done = Command::new(env::current_exe()?).args(test).env(FOLDER, &copy).env("TRYBUILD", "overwrite").output()?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut differences = Vec::new();
    for case in cases {
        let stderr = case.with_extension("stderr");
        let expected = own_text(&fs::read_to_string(&stderr)?);
        let found = own_text(&fs::read_to_string(copy.join(stderr.strip_prefix("ui")?))?);
        differences.extend(expected.difference(&found).map(|text| format!("{}: missing {text}", stderr.display())));
        differences.extend(found.difference(&expected).map(|text| format!("{}: unexpected {text}", stderr.display())));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    Ok(())
}

fn collect_cases(folder: &Path, cases: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect_cases(&path, cases)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            cases.push(path);
        }
    }
    Ok(())
}

/// The text of this project in the compiler's output, each after its line:
/// errors of the attributes, messages and notes of `#[diagnostic::on_unimplemented]`, and panics of constants.
fn own_text(stderr: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for error in errors(stderr) {
        let (message, drawing) = error.split_once("--> ").unwrap_or((&error, ""));
        let location = drawing.lines().next().unwrap_or_default();
        let line = location.rsplit(':').nth(1).unwrap_or_default();
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(text) = message.strip_prefix("error[E0277]: ")
            && !text.starts_with("the trait bound ")
        {
            let notes = drawing.lines().filter_map(|line| line.trim_start().strip_prefix("= note: "));
            let notes = notes.filter(|note| !RUSTC_NOTES.iter().any(|start| note.starts_with(start)));
            found.extend([text].into_iter().chain(notes).map(|text| format!("{line}: {text}")));
        } else if let Some(text) = message.strip_prefix("error[E0080]: evaluation panicked: ") {
            found.insert(format!("{line}: {text}"));
        } else if message.starts_with("error: ") && (message.contains(" help: ") || message.contains(" note: ")) {
            found.insert(format!("{line}: {message}"));
        }
    }
    found
}

/// Beginnings of rustc's own notes at an unimplemented trait.
const RUSTC_NOTES: [&str; 4] = ["required for ", "this error originates in ", "expected ", "the full name "];

/// The errors of an output, each from its message to the next one.
fn errors(stderr: &str) -> Vec<String> {
    let mut errors: Vec<String> = Vec::new();
    for line in stderr.lines() {
        match errors.last_mut() {
            Some(error) if !line.starts_with("error") => error.extend([line, "\n"]),
            _ => errors.push(format!("{line}\n")),
        }
    }
    errors
}

#[test]
fn own_text_leaves_out_the_text_of_rustc() {
    let stderr = "\
error: `graph` has no argument `readonly`

       help: did you mean `read_only`?
 --> ui/field/misspelt.rs:6:13
  |
6 |     #[graph(readonly)]
  |             ^^^^^^^^

error[E0277]: `String` can't hold an `Edm.Guid`
 --> ui/schema/value/as_text.rs:8:17
  |
8 |     pub reader: String,
  |                 ^^^^^^ the metadata says `Edm.Guid`
  |
  = help: the trait `HoldsGuid` is not implemented for `String`
  = note: write `graph_core::uuid::Uuid`
  = note: required for `String` to implement `Value`

error[E0080]: evaluation panicked: no member is a `Group`
  --> ui/union/of_nothing.rs:3:1

error[E0277]: the trait bound `Key: From<{float}>` is not satisfied
  --> ui/misuse/key.rs:26:34

error[E0308]: mismatched types
  --> ui/misuse/another.rs:26:34
   |
   = note: expected reference `&User`
";
    let expected = [
        "3: no member is a `Group`",
        "6: error: `graph` has no argument `readonly` help: did you mean `read_only`?",
        "8: `String` can't hold an `Edm.Guid`",
        "8: write `graph_core::uuid::Uuid`",
    ];
    assert_eq!(own_text(stderr), expected.map(str::to_owned).into());
}
