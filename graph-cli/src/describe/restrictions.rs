//! What the service takes and refuses, in words.

use graph_csdl::Annotations;

/// The words of capabilities, in the order in which they are shown.
const WORDS: &[(&str, &str)] = &[
    ("Readable", "read"),
    ("Insertable", "create"),
    ("Updatable", "update"),
    ("Deletable", "delete"),
    ("Filterable", "$filter"),
    ("Sortable", "$orderby"),
    ("Searchable", "$search"),
    ("SelectSupport", "$select"),
    ("Expandable", "$expand"),
    ("Countable", "$count"),
    ("TopSupported", "$top"),
    ("SkipSupported", "$skip"),
    ("ChangeTracking", "delta"),
    ("IndexableByKey", "by key"),
    ("Navigability", "navigation"),
];

/// The options that the `Non…Properties` of restrictions are about.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("NonFilterableProperties", "$filter"),
    ("NonSortableProperties", "$orderby"),
    ("NonExpandableProperties", "$expand"),
    ("NonCountableProperties", "$count"),
    ("NonInsertableProperties", "create"),
    ("NonUpdatableProperties", "update"),
];

/// A capability in a word: `create` of `Insertable`.
fn word(capability: &str) -> &str {
    WORDS.iter().find(|(name, _)| *name == capability).map_or(capability, |(_, word)| word)
}

/// Lines such as `takes    $filter, $select` and `refuses  create`; none where the metadata says nothing.
pub(super) fn lines(annotations: &Annotations) -> Vec<(&'static str, String)> {
    let mut capabilities: Vec<(usize, &str, bool)> = Vec::new();
    for (name, granted) in &annotations.capabilities {
        let order = WORDS.iter().position(|(known, _)| known == name).unwrap_or(WORDS.len());
        capabilities.push((order, word(name), *granted));
    }
    capabilities.sort_unstable();
    capabilities.dedup();
    let with = |wanted: bool| {
        let words = capabilities.iter().filter(|(_, _, granted)| *granted == wanted).map(|(_, word, _)| *word);
        words.collect::<Vec<_>>().join(", ")
    };
    let exceptions = annotations.exceptions.iter().filter(|(_, names)| !names.is_empty()).map(|(name, names)| {
        let option = EXCEPTIONS.iter().find(|(known, _)| known == name).map_or(name.as_str(), |(_, option)| option);
        format!("{option} on {}", names.join(", "))
    });
    let exceptions = exceptions.map(|line| ("refuses", line));
    let all = [("takes", with(true)), ("refuses", with(false))].into_iter().chain(exceptions);
    all.filter(|(_, words)| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_are_said_in_words() {
        let annotations = Annotations {
            capabilities: vec![
                ("Searchable".into(), false),
                ("Insertable".into(), false),
                ("Filterable".into(), true),
                ("Strange".into(), true),
            ],
            exceptions: vec![("NonSortableProperties".into(), vec!["id".into(), "mail".into()])],
            ..Annotations::default()
        };
        assert_eq!(
            lines(&annotations),
            [
                ("takes", "$filter, Strange".to_owned()),
                ("refuses", "create, $search".to_owned()),
                ("refuses", "$orderby on id, mail".to_owned())
            ]
        );
        assert!(lines(&Annotations::default()).is_empty());
    }
}
