//! Control from outside of the process: JSON documents, and the paths that take them.

pub(crate) mod fields;
pub(crate) mod granted;
pub(crate) mod fault;
pub(crate) mod entity;
pub(crate) mod operation;
pub(crate) mod script;
pub(crate) mod traffic;
pub(crate) mod events;
mod permissions;
mod reset;
pub(crate) mod route;
