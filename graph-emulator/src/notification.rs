//! Change notifications: subscriptions, and the requests to their webhooks.

#[cfg(feature = "rich-notifications")]
pub(crate) mod encryption;
pub(crate) mod subscription;
pub(crate) mod content;
pub(crate) mod webhook;
pub(crate) mod courier;
pub(crate) mod validated;
