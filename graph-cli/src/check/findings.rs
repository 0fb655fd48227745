//! The findings in source files: the diagnostics of the attributes, type mismatches that rustc would report, and calls that the
//! metadata forbids.

use graph_csdl::Metadata;

use super::{restrictions, type_check};
use crate::source::calls::Calls;
use crate::source::{Diagnostic, Finding, Item, ItemKind, Level, Location, Sources, Variant};

/// All findings, sorted by file and location.
pub(crate) fn findings(sources: &Sources, calls: &Calls) -> Vec<Finding> {
    let of_types = sources.items.iter().flat_map(|item| of_types(item, &sources.items));
    let mut findings: Vec<Finding> = sources.findings.iter().cloned().chain(of_types).collect();
    findings.extend(calls.calls.iter().flat_map(|call| restrictions::forbidden(call, &sources.items)));
    findings.sort_by(|one, other| {
        one.file.cmp(&other.file).then_with(|| one.diagnostic.location.cmp(&other.diagnostic.location))
    });
    findings
}

/// The type mismatches of an item, as far as the text of a type and the other items show them.
fn of_types(item: &Item, items: &[Item]) -> Vec<Finding> {
    let Some(metadata) = item.metadata.as_deref() else { return Vec::new() };
    let fields = item.fields.iter().filter(|field| !field.is_adapted);
    let mut diagnostics: Vec<Diagnostic> = fields
        .filter_map(|field| {
            let (message, help) = type_check::field(metadata, field, field.property_type.as_ref()?, item, items)?;
            Some(error(field.location, message, help))
        })
        .collect();
    if let (Some(result), Some(returns)) = (&item.result, &item.returns)
        && let Some((message, help)) = type_check::result(metadata, item, result, items)
    {
        diagnostics.push(error(returns.location, message, help));
    }
    if item.kind == ItemKind::Union {
        diagnostics.extend(members(metadata, item, items));
    }
    diagnostics.into_iter().map(|diagnostic| Finding::new(item, diagnostic)).collect()
}

fn error(location: Location, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic { level: Level::Error, location, message, help: Some(help.into()), note: None }
}

/// The structs of a union, as far as they are among the items: each must extend the base, and `complete` requires all.
fn members(metadata: &Metadata, item: &Item, items: &[Item]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if item.derived.is_empty() {
        return found;
    }
    let mut types: Vec<&str> = Vec::new();
    let mut is_all_known = true;
    for Variant { location, rust_name, holds, .. } in item.variants.iter().filter(|variant| !variant.is_other) {
        let held = holds.as_deref().and_then(|holds| type_check::item_of(holds, &item.file, items));
        let Some(held) = held.filter(|held| matches!(held.kind, ItemKind::Entity | ItemKind::Complex)) else {
            is_all_known = false;
            continue;
        };
        types.push(&held.type_name);
        if !metadata.is_a(&held.type_name, &item.type_name) {
            let message =
                format!("`{rust_name}` holds a `{}`, which does not extend `{}`", held.type_name, item.type_name);
            found.push(error(*location, message, "remove the variant, or correct the `odata_type` of its struct"));
        }
    }
    let missing = item.derived.iter().filter(|name| !types.contains(&name.as_str()));
    for name in missing.filter(|_| item.is_complete && is_all_known) {
        let message = format!("no variant holds a `{name}`");
        found.push(error(item.location, message, "add a variant that holds a struct for it, or remove `complete`"));
    }
    found
}
