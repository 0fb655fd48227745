//! Sending: single requests, pages, items, polling, downloads and uploads.

// A module imports only from those above it.
#[cfg(feature = "tracing")]
pub(crate) mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "untraced.rs"]
pub(crate) mod trace;
mod permitted;
pub(crate) mod request;
mod failures;
pub(crate) mod woken;
pub(crate) mod pages;
pub(crate) mod items;
pub(crate) mod poller;
pub(crate) mod download;
pub(crate) mod source;
pub(crate) mod sequential;
mod quick_xor_hash;
pub(crate) mod upload;
