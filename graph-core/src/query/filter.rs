//! Conditions on entities, and the order to give them in.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use crate::value::value::Value;

/// A condition on entities of the type `E`: what `$filter` takes.
///
/// # Shape
/// It comes from a property and one of its operators, and is combined by [`and`](Self::and), [`or`](Self::or) and
/// [`not`](Self::not), or by `&`, `|` and `!` (Rust's `&&` and `==` can't give one). Parentheses stand where precedence needs them and nowhere else.
///
/// | operator | of a property that is | in the URL |
/// |:--|:--|:--|
/// | `eq` `ne` `is_in` | primitive or an enumeration | `a eq 1`, `a ne 1`, `a in (1,2)` |
/// | `is_null` `is_not_null` | an `Option` | `a eq null`, `a ne null` |
/// | `gt` `ge` `lt` `le` | text, a number, a date, a time, a duration | `a gt 1` |
/// | `asc` `desc` | primitive or an enumeration | `$orderby=a desc` |
/// | `starts_with` `ends_with` `contains` | text | `startswith(a,'x')` |
/// | `length` `to_lower` `to_upper` `trim` | text | `length(a) gt 3` |
/// | `year` `month` `day` | `DateTime`, `NaiveDate` | `year(a) eq 2026` |
/// | `hour` `minute` `second` | `DateTime`, `NaiveTime` | `hour(a) lt 8` |
/// | `has` | `Flags` | `a has 'x'` |
/// | `any` `all` | a `Vec` | `a/any(x:x eq 1)` |
/// | `count` `is_not_empty` | a `Vec` | `a/$count gt 1`, `a/any()` |
/// | `then` | a complex or navigation property | `a/b eq 1` |
/// | `is_of` `cast` | any | `isof(a,'ns.t')`, `a/ns.t/b`, `cast(a,Edm.Guid)` |
///
/// # Rule
/// OData URL Conventions 4.01, §5.1.1. `not` binds more tightly than `eq`, so it takes a comparison in parentheses.
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
    /// How deep lambdas are nested in it.
    lambdas: usize,
    entity: PhantomData<fn() -> E>,
}

/// How tightly a condition's parts hold together, the loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precedence {
    /// Not known: a text of the user's.
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

    /// Marks what the directory evaluates only as an advanced query.
    pub(crate) fn with_advanced(self, advanced: bool) -> Self {
        Self { advanced: self.advanced || advanced, ..self }
    }

    pub(crate) fn with_lambdas(self, lambdas: usize) -> Self {
        Self { lambdas: self.lambdas.max(lambdas), ..self }
    }

    pub(crate) fn lambdas(&self) -> usize {
        self.lambdas
    }

    /// A condition as text, for what has no method here. It is percent-encoded, and otherwise sent as it is: put values
    /// of others into it by [`Literal::to_literal`](crate::value::literal::Literal::to_literal) alone. Whether the directory needs
    /// an advanced query for it is not known: then add `.eventual()`.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Precedence::Unknown)
    }

    /// Whether the entity itself is of the derived type `D`: `isof('microsoft.graph.user')`.
    pub fn is_of<D: Value>() -> Self {
        Self::new(format!("isof({})", type_argument::<D>()), Precedence::Whole)
    }

    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        self.join("and", other, Precedence::And)
    }

    /// One of the two holds, or both.
    pub fn or(self, other: Self) -> Self {
        self.join("or", other, Precedence::Or)
    }

    /// It does not hold. `!filter` says the same.
    #[allow(clippy::should_implement_trait)] // it does; a chain of calls reads better with a method
    pub fn not(self) -> Self {
        let lambdas = self.lambdas;
        let text = format!("not {}", self.within(Precedence::Whole));
        Self::new(text, Precedence::Whole).with_advanced(true).with_lambdas(lambdas)
    }

    /// Whether the directory evaluates it only as an advanced query.
    pub(crate) fn is_advanced(&self) -> bool {
        self.advanced
    }

    /// The same condition, kept where the entity's type is not known.
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

    /// The text as a part of one that binds so tightly.
    fn within(self, precedence: Precedence) -> String {
        if self.precedence >= precedence { self.text } else { format!("({})", self.text) }
    }
}

/// A condition on entities of the type `E`: what `.filter(…)` takes. It is a [`Filter`], and a trait of its own for the sake of the
/// compiler's message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on `{E}`",
    label = "expected a `Filter<{E}>`",
    note = "write a property of `{E}` and an operator: `.eq(…)`, `.gt(…)`, `.starts_with(…)`; for a text write `Filter::raw(…)`"
)]
pub trait IntoFilter<E> {
    /// Gives the condition.
    #[doc(hidden)]
    fn into_filter(self) -> Filter<E>;
}

impl<E> IntoFilter<E> for Filter<E> {
    fn into_filter(self) -> Self {
        self
    }
}

/// How a type is named as an argument of `isof` and `cast`: a primitive one without quotes.
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
    /// Writes the condition as it stands in `$filter`, not yet percent-encoded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Debug for Filter<E> {
    /// Shows no text: a condition may name persons.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

/// A property to order by, and which way: what `.asc()` and `.desc()` give.
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

    /// An order as text, for what has no property here: `fields/Rank desc`. It is percent-encoded, and otherwise sent as it is.
    #[must_use]
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into())
    }
}

/// An order of entities of the type `E`: what `.order_by(…)` takes, all that converts `Into` an [`Order`]. It is implemented for
/// all of these, and a trait of its own for the sake of the compiler's message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of `{E}`",
    label = "expected a property of `{E}`, or an `Order<{E}>`",
    note = "write a property of `{E}` with `.asc()` or `.desc()`; for a text write `Order::raw(…)`"
)]
pub trait IntoOrder<E> {
    /// Gives the order.
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
