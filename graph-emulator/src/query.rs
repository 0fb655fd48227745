//! What a query wants of a collection: which entities, and in which order.

use graph_csdl::{Annotations, Metadata, StructuredType};

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

    /// Whether the names and types are those of an entity's type; what is said of the place may forbid some.
    ///
    /// # Errors
    /// As those of [`Filter::check`] and [`Order::check`].
    pub(crate) fn check(&self, metadata: &Metadata, of: &StructuredType, said: &[&Annotations]) -> Result<(), Failure> {
        let forbidden = |kind: &str| -> Vec<String> {
            let exceptions = said.iter().flat_map(|annotations| &annotations.exceptions);
            exceptions.filter(|(known, _)| known == kind).flat_map(|(_, names)| names.clone()).collect()
        };
        if let Some(filter) = &self.filter {
            filter.check(metadata, of, &forbidden("NonFilterableProperties"))?;
        }
        if let Some(order) = &self.order {
            order.check(metadata, of, &forbidden("NonSortableProperties"))?;
        }
        Ok(())
    }

    pub(crate) fn matches(&self, store: &Store, node: Node) -> Result<bool, Failure> {
        let is_found = self.search.as_ref().is_none_or(|search| search.matches(node));
        Ok(is_found && self.filter.as_ref().map_or(Ok(true), |filter| filter.matches(store, node))?)
    }
}
