//! Collections that show what is created in one below their owner: `messages` what is created in `mailFolders/inbox/messages`.

use crate::place::{Path, child};

/// The collection that also has what is created in this one.
///
/// # Rule
/// A user's messages are those of all folders: <https://learn.microsoft.com/graph/api/user-list-messages>. A group's threads are
/// those of all conversations: <https://learn.microsoft.com/graph/api/group-list-threads>. The pages and sections of `onenote`
/// are those of all notebooks: <https://learn.microsoft.com/graph/api/onenote-list-pages>.
pub(super) fn mirror(collection: &[String]) -> Option<Path> {
    let within = |folder: &str| collection.iter().position(|segment| segment == folder).filter(|at| *at > 0);
    let (at, name) = match collection.last()?.as_str() {
        name @ "messages" => (within("mailFolders")?, name),
        name @ "threads" => (within("conversations")?, name),
        name @ ("pages" | "sections" | "sectionGroups") => (within("onenote")? + 1, name),
        _ => return None,
    };
    collection.get(..at).map(|owner| child(owner, name)).filter(|all| all != collection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_folder_is_among_all() {
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
            ("mailFolders/messages", None),
        ] {
            assert_eq!(mirror(path).as_deref(), expected, "{path}");
        }
    }
}
