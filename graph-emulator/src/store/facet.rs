//! Drive items and list items: their facet `deleted`, and their hierarchy.

use graph_csdl::Metadata;

use crate::store::address::{Path, child};
use crate::store::properties::{self, Properties};

/// The facet's name.
pub(crate) const DELETED: &str = "deleted";

/// The navigation property from a folder to its items.
pub(crate) const CHILDREN: &str = "children";

/// The types with the facet, without metadata.
const TYPES: [&str; 2] = ["microsoft.graph.driveItem", "microsoft.graph.listItem"];

/// Whether a type has the facet. A `deleted` of another type is a number.
pub(crate) fn has_facet(metadata: Option<&Metadata>, type_name: &str) -> bool {
    match metadata.and_then(|metadata| Some((metadata, metadata.structured(type_name)?))) {
        Some((metadata, of)) => metadata
            .property(&of.name, DELETED)
            .is_some_and(|deleted| !deleted.ty.is_collection && metadata.structured(&deleted.ty.name).is_some()),
        None => TYPES.contains(&type_name),
    }
}

/// Whether a path is the root folder of a drive.
pub(crate) fn is_root(path: &[String]) -> bool {
    let path: Vec<_> = path.iter().map(String::as_str).collect();
    matches!(path.as_slice(), [.., "drive", "root"] | [.., "drives", _, "root"])
}

/// Whether a path is a collection of drive items or list items, by its names.
fn is_of_items(path: &[String]) -> bool {
    let Some((last, before)) = path.split_last() else { return false };
    let is_above = |name: &String| matches!(name.as_str(), "drive" | "drives" | "lists");
    matches!(last.as_str(), "items" | CHILDREN) && before.iter().any(is_above)
}

/// The collection of a folder's items; `None` if the address is not an item's.
pub(crate) fn children(folder: &[String]) -> Option<Path> {
    let children = child(folder, CHILDREN);
    is_of_items(&children).then_some(children)
}

/// The items of the drive that an item's address begins with.
pub(crate) fn items(item: &[String]) -> Option<Path> {
    let drive = match item {
        [drive @ .., root] if root == "root" => drive,
        [drive @ .., of, _] if of == "items" || of == "special" => drive,
        // Another address of an item, such as that in its folder.
        [before @ .., _] => {
            return before
                .iter()
                .rposition(|at| matches!(at.as_str(), "root" | "items" | "special"))
                .and_then(|at| before.get(..at).filter(|drive| !drive.is_empty()).map(|drive| child(drive, "items")));
        }
        [] => return None,
    };
    (!drive.is_empty()).then(|| child(drive, "items"))
}

/// Whether a removed entity is marked by the facet: by its type, or else by its address.
pub(crate) fn is_item(metadata: Option<&Metadata>, home: &[String], properties: Option<&Properties>) -> bool {
    match properties.and_then(properties::type_name) {
        Some(own) => has_facet(metadata, own),
        None => is_root(home) || home.split_last().is_some_and(|(_, collection)| is_of_items(collection)),
    }
}

/// Whether a collection has items below this one; a drive's root is above all items of the drive.
pub(crate) fn is_below(collection: &[String], item: &[String]) -> bool {
    let drive = item.split_last().filter(|_| is_root(item)).map(|(_, drive)| drive);
    let is_of_drive = |drive: &[String]| {
        collection.strip_prefix(drive).is_some_and(|rest| rest.first().is_some_and(|first| first == "items"))
    };
    is_of_items(collection) && (collection.starts_with(item) || drive.is_some_and(is_of_drive))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_recognized_by_their_address() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Path>();
        for items in ["me/drive/items", "drives/d/root/children", "sites/s/lists/l/items", "drives/d/items/f/children"]
        {
            assert!(is_of_items(&path(items)), "{items}");
        }
        for others in ["me/todo/lists/l/tasks", "items", "me/drive", "drives", "security/labels/x/children"] {
            assert!(!is_of_items(&path(others)), "{others}");
        }
        let items = path("drives/d/items");
        assert!(is_below(&items, &path("drives/d/root")) && !is_below(&items, &path("drives/e/root")));
        assert!(is_below(&path("drives/d/items/f/children"), &path("drives/d/items/f")));
        assert!(is_root(&path("me/drive/root")) && is_root(&path("drives/d/root")) && !is_root(&path("sites/root")));
    }

    #[test]
    fn items_of_a_drive_are_siblings_of_its_root() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Path>();
        for (item, expected) in [
            ("me/drive/root", Some("me/drive/items")),
            ("drives/d/items/i", Some("drives/d/items")),
            ("me/drive/special/documents", Some("me/drive/items")),
            ("me/drive/special/documents/children/i", Some("me/drive/items")),
            ("drives/d/root/children/i", Some("drives/d/items")),
            ("drives/d/items/i/children/j", Some("drives/d/items")),
            ("root", None),
            ("users/ada", None),
        ] {
            assert_eq!(items(&path(item)), expected.map(path), "{item}");
        }
    }
}
