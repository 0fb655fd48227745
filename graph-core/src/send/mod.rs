//! Sending: single requests, pages, items and polling.

// A module imports only from those above it.
mod trace;
pub(crate) mod request;
pub(crate) mod woken;
pub(crate) mod pages;
pub(crate) mod items;
pub(crate) mod poller;
