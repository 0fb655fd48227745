//! `$orderby`: several keys, each ascending or descending.

use std::cmp::Ordering;

use graph_csdl::StructuredType;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::evaluate::Scope;
use crate::query::filter::expression::Expression;
use crate::query::filter::lexer::TokenKind;
use crate::query::filter::parser::Parser;
use crate::query::filter::typed::{Operand, Types};
use crate::query::filter::value::{Value, compare};
use crate::query::value_ref::ValueRef;
use crate::schema::literal::{Number, instant};
use crate::schema::names::Names;
use crate::store::Store;
use crate::store::last_place::{AHEAD, read_ahead};

/// A parsed `$orderby`.
pub(crate) struct Order(Vec<Key>);

struct Key {
    by: Expression,
    is_descending: bool,
}

impl Order {
    pub(crate) fn parse(text: &str, spelling: Spelling) -> Result<Self, ODataError> {
        let mut parser = Parser::new(text, spelling);
        let mut keys = Vec::new();
        loop {
            let by = parser.expression()?;
            let is_descending = parser.eat_word("desc");
            if !is_descending {
                parser.eat_word("asc");
            }
            keys.push(Key { by, is_descending });
            if !parser.eat(&TokenKind::Comma) {
                break;
            }
        }
        parser.end()?;
        Ok(Self(keys))
    }

    /// Resolves the names against an entity's type; they must have primitive values.
    ///
    /// # Errors
    /// The first unknown or forbidden name.
    pub(crate) fn resolve(
        &mut self,
        names: Names,
        of: &StructuredType,
        forbidden: &[String],
    ) -> Result<(), ODataError> {
        let mut types = Types::new(names, of, forbidden);
        for key in &mut self.0 {
            if let other @ (Operand::Structured(_) | Operand::Collection(_)) = types.kind(&mut key.by)? {
                let message = format!("Invalid clause: $orderby needs a plain value to order by, not '{other}'.");
                return Err(ODataError::invalid_query(message));
            }
        }
        Ok(())
    }

    /// Sorts items by the values that they refer to. Equal items keep their order; `null` is less than anything.
    pub(crate) fn sort<T>(
        &self,
        store: &Store,
        mut items: Vec<T>,
        node: impl Fn(&T) -> ValueRef,
    ) -> Result<Vec<T>, ODataError> {
        // The last key first: each later sort is stable.
        for key in self.0.iter().rev() {
            items = key.sort(store, items, &node)?;
        }
        Ok(items)
    }
}

impl Key {
    fn sort<T>(&self, store: &Store, items: Vec<T>, node: &impl Fn(&T) -> ValueRef) -> Result<Vec<T>, ODataError> {
        let mut places = Vec::new();
        self.by.add_places(&mut places);
        let mut values = Vec::with_capacity(items.len());
        for several in items.chunks(AHEAD) {
            read_ahead(&several.iter().filter_map(|item| node(item).properties()).collect::<Vec<_>>(), &places);
            for item in several {
                values.push(Scope::new(store, node(item)).evaluate(&self.by)?);
            }
        }
        let values = comparable(values)?;
        let mut places: Vec<(u128, usize)> = values.iter().map(begin).zip(0..).collect();
        places.sort_by(|(a_begin, a), (b_begin, b)| {
            let whole = || values.get(*a).zip(values.get(*b)).map_or(Ordering::Equal, |(a, b)| ascending(a, b));
            let order = a_begin.cmp(b_begin).then_with(whole);
            if self.is_descending { order.reverse() } else { order }
        });
        drop(values);
        let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
        Ok(places.into_iter().filter_map(|(_, place)| items.get_mut(place).and_then(Option::take)).collect())
    }
}

/// Converts the values of one key to one type, so that their order is total.
fn comparable(mut values: Vec<Value>) -> Result<Vec<Value>, ODataError> {
    let present = || values.iter().filter(|value| !value.is_null());
    let kinds: Vec<_> = present().map(Value::kind).collect();
    if let Some(other) = kinds.iter().find(|kind| Some(*kind) != kinds.first()) {
        let first = kinds.first().copied().unwrap_or_default();
        return Err(ODataError::invalid_query(format!(
            "Invalid clause: $orderby has both {first} and {other} to order."
        )));
    }
    if present().any(|value| matches!(value, Value::Complex(_) | Value::Collection(_))) {
        return Err(ODataError::invalid_query("Invalid clause: $orderby needs a plain value to order by."));
    }
    let is_text = present().any(|value| value.as_text().is_some_and(|text| instant(text).is_none()));
    let is_float = present().any(|value| matches!(value, Value::Number(Number::Float(_))));
    for value in &mut values {
        match value {
            Value::Stored(text) if is_text => *value = Value::Text((*text).into()),
            Value::Stored(text) => *value = instant(text).map_or(Value::Null, Value::Instant),
            Value::Number(number) if is_float => *value = Value::float(number.to_float()),
            _ => {}
        }
    }
    Ok(values)
}

/// The first bytes of a text as a number: most texts differ there, and the sort then need not read them. Texts have the order of their
/// bytes, and anything else is 0, as `null` is, which is before each text.
fn begin(value: &Value) -> u128 {
    let mut begin = [0; 16];
    if let Value::Text(text) = value {
        for (to, from) in begin.iter_mut().zip(text.bytes()) {
            *to = from;
        }
    }
    u128::from_be_bytes(begin)
}

fn ascending(a: &Value, b: &Value) -> Ordering {
    let nan = |value: &Value| matches!(value, Value::Number(number) if number.to_float().is_nan());
    match (a.is_null(), b.is_null()) {
        (false, false) => compare(a, b).ok().flatten().unwrap_or_else(|| nan(b).cmp(&nan(a))),
        (a, b) => b.cmp(&a),
    }
}
