//! Operands of filters: a property, a nested property, or the result of a function.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use super::filter::{Filter, Precedence};
use crate::value::literal::Literal;

/// A value of the type `T` of an entity of the type `E`: a nested property, an item of a collection within `any`, the length of
/// a string.
///
/// # Shape
/// It has the operators of [`Property`](crate::Property).
///
/// # Example
/// ```
/// # use graph_core::{graph_complex, graph_entity};
/// #[graph_complex]
/// pub struct DateTimeTimeZone { pub date_time: Option<String> }
///
/// #[graph_entity(path = "me/events")]
/// pub struct Event { pub start: Option<DateTimeTimeZone>, pub categories: Vec<String> }
///
/// let filter = Event::START
///     .then(DateTimeTimeZone::DATE_TIME).ge("2026-01-01T00:00")
///     .and(Event::CATEGORIES.any(|category| category.eq("Red")));
/// assert_eq!(filter.to_string(), "start/dateTime ge '2026-01-01T00:00' and categories/any(x:x eq 'Red')");
/// ```
pub struct Expression<E, T> {
    text: String,
    advanced: bool,
    of: PhantomData<fn() -> (E, T)>,
}

impl<E, T> Expression<E, T> {
    pub(crate) fn new(text: String) -> Self {
        Self { text, advanced: false, of: PhantomData }
    }

    pub(crate) fn with_advanced(self, advanced: bool) -> Self {
        Self { advanced, ..self }
    }

    pub(crate) fn operand(self) -> Operand {
        (self.text, self.advanced)
    }

    /// The text in a query, before percent-encoding.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

impl<E, T> Clone for Expression<E, T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), ..*self }
    }
}

impl<E, T> fmt::Debug for Expression<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.text).finish()
    }
}

/// The operand of an operator: its text, and a flag for expressions that need an advanced query.
pub(crate) type Operand = (String, bool);

pub(crate) fn compare<E, V: Literal>((operand, advanced): Operand, operator: &str, value: &V) -> Filter<E> {
    let mut text = format!("{operand} {operator} ");
    value.write_literal(&mut text);
    Filter::new(text, Precedence::Comparison).with_advanced(advanced || operator == "ne")
}

pub(crate) fn call<E>(function: &str, (operand, advanced): Operand, argument: &str) -> Filter<E> {
    let text = format!("{function}({operand},{})", argument.to_literal());
    Filter::new(text, Precedence::Whole).with_advanced(advanced || function == "endswith")
}

pub(crate) fn function<E, T>(function: &str, (operand, advanced): Operand) -> Expression<E, T> {
    Expression::new(format!("{function}({operand})")).with_advanced(advanced)
}

pub(crate) fn within<E, T>((operand, advanced): Operand, next: &str) -> Expression<E, T> {
    Expression::new(format!("{operand}/{next}")).with_advanced(advanced)
}

thread_local! {
    /// The number of lambdas around the current one.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// The placeholder of a lambda's variable until its condition is complete: two characters that never surround a number.
fn placeholder(depth: usize) -> String {
    format!("\u{fdd0}{depth}\u{fdd1}")
}

/// The name of the variable has the number of lambdas within the condition, so that it differs from theirs.
pub(crate) fn lambda<E, T>(
    word: &str,
    (operand, advanced): Operand,
    condition: impl FnOnce(Expression<E, T>) -> Filter<E>,
) -> Filter<E> {
    struct Enclosed(usize);
    impl Drop for Enclosed {
        fn drop(&mut self) {
            DEPTH.set(self.0);
        }
    }
    let depth = Enclosed(DEPTH.replace(DEPTH.get() + 1));
    let placeholder = placeholder(depth.0);
    let condition = condition(Expression::new(placeholder.clone()));
    let height = condition.lambdas();
    let variable = match height {
        0 => "x".to_owned(),
        1 => "y".to_owned(),
        2 => "z".to_owned(),
        higher => format!("x{higher}"),
    };
    let written = condition.to_string().replace(&placeholder, &variable);
    Filter::new(format!("{operand}/{word}({variable}:{written})"), Precedence::Whole)
        .with_advanced(advanced || condition.is_advanced())
        .with_lambdas(height + 1)
}
