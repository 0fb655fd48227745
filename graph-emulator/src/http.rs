//! What comes in and goes out: JSON, URLs and query options, responses, and a server on loopback.

pub(crate) mod spelling;
pub(crate) mod response;
pub(crate) mod json;
pub(crate) mod options;
pub(crate) mod url;
pub(crate) mod request;
pub(crate) mod server;
