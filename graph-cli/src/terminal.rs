//! Output to a terminal or a script.

pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod progress;
pub(crate) mod output;
