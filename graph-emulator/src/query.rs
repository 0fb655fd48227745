//! What a query wants of a collection: which entities, and in which order.

use crate::answer::Failure;
use crate::filter::{Filter, Order};
use crate::node::Node;
use crate::options::Options;
use crate::search::Search;
use crate::store::Store;

/// `$filter`, `$search` and `$orderby`.
pub(crate) struct Query {
    pub(crate) filter: Option<Filter>,
    pub(crate) search: Option<Search>,
    pub(crate) order: Option<Order>,
}

impl Query {
    /// The names of the options that [`parse`](Self::parse) reads.
    pub(crate) const OPTIONS: [&str; 3] = ["$filter", "$search", "$orderby"];

    pub(crate) fn parse(options: &Options) -> Result<Self, Failure> {
        Ok(Self {
            filter: options.get("$filter").map(Filter::parse).transpose()?,
            search: options.get("$search").map(Search::parse).transpose()?,
            order: options.get("$orderby").map(Order::parse).transpose()?,
        })
    }

    pub(crate) fn matches(&self, store: &Store, node: Node) -> Result<bool, Failure> {
        let is_found = self.search.as_ref().is_none_or(|search| search.matches(node));
        Ok(is_found && self.filter.as_ref().map_or(Ok(true), |filter| filter.matches(store, node))?)
    }
}
