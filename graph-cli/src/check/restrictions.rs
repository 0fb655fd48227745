//! Calls and query options that the metadata's restrictions forbid. They are warnings: the file is often incomplete.

use graph_csdl::Metadata;
use graph_csdl::names::constant;

use crate::describe::requests::Capabilities;
use crate::source::calls::{Call, QueryOption};
use crate::source::{Diagnostic, Finding, Item, Level, Location};

/// A method, with the annotation that forbids it.
struct Restriction {
    /// `create`.
    method: &'static str,
    /// `InsertRestrictions`.
    term: &'static str,
    /// `Insertable`.
    capability: &'static str,
    /// The properties that are excluded: `NonFilterableProperties`.
    exceptions: Option<&'static str>,
}

const fn restriction(
    method: &'static str,
    term: &'static str,
    capability: &'static str,
    exceptions: Option<&'static str>,
) -> Restriction {
    Restriction { method, term, capability, exceptions }
}

/// # Rule
/// The vocabulary `Org.OData.Capabilities.V1`.
const RESTRICTIONS: &[Restriction] = &[
    restriction("create", "InsertRestrictions", "Insertable", None),
    restriction("create_from", "InsertRestrictions", "Insertable", None),
    restriction("create_async", "InsertRestrictions", "Insertable", None),
    restriction("get", "ReadRestrictions", "Readable", None),
    restriction("list", "ReadRestrictions", "Readable", None),
    restriction("update", "UpdateRestrictions", "Updatable", None),
    restriction("update_as", "UpdateRestrictions", "Updatable", None),
    restriction("replace", "UpdateRestrictions", "Updatable", None),
    restriction("delete", "DeleteRestrictions", "Deletable", None),
    restriction("filter", "FilterRestrictions", "Filterable", Some("NonFilterableProperties")),
    restriction("order_by", "SortRestrictions", "Sortable", Some("NonSortableProperties")),
    restriction("search", "SearchRestrictions", "Searchable", None),
    restriction("count", "CountRestrictions", "Countable", Some("NonCountableProperties")),
    restriction("top", "TopSupported", "TopSupported", None),
    restriction("skip", "SkipSupported", "SkipSupported", None),
    restriction("select", "SelectSupport", "SelectSupport", None),
    restriction("expand", "ExpandRestrictions", "Expandable", Some("NonExpandableProperties")),
];

/// The findings about a call: itself, and its query options.
pub(super) fn forbidden(call: &Call, items: &[Item]) -> Vec<Finding> {
    let Some(item) = call.item.and_then(|index| items.get(index)) else { return Vec::new() };
    let Some(metadata) = item.metadata.as_deref() else { return Vec::new() };
    let path = call.path.strip_suffix("/$count").unwrap_or(&call.path);
    let Some(capabilities) = metadata.path(path).ok().and_then(|resource| Capabilities::of(&resource)) else {
        return Vec::new();
    };
    let of = |method: &str| RESTRICTIONS.iter().find(|restriction| restriction.method == method);
    // On a relation, `Expandable` is about requests that expand it.
    let is_relation = metadata.relation(path).is_some();
    let mut diagnostics: Vec<Diagnostic> =
        of(&call.name).and_then(|found| whole(found, &capabilities, path, call.location)).into_iter().collect();
    for option in &call.options {
        let Some(found) = of(&option.name) else { continue };
        if !(is_relation && found.method == "expand") {
            diagnostics.extend(whole(found, &capabilities, path, option.location));
        }
        diagnostics.extend(properties(found, option, &capabilities, path, item, metadata));
    }
    let finding = |diagnostic| Finding { file: call.file.clone(), ..Finding::new(item, diagnostic) };
    diagnostics.into_iter().map(finding).collect()
}

/// The finding if the method is forbidden as a whole.
fn whole(found: &Restriction, capabilities: &Capabilities<'_>, path: &str, location: Location) -> Option<Diagnostic> {
    let Restriction { method, term, capability, .. } = found;
    if capabilities.get(capability) != Some(false) {
        return None;
    }
    let text = capabilities.annotations().find_map(|annotations| annotations.restriction(term));
    let note = match text {
        Some(text) => format!("the metadata says: {text}"),
        None => format!("`{capability}` of `{term}` is false in the metadata"),
    };
    Some(warning(location, format!("`{path}` does not support `{method}`"), note))
}

/// The findings about properties that are excluded from a query option.
fn properties(
    found: &Restriction,
    option: &QueryOption,
    capabilities: &Capabilities<'_>,
    path: &str,
    item: &Item,
    metadata: &Metadata,
) -> Vec<Diagnostic> {
    let Some(list) = found.exceptions else { return Vec::new() };
    let excluded: Vec<&str> = capabilities
        .annotations()
        .flat_map(|annotations| &annotations.exceptions)
        .filter(|(name, _)| name == list)
        .flat_map(|(_, properties)| properties)
        .map(String::as_str)
        .collect();
    let is_unexpandable = |name: &str| {
        let relation = metadata.navigation_property(&item.type_name, name);
        found.method == "expand"
            && relation.is_some_and(|relation| relation.annotations.capability(found.capability) == Some(false))
    };
    let used = item.fields.iter().filter(|field| option.constants.contains(&constant(&field.rust_name)));
    let names = used.map(|field| field.name.as_str());
    let method = found.method;
    let message = |name: &str| format!("`{path}` does not support `{method}` of `{name}`");
    names
        .filter_map(|name| {
            if excluded.contains(&name) {
                let note = format!("`{name}` is among `{list}` of `{}` in the metadata", found.term);
                Some(warning(option.location, message(name), note))
            } else if is_unexpandable(name) {
                let note = format!("`{}` of `{name}` is false in the metadata", found.capability);
                Some(warning(option.location, message(name), note))
            } else {
                None
            }
        })
        .collect()
}

fn warning(location: Location, message: String, note: String) -> Diagnostic {
    Diagnostic { level: Level::Warning, location, message, help: None, note: Some(note) }
}
