//! `rust-version` of the workspace is at least that of each dependency of the published crates. Clippy's `incompatible_msrv`, part of
//! `just lint`, finds newer functions of the standard library.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::process::Command;

use serde_json::Value as Json;

#[test]
fn no_dependency_needs_a_newer_compiler() -> Result<(), Box<dyn Error>> {
    let options = ["metadata", "--format-version", "1", "--locked", "--all-features"];
    let output = Command::new(env!("CARGO")).args(options).output()?;
    let metadata: Json = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let packages: BTreeMap<&str, &Json> =
        elements(&metadata["packages"]).map(|package| (text(&package["id"]), package)).collect();
    let is_published = |id: &&str| packages[id]["publish"].is_null() && packages[id]["source"].is_null();
    let mut used: BTreeSet<&str> = packages.keys().copied().filter(is_published).collect();
    assert!(used.len() >= 6, "{used:?}");
    let mut open: Vec<&str> = used.iter().copied().collect();
    let nodes: BTreeMap<&str, &Json> =
        elements(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    while let Some(id) = open.pop() {
        let is_built = |dependency: &&Json| elements(&dependency["dep_kinds"]).any(|kind| kind["kind"] != "dev");
        for dependency in elements(&nodes[id]["deps"]).filter(is_built) {
            let id = text(&dependency["pkg"]);
            if used.insert(id) {
                open.push(id);
            }
        }
    }
    assert!(used.len() > 100, "{}", used.len());
    let ours = numbers(env!("CARGO_PKG_RUST_VERSION"));
    let newer =
        used.iter().filter(|id| packages[**id]["rust_version"].as_str().is_some_and(|text| numbers(text) > ours));
    assert_eq!(newer.collect::<Vec<_>>(), [&""; 0]);
    Ok(())
}

fn elements(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

/// The numbers of a version; the patch number counts as zero where it is missing.
fn numbers(version: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = version.split('.').filter_map(|number| number.parse().ok()).collect();
    numbers.resize(3, 0);
    numbers
}
