//! Test support: handlers of operations, faults, and the logs of requests and notifications.

pub(crate) mod template;
pub(crate) mod handler;
pub(crate) mod fault;
pub(crate) mod request_log;
pub(crate) mod notification_log;
