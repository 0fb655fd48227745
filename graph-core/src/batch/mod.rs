//! JSON batching: many requests in few calls.

// A module imports only from those above it.
mod media;
mod groups;
mod item;
mod reply;
mod plan;
mod join;
mod rounds;
pub(crate) mod batch;

pub use self::batch::{After, BatchResponses, Handle};
