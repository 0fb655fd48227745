//! Queries: system query options, filters and search expressions.

// A module imports only from those above it.
pub(crate) mod filter;
pub(crate) mod search;
pub(crate) mod expression;
mod operators;
pub(crate) mod query;
pub(crate) mod selection;
pub(crate) mod expand;
pub(crate) mod consistency;
