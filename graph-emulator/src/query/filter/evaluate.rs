//! Evaluation of a filter for one entity.
//!
//! `null` follows OData: `eq` and `ne` compare with it, any other comparison is false; `not`, `and` and `or` have three values,
//! and a function of `null` is `null` (URL Conventions 4.01, §5.1.1).

use std::cmp::Ordering;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::expression::{Expression, Operator, Path, PathSegment, Quantifier};
use crate::query::filter::functions;
use crate::query::filter::value::{Mismatch, Value, compare};
use crate::query::value_ref::{ResolvedValue, ValueRef};
use crate::schema::enumeration;
use crate::schema::literal::Number;
use crate::store::Store;

/// The values of an expression's names.
pub(super) struct Scope<'a> {
    pub(super) store: &'a Store,
    pub(super) it: ValueRef<'a>,
    variables: Vec<(&'a str, ValueRef<'a>)>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(store: &'a Store, it: ValueRef<'a>) -> Self {
        Self { store, it, variables: Vec::new() }
    }

    pub(super) fn evaluate(&mut self, expression: &'a Expression) -> Result<Value<'a>, ODataError> {
        match expression {
            Expression::Literal(value) => Ok(value.borrowed()),
            Expression::Path(path) => self.follow(path),
            Expression::Count(path) => self.collection(path).map(|items| Value::int(items.len() as u64)),
            Expression::Lambda { quantifier, over, condition } => self.quantify(
                *quantifier,
                over,
                condition.as_ref().map(|(name, condition)| (name.as_str(), &**condition)),
            ),
            Expression::Not(operand) => Ok(self.truth(operand)?.map_or(Value::Null, |holds| Value::Bool(!holds))),
            Expression::And(operands) => self.connect(operands, false),
            Expression::Or(operands) => self.connect(operands, true),
            Expression::Compare { operator, left, right } => {
                let (left, right) = (self.evaluate(left)?, self.evaluate(right)?);
                related(*operator, &left, &right).map(Value::Bool)
            }
            Expression::In(value, several) => self.is_in(value, several).map(Value::Bool),
            Expression::Call(function, arguments) => {
                let arguments: Vec<_> = arguments.iter().map(|one| self.evaluate(one)).collect::<Result<_, _>>()?;
                functions::call(*function, &arguments)
            }
            Expression::Cast(subject, type_name) => {
                functions::cast(self.store, self.subject(subject.as_deref())?, type_name)
            }
            Expression::Number(member, of) => {
                let member = self.evaluate(member)?;
                Ok(self.number(&member, of))
            }
            Expression::IsOf(subject, type_name) => {
                functions::is_of(self.store, &self.subject(subject.as_deref())?, type_name).map(Value::Bool)
            }
        }
    }

    /// The number of a stored member; `null` for a text that is not a member.
    fn number(&self, member: &Value, of: &str) -> Value<'a> {
        let number = match (member, self.store.metadata.as_ref().and_then(|metadata| metadata.enumeration(of))) {
            (Value::Number(Number::Int(number)), _) => return Value::int(*number),
            (member, Some(of)) => member.as_text().and_then(|text| enumeration::number(of, text, Spelling::AnyCase)),
            _ => None,
        };
        number.map_or(Value::Null, Value::int)
    }

    /// The value of a condition; `None` is `null`.
    pub(super) fn truth(&mut self, condition: &'a Expression) -> Result<Option<bool>, ODataError> {
        match self.evaluate(condition)? {
            Value::Bool(value) => Ok(Some(value)),
            Value::Null => Ok(None),
            other => Err(ODataError::invalid_query(format!("Invalid clause: {} is not a condition.", other.kind()))),
        }
    }

    /// `and` and `or`: the deciding value, or else `null` if an operand is `null`.
    fn connect(&mut self, operands: &'a [Expression], deciding: bool) -> Result<Value<'a>, ODataError> {
        let mut whole = Value::Bool(!deciding);
        for operand in operands {
            match self.truth(operand)? {
                Some(value) if value == deciding => return Ok(Value::Bool(deciding)),
                Some(_) => {}
                None => whole = Value::Null,
            }
        }
        Ok(whole)
    }

    fn is_in(&mut self, value: &'a Expression, several: &'a [Expression]) -> Result<bool, ODataError> {
        let value = self.evaluate(value)?;
        for one in several {
            if related(Operator::Eq, &value, &self.evaluate(one)?)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn quantify(
        &mut self,
        quantifier: Quantifier,
        over: &'a Path,
        condition: Option<(&'a str, &'a Expression)>,
    ) -> Result<Value<'a>, ODataError> {
        let items = self.collection(over)?;
        let Some((variable, condition)) = condition else { return Ok(Value::Bool(!items.is_empty())) };
        let deciding = quantifier == Quantifier::Any;
        for item in items {
            self.variables.push((variable, item));
            let holds = self.truth(condition)?.unwrap_or(false);
            self.variables.pop();
            if holds == deciding {
                return Ok(Value::Bool(deciding));
            }
        }
        Ok(Value::Bool(!deciding))
    }

    fn subject(&mut self, subject: Option<&'a Expression>) -> Result<Value<'a>, ODataError> {
        subject.map_or(Ok(Value::Complex(self.it)), |subject| self.evaluate(subject))
    }

    /// The items of a collection; a missing one is empty.
    fn collection(&mut self, path: &'a Path) -> Result<Vec<ValueRef<'a>>, ODataError> {
        match self.follow(path)? {
            Value::Collection(items) => Ok(items),
            Value::Null => Ok(Vec::new()),
            other => Err(ODataError::invalid_query(format!("Invalid clause: {} is not a collection.", other.kind()))),
        }
    }

    fn follow(&self, path: &'a Path) -> Result<Value<'a>, ODataError> {
        let variable = path.variable.as_deref();
        // The innermost variable of that name.
        let found = self.variables.iter().rev().find(|(name, _)| Some(*name) == variable);
        let mut node = found.map_or(self.it, |(_, node)| *node);
        let mut segments = path.segments.iter().peekable();
        while let Some(segment) = segments.next() {
            match segment {
                PathSegment::Cast(type_name) if node.is_of(self.store, type_name) => {}
                PathSegment::Cast(_) => return Ok(Value::Null),
                PathSegment::Property(name, place) => match node.step_near(self.store, name, path.spelling, place) {
                    ResolvedValue::Null => return Ok(Value::Null),
                    ResolvedValue::One(next) => node = next,
                    ResolvedValue::Many(items) => return items_of(self.store, items, segments),
                },
            }
        }
        Ok(Value::stored(node))
    }
}

/// After a collection, a path may only have a cast, which keeps the items of that type.
fn items_of<'a>(
    store: &Store,
    mut items: Vec<ValueRef<'a>>,
    rest: impl Iterator<Item = &'a PathSegment>,
) -> Result<Value<'a>, ODataError> {
    for segment in rest {
        match segment {
            PathSegment::Cast(type_name) => items.retain(|item| item.is_of(store, type_name)),
            PathSegment::Property(name, _) => {
                let message = format!("Invalid clause: '{name}' after a collection; use `any` or `all`.");
                return Err(ODataError::invalid_query(message));
            }
        }
    }
    Ok(Value::Collection(items))
}

fn related(operator: Operator, left: &Value, right: &Value) -> Result<bool, ODataError> {
    let incompatible = |_: Mismatch| {
        ODataError::invalid_query(format!(
            "A binary operator with incompatible types was detected: {} and {} for '{operator:?}'.",
            left.kind(),
            right.kind()
        ))
    };
    if left.is_null() || right.is_null() {
        let both = left.is_null() && right.is_null();
        return Ok(match operator {
            Operator::Eq => both,
            Operator::Ne => !both,
            _ => false,
        });
    }
    if operator == Operator::Has {
        return functions::has(left, right).map_err(incompatible);
    }
    let order = compare(left, right).map_err(incompatible)?;
    Ok(match operator {
        Operator::Eq => order == Some(Ordering::Equal),
        Operator::Ne => order != Some(Ordering::Equal),
        Operator::Gt => order == Some(Ordering::Greater),
        Operator::Ge => order.is_some_and(Ordering::is_ge),
        Operator::Lt => order == Some(Ordering::Less),
        Operator::Le | Operator::Has => order.is_some_and(Ordering::is_le),
    })
}
