//! HTTP: JSON bodies, URLs, query options, requests and responses, and a server.

pub(crate) mod spelling;
pub(crate) mod response;
pub(crate) mod json;
pub(crate) mod options;
pub(crate) mod url;
pub(crate) mod request;
pub(crate) mod clock;
pub(crate) mod delivery;
mod connection;
#[cfg(feature = "tls")]
pub(crate) mod tls;
pub(crate) mod server;
