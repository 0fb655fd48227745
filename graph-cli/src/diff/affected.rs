//! Annotated items that a change of the metadata affects.

use graph_csdl::Metadata;

use super::change::MetadataChange;
use super::{enums, paths, structs};

use crate::source::{Item, ItemKind};

/// An annotated item and the changes that affect it.
#[derive(Debug)]
pub(crate) struct Affected<'i> {
    pub(crate) item: &'i Item,
    pub(crate) changes: Vec<MetadataChange>,
}

/// The items that the changes affect. Parts of an item that the old metadata does not declare are ignored.
pub(crate) fn affected<'i>(old: &Metadata, new: &Metadata, items: &'i [Item]) -> Vec<Affected<'i>> {
    let annotated = |name: &str| items.iter().any(|item| item.kind == ItemKind::Enumeration && item.type_name == name);
    let of = |item: &'i Item| {
        let mut changes = match item.kind {
            ItemKind::Entity | ItemKind::Complex => structs::structured(old, new, item, annotated),
            ItemKind::Enumeration => enums::enumeration(old, new, item),
            ItemKind::Union => structs::union(old, new, item),
            ItemKind::Action | ItemKind::Function => Vec::new(),
        };
        changes.extend(paths::endpoints(old, new, item));
        Affected { item, changes }
    };
    items.iter().map(of).filter(|affected| !affected.changes.is_empty()).collect()
}
