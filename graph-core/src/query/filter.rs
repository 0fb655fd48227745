//! Filters and orders.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use crate::value::value::Value;

/// A condition on entities of the type `E`: the argument of `$filter`.
///
/// # Shape
/// The operators of a property create it. [`and`](Self::and), [`or`](Self::or) and [`not`](Self::not) combine filters, as do
/// `&`, `|` and `!` (Rust's `&&` and `==` can't return one). Parentheses are added only where precedence requires them.
///
/// | operator | type of the property | in the URL |
/// |:--|:--|:--|
/// | `eq` `ne` `is_in` | primitive or an enumeration | `a eq 1`, `a ne 1`, `a in (1,2)` |
/// | `is_null` `is_not_null` | an `Option` | `a eq null`, `a ne null` |
/// | `gt` `ge` `lt` `le` | string, number, date, time, duration | `a gt 1` |
/// | `asc` `desc` | primitive or an enumeration | `$orderby=a desc` |
/// | `starts_with` `ends_with` `contains` | string | `startswith(a,'x')` |
/// | `length` `to_lower` `to_upper` `trim` | string | `length(a) gt 3` |
/// | `year` `month` `day` | `DateTime`, `NaiveDate` | `year(a) eq 2026` |
/// | `hour` `minute` `second` | `DateTime`, `NaiveTime` | `hour(a) lt 8` |
/// | `has` | `Flags` | `a has 'x'` |
/// | `any` `all` | a `Vec` | `a/any(x:x eq 1)` |
/// | `count` `is_not_empty` | a `Vec` | `a/$count gt 1`, `a/any()` |
/// | `then` | a complex or navigation property | `a/b eq 1` |
/// | `is_of` `cast` | any | `isof(a,'ns.t')`, `a/ns.t/b`, `cast(a,Edm.Guid)` |
///
/// # Rule
/// OData URL Conventions 4.01, §5.1.1. `not` has a higher precedence than `eq`, so it takes a comparison in parentheses.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Filter};
/// #[graph_entity(path = "users")]
/// pub struct User { pub display_name: Option<String>, pub age: Option<i32> }
///
/// let filter = User::AGE.lt(18).or(User::AGE.gt(65)).and(!User::DISPLAY_NAME.starts_with("O'"));
/// assert_eq!(filter.to_string(), "(age lt 18 or age gt 65) and not startswith(displayName,'O''')");
/// ```
#[must_use = "a filter does nothing until a request has it: `.filter(…)`"]
pub struct Filter<E> {
    text: String,
    precedence: Precedence,
    advanced: bool,
    /// The nesting depth of lambdas.
    lambdas: usize,
    entity: PhantomData<fn() -> E>,
}

/// The precedence of a condition, the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precedence {
    /// Unknown: text of the user.
    Unknown,
    /// `a or b`.
    Or,
    /// `a and b`.
    And,
    /// `a eq b`.
    Comparison,
    /// `not a`, `startswith(a,b)`.
    Whole,
}

impl<E> Filter<E> {
    pub(crate) fn new(text: String, precedence: Precedence) -> Self {
        Self { text, precedence, advanced: false, lambdas: 0, entity: PhantomData }
    }

    /// Marks a condition that needs an advanced query.
    pub(crate) fn with_advanced(self, advanced: bool) -> Self {
        Self { advanced: self.advanced || advanced, ..self }
    }

    pub(crate) fn with_lambdas(self, lambdas: usize) -> Self {
        Self { lambdas: self.lambdas.max(lambdas), ..self }
    }

    pub(crate) fn lambdas(&self) -> usize {
        self.lambdas
    }

