//! Collections that also have the entities of collections below their owner: `messages` those of `mailFolders/inbox/messages`.

use crate::store::address::{Path, child};
use crate::store::facet::{CHILDREN, items};

/// The collection that also has the entities of this one.
///
/// # Rule
/// A user's messages are those of all folders: <https://learn.microsoft.com/graph/api/user-list-messages>. A group's threads
/// are those of all conversations: <https://learn.microsoft.com/graph/api/group-list-threads>. The pages and sections of
/// `onenote` are those of all notebooks: <https://learn.microsoft.com/graph/api/onenote-list-pages>. The children of a folder
/// are items of the drive: <https://learn.microsoft.com/graph/api/driveitem-get>.
pub(super) fn mirror(collection: &[String]) -> Option<Path> {
    let within = |folder: &str| collection.iter().position(|segment| segment == folder).filter(|at| *at > 0);
    let (at, name) = match collection.last()?.as_str() {
        name @ "messages" => (within("mailFolders")?, name),
        name @ "threads" => (within("conversations")?, name),
        name @ ("pages" | "sections" | "sectionGroups") => (within("onenote")? + 1, name),
        CHILDREN => {
            return collection.split_last().and_then(|(_, folder)| items(folder)).filter(|items| is_of_drive(items));
        }
        _ => return None,
    };
    collection.get(..at).map(|owner| child(owner, name)).filter(|all| all != collection)
}

/// Whether these are the `items` of a drive: pages also have `children`.
fn is_of_drive(items: &[String]) -> bool {
    matches!(items, [.., drive, _] if drive == "drive") || matches!(items, [.., drives, _, _] if drives == "drives")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_a_folder_are_mirrored() {
        let mirror =
            |path: &str| mirror(&path.split('/').map(str::to_owned).collect::<Vec<_>>()).map(|found| found.join("/"));
        for (path, expected) in [
            ("users/ada/mailFolders/inbox/messages", Some("users/ada/messages")),
            ("me/mailFolders/a/childFolders/b/messages", Some("me/messages")),
            ("groups/g/conversations/c/threads", Some("groups/g/threads")),
            ("me/onenote/sections/s/pages", Some("me/onenote/pages")),
            ("me/onenote/notebooks/n/sections", Some("me/onenote/sections")),
            ("me/onenote/pages", None),
            ("users/ada/messages", None),
            ("users/ada/mailFolders", None),
            ("chats/c/messages", None),
            ("drives/d/root/children", Some("drives/d/items")),
            ("users/ada/drive/items/f/children", Some("users/ada/drive/items")),
            ("sites/s/termStore/sets/t/children", None),
            ("security/items/x/children", None),
            ("mailFolders/messages", None),
        ] {
            assert_eq!(mirror(path).as_deref(), expected, "{path}");
        }
    }
}
