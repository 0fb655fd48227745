//! The property that the fuzz target `questions` and a seeded test check.

use graph_csdl::{Definition, Metadata, nearest};

/// Reads a path in the first line and metadata in the rest, and uses each part of the API on what is read.
pub(crate) fn ask(text: &str) {
    let (path, text) = text.split_once('\n').unwrap_or((text, text));
    let parsed = Metadata::parse(text);
    let Ok(metadata) = Metadata::parse_lazy(text) else {
        assert!(parsed.is_err());
        return;
    };
    for definition in metadata.definitions() {
        let name = definition.name();
        for derived in metadata.derived(name) {
            // A type in between that can't be read ends the lineage.
            assert!(parsed.is_err() || metadata.is_a(derived, name));
        }
        if let Definition::Structured(found) = definition {
            assert_eq!(metadata.lineage(name).first().map(|first| &first.name), Some(&found.name));
            metadata.bound_to(name, false).chain(metadata.bound_to(name, true)).for_each(drop);
            let relations = metadata.navigation(name).map(|relation| relation.name.as_str());
            let _ = nearest(path, relations.chain(metadata.properties(name).map(|property| property.name.as_str())));
        }
    }
    let _ = (metadata.nearest_type(path), metadata.path(path).map_err(|error| error.to_string()));
    if let Some(container) = metadata.container() {
        for set in &container.sets {
            let _ = metadata.path(&format!("{}/{path}", set.name));
            let _ = metadata.path(&format!("{}/x/{path}", set.name));
        }
    }
    metadata.operations().for_each(drop);
    assert!(parsed.is_ok() || metadata.first_error().is_none_or(|error| !error.message().is_empty()));
}
