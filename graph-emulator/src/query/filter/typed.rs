//! The type check of a filter against the metadata, before it is evaluated. Names get the metadata's spelling, and members of
//! enumerations their numbers.

use std::fmt;

use graph_csdl::{EnumType, Primitive, StructuredType, TypeRef};

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::expression::{Expression, Function, Operator, Path, PathSegment};
use crate::query::filter::value::Value;
use crate::schema::enumeration;
use crate::schema::names::Names;
use crate::schema::resolved_name::{ResolvedName, canonicalize, resolve_name};

/// The type of an expression.
#[derive(Clone, Copy)]
pub(super) enum Operand<'m> {
    /// An undeclared property of an open type, or an annotation: any type.
    Unknown,
    Null,
    Number,
    /// Another primitive type.
    Primitive(Primitive),
    /// An unknown type, by its name.
    Other(&'m str),
    Enumeration(&'m EnumType),
    Structured(&'m StructuredType),
    /// A collection of values of this type.
    Collection(&'m str),
}

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown | Self::Null => f.write_str("null"),
            Self::Number => f.write_str("a number"),
            Self::Primitive(of) => f.write_str(of.name()),
            Self::Other(name) => f.write_str(name),
            Self::Enumeration(of) => f.write_str(&of.name),
            Self::Structured(of) => f.write_str(&of.name),
            Self::Collection(of) => write!(f, "Collection({of})"),
        }
    }
}

const BOOLEAN: Operand = Operand::Primitive(Primitive::Boolean);
const STRING: Operand = Operand::Primitive(Primitive::String);

/// The types of an expression's names.
pub(super) struct Types<'m, 'f> {
    names: Names<'m>,
    it: Operand<'m>,
    variables: Vec<(String, Operand<'m>)>,
    /// Properties that the annotations forbid here.
    forbidden: &'f [String],
}

impl<'m, 'f> Types<'m, 'f> {
    pub(super) fn new(names: Names<'m>, of: &'m StructuredType, forbidden: &'f [String]) -> Self {
        Self { names, it: Operand::Structured(of), variables: Vec::new(), forbidden }
    }

    pub(super) fn condition(&mut self, expression: &mut Expression) -> Result<(), ODataError> {
        match self.kind(expression)? {
            Operand::Unknown | Operand::Null | Operand::Primitive(Primitive::Boolean) => Ok(()),
            other => {
                Err(invalid(&format!("The $filter expression must evaluate to a boolean value, not to '{other}'.")))
            }
        }
    }

    pub(super) fn kind(&mut self, expression: &mut Expression) -> Result<Operand<'m>, ODataError> {
        match expression {
            Expression::Literal(value) => Ok(literal(value)),
            Expression::Path(path) => self.follow(path),
            Expression::Count(path) => match self.follow(path)? {
                Operand::Collection(_) | Operand::Unknown => Ok(Operand::Number),
                other => Err(invalid(&format!("'$count' needs a collection, not '{other}'."))),
            },
            Expression::Lambda { over, condition, .. } => self.lambda(over, condition),
            Expression::Not(operand) => self.condition(operand).map(|()| BOOLEAN),
            Expression::And(operands) | Expression::Or(operands) => {
                operands.iter_mut().try_for_each(|operand| self.condition(operand)).map(|()| BOOLEAN)
            }
            Expression::Compare { operator, left, right } => self.compare(*operator, left, right).map(|()| BOOLEAN),
            Expression::In(value, several) => {
                let equal = |one: Expression| Expression::Compare {
                    operator: Operator::Eq,
                    left: value.clone(),
                    right: one.into(),
                };
                let one_of = Expression::Or(std::mem::take(several).into_iter().map(equal).collect());
                *expression = one_of;
                self.kind(expression)
            }
            Expression::Call(function, arguments) => self.call(*function, arguments),
            Expression::Cast(subject, name) => {
                subject.iter_mut().try_for_each(|subject| self.kind(subject).map(drop))?;
                self.named(name)
            }
            Expression::IsOf(subject, name) => {
                subject.iter_mut().try_for_each(|subject| self.kind(subject).map(drop))?;
                self.named(name).map(|_| BOOLEAN)
            }
            Expression::Number(..) => Ok(Operand::Number),
        }
    }

