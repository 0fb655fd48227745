//! What changed at the paths that an item names.

use graph_csdl::{Metadata, Operation, Parameter, Resource, ResourceKind};

use super::change::Change;
use crate::metadata::signature::type_text;
use crate::source::{Endpoint, Item};

/// All paths of an item. One that the older file does not have either is not mentioned.
pub(super) fn endpoints(old: &Metadata, new: &Metadata, item: &Item) -> Vec<Change> {
    let mut changes = Vec::new();
    for endpoint in &item.endpoints {
        let Ok(was) = old.path(&endpoint.template) else { continue };
        match new.path(&endpoint.template) {
            Ok(is) => changes.extend(place(&was, &is, item, endpoint)),
            Err(error) => {
                let fact = format!("`{}` is gone: {}", endpoint.template, error.message);
                let change = Change::breaking("path_gone", endpoint.location, &endpoint.template, fact);
                changes.push(match error.nearest {
                    Some(name) => change.help(format!("it may be `{name}` now")),
                    None => change,
                });
            }
        }
    }
    // One operation at several paths has the same changes at each.
    let mut seen: Vec<Change> = Vec::new();
    changes.retain(|change| {
        let is_known = item.kind.is_operation() && seen.iter().any(|known| known.fact == change.fact);
        seen.push(change.clone());
        !is_known
    });
    changes
}

fn place(was: &Resource<'_>, is: &Resource<'_>, item: &Item, endpoint: &Endpoint) -> Vec<Change> {
    if let (ResourceKind::Operation(before), ResourceKind::Operation(after)) = (&was.kind, &is.kind)
        && item.kind.is_operation()
    {
        return match (overload(before, item), overload(after, item)) {
            (Some(was), Some(is)) => call(was, is, item, endpoint),
            _ => Vec::new(),
        };
    }
    let template = &endpoint.template;
    if was.kind.to_string() != is.kind.to_string() {
        let fact = format!("`{template}` was {}, and is {} now", was.kind, is.kind);
        return vec![Change::breaking("path_type", endpoint.location, template, fact)];
    }
    let (Some(before), Some(after)) = (was.annotations, is.annotations) else { return Vec::new() };
    let refused =
        after.capabilities.iter().filter(|(name, granted)| !granted && before.capability(name) != Some(false));
    let mut changes: Vec<Change> = Change::deprecated(before, after, endpoint.location, template).into_iter().collect();
    changes.extend(refused.map(|(name, _)| {
        let fact = format!("`{template}` is not `{name}` any more");
        Change::breaking("capability_gone", endpoint.location, template, fact)
    }));
    changes
}

/// The overload whose parameters are those of the struct, with the fewest others.
fn overload<'m>(overloads: &[&'m Operation], item: &Item) -> Option<&'m Operation> {
    let has = |parameter: &Parameter| item.fields.iter().any(|field| field.name == parameter.name);
    let given = |operation: &Operation| operation.parameters.iter().filter(|parameter| has(parameter)).count();
    let fitness = |operation: &&&Operation| {
        let given = given(operation);
        (item.fields.len().abs_diff(given), operation.parameters.len() - given)
    };
    overloads.iter().min_by_key(fitness).copied()
}

fn call(was: &Operation, is: &Operation, item: &Item, endpoint: &Endpoint) -> Vec<Change> {
    let mut changes: Vec<Change> =
        Change::deprecated(&was.annotations, &is.annotations, endpoint.location, was.short_name())
            .into_iter()
            .collect();
    for field in &item.fields {
        let Some(before) = parameter(was, &field.name) else { continue };
        let Some(after) = parameter(is, &field.name) else {
            let fact = format!("the parameter `{}` is gone", field.name);
            let change = Change::breaking("parameter_gone", field.location, &field.name, fact);
            changes.push(change.help(format!("remove the field `{}`", field.rust_name)));
            continue;
        };
        if before.ty.name != after.ty.name || before.ty.is_collection != after.ty.is_collection {
            let (before, after) = (type_text(&before.ty), type_text(&after.ty));
            let fact = format!("the parameter `{}` was `{before}`, and is `{after}` now", field.name);
            changes.push(Change::breaking("parameter_type", field.location, &field.name, fact));
        }
    }
    for added in is.parameters.iter().filter(|after| is_required(after)) {
        let is_given = item.fields.iter().any(|field| field.name == added.name);
        let was_required = parameter(was, &added.name).is_some_and(is_required);
        if !is_given && !was_required {
            let fact = format!("the parameter `{}: {}` is required now", added.name, type_text(&added.ty));
            let change = Change::breaking("parameter_required", item.location, &added.name, fact);
            changes.push(change.help("add a field for it"));
        }
    }
    let text = |operation: &Operation| operation.returns.as_ref().map(type_text);
    if text(was) != text(is) {
        let shown = |text: Option<String>| text.unwrap_or_else(|| "nothing".into());
        let fact = format!("it returned `{}`, and returns `{}` now", shown(text(was)), shown(text(is)));
        changes.push(Change::breaking("returns", item.location, was.short_name(), fact));
    }
    changes
}

fn parameter<'m>(of: &'m Operation, name: &str) -> Option<&'m Parameter> {
    of.parameters.iter().find(|parameter| parameter.name == name)
}

fn is_required(parameter: &Parameter) -> bool {
    !parameter.is_optional && !parameter.ty.is_nullable
}
