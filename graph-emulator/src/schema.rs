//! What the service's `$metadata` says of a request: where its path leads, and whether its body and options are of that type.

use std::sync::Arc;

use graph_csdl::Metadata;

/// The metadata of an emulator that has some.
#[derive(Debug)]
pub(crate) struct Schema {
    metadata: Arc<Metadata>,
}

impl Schema {
    pub(crate) fn parse(csdl: &str) -> Result<Self, graph_csdl::Error> {
        Metadata::parse(csdl).map(|metadata| Self { metadata: Arc::new(metadata) })
    }

    pub(crate) fn shared(&self) -> Arc<Metadata> {
        Arc::clone(&self.metadata)
    }
}
