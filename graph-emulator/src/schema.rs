//! What the service's `$metadata` says of a body, of an operation's arguments, and of what stands for a value.

mod value;
mod defaults;
mod body;
mod operation;
mod document;

use std::sync::Arc;

use graph_csdl::Metadata;

pub(crate) use self::operation::method_of;

use crate::names::{Names, Spelling};

/// The metadata of an emulator that has some.
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    pub(crate) metadata: Arc<Metadata>,
    /// How names must be written.
    pub(crate) spelling: Spelling,
}

impl Schema {
    pub(crate) fn parse(csdl: &str) -> Result<Self, graph_csdl::Error> {
        Metadata::parse(csdl).map(|metadata| Self { metadata: Arc::new(metadata), spelling: Spelling::AnyCase })
    }
    /// The metadata's names as a request may write them.
    pub(crate) fn names(&self) -> Names<'_> {
        Names { metadata: &self.metadata, spelling: self.spelling }
    }
}
