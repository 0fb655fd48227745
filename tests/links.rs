//! Links between the pages of the repository have a target.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

#[test]
fn relative_links_have_a_target() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut pages = vec![root.join("README.md"), root.join("CHANGELOG.md")];
    pages.extend(["benches", "findings"].map(|folder| root.join(folder).join("README.md")));
    for entry in fs::read_dir(root.join("docs"))? {
        pages.push(entry?.path());
    }
    let mut texts = HashMap::new();
    for page in pages.iter().filter(|page| page.extension().is_some_and(|extension| extension == "md")) {
        texts.insert(page.canonicalize()?, fs::read_to_string(page)?);
    }
    let broken: Vec<String> = texts
        .iter()
        .flat_map(|(page, text)| links(text).into_iter().map(move |link| (page, link)))
        .filter(|(page, link)| !has_target(page, link, &texts))
        .map(|(page, link)| format!("{}: {link}", page.display()))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

/// `src/lib.rs` compiles the Rust code of these pages.
#[test]
fn each_page_with_rust_code_is_a_doc_test() -> io::Result<()> {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = fs::read_to_string(crate_root.join("src/lib.rs"))?;
    let listed = library.split_once("pages!(").map_or("", |(_, list)| list);
    let listed: Vec<&str> = listed.split(|char: char| !char.is_alphanumeric() && char != '_').collect();
    for entry in fs::read_dir(crate_root.join("../docs"))? {
        let page = entry?.path();
        if page.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let name = page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(!fs::read_to_string(&page)?.contains("```rust") || listed.contains(&name.as_str()), "{name}");
    }
    Ok(())
}

#[test]
fn the_readme_has_at_most_200_lines() -> io::Result<()> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md"))?;
    assert!(readme.lines().count() <= 200);
    Ok(())
}

#[test]
fn links_and_headings_are_found() {
    assert_eq!(links("[a](b.md), [c](https://x.y) and `[d](e)` [f](g.md#h)"), ["b.md", "g.md#h"]);
    assert_eq!(anchor("## Check against `$metadata`"), "check-against-metadata");
}

fn has_target(page: &Path, link: &str, texts: &HashMap<PathBuf, String>) -> bool {
    let (file, heading) = link.split_once('#').map_or((link, None), |(file, heading)| (file, Some(heading)));
    let target = if file.is_empty() { page.to_owned() } else { page.with_file_name("").join(file) };
    let Ok(target) = target.canonicalize() else { return false };
    heading.is_none_or(|heading| {
        texts.get(&target).is_some_and(|text| text.lines().any(|line| line.starts_with('#') && anchor(line) == heading))
    })
}

/// The relative targets of a page's links, without those in code.
fn links(text: &str) -> Vec<String> {
    let prose = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target.to_owned()).filter(|target| !target.contains("://")).collect()
}

/// The anchor that a renderer gives a heading.
fn anchor(heading: &str) -> String {
    let title = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = title.chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
    kept.map(|char| if char == ' ' { '-' } else { char }).collect()
}