    fn lambda(
        &mut self,
        over: &mut Path,
        condition: &mut Option<(String, Box<Expression>)>,
    ) -> Result<Operand<'m>, ODataError> {
        let item = match self.follow(over)? {
            Operand::Collection(of) => self.of_name(of),
            Operand::Unknown => Operand::Unknown,
            other => return Err(invalid(&format!("'any' and 'all' need a collection, not '{other}'."))),
        };
        if let Some((variable, condition)) = condition {
            self.variables.push((variable.clone(), item));
            let checked = self.condition(condition);
            self.variables.pop();
            checked?;
        }
        Ok(BOOLEAN)
    }

    fn follow(&self, path: &mut Path) -> Result<Operand<'m>, ODataError> {
        let variable = path.variable.as_deref();
        let found = self.variables.iter().rev().find(|(name, _)| Some(name.as_str()) == variable);
        let mut kind = found.map_or(self.it, |(_, kind)| *kind);
        let mut names = Vec::new();
        for segment in &mut path.segments {
            kind = match segment {
                PathSegment::Cast(name) => self.cast(kind, name)?,
                PathSegment::Property(name, _) => {
                    let next = self.property(kind, name)?;
                    names.push(name.as_str());
                    next
                }
            };
        }
        path.spelling = Spelling::Exact;
        let names = names.join("/");
        if path.variable.is_none() && self.forbidden.contains(&names) {
            return Err(invalid(&format!("The property '{names}' can't be used in the query option here.")));
        }
        Ok(kind)
    }

    fn property(&self, of: Operand<'m>, name: &mut String) -> Result<Operand<'m>, ODataError> {
        let of = match of {
            Operand::Unknown => return Ok(Operand::Unknown),
            _ if name.starts_with('@') => return Ok(Operand::Unknown),
            Operand::Structured(of) => of,
            Operand::Collection(_) => {
                return Err(invalid(&format!("'{name}' after a collection; use `any` or `all`.")));
            }
            other => return Err(ODataError::no_property(name, &other.to_string(), None)),
        };
        canonicalize(self.names, of, name);
        let of_type = |ty: &'m TypeRef| {
            if ty.is_collection { Operand::Collection(&ty.name) } else { self.of_name(&ty.name) }
        };
        match resolve_name(self.names.metadata, of, name) {
            Some(ResolvedName::Value(ty)) => Ok(of_type(ty)),
            Some(ResolvedName::Relations(found)) => Ok(match found.as_slice() {
                [only] => of_type(&only.ty),
                [first, others @ ..] if others.iter().all(|other| other.ty == first.ty) => of_type(&first.ty),
                _ => Operand::Unknown,
            }),
            Some(ResolvedName::Any) => Ok(Operand::Unknown),
            None => Err(self.names.no_property(&of.name, name)),
        }
    }

    fn cast(&self, from: Operand<'m>, name: &mut String) -> Result<Operand<'m>, ODataError> {
        let to = self.names.structured(name).ok_or_else(|| self.names.no_type(name))?;
        to.name.clone_into(name);
        let of = match from {
            Operand::Structured(of) => of.name.as_str(),
            Operand::Collection(of) => of,
            _ => return Ok(Operand::Structured(to)),
        };
        let metadata = self.names.metadata;
        if metadata.is_a(&to.name, of) || metadata.is_a(of, &to.name) {
            let is_collection = matches!(from, Operand::Collection(_));
            return Ok(if is_collection { Operand::Collection(&to.name) } else { Operand::Structured(to) });
        }
        Err(ODataError::other_type(&to.name, of))
    }

    fn named(&self, name: &mut String) -> Result<Operand<'m>, ODataError> {
        match self.names.definition(name) {
            Some(definition) => {
                definition.name().clone_into(name);
                Ok(self.of_name(definition.name()))
            }
            None if name.starts_with("Edm.") => Ok(Operand::Unknown),
            None => Err(self.names.no_type(name)),
        }
    }

    /// A single value of a type.
    fn of_name(&self, name: &'m str) -> Operand<'m> {
        let metadata = self.names.metadata;
        if let Some(of) = metadata.structured(name) {
            return Operand::Structured(of);
        }
        if let Some(of) = metadata.enumeration(name) {
            return Operand::Enumeration(of);
        }
        match (metadata.primitive(name), metadata.underlying(name)) {
            (Some(of), _) if of.is_number() => Operand::Number,
            (Some(of), _) => Operand::Primitive(of),
            (None, "Edm.PrimitiveType" | "Edm.Untyped") => Operand::Unknown,
            (None, other) => Operand::Other(other),
        }
    }

    /// Members of enumerations compare by their numbers, in any spelling: `has` compares bits, and a set of flags has several
    /// texts.
    ///
    /// # Rule
    /// OData URL Conventions 4.01, §5.1.1.1.9: the left operand of `has` is an enumeration.
    fn compare(
        &mut self,
        operator: Operator,
        left: &mut Box<Expression>,
        right: &mut Box<Expression>,
    ) -> Result<(), ODataError> {
        let (left_kind, right_kind) = (self.kind(left)?, self.kind(right)?);
        let incompatible = || {
            invalid(&format!(
                "A binary operator with incompatible types was detected. Found operand types '{left_kind}' and \
                 '{right_kind}' for operator kind '{operator:?}'."
            ))
        };
        if operator == Operator::Has && !matches!(left_kind, Operand::Enumeration(_) | Operand::Unknown | Operand::Null)
        {
            return Err(incompatible());
        }
        let of = match (left_kind, right_kind) {
            (Operand::Enumeration(of), Operand::Primitive(Primitive::String)) if text(right).is_some() => of,
            (Operand::Primitive(Primitive::String), Operand::Enumeration(of)) if text(left).is_some() => of,
            (Operand::Enumeration(of), Operand::Enumeration(other)) if of.name == other.name => of,
            (left, right) if is_comparable(left, right) => return Ok(()),
            _ => return Err(incompatible()),
        };
        for operand in [left, right] {
            let number = match text(operand) {
                Some(text) => Expression::Literal(Value::int(self.member(of, text)?)),
                None => Expression::Number(operand.clone(), of.name.clone()),
            };
            **operand = number;
        }
        Ok(())
    }

    /// The number of a member, or of several flags.
    fn member(&self, of: &EnumType, text: &str) -> Result<i64, ODataError> {
        let unknown =
            || invalid(&format!("The string '{text}' is not a valid enumeration type constant of '{}'.", of.name));
        enumeration::number(of, text, self.names.spelling).ok_or_else(unknown)
    }

    fn call(&mut self, function: Function, arguments: &mut [Expression]) -> Result<Operand<'m>, ODataError> {
        let kinds: Vec<_> = arguments.iter_mut().map(|argument| self.kind(argument)).collect::<Result<_, _>>()?;
        let is_fit = |(at, kind): (usize, &Operand)| match (function, kind) {
            (_, Operand::Unknown | Operand::Null) => true,
            (Function::Round | Function::Floor | Function::Ceiling, kind) => matches!(kind, Operand::Number),
            (Function::Substring, kind) if at > 0 => matches!(kind, Operand::Number),
            (Function::Year | Function::Month | Function::Day | Function::Date, kind) => {
                matches!(kind, Operand::Primitive(Primitive::Date | Primitive::DateTimeOffset))
            }
            (Function::Hour | Function::Minute | Function::Second | Function::Time, kind) => {
                matches!(kind, Operand::Primitive(Primitive::TimeOfDay | Primitive::DateTimeOffset))
            }
            (_, kind) => matches!(kind, Operand::Primitive(Primitive::String)),
        };
        if !kinds.iter().enumerate().all(is_fit) {
            let (name, kinds) = (function.name(), kinds.iter().map(Operand::to_string).collect::<Vec<_>>().join(", "));
            return Err(invalid(&format!("No function signature for '{name}' matches the arguments: {kinds}.")));
        }
        Ok(match function {
            Function::StartsWith | Function::EndsWith | Function::Contains => BOOLEAN,
            Function::ToLower | Function::ToUpper | Function::Trim | Function::Concat | Function::Substring => STRING,
            Function::Date => Operand::Primitive(Primitive::Date),
            Function::Time => Operand::Primitive(Primitive::TimeOfDay),
            Function::Now => Operand::Primitive(Primitive::DateTimeOffset),
            _ => Operand::Number,
        })
    }
}

