//! Generated items: one writer for each kind.

pub(crate) mod structured;
pub(crate) mod enumeration;
pub(crate) mod union;
pub(crate) mod operation;
