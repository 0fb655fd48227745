//! A `$metadata` file, and what it declares.

pub(crate) mod file;
pub(crate) mod permission_file;
pub(crate) mod signature;
pub(crate) mod resolve;
