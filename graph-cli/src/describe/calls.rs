//! An operation by its name: what it is called on, and at which paths.

use std::collections::HashSet;

use graph_csdl::names::with_key;
use graph_csdl::{Addresses, Metadata, Operation, OperationKind, ResourceKind};

use super::types::{listed, operations, section};
use crate::look::Look;
use crate::signature::type_text;

/// The overloads of one name, by what they are called on, and where.
pub(crate) fn operation(metadata: &Metadata, overloads: &[&Operation], look: Look) -> String {
    let Some(first) = overloads.first() else { return String::new() };
    let kind = match first.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    let mut text = format!("{}  {}\n", look.bold(&first.name), look.dim(kind));
    for group in overloads.chunk_by(|one, other| one.binding == other.binding) {
        let heading = match group.first().and_then(|operation| operation.binding.as_ref()) {
            Some(binding) => format!("Called on {}", type_text(binding)),
            None => "Called at the root".to_owned(),
        };
        text.push_str(&operations(&heading, group, look));
    }
    let found = places(metadata, overloads);
    text + &section("Paths", found.len(), &listed(&found, look), look)
}

/// The paths at which one of the overloads can be called, the shortest first: behind the roots, where also what extends the
/// type has it, and behind the other paths to the type.
pub(crate) fn places(metadata: &Metadata, overloads: &[&Operation]) -> Vec<String> {
    let Some(first) = overloads.first() else { return Vec::new() };
    let mut types: Vec<_> = overloads.iter().filter_map(|operation| operation.binding.as_ref()).collect();
    types.dedup_by_key(|ty| &ty.name);
    let addresses = Addresses::find(metadata);
    let bound = types.into_iter().filter_map(|ty| metadata.structured(&ty.name));
    let bound = bound.flat_map(|of| addresses.paths(&of.name).into_iter().map(|path| (path, of.name.as_str())));
    let fronts = addresses.roots().map(|(of, root)| (root.path, of)).chain(bound);
    let behind =
        fronts.flat_map(|(path, of)| [with_key(&path, of), path]).map(|path| format!("{path}/{}", first.short_name()));

    let imports = metadata.container().into_iter().flat_map(|container| &container.imports);
    let at_root = imports.filter(|import| import.operation == first.name).map(|import| import.name.clone());

    let mut seen = HashSet::new();
    let mut found: Vec<String> = at_root.chain(behind).filter(|path| seen.insert(path.clone())).collect();
    found.retain(|path| metadata.path(path).is_ok_and(|place| is_of(&place.kind, first)));
    found.sort_by_key(|path| path.matches('/').count());
    found
}

/// Whether this is called there, and no other of the same name in another namespace.
fn is_of(target: &ResourceKind<'_>, first: &Operation) -> bool {
    matches!(target, ResourceKind::Operation(found) if found.iter().any(|operation| operation.name == first.name))
}
