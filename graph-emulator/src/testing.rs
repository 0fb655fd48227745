//! Test support: handlers of operations, faults, and the log of requests.

pub(crate) mod template;
pub(crate) mod handler;
pub(crate) mod fault;
pub(crate) mod request_log;
