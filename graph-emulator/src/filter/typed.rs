//! Whether a filter's names and types are those of the metadata, before it is asked of any entity.

use std::fmt;

use graph_csdl::{EnumType, Metadata, StructuredType, TypeRef};

use crate::answer::Failure;
use crate::filter::expression::{Expression, Function, Operator, Path, Step};
use crate::filter::value::Value;
use crate::known::{Known, known};

/// What is known of an expression's type.
#[derive(Clone, Copy)]
pub(super) enum Operand<'m> {
    /// A property that an open type takes and does not declare, an annotation: anything.
    Unknown,
    Null,
    Number,
    /// Another primitive type, by its name.
    Primitive(&'m str),
    Enumeration(&'m EnumType),
    Structured(&'m StructuredType),
    /// Of values of this type.
    Collection(&'m str),
}

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown | Self::Null => f.write_str("null"),
            Self::Number => f.write_str("a number"),
            Self::Primitive(name) => f.write_str(name),
            Self::Enumeration(of) => f.write_str(&of.name),
            Self::Structured(of) => f.write_str(&of.name),
            Self::Collection(of) => write!(f, "Collection({of})"),
        }
    }
}

const BOOLEAN: Operand = Operand::Primitive("Edm.Boolean");
const STRING: Operand = Operand::Primitive("Edm.String");

/// What the names of an expression mean.
pub(super) struct Types<'m, 'e> {
    metadata: &'m Metadata,
    it: Operand<'m>,
    variables: Vec<(&'e str, Operand<'m>)>,
    /// Properties that can't be asked for here.
    forbidden: &'e [String],
}

impl<'m, 'e> Types<'m, 'e> {
    pub(super) fn new(metadata: &'m Metadata, of: &'m StructuredType, forbidden: &'e [String]) -> Self {
        Self { metadata, it: Operand::Structured(of), variables: Vec::new(), forbidden }
    }

    pub(super) fn condition(&mut self, expression: &'e Expression) -> Result<(), Failure> {
        match self.kind(expression)? {
            Operand::Unknown | Operand::Null | Operand::Primitive("Edm.Boolean") => Ok(()),
            other => {
                Err(invalid(&format!("The $filter expression must evaluate to a boolean value, not to '{other}'.")))
            }
        }
    }

    pub(super) fn kind(&mut self, expression: &'e Expression) -> Result<Operand<'m>, Failure> {
        match expression {
            Expression::Literal(value) => Ok(literal(value)),
            Expression::Path(path) => self.follow(path),
            Expression::Count(path) => match self.follow(path)? {
                Operand::Collection(_) | Operand::Unknown => Ok(Operand::Number),
                other => Err(invalid(&format!("'$count' stands behind a collection, not behind '{other}'."))),
            },
            Expression::Lambda { over, condition, .. } => self.lambda(over, condition.as_ref()),
            Expression::Not(operand) => self.condition(operand).map(|()| BOOLEAN),
            Expression::And(operands) | Expression::Or(operands) => {
                operands.iter().try_for_each(|operand| self.condition(operand)).map(|()| BOOLEAN)
            }
            Expression::Compare { operator, left, right } => self.compare(*operator, left, right).map(|()| BOOLEAN),
            Expression::In(value, several) => {
                several.iter().try_for_each(|one| self.compare(Operator::Eq, value, one)).map(|()| BOOLEAN)
            }
            Expression::Call(function, arguments) => self.call(*function, arguments),
            Expression::Cast(subject, name) => {
                subject.iter().try_for_each(|subject| self.kind(subject).map(drop))?;
                self.named(name)
            }
            Expression::IsOf(subject, name) => {
                subject.iter().try_for_each(|subject| self.kind(subject).map(drop))?;
                self.named(name).map(|_| BOOLEAN)
            }
        }
    }

    fn lambda(
        &mut self,
        over: &'e Path,
        condition: Option<&'e (String, Box<Expression>)>,
    ) -> Result<Operand<'m>, Failure> {
        let item = match self.follow(over)? {
            Operand::Collection(of) => self.of_name(of),
            Operand::Unknown => Operand::Unknown,
            other => return Err(invalid(&format!("'any' and 'all' stand behind a collection, not behind '{other}'."))),
        };
        if let Some((variable, condition)) = condition {
            self.variables.push((variable, item));
            let checked = self.condition(condition);
            self.variables.pop();
            checked?;
        }
        Ok(BOOLEAN)
    }

