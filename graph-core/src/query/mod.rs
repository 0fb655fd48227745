//! Query options: filters, orders, search, selection and expansion.

// A module imports only from those above it.
pub(crate) mod filter;
pub(crate) mod search;
pub(crate) mod expression;
mod operators;
pub(crate) mod query;
pub(crate) mod selection;
pub(crate) mod expand;
pub(crate) mod consistency;

pub use self::expand::{Expansion, Related};
pub use self::expression::Expression;
pub use self::filter::{IntoFilter, IntoOrder, Order};
pub use self::search::IntoSearch;
pub use self::selection::Selection;
