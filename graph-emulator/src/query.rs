//! Query options: which entities of a collection, in which order, and which of their properties.

pub(crate) mod value_ref;
pub(crate) mod calendar_view;
pub(crate) mod filter;
pub(crate) mod search;
pub(crate) mod criteria;
pub(crate) mod select;
pub(crate) mod expand;
