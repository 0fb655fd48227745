//! What the attributes generate: each `tests/expansion/<name>.rs` expands to `<name>.expanded.rs`.
//!
//! After a change, `UPDATE_SNAPSHOTS=1 cargo test -p graph-codegen --test expansion` writes the expanded files anew. They are formatted
//! by rustfmt.

#![allow(clippy::panic, reason = "a test that can't go on fails")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use graph_codegen::{ItemKind, expand};
use quote::ToTokens;
use syn::{DeriveInput, Meta};

#[test]
fn an_entity() {
    compare("entity");
}

#[test]
fn an_enumeration() {
    compare("enumeration");
}

#[test]
fn a_union() {
    compare("union");
}

#[test]
fn an_operation() {
    compare("operation");
}

fn compare(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansion");
    let source = read(&folder.join(format!("{name}.rs")));
    let expanded = format!("// Generated from {name}.rs.\n\n{}", formatted(&expansion(&source)));
    let snapshot = folder.join(format!("{name}.expanded.rs"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&snapshot, expanded).unwrap_or_else(|error| panic!("{}: {error}", snapshot.display()));
        return;
    }
    let known = read(&snapshot);
    let differs = known.lines().zip(expanded.lines()).position(|(known, now)| known != now);
    let line = differs.unwrap_or_else(|| known.lines().count().min(expanded.lines().count())) + 1;
    assert!(known == expanded, "{}:{line} differs; UPDATE_SNAPSHOTS=1 writes it anew", snapshot.display());
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The expansion of the one item of a file.
fn expansion(source: &str) -> String {
    let mut item: DeriveInput = syn::parse_str(source).unwrap_or_else(|error| panic!("{error}"));
    let kind = |meta: &Meta| ItemKind::of_attribute(&meta.path().get_ident()?.to_string());
    let mut ours = item.attrs.extract_if(.., |attribute| kind(&attribute.meta).is_some());
    let attribute = ours.next().unwrap_or_else(|| panic!("the item has no attribute"));
    drop(ours);
    let arguments = attribute.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
    let kind = kind(&attribute.meta).unwrap_or_else(|| panic!("the attribute is unknown"));
    expand(kind, arguments, item.into_token_stream()).to_string()
}

fn formatted(code: &str) -> String {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--emit", "stdout"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut rustfmt = command.spawn().unwrap_or_else(|error| panic!("rustfmt, a component of rustup: {error}"));
    let mut input = rustfmt.stdin.take().unwrap_or_else(|| panic!("rustfmt has no input"));
    input.write_all(code.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    drop(input);
    let done = rustfmt.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
    assert!(done.status.success(), "rustfmt can't read: {code}");
    String::from_utf8(done.stdout).unwrap_or_else(|error| panic!("{error}"))
}
