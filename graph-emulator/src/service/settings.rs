//! How an emulator was set up.

use crate::http::spelling::Spelling;

/// How an emulator was set up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) page_size: usize,
    /// An operation without a handler is answered by its type.
    pub(crate) empty_answers: bool,
    /// What a create lacks is filled.
    pub(crate) defaults: bool,
    /// How names must be written.
    pub(crate) spelling: Spelling,
}

impl Default for Settings {
    fn default() -> Self {
        // As many as most of Graph's collections give.
        Self { page_size: 100, empty_answers: false, defaults: false, spelling: Spelling::default() }
    }
}
