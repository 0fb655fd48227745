//! `Edm.String` in the string types beside `String`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserializer, Visitor};

use crate::value::json_path::JsonPath;
use crate::value::literal::{Literal, Ordered, Text};
use crate::value::path::Key;
use crate::value::shared_str::SharedStr;
use crate::value::value::Value;

/// Implements what `String` has for another type of strings: a literal, an order, the string functions and the form of a key. The
/// compiler's messages list `String` alone.
macro_rules! string_type {
    ($(#[$attribute:meta])* $type:ty) => {
        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl Literal for $type {
            fn write_literal(&self, text: &mut String) {
                str::write_literal(self, text);
            }
        }

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl Literal for &$type {
            fn write_literal(&self, text: &mut String) {
                str::write_literal(self, text);
            }
        }

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl Ordered for $type {}

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl Text for $type {}

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl From<$type> for Key {
            fn from(key: $type) -> Self {
                Self::from(&*key)
            }
        }

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl From<&$type> for Key {
            fn from(key: &$type) -> Self {
                Self::from(&**key)
            }
        }
    };
}

string_type!(Box<str>);
string_type!(Arc<str>);
string_type!(Cow<'_, str>);
string_type!(SharedStr);
string_type!(
    #[cfg(feature = "compact_str")]
    compact_str::CompactString
);

/// It is set to a `String`, and so to anything that converts into one.
#[diagnostic::do_not_recommend]
impl Value for Box<str> {
    type Assigned = String;
    const TYPE: &'static str = String::TYPE;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_str(StrVisitor(PhantomData))
    }
}

/// It is set to a `String`: a `Cow<'static, str>` itself can't be made from a `&str` that is borrowed for a shorter time.
#[diagnostic::do_not_recommend]
impl Value for Cow<'static, str> {
    type Assigned = String;
    const TYPE: &'static str = String::TYPE;
}

#[diagnostic::do_not_recommend]
impl Value for Arc<str> {
    type Assigned = Self;
    const TYPE: &'static str = String::TYPE;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_str(StrVisitor(PhantomData))
    }
}

#[diagnostic::do_not_recommend]
impl Value for SharedStr {
    type Assigned = Self;
    const TYPE: &'static str = String::TYPE;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_string(path.shared_str())
    }
}

#[cfg(feature = "compact_str")]
#[diagnostic::do_not_recommend]
impl Value for compact_str::CompactString {
    type Assigned = Self;
    const TYPE: &'static str = String::TYPE;
}

/// Reads into one allocation of the right size. serde's impls make a `String` or a `Box<str>` first.
struct StrVisitor<T>(PhantomData<T>);

impl<T: for<'t> From<&'t str>> Visitor<'_> for StrVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "compact_str")]
    fn a_compact_string_has_the_forms_of_a_string() -> Result<(), serde_json::Error> {
        use compact_str::CompactString;

        let read = |json: &str| {
            let mut json = serde_json::Deserializer::from_str(json);
            Option::<CompactString>::decode(&mut json, &mut JsonPath::default())
        };
        let long = "a text of more than twenty-four bytes";
        for text in ["", "O'Neil", long] {
            let compact = read(&serde_json::to_string(text)?)?.unwrap_or_default();
            assert_eq!(compact, text);
            assert_eq!(compact.to_literal(), text.to_literal());
            assert_eq!(Key::from(&compact), Key::from(text));
            assert_eq!(serde_json::to_string(&compact)?, serde_json::to_string(text)?);
            assert_eq!(compact.is_heap_allocated(), text == long);
        }
        assert_eq!(read("null")?, None);
        assert!(read("1").is_err());
        assert_eq!(CompactString::TYPE, "Edm.String");
        Ok(())
    }

    #[test]
    fn a_literal_is_the_same_for_each_type() {
        let text = "O'Neil";
        assert_eq!(Box::<str>::from(text).to_literal(), "'O''Neil'");
        assert_eq!(Arc::<str>::from(text).to_literal(), "'O''Neil'");
        assert_eq!(Cow::Borrowed(text).to_literal(), "'O''Neil'");
        assert_eq!(Key::alternate("name", Cow::Borrowed(text)), Key::alternate("name", text));
    }
}
