//! Arguments of the commands that read sources.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use graph_codegen::MetadataSource;

use super::warn;
use crate::failure::Failure;
use crate::progress;
use crate::report;
use crate::source::{self, Item, Sources};

/// A version of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Version {
    #[value(name = "v1.0")]
    V1,
    #[value(name = "beta")]
    Beta,
}

impl Version {
    /// The version that a metadata file is of by its name, since nothing within says it.
    pub(super) fn of_file(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.contains("beta") { Self::Beta } else { Self::V1 }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// Whether the metadata of this version is about the item: another version is said by the item alone.
    fn is_of(self, item: &Item) -> bool {
        item.version.is_none_or(|said| said == self.name())
    }
}

/// Reads the sources and checks each item against the metadata for its file.
pub(super) fn read(places: &[PathBuf], metadata: impl Fn(&Path) -> MetadataSource) -> Result<Sources, Failure> {
    progress::during("reading sources", || source::read(places, metadata))
}

/// Takes the items of other versions out; says how many they were.
pub(super) fn keep_version(sources: &mut Sources, version: Version) -> usize {
    let all = sources.items.len();
    sources.items.retain(|item| version.is_of(item));
    all - sources.items.len()
}

/// Says what was not read.
pub(super) fn mention(sources: &Sources) {
    if !sources.unread.is_empty() {
        warn(report::unread(&sources.unread).trim_end());
    }
}
