//! Test support: handlers of operations, faults, and the logs of requests and notifications.

pub(crate) mod template;
pub(crate) mod handler;
mod gzip;
pub(crate) mod retry_after;
mod rule;
pub(crate) mod fault;
pub(crate) mod storm;
pub(crate) mod faults;
pub(crate) mod request_log;
pub(crate) mod notification_log;
