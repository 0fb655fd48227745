//! The clock of the emulator: for delays and for dates in `Retry-After`.

use std::fmt;
use std::sync::Arc;

use graph_core::retry::{Clock, SystemClock};

/// A shared clock; the system's by default.
#[derive(Clone)]
pub(crate) struct SharedClock(pub(crate) Arc<dyn Clock>);

impl Default for SharedClock {
    fn default() -> Self {
        Self(Arc::new(SystemClock))
    }
}

impl fmt::Debug for SharedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedClock").finish_non_exhaustive()
    }
}
