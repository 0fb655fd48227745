//! `$filter`, `$search` and `$orderby`: the entities of a collection that a query selects, and their order.

use graph_csdl::{Annotations, StructuredType};

use crate::http::options::Options;
use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::{Filter, Order};
use crate::query::search::Search;
use crate::query::value_ref::ValueRef;
use crate::schema::names::Names;
use crate::store::Store;
use crate::store::properties::Properties;

/// `$filter`, `$search` and `$orderby`.
pub(crate) struct Criteria {
    pub(crate) filter: Option<Filter>,
    pub(crate) search: Option<Search>,
    pub(crate) order: Option<Order>,
    /// How the names of a search are written.
    spelling: Spelling,
}

impl Criteria {
    /// The names of the options that [`parse`](Self::parse) reads.
    pub(crate) const OPTIONS: [&str; 3] = ["$filter", "$search", "$orderby"];

    pub(crate) fn parse(options: &Options) -> Result<Self, ODataError> {
        let spelling = options.spelling();
        Ok(Self {
            filter: options.get("$filter").map(|text| Filter::parse(text, spelling)).transpose()?,
            search: options.get("$search").map(|text| Search::parse(text, spelling)).transpose()?,
            order: options.get("$orderby").map(|text| Order::parse(text, spelling)).transpose()?,
            spelling,
        })
    }

    /// Resolves names and values against an entity's type. Annotations on the path may forbid some.
    ///
    /// # Errors
    /// Those of [`Filter::resolve`] and [`Order::resolve`].
    pub(crate) fn resolve(
        &mut self,
        names: Names,
        of: &StructuredType,
        said: &[&Annotations],
    ) -> Result<(), ODataError> {
        let forbidden = |kind: &str| -> Vec<String> {
            let exceptions = said.iter().flat_map(|annotations| &annotations.exceptions);
            exceptions.filter(|(known, _)| known == kind).flat_map(|(_, names)| names.clone()).collect()
        };
        if let Some(filter) = &mut self.filter {
            filter.resolve(names, of, &forbidden("NonFilterableProperties"))?;
        }
        if let Some(search) = &mut self.search {
            search.resolve(names, of);
        }
        self.spelling = Spelling::Exact;
        if let Some(order) = &mut self.order {
            order.resolve(names, of, &forbidden("NonSortableProperties"))?;
        }
        Ok(())
    }

    /// Prepares for the evaluation of these entities.
    pub(crate) fn read_ahead(&self, entities: &[&Properties]) {
        if let Some(filter) = &self.filter {
            filter.read_ahead(entities);
        }
    }

    pub(crate) fn matches(&self, store: &Store, node: ValueRef) -> Result<bool, ODataError> {
        let is_found = self.search.as_ref().is_none_or(|search| search.matches(node, self.spelling));
        Ok(is_found && self.filter.as_ref().map_or(Ok(true), |filter| filter.matches(store, node))?)
    }
}