fn literal<'m>(value: &Value) -> Operand<'m> {
    match value {
        Value::Null => Operand::Null,
        Value::Number(_) => Operand::Number,
        Value::Bool(_) => BOOLEAN,
        Value::Complex(_) | Value::Collection(_) => Operand::Unknown,
        Value::Text(_) | Value::Stored(_) => STRING,
        plain => plain.primitive().map_or(Operand::Unknown, Operand::Primitive),
    }
}

fn text(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::Literal(value) => value.as_text(),
        _ => None,
    }
}

fn is_comparable(left: Operand, right: Operand) -> bool {
    match (left, right) {
        (Operand::Unknown | Operand::Null, _)
        | (_, Operand::Unknown | Operand::Null)
        | (Operand::Number, Operand::Number) => true,
        (Operand::Primitive(left), Operand::Primitive(right)) => {
            let is_date = |of| matches!(of, Primitive::Date | Primitive::DateTimeOffset);
            left == right || (is_date(left) && is_date(right))
        }
        (Operand::Enumeration(left), Operand::Enumeration(right)) => left.name == right.name,
        (Operand::Other(left), Operand::Other(right)) => left == right,
        _ => false,
    }
}

fn invalid(message: &str) -> ODataError {
    ODataError::invalid_query(format!("Invalid clause: {message}"))
}
