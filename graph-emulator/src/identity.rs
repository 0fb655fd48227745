//! The identity platform: its tokens, and the requests that they cover.

pub(crate) mod rights;
pub(crate) mod granted;
pub(crate) mod coverage;
mod access_tokens;
pub(crate) mod token_endpoint;
