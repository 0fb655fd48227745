//! Sections of a description.

use graph_csdl::Annotations;

use super::rows;
use crate::terminal::style::{Style, line};

/// The number of paths and uses that are shown.
const MOST: usize = 12;

/// The capabilities in display order, each with its short name.
const CAPABILITIES: &[(&str, &str)] = &[
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

/// The `Non…Properties` of restrictions, each with its query option or request.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("NonFilterableProperties", "$filter"),
    ("NonSortableProperties", "$orderby"),
    ("NonExpandableProperties", "$expand"),
    ("NonCountableProperties", "$count"),
    ("NonInsertableProperties", "create"),
    ("NonUpdatableProperties", "update"),
];

/// The short name of a capability: `create` for `Insertable`.
fn short_name(capability: &str) -> &str {
    CAPABILITIES.iter().find(|(name, _)| *name == capability).map_or(capability, |(_, short)| short)
}

/// Lines such as `supported    $filter, $select` and `unsupported  create`.
fn capabilities(annotations: &Annotations) -> Vec<(&'static str, String)> {
    let mut capabilities: Vec<(usize, &str, bool)> = Vec::new();
    for (name, granted) in &annotations.capabilities {
        let order = CAPABILITIES.iter().position(|(known, _)| known == name).unwrap_or(CAPABILITIES.len());
        capabilities.push((order, short_name(name), *granted));
    }
    capabilities.sort_unstable();
    capabilities.dedup();
    let with = |wanted: bool| {
        let names = capabilities.iter().filter(|(_, _, granted)| *granted == wanted).map(|(_, name, _)| *name);
        names.collect::<Vec<_>>().join(", ")
    };
    let exceptions = annotations.exceptions.iter().filter(|(_, names)| !names.is_empty()).map(|(name, names)| {
        let option = EXCEPTIONS.iter().find(|(known, _)| known == name).map_or(name.as_str(), |(_, option)| option);
        format!("{option} on {}", names.join(", "))
    });
    let exceptions = exceptions.map(|line| ("unsupported", line));
    let all = [("supported", with(true)), ("unsupported", with(false))].into_iter().chain(exceptions);
    all.filter(|(_, names)| !names.is_empty()).collect()
}

/// The first line: a name and its kind.
pub(super) fn title(name: &str, kind: &str, style: Style) -> String {
    format!("{}  {}\n", style.bold(name), style.dim(kind))
}

/// The description and deprecation.
pub(super) fn about(annotations: &Annotations, style: Style) -> String {
    let mut text = String::new();
    for description in annotations.description.iter().chain(&annotations.long_description) {
        text.push('\n');
        text.push_str(&style.wrapped(description, 2, 0));
    }
    if let Some(deprecation) = &annotations.deprecation {
        text.push('\n');
        text.push_str(&style.wrapped(&rows::deprecated(deprecation), 2, 2));
    }
    text
}

/// A heading with a count, and its body; empty without a body.
pub(super) fn section(heading: &str, count: usize, body: &str, style: Style) -> String {
    if body.is_empty() { String::new() } else { format!("\n{} ({count})\n{body}", style.bold(heading)) }
}

/// A section of supported and unsupported requests and query options; empty without capabilities.
pub(super) fn restrictions(heading: &str, annotations: &Annotations, style: Style) -> String {
    let lines = capabilities(annotations);
    let mut body = String::new();
    for (label, names) in &lines {
        let shown = if *label == "supported" { style.good(label) } else { style.bad(label) };
        body.push_str(&style.labelled(2, label, &shown, 13, names));
    }
    if body.is_empty() { body } else { format!("\n{}\n{body}", style.bold(heading)) }
}

/// The first lines, and the number of the others.
pub(super) fn listed(lines: &[String], style: Style) -> String {
    let mut text = String::new();
    for shown in lines.iter().take(MOST) {
        line(&mut text, &format!("  {shown}"));
    }
    if lines.len() > MOST {
        let more = format!("and {} more: use --json", lines.len() - MOST);
        line(&mut text, &format!("  {}", style.dim(&more)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_have_short_names() {
        let mut annotations = Annotations::default();
        annotations.capabilities = vec![
            ("Searchable".into(), false),
            ("Insertable".into(), false),
            ("Filterable".into(), true),
            ("Strange".into(), true),
        ];
        annotations.exceptions = vec![("NonSortableProperties".into(), vec!["id".into(), "mail".into()])];
        assert_eq!(
            capabilities(&annotations),
            [
                ("supported", "$filter, Strange".to_owned()),
                ("unsupported", "create, $search".to_owned()),
                ("unsupported", "$orderby on id, mail".to_owned())
            ]
        );
        assert!(capabilities(&Annotations::default()).is_empty());
    }
}