    /// Creates a condition from text, for functions without a method. The text is percent-encoded and otherwise sent unchanged. Use
    /// [`Literal::to_literal`](crate::value::literal::Literal::to_literal) for untrusted values. The crate does not know if the
    /// condition needs an advanced query: add `.eventual()` if it does.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Precedence::Unknown)
    }

    /// The entity is of the derived type `D`: `isof('microsoft.graph.user')`.
    pub fn is_of<D: Value>() -> Self {
        Self::new(format!("isof({})", type_argument::<D>()), Precedence::Whole)
    }

    /// Both conditions are true.
    pub fn and(self, other: Self) -> Self {
        self.join("and", other, Precedence::And)
    }

    /// At least one of the conditions is true.
    pub fn or(self, other: Self) -> Self {
        self.join("or", other, Precedence::Or)
    }

    /// The condition is false. `!filter` is equivalent.
    #[allow(clippy::should_implement_trait)] // it does; a chain of calls reads better with a method
    pub fn not(self) -> Self {
        let lambdas = self.lambdas;
        let text = format!("not {}", self.within(Precedence::Whole));
        Self::new(text, Precedence::Whole).with_advanced(true).with_lambdas(lambdas)
    }

    /// Returns `true` if the condition needs an advanced query.
    pub(crate) fn is_advanced(&self) -> bool {
        self.advanced
    }

    /// The condition without the type of the entity.
    pub(crate) fn of_any(self) -> Filter<()> {
        Filter {
            text: self.text,
            precedence: self.precedence,
            advanced: self.advanced,
            lambdas: self.lambdas,
            entity: PhantomData,
        }
    }

    fn join(self, word: &str, other: Self, precedence: Precedence) -> Self {
        let advanced = self.advanced || other.advanced;
        let lambdas = self.lambdas.max(other.lambdas);
        let text = format!("{} {word} {}", self.within(precedence), other.within(precedence));
        Self::new(text, precedence).with_advanced(advanced).with_lambdas(lambdas)
    }

    /// The text as an operand in a context of this precedence.
    fn within(self, precedence: Precedence) -> String {
        if self.precedence >= precedence { self.text } else { format!("({})", self.text) }
    }
}

/// An argument of `.filter(…)`: a [`Filter`] on entities of the type `E`. It is a separate trait for the compiler's message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on `{E}`",
    label = "expected a `Filter<{E}>`",
    note = "write a property of `{E}` and an operator: `.eq(…)`, `.gt(…)`, `.starts_with(…)`; for text write `Filter::raw(…)`"
)]
pub trait IntoFilter<E> {
    /// Converts into the filter.
    #[doc(hidden)]
    fn into_filter(self) -> Filter<E>;
}

impl<E> IntoFilter<E> for Filter<E> {
    fn into_filter(self) -> Self {
        self
    }
}

/// The name of a type as an argument of `isof` and `cast`. A primitive type has no quotes.
pub(crate) fn type_argument<T: Value>() -> String {
    if T::TYPE.starts_with("Edm.") { T::TYPE.to_owned() } else { format!("'{}'", T::TYPE) }
}

/// `a & b` is `a.and(b)`.
impl<E> BitAnd for Filter<E> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

/// `a | b` is `a.or(b)`.
impl<E> BitOr for Filter<E> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl<E> Not for Filter<E> {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

impl<E> Clone for Filter<E> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), ..*self }
    }
}

impl<E> fmt::Display for Filter<E> {
    /// Writes the condition as in `$filter`, before percent-encoding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Debug for Filter<E> {
    /// Omits the text, which may contain personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

/// A property with a direction: the result of `.asc()` and `.desc()`.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, query::Order};
/// #[graph_entity(path = "users")]
/// pub struct User { pub display_name: Option<String> }
///
/// let list = User::users().list().order_by(User::DISPLAY_NAME.desc()).order_by(Order::raw("fields/Rank"));
/// assert!(list.query().ends_with("$orderby=displayName%20desc,fields/Rank"));
/// ```
#[derive(Debug)]
pub struct Order<E> {
    pub(crate) text: String,
    entity: PhantomData<fn() -> E>,
}

impl<E> Order<E> {
    pub(crate) fn new(text: String) -> Self {
        Self { text, entity: PhantomData }
    }

    /// Creates an order from text, for paths without a constant: `fields/Rank desc`. It is percent-encoded and otherwise sent unchanged.
    #[must_use]
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into())
    }
}

/// An argument of `.order_by(…)`: a type that converts into an [`Order`] of entities of the type `E`. It is a separate trait for
/// the compiler's message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of `{E}`",
    label = "expected a property of `{E}`, or an `Order<{E}>`",
    note = "write a property of `{E}` with `.asc()` or `.desc()`; for text write `Order::raw(…)`"
)]
pub trait IntoOrder<E> {
    /// Converts into the order.
    #[doc(hidden)]
    fn into_order(self) -> Order<E>;
}

#[diagnostic::do_not_recommend]
impl<E, T: Into<Order<E>>> IntoOrder<E> for T {
    fn into_order(self) -> Order<E> {
        self.into()
    }
}

impl<E> Clone for Order<E> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone())
    }
}
