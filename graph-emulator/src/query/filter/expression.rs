//! The syntax tree of a filter.

use crate::http::spelling::Spelling;
use crate::query::filter::value::Value;
use crate::store::last_place::LastPlace;

/// An expression.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    Literal(Value<'static>),
    Path(Path),
    /// `coll/$count`.
    Count(Path),
    /// `coll/any(x:…)` or `coll/all(x:…)`; `coll/any()` has no condition.
    Lambda {
        quantifier: Quantifier,
        over: Path,
        condition: Option<(String, Box<Expression>)>,
    },
    Not(Box<Expression>),
    /// All or one of the operands: a list, so that a long chain is not a deep tree.
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Compare {
        operator: Operator,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    In(Box<Expression>, Vec<Expression>),
    Call(Function, Vec<Expression>),
    Cast(Option<Box<Expression>>, String),
    IsOf(Option<Box<Expression>>, String),
    /// The number of a member, or of several members, of the enumeration with that name.
    Number(Box<Expression>, String),
}

impl Expression {
    /// The only operand, or all of them in one expression.
    pub(super) fn one_or(mut several: Vec<Self>, whole: impl Fn(Vec<Self>) -> Self) -> Self {
        match several.pop() {
            Some(only) if several.is_empty() => only,
            last => whole(several.into_iter().chain(last).collect()),
        }
    }
}

impl Expression {
    /// Adds the places of the properties of the entity itself.
    pub(super) fn add_places<'e>(&'e self, places: &mut Vec<&'e LastPlace>) {
        match self {
            Self::Literal(_) => {}
            Self::Path(path) | Self::Count(path) | Self::Lambda { over: path, .. } => {
                if let (None, Some(PathSegment::Property(_, place))) = (&path.variable, path.segments.first()) {
                    places.push(place);
                }
            }
            Self::Not(operand) | Self::Number(operand, _) => operand.add_places(places),
            Self::And(several) | Self::Or(several) | Self::Call(_, several) => add_all(several, places),
            Self::Compare { left, right, .. } => {
                left.add_places(places);
                right.add_places(places);
            }
            Self::In(value, several) => {
                value.add_places(places);
                add_all(several, places);
            }
            Self::Cast(of, _) | Self::IsOf(of, _) => {
                if let Some(of) = of {
                    of.add_places(places);
                }
            }
        }
    }
}

fn add_all<'e>(several: &'e [Expression], places: &mut Vec<&'e LastPlace>) {
    for one in several {
        one.add_places(places);
    }
}

/// A path of properties and casts, from the entity or from a lambda's variable.
#[derive(Debug, Clone)]
pub(super) struct Path {
    pub(super) variable: Option<String>,
    pub(super) segments: Vec<PathSegment>,
    /// How its names are written.
    pub(super) spelling: Spelling,
}

#[derive(Debug, Clone)]
pub(super) enum PathSegment {
    Property(String, LastPlace),
    Cast(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    Any,
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Has,
}

impl Operator {
    pub(super) fn named(word: &str, spelling: Spelling) -> Option<Self> {
        let known = [
            ("eq", Self::Eq),
            ("ne", Self::Ne),
            ("gt", Self::Gt),
            ("ge", Self::Ge),
            ("lt", Self::Lt),
            ("le", Self::Le),
            ("has", Self::Has),
        ];
        known.into_iter().find(|(name, _)| spelling.is(word, name)).map(|(_, operator)| operator)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    StartsWith,
    EndsWith,
    Contains,
    ToLower,
    ToUpper,
    Trim,
    Length,
    Concat,
    IndexOf,
    Substring,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Date,
    Time,
    Now,
    Round,
    Floor,
    Ceiling,
}

/// Functions with the least and the greatest number of arguments.
const FUNCTIONS: [(&str, Function, usize, usize); 22] = [
    ("startswith", Function::StartsWith, 2, 2),
    ("endswith", Function::EndsWith, 2, 2),
    ("contains", Function::Contains, 2, 2),
    ("tolower", Function::ToLower, 1, 1),
    ("toupper", Function::ToUpper, 1, 1),
    ("trim", Function::Trim, 1, 1),
    ("length", Function::Length, 1, 1),
    ("concat", Function::Concat, 2, 2),
    ("indexof", Function::IndexOf, 2, 2),
    ("substring", Function::Substring, 2, 3),
    ("year", Function::Year, 1, 1),
    ("month", Function::Month, 1, 1),
    ("day", Function::Day, 1, 1),
    ("hour", Function::Hour, 1, 1),
    ("minute", Function::Minute, 1, 1),
    ("second", Function::Second, 1, 1),
    ("date", Function::Date, 1, 1),
    ("time", Function::Time, 1, 1),
    ("now", Function::Now, 0, 0),
    ("round", Function::Round, 1, 1),
    ("floor", Function::Floor, 1, 1),
    ("ceiling", Function::Ceiling, 1, 1),
];

/// OData functions that are not implemented (URL Conventions 4.01, §5.1.1).
const KNOWN_ELSEWHERE: [&str; 13] = [
    "fractionalseconds",
    "totaloffsetminutes",
    "totalseconds",
    "mindatetime",
    "maxdatetime",
    "matchespattern",
    "hassubset",
    "hassubsequence",
    "geo.distance",
    "geo.length",
    "geo.intersects",
    "case",
    "substringof",
];

impl Function {
    /// The function with that name in any letter case, and its number of arguments.
    pub(super) fn named(name: &str) -> Option<(Self, std::ops::RangeInclusive<usize>)> {
        let found = FUNCTIONS.iter().find(|(own, ..)| own.eq_ignore_ascii_case(name));
        found.map(|(_, function, least, most)| (*function, *least..=*most))
    }

    pub(super) fn is_known_elsewhere(name: &str) -> bool {
        KNOWN_ELSEWHERE.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    pub(super) fn name(self) -> &'static str {
        FUNCTIONS.iter().find(|(_, function, ..)| *function == self).map_or("", |(name, ..)| name)
    }
}
