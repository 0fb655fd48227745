//! The documents name what is there.

use std::fs;
use std::path::Path;

/// Each row of these pages ends with tests: a file and a function of it.
#[test]
fn each_wire_rule_and_each_guarantee_has_its_test() -> Result<(), std::io::Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (page, heading, least) in [("wire-rules", "| rule", 35), ("guarantees", "| promise", 20)] {
        let rules = fs::read_to_string(root.join(format!("docs/{page}.md")))?;
        let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with(heading);
        let rules = rules.split("## What was run").next().unwrap_or_default();
        let rows: Vec<&str> = rules.lines().filter(is_row).collect();
        assert!(rows.len() > least, "{page}: {}", rows.len());
        for row in rows {
            let tests = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
            assert!(!tests.is_empty(), "{row}");
            for test in tests.split(", ") {
                let mut names = test.split('`').filter(|part| !part.trim().is_empty());
                let (Some(file), Some(function)) = (names.next(), names.next()) else { panic!("no test: {row}") };
                let folder = if file.starts_with("graph-") { root.clone() } else { root.join("tests") };
                let source = fs::read_to_string(folder.join(file))?;
                assert!(source.contains(&format!("fn {function}(")), "{file} has no test `{function}`");
            }
        }
    }
    Ok(())
}

/// Another crate has the name `graph-core` on crates.io.
#[test]
fn no_document_takes_graph_core_from_the_registry() -> Result<(), std::io::Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let documents = fs::read_dir(root.join("docs"))?.map(|entry| Ok(entry?.path()));
    let documents: Result<Vec<_>, std::io::Error> = documents.chain([Ok(root.join("README.md"))]).collect();
    let is_text = |path: &std::path::PathBuf| path.extension().is_some_and(|extension| extension == "md");
    for document in documents?.into_iter().filter(is_text) {
        let text = fs::read_to_string(&document)?;
        let dependencies = text.lines().filter(|line| line.starts_with("graph-") && line.contains(" = "));
        for dependency in dependencies {
            assert!(dependency.contains("path = "), "{}: {dependency}", document.display());
        }
    }
    Ok(())
}
