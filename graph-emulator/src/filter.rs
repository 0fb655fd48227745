//! `$filter` and `$orderby`: read once, then asked of each entity.

mod value;
mod expression;
mod lexer;
mod operators;
mod parser;
mod functions;
mod evaluate;
mod order;

pub(crate) use crate::filter::order::Order;

use crate::answer::Failure;
use crate::filter::evaluate::Scope;
use crate::filter::expression::Expression;
use crate::filter::parser::Parser;
use crate::node::Node;
use crate::store::Store;

/// What `$filter` asks for.
pub(crate) struct Filter {
    condition: Expression,
    /// What of it a directory takes for an advanced query.
    pub(crate) advanced: Option<&'static str>,
}

impl Filter {
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        let mut parser = Parser::new(text)?;
        let condition = parser.whole()?;
        Ok(Self { condition, advanced: parser.advanced })
    }

    pub(crate) fn matches(&self, store: &Store, node: Node) -> Result<bool, Failure> {
        Ok(Scope::new(store, node).truth(&self.condition)?.unwrap_or(false))
    }
}
