//! `$filter` and `$orderby`: read once, then asked of each entity.

mod value;
mod expression;
mod lexer;
mod operators;
mod parser;
mod functions;
mod evaluate;
mod typed;
mod order;

pub(crate) use crate::filter::order::Order;

use graph_csdl::StructuredType;
use uuid::Uuid;

use crate::answer::Failure;
use crate::filter::evaluate::Scope;
use crate::filter::expression::Expression;
use crate::filter::parser::Parser;
use crate::filter::typed::Types;
use crate::names::{Names, Spelling};
use crate::node::Node;
use crate::store::Store;

/// What `$filter` asks for.
pub(crate) struct Filter {
    condition: Expression,
    /// What of it a directory takes for an advanced query.
    pub(crate) advanced: Option<&'static str>,
}

impl Filter {
    pub(crate) fn parse(text: &str, spelling: Spelling) -> Result<Self, Failure> {
        let mut parser = Parser::new(text, spelling);
        let condition = parser.whole()?;
        Ok(Self { condition, advanced: parser.advanced })
    }

    /// Gives the names and values the form that an entity's type has, if they are its own.
    ///
    /// # Errors
    /// The first name that is not, or that is forbidden here, and the first two operands that can't be compared.
    pub(crate) fn resolve(&mut self, names: Names, of: &StructuredType, forbidden: &[String]) -> Result<(), Failure> {
        Types::new(names, of, forbidden).condition(&mut self.condition)
    }

    pub(crate) fn matches(&self, store: &Store, node: Node) -> Result<bool, Failure> {
        Ok(Scope::new(store, node).truth(&self.condition)?.unwrap_or(false))
    }
}

/// Whether a text is a value of a primitive type that JSON writes as text.
pub(crate) fn is_value(type_name: &str, text: &str) -> bool {
    match type_name {
        "Edm.DateTimeOffset" => value::instant(text).is_some(),
        "Edm.Date" => value::date(text).is_some(),
        "Edm.TimeOfDay" => value::time(text).is_some(),
        "Edm.Duration" => value::duration(text).is_some(),
        "Edm.Guid" => text.len() == 36 && Uuid::try_parse(text).is_ok(),
        "Edm.Decimal" | "Edm.Double" | "Edm.Single" => value::number(text).is_some(),
        _ => true,
    }
}
