//! Responses: values, pages, delta pages and long-running operations.

// A module imports only from those above it.
pub(crate) mod link;
pub(crate) mod page;
pub(crate) mod response;
pub(crate) mod delta;
pub(crate) mod status_monitor;
pub(crate) mod poller;
