//! The files of the workers. Each version of a file has other bytes.

use bytes::Bytes;
use graph_core::transfer::ConflictBehavior;
use graph_core::{Client, Error, graph_entity};

use crate::random::Random;

/// The unit of a fragment.
const FRAGMENT: usize = 320 * 1024;

#[graph_entity(path = "me/drive/items", odata_type = "microsoft.graph.driveItem", schema = false)]
#[derive(Debug)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
}

/// The number of a file's version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(pub(super) u64);

impl Version {
    /// The bytes, always the same: some KiB, or up to three fragments.
    pub(super) fn content(self) -> Bytes {
        let mut random = Random::seeded(self.0);
        let length = 1 + if random.below(4) == 0 { random.below(900 * 1024) } else { random.below(8 * 1024) };
        (0..length.div_ceil(8)).flat_map(|_| random.number().to_le_bytes()).take(length).collect()
    }
}

/// The id of a worker's file.
pub(super) fn id(worker: usize) -> String {
    format!("file-{worker}")
}

pub(super) async fn upload(worker: usize, version: Version, client: &Client) -> Result<(), Error> {
    let upload = DriveItem::items().entity(id(worker)).upload().conflict_behavior(ConflictBehavior::Replace);
    upload.fragment_size(FRAGMENT).send(version.content(), client).await.map(drop)
}

pub(super) async fn download(worker: usize, client: &Client) -> Result<Vec<u8>, Error> {
    let mut download = DriveItem::items().entity(id(worker)).content().download(client).await?;
    let mut content = Vec::new();
    while let Some(chunk) = download.try_next().await? {
        content.extend_from_slice(&chunk);
    }
    Ok(content)
}
