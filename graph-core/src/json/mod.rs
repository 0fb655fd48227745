//! JSON text, as a client reads responses and writes requests.
//!
//! The functions have the results and errors of `serde_json`. They are quicker for the texts of services: a text is checked as
//! UTF-8 once, and most strings have no escapes.

// A module imports only from those above it.
pub(crate) mod delegate;
mod block;
mod output;
mod writer;
mod input;
mod skip;
mod raw_text;
mod errors;
pub(crate) mod key;
mod reader;

pub use self::reader::from_str;
pub use self::writer::to_vec;

pub(crate) use self::input::Input;
pub(crate) use self::raw_text::RawText;
pub(crate) use self::writer::to_string;
