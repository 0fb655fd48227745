//! The client that asks a credential for a token.

use std::fmt;
use std::sync::Arc;

use super::observer::Observers;
use super::transport::Transport;

/// What a credential of this crate takes from the client that asks it: who watches its requests, and the way to the network.
#[derive(Clone, Default)]
pub(crate) struct Caller {
    pub(crate) observers: Observers,
    pub(crate) transport: Option<Arc<dyn Transport>>,
}

/// The caller is not a requirement of a token.
impl PartialEq for Caller {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Caller {}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").finish_non_exhaustive()
    }
}
