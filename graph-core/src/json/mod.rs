//! JSON text: the writer of request bodies, for JSON that you keep yourself.

// A module imports only from those above it.
mod output;
mod writer;

pub use self::writer::to_vec;
