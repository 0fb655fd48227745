//! Changes of the paths of an item.

use graph_csdl::{Metadata, Operation, Parameter, Resource, ResourceKind};

use super::change::MetadataChange;
use crate::metadata::signature::type_text;
use crate::source::{Endpoint, Item};

/// The changes of all paths of an item. Paths that the old metadata does not have are ignored.
pub(super) fn endpoints(old: &Metadata, new: &Metadata, item: &Item) -> Vec<MetadataChange> {
    let mut changes = Vec::new();
    for endpoint in &item.endpoints {
        let Ok(was) = old.path(&endpoint.template) else { continue };
        match new.path(&endpoint.template) {
            Ok(is) => changes.extend(resource(&was, &is, item, endpoint)),
            Err(error) => {
                let message = format!("`{}` was removed: {}", endpoint.template, error.message);
                let change = MetadataChange::breaking("path_removed", endpoint.location, &endpoint.template, message);
                changes.push(match error.nearest {
                    Some(name) => change.help(format!("the new name may be `{name}`")),
                    None => change,
                });
            }
        }
    }
    // An operation with several paths has the same changes at each.
    let mut seen: Vec<MetadataChange> = Vec::new();
    changes.retain(|change| {
        let is_known = item.kind.is_operation() && seen.iter().any(|known| known.message == change.message);
        seen.push(change.clone());
        !is_known
    });
    changes
}

fn resource(was: &Resource<'_>, is: &Resource<'_>, item: &Item, endpoint: &Endpoint) -> Vec<MetadataChange> {
    if let (ResourceKind::Operation(before), ResourceKind::Operation(after)) = (&was.kind, &is.kind)
        && item.kind.is_operation()
    {
        return match (overload(before, item), overload(after, item)) {
            (Some(was), Some(is)) => operation(was, is, item, endpoint),
            _ => Vec::new(),
        };
    }
    let template = &endpoint.template;
    if was.kind.to_string() != is.kind.to_string() {
        let message = format!("`{template}` was {} and is now {}", was.kind, is.kind);
        return vec![MetadataChange::breaking("path_type", endpoint.location, template, message)];
    }
    let (Some(before), Some(after)) = (was.annotations, is.annotations) else { return Vec::new() };
    let refused =
        after.capabilities.iter().filter(|(name, granted)| !granted && before.capability(name) != Some(false));
    let mut changes: Vec<MetadataChange> =
        MetadataChange::deprecated(before, after, endpoint.location, template).into_iter().collect();
    changes.extend(refused.map(|(name, _)| {
        let message = format!("`{template}` is no longer `{name}`");
        MetadataChange::breaking("capability_removed", endpoint.location, template, message)
    }));
    changes
}

/// The overload that matches the fields of the struct best.
fn overload<'m>(overloads: &[&'m Operation], item: &Item) -> Option<&'m Operation> {
    let has = |parameter: &Parameter| item.fields.iter().any(|field| field.name == parameter.name);
    let given = |operation: &Operation| operation.parameters.iter().filter(|parameter| has(parameter)).count();
    let fitness = |operation: &&&Operation| {
        let given = given(operation);
        (item.fields.len().abs_diff(given), operation.parameters.len() - given)
    };
    overloads.iter().min_by_key(fitness).copied()
}

fn operation(was: &Operation, is: &Operation, item: &Item, endpoint: &Endpoint) -> Vec<MetadataChange> {
    let mut changes: Vec<MetadataChange> =
        MetadataChange::deprecated(&was.annotations, &is.annotations, endpoint.location, was.short_name())
            .into_iter()
            .collect();
    for field in &item.fields {
        let Some(before) = parameter(was, &field.name) else { continue };
        let Some(after) = parameter(is, &field.name) else {
            let message = format!("the parameter `{}` was removed", field.name);
            let change = MetadataChange::breaking("parameter_removed", field.location, &field.name, message);
            changes.push(change.help(format!("remove the field `{}`", field.rust_name)));
            continue;
        };
        if before.ty.name != after.ty.name || before.ty.is_collection != after.ty.is_collection {
            let (before, after) = (type_text(&before.ty), type_text(&after.ty));
            let message = format!("the type of the parameter `{}` changed from `{before}` to `{after}`", field.name);
            changes.push(MetadataChange::breaking("parameter_type", field.location, &field.name, message));
        }
    }
    for added in is.parameters.iter().filter(|after| is_required(after)) {
        let is_given = item.fields.iter().any(|field| field.name == added.name);
        let was_required = parameter(was, &added.name).is_some_and(is_required);
        if !is_given && !was_required {
            let message = format!("the parameter `{}: {}` is now required", added.name, type_text(&added.ty));
            let change = MetadataChange::breaking("parameter_required", item.location, &added.name, message);
            changes.push(change.help("add a field for the parameter"));
        }
    }
    let text = |operation: &Operation| operation.returns.as_ref().map(type_text);
    if text(was) != text(is) {
        let shown = |text: Option<String>| text.unwrap_or_else(|| "nothing".into());
        let message = format!("the result type changed from `{}` to `{}`", shown(text(was)), shown(text(is)));
        changes.push(MetadataChange::breaking("returns", item.location, was.short_name(), message));
    }
    changes
}

fn parameter<'m>(of: &'m Operation, name: &str) -> Option<&'m Parameter> {
    of.parameters.iter().find(|parameter| parameter.name == name)
}

fn is_required(parameter: &Parameter) -> bool {
    !parameter.is_optional && !parameter.ty.is_nullable
}