    fn follow(&self, path: &'e Path) -> Result<Operand<'m>, Failure> {
        let variable = path.variable.as_deref();
        let found = self.variables.iter().rev().find(|(name, _)| Some(*name) == variable);
        let mut kind = found.map_or(self.it, |(_, kind)| *kind);
        let mut names = Vec::new();
        for step in &path.steps {
            kind = match step {
                Step::Cast(name) => self.cast(kind, name)?,
                Step::Property(name) => {
                    names.push(name.as_str());
                    self.property(kind, name)?
                }
            };
        }
        let names = names.join("/");
        if variable.is_none() && self.forbidden.contains(&names) {
            return Err(invalid(&format!("The property '{names}' can't be used in the query option here.")));
        }
        Ok(kind)
    }

    fn property(&self, of: Operand<'m>, name: &str) -> Result<Operand<'m>, Failure> {
        let of = match of {
            Operand::Unknown => return Ok(Operand::Unknown),
            _ if name.starts_with('@') => return Ok(Operand::Unknown),
            Operand::Structured(of) => of,
            Operand::Collection(_) => {
                return Err(invalid(&format!("'{name}' behind a collection; use `any` or `all`.")));
            }
            other => return Err(Failure::no_property(name, &other.to_string())),
        };
        let of_type = |ty: &'m TypeRef| {
            if ty.is_collection { Operand::Collection(&ty.name) } else { self.of_name(&ty.name) }
        };
        match known(self.metadata, of, name) {
            Some(Known::Value(ty)) => Ok(of_type(ty)),
            Some(Known::Relations(found)) => Ok(match found.as_slice() {
                [only] => of_type(&only.ty),
                [first, others @ ..] if others.iter().all(|other| other.ty == first.ty) => of_type(&first.ty),
                _ => Operand::Unknown,
            }),
            Some(Known::Any) => Ok(Operand::Unknown),
            None => Err(Failure::no_property(name, &of.name)),
        }
    }

    fn cast(&self, from: Operand<'m>, name: &str) -> Result<Operand<'m>, Failure> {
        let to = self.metadata.structured(name).ok_or_else(|| Failure::no_type(name))?;
        let of = match from {
            Operand::Structured(of) => of.name.as_str(),
            Operand::Collection(of) => of,
            _ => return Ok(Operand::Structured(to)),
        };
        if self.metadata.is_a(&to.name, of) || self.metadata.is_a(of, &to.name) {
            let is_collection = matches!(from, Operand::Collection(_));
            return Ok(if is_collection { Operand::Collection(&to.name) } else { Operand::Structured(to) });
        }
        Err(Failure::other_type(&to.name, of))
    }

    fn named(&self, name: &str) -> Result<Operand<'m>, Failure> {
        match self.metadata.definition(name) {
            Some(definition) => Ok(self.of_name(definition.name())),
            None if name.starts_with("Edm.") => Ok(Operand::Unknown),
            None => Err(Failure::no_type(name)),
        }
    }

    /// One value of a type.
    fn of_name(&self, name: &'m str) -> Operand<'m> {
        if let Some(of) = self.metadata.structured(name) {
            return Operand::Structured(of);
        }
        if let Some(of) = self.metadata.enumeration(name) {
            return Operand::Enumeration(of);
        }
        match self.metadata.underlying(name) {
            "Edm.Byte" | "Edm.SByte" | "Edm.Int16" | "Edm.Int32" | "Edm.Int64" | "Edm.Single" | "Edm.Double"
            | "Edm.Decimal" => Operand::Number,
            "Edm.PrimitiveType" | "Edm.Untyped" => Operand::Unknown,
            primitive => Operand::Primitive(primitive),
        }
    }

    fn compare(&mut self, operator: Operator, left: &'e Expression, right: &'e Expression) -> Result<(), Failure> {
        let (left_kind, right_kind) = (self.kind(left)?, self.kind(right)?);
        match (left_kind, right_kind) {
            (Operand::Enumeration(of), Operand::Primitive("Edm.String")) if text(right).is_some() => {
                members(of, text(right))
            }
            (Operand::Primitive("Edm.String"), Operand::Enumeration(of)) if text(left).is_some() => {
                members(of, text(left))
            }
            (left, right) if is_comparable(left, right) => Ok(()),
            (left, right) => Err(invalid(&format!(
                "A binary operator with incompatible types was detected. Found operand types '{left}' and '{right}' for \
                 operator kind '{operator:?}'."
            ))),
        }
    }

    fn call(&mut self, function: Function, arguments: &'e [Expression]) -> Result<Operand<'m>, Failure> {
        let kinds: Vec<_> = arguments.iter().map(|argument| self.kind(argument)).collect::<Result<_, _>>()?;
        let is_fit = |(at, kind): (usize, &Operand)| match (function, kind) {
            (_, Operand::Unknown | Operand::Null) => true,
            (Function::Round | Function::Floor | Function::Ceiling, kind) => matches!(kind, Operand::Number),
            (Function::Substring, kind) if at > 0 => matches!(kind, Operand::Number),
            (Function::Year | Function::Month | Function::Day | Function::Date, kind) => {
                matches!(kind, Operand::Primitive("Edm.Date" | "Edm.DateTimeOffset"))
            }
            (Function::Hour | Function::Minute | Function::Second | Function::Time, kind) => {
                matches!(kind, Operand::Primitive("Edm.TimeOfDay" | "Edm.DateTimeOffset"))
            }
            (_, kind) => matches!(kind, Operand::Primitive("Edm.String")),
        };
        if !kinds.iter().enumerate().all(is_fit) {
            let (name, kinds) = (function.name(), kinds.iter().map(Operand::to_string).collect::<Vec<_>>().join(", "));
            return Err(invalid(&format!("No function signature for '{name}' matches the arguments: {kinds}.")));
        }
        Ok(match function {
            Function::StartsWith | Function::EndsWith | Function::Contains => BOOLEAN,
            Function::ToLower | Function::ToUpper | Function::Trim | Function::Concat | Function::Substring => STRING,
            Function::Date => Operand::Primitive("Edm.Date"),
            Function::Time => Operand::Primitive("Edm.TimeOfDay"),
            Function::Now => Operand::Primitive("Edm.DateTimeOffset"),
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
        plain => Operand::Primitive(plain.kind()),
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
            let is_date = |name: &str| matches!(name, "Edm.Date" | "Edm.DateTimeOffset");
            left == right || (is_date(left) && is_date(right))
        }
        (Operand::Enumeration(left), Operand::Enumeration(right)) => left.name == right.name,
        _ => false,
    }
}

/// Whether a text of a filter is a member, or several of a set.
fn members(of: &EnumType, text: Option<&str>) -> Result<(), Failure> {
    let text = text.unwrap_or_default();
    if is_member(of, text) {
        return Ok(());
    }
    Err(invalid(&format!("The string '{text}' is not a valid enumeration type constant of '{}'.", of.name)))
}

/// Whether a text names a member, or several joined by commas where a value is a set. A number stands for itself.
pub(crate) fn is_member(of: &EnumType, text: &str) -> bool {
    let is_one = |name: &str| match name.parse::<i64>() {
        Ok(number) => of.is_flags || of.members.iter().any(|member| member.value == number),
        Err(_) => of.members.iter().any(|member| member.name == name),
    };
    if of.is_flags { text.split(',').map(str::trim).all(is_one) } else { is_one(text) }
}

fn invalid(message: &str) -> Failure {
    Failure::invalid_query(format!("Invalid clause: {message}"))
}
