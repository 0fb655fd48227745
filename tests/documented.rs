//! The documents name what is there.

use std::fs;
use std::path::Path;

/// Each row of `docs/wire-rules.md` ends with tests: a file and a function of it.
#[test]
fn each_wire_rule_has_its_test() -> Result<(), std::io::Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let rules = fs::read_to_string(root.join("docs/wire-rules.md"))?;
    let rows: Vec<&str> = rules.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| rule")).collect();
    assert!(rows.len() > 35, "{}", rows.len());
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
    Ok(())
}
