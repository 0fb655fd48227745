//! `$filter` and `$orderby`: parsed once, then evaluated for each entity.

mod value;
mod expression;
mod lexer;
mod parser;
mod functions;
mod evaluate;
mod typed;
mod order;

pub(crate) use crate::query::filter::order::Order;

use graph_csdl::StructuredType;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::evaluate::Scope;
use crate::query::filter::expression::Expression;
use crate::query::filter::parser::Parser;
use crate::query::filter::typed::Types;
use crate::query::value_ref::ValueRef;
use crate::schema::names::Names;
use crate::store::Store;
use crate::store::last_place;
use crate::store::properties::Properties;

/// A parsed `$filter`.
pub(crate) struct Filter {
    condition: Expression,
    /// The first part that makes it an advanced query of the directory.
    pub(crate) advanced: Option<&'static str>,
}

impl Filter {
    pub(crate) fn parse(text: &str, spelling: Spelling) -> Result<Self, ODataError> {
        let mut parser = Parser::new(text, spelling);
        let condition = parser.whole()?;
        Ok(Self { condition, advanced: parser.advanced })
    }

    /// Resolves names and values against an entity's type.
    ///
    /// # Errors
    /// The first unknown or forbidden name, or the first two operands that can't be compared.
    pub(crate) fn resolve(
        &mut self,
        names: Names,
        of: &StructuredType,
        forbidden: &[String],
    ) -> Result<(), ODataError> {
        Types::new(names, of, forbidden).condition(&mut self.condition)
    }

    /// Prepares for the evaluation of these entities.
    pub(crate) fn read_ahead(&self, entities: &[&Properties]) {
        let mut places = Vec::new();
        self.condition.add_places(&mut places);
        last_place::read_ahead(entities, &places);
    }

    pub(crate) fn matches(&self, store: &Store, node: ValueRef) -> Result<bool, ODataError> {
        Ok(Scope::new(store, node).truth(&self.condition)?.unwrap_or(false))
    }
}
