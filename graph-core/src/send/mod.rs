//! Sending: single requests, pages, streams of items and polling.

// A module imports only from those above it.
pub(crate) mod exchange;
pub(crate) mod pages;
pub(crate) mod elements;
pub(crate) mod poller;
