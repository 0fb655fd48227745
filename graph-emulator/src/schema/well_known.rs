//! Well-known keys of entities that always exist: a mailbox's folders, a drive's special folders, the root site.

/// A key, and the display name of its entity.
#[derive(Debug)]
pub(crate) struct WellKnown {
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
}

/// The collection's last segment, the type of its entities, and the keys.
type Collection = (&'static str, &'static str, &'static [WellKnown]);

const fn known(key: &'static str, name: &'static str) -> WellKnown {
    WellKnown { key, name }
}

/// The rule: <https://learn.microsoft.com/graph/api/resources/mailfolder#well-known-folder-names>,
/// <https://learn.microsoft.com/graph/api/drive-get-specialfolder>, <https://learn.microsoft.com/graph/api/site-get>.
const COLLECTIONS: [Collection; 3] = [
    (
        "mailFolders",
        "microsoft.graph.mailFolder",
        &[
            known("archive", "Archive"),
            known("clutter", "Clutter"),
            known("conflicts", "Conflicts"),
            known("conversationhistory", "Conversation History"),
            known("deleteditems", "Deleted Items"),
            known("drafts", "Drafts"),
            known("inbox", "Inbox"),
            known("junkemail", "Junk Email"),
            known("localfailures", "Local Failures"),
            known("msgfolderroot", "Top of Information Store"),
            known("outbox", "Outbox"),
            known("recoverableitemsdeletions", "Deletions"),
            known("scheduled", "Scheduled"),
            known("searchfolders", "Search Folders"),
            known("sentitems", "Sent Items"),
            known("serverfailures", "Server Failures"),
            known("syncissues", "Sync Issues"),
        ],
    ),
    (
        "special",
        "microsoft.graph.driveItem",
        &[
            known("approot", "Apps"),
            known("cameraroll", "Camera Roll"),
            known("documents", "Documents"),
            known("music", "Music"),
            known("photos", "Photos"),
            known("recordings", "Recordings"),
        ],
    ),
    ("sites", "microsoft.graph.site", &[known("root", "Root")]),
];

/// The well-known key of a collection, in any letter case.
pub(crate) fn folder(collection: &str, of: &str, key: &str) -> Option<&'static WellKnown> {
    let (_, _, keys) = COLLECTIONS.iter().find(|(name, own, _)| *name == collection && *own == of)?;
    keys.iter().find(|known| known.key.eq_ignore_ascii_case(key))
}
