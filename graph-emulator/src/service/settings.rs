//! The settings of an emulator.

use crate::http::spelling::Spelling;

/// The settings that [`EmulatorBuilder`](crate::EmulatorBuilder) collects.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) page_size: usize,
    /// An operation without a handler gets a response of its return type.
    pub(crate) empty_responses: bool,
    /// A create without a required property gets its default value.
    pub(crate) default_values: bool,
    /// How names must be written.
    pub(crate) spelling: Spelling,
}

impl Default for Settings {
    fn default() -> Self {
        // As many as most of Graph's collections give.
        Self { page_size: 100, empty_responses: false, default_values: false, spelling: Spelling::default() }
    }
}
