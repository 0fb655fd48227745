//! What changed between two metadata files, and what of it touches annotated items.

use graph_csdl::Metadata;

use super::change::Change;
use super::{enums, paths, structs};

use crate::source::{Item, ItemKind};

/// An annotated item and what changed for it.
#[derive(Debug)]
pub(crate) struct Touched<'i> {
    pub(crate) item: &'i Item,
    pub(crate) changes: Vec<Change>,
}

/// Compares the files for each item that has changes; what the older one does not have either is not mentioned.
pub(crate) fn touched<'i>(old: &Metadata, new: &Metadata, items: &'i [Item]) -> Vec<Touched<'i>> {
    let annotated = |name: &str| items.iter().any(|item| item.kind == ItemKind::Enumeration && item.type_name == name);
    let of = |item: &'i Item| {
        let mut changes = match item.kind {
            ItemKind::Entity | ItemKind::Complex => structs::structured(old, new, item, annotated),
            ItemKind::Enumeration => enums::enumeration(old, new, item),
            ItemKind::Union => structs::union(old, new, item),
            ItemKind::Action | ItemKind::Function => Vec::new(),
        };
        changes.extend(paths::endpoints(old, new, item));
        Touched { item, changes }
    };
    items.iter().map(of).filter(|touched| !touched.changes.is_empty()).collect()
}
