//! URL forms of values, for filters, keys and function arguments.

use uuid::Uuid;

/// A value with a form in URLs.
///
/// # Shape
/// Strings are `'…'` with each inner `'` doubled. The members of an enumeration and of [`Flags`](crate::Flags) have the
/// same form. Numbers, booleans, `Uuid`s, dates and times have no quotes. A duration is `duration'PT1H'`. Percent-encoding
/// applies later, once for the whole URL.
///
/// # Rule
/// OData URL Conventions 4.01, §5.1.1.14.1.
///
/// # Example
/// ```
/// use graph_core::value::literal::Literal;
///
/// assert_eq!("O'Neil".to_owned().to_literal(), "'O''Neil'");
/// assert_eq!(5.to_literal(), "5");
/// assert_eq!(f64::NEG_INFINITY.to_literal(), "-INF");
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of the type `{Self}` has no form in a URL",
    label = "not a primitive value",
    note = "use `.then(…)` for a property of a complex value, and `.any(|item| …)`, `.all(|item| …)` or `.count()` for a collection",
    note = "compare with `null` by `.is_null()` and `.is_not_null()`; a type of your own needs `impl graph_core::value::literal::Literal for {Self}`"
)]
pub trait Literal {
    /// Appends the URL form of the value.
    fn write_literal(&self, text: &mut String);

    /// The URL form of the value.
    fn to_literal(&self) -> String {
        let mut text = String::new();
        self.write_literal(&mut text);
        text
    }
}

/// A value with an order: strings, numbers, dates, times, durations.
#[diagnostic::on_unimplemented(
    message = "values of the type `{Self}` have no order",
    label = "not an ordered type",
    note = "use `.eq(…)`, `.ne(…)` or `.is_in([…])`; a type of your own needs `impl graph_core::value::literal::Ordered for {Self} {{}}`"
)]
pub trait Ordered: Literal {}

/// A string, for `.starts_with(…)`, `.contains(…)` and the other string functions.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{Self}` is not a string",
    label = "not a string",
    note = "`.starts_with`, `.ends_with`, `.contains`, `.length`, `.to_lower`, `.to_upper`, `.trim` and `.search` are for `String` properties"
)]
pub trait Text: Literal {}

/// A value with a year, a month and a day.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{Self}` has no date",
    label = "not a date",
    note = "`.year`, `.month` and `.day` are for properties of the type `DateTime<…>` or `NaiveDate`"
)]
pub trait HasDate: Literal {}

/// A value with an hour, a minute and a second.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{Self}` has no time of day",
    label = "not a time",
    note = "`.hour`, `.minute` and `.second` are for properties of the type `DateTime<…>` or `NaiveTime`"
)]
pub trait HasTime: Literal {}

impl Literal for String {
    fn write_literal(&self, text: &mut String) {
        str::write_literal(self, text);
    }
}

impl Literal for str {
    fn write_literal(&self, text: &mut String) {
        text.push('\'');
        for (position, part) in self.split('\'').enumerate() {
            if position > 0 {
                text.push_str("''");
            }
            text.push_str(part);
        }
        text.push('\'');
    }
}

impl Literal for &str {
    fn write_literal(&self, text: &mut String) {
        str::write_literal(self, text);
    }
}

impl Literal for &String {
    fn write_literal(&self, text: &mut String) {
        str::write_literal(self, text);
    }
}

impl Literal for bool {
    fn write_literal(&self, text: &mut String) {
        text.push_str(if *self { "true" } else { "false" });
    }
}

impl Literal for Uuid {
    fn write_literal(&self, text: &mut String) {
        text.push_str(&self.to_string());
    }
}

impl Ordered for String {}
impl Text for String {}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Literal for $integer {
            fn write_literal(&self, text: &mut String) {
                text.push_str(&self.to_string());
            }
        }
        impl Ordered for $integer {}
    )*};
}

integers!(i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! floats {
    ($($float:ident),*) => {$(
        /// # Rule
        /// `NaN`, `INF` and `-INF` as in JSON, without quotes.
        impl Literal for $float {
            fn write_literal(&self, text: &mut String) {
                match *self {
                    number if number.is_nan() => text.push_str("NaN"),
                    $float::INFINITY => text.push_str("INF"),
                    $float::NEG_INFINITY => text.push_str("-INF"),
                    number => text.push_str(&number.to_string()),
                }
            }
        }
        impl Ordered for $float {}
    )*};
}

floats!(f32, f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_within_is_doubled() {
        for (text, literal) in [("", "''"), ("'", "''''"), ("a'b''c", "'a''b''''c'"), ("a b", "'a b'")] {
            assert_eq!(text.to_literal(), literal);
        }
    }

    #[test]
    fn values_other_than_strings_have_no_quotes() {
        assert_eq!(true.to_literal(), "true");
        assert_eq!(i64::MIN.to_literal(), "-9223372036854775808");
        assert_eq!(1.5_f64.to_literal(), "1.5");
        assert_eq!(f32::NAN.to_literal(), "NaN");
        assert_eq!(Uuid::nil().to_literal(), "00000000-0000-0000-0000-000000000000");
    }
}
