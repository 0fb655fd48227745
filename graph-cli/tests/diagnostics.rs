//! `graph-entity check` reports the diagnostics of the compiler: those of the attributes in each `tests/ui/**/*.stderr`, with message,
//! help, note, line and column.

#![allow(clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

/// Fields whose type rustc reports only once, at another field of the same type.
const REPORTED_ONCE: [(&str, u64); 1] = [("vec_of_one.rs", 14)];

/// An error of an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Diagnostic {
    line: u64,
    column: u64,
    /// Message, help and note.
    text: String,
}

/// The errors of a `.stderr` file: those of the attributes, and the lines of rustc's own errors about types or other code.
#[derive(Default)]
struct Expected {
    ours: BTreeSet<Diagnostic>,
    lines_of_rustc: BTreeSet<u64>,
}

#[test]
fn check_reports_the_diagnostics_of_the_compiler() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    assert!(files.len() > 200, "{} files in {}", files.len(), folder.display());
    let (mut mistakes, mut compared) = (Vec::new(), 0);
    for file in &files {
        let stderr = fs::read_to_string(file.with_extension("stderr")).unwrap_or_else(|error| panic!("{error}"));
        let Expected { ours, lines_of_rustc } = expected(&stderr);
        let found = found(file);
        compared += ours.len();
        let missing = ours.difference(&found).map(|diagnostic| format!("missing {diagnostic:?}"));
        // rustc reports type mismatches in the same line with its own message.
        let is_of_rustc = |line: u64| {
            lines_of_rustc.contains(&line) || REPORTED_ONCE.iter().any(|(name, at)| file.ends_with(name) && *at == line)
        };
        let more = found.difference(&ours).filter(|diagnostic| !is_of_rustc(diagnostic.line));
        let more = more.map(|diagnostic| format!("not reported by the compiler {diagnostic:?}"));
        mistakes.extend(missing.chain(more).map(|mistake| format!("{}: {mistake}", file.display())));
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(compared > 250, "{compared} diagnostics");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{error}"));
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Parses a `.stderr` file. An error of an attribute has its help and note in the message of `compile_error!`.
fn expected(stderr: &str) -> Expected {
    let mut expected = Expected::default();
    let mut lines = stderr.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error") else { continue };
        let mut text = message.trim_start_matches(": ").to_owned();
        let location = loop {
            match lines.next() {
                Some(next) if next.trim_start().starts_with("--> ") => break next,
                Some(next) => text.extend(["\n", next.trim()]),
                None => return expected,
            }
        };
        let mut place = location.rsplit(':').map(|number| number.parse().unwrap_or_default());
        let (column, line) = (place.next().unwrap_or_default(), place.next().unwrap_or_default());
        if !message.starts_with('[') && (text.contains("\nhelp: ") || text.contains("\nnote: ")) {
            expected.ours.insert(Diagnostic { line, column, text });
        } else {
            expected.lines_of_rustc.insert(line);
        }
    }
    expected
}

/// The errors that the command reports. Without `--metadata` each item names its file.
fn found(file: &Path) -> BTreeSet<Diagnostic> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graph-entity"));
    let folder = file.ancestors().find(|folder| folder.ends_with("tests")).unwrap_or(file);
    command.args(["check", "--json"]).arg(file).env_remove("GRAPH_METADATA").current_dir(folder);
    let done = command.output().unwrap_or_else(|error| panic!("{error}"));
    let json: Json = serde_json::from_slice(&done.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&done.stderr)));
    let findings = json.get("findings").and_then(Json::as_array).cloned().unwrap_or_default();
    let errors = findings.iter().filter(|finding| finding.get("level").and_then(Json::as_str) == Some("error"));
    let number = |finding: &Json, key: &str| finding.get(key).and_then(Json::as_u64).unwrap_or_default();
    let text = |finding: &Json, key: &str| finding.get(key).and_then(Json::as_str).map(str::to_owned);
    errors
        .map(|finding| {
            let mut whole = text(finding, "message").unwrap_or_default();
            let (help, note) = (text(finding, "help"), text(finding, "note"));
            if help.is_some() || note.is_some() {
                whole.push('\n');
            }
            whole.extend(help.map(|help| format!("\nhelp: {help}")));
            whole.extend(note.map(|note| format!("\nnote: {note}")));
            Diagnostic { line: number(finding, "line"), column: number(finding, "column"), text: whole }
        })
        .collect()
}
