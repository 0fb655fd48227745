//! Numbers: JSON numbers, or strings from some services.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserializer, MapAccess, Unexpected, Visitor};
use serde::ser::Serializer;

use super::empty_text::EmptyAsNone;
use crate::json::delegate::NUMBER;
use crate::value::json_path::JsonPath;
use crate::value::literal::Literal;
use crate::value::value::Value;

/// The text of a number in such an object; `None` for another object.
pub(crate) fn number_text<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<String>, A::Error> {
    match object.next_key::<String>()? {
        Some(key) if key == NUMBER => object.next_value().map(Some),
        _ => Ok(None),
    }
}

macro_rules! integers {
    ($($integer:ty = $name:literal),* $(,)?) => {$(
        /// # Rule
        /// A JSON number, which never passes through `f64`. A string of digits is accepted as well
        /// (OData JSON 4.01, §3.2: `IEEE754Compatible`).
        impl Value for $integer {
            type Assigned = Self;
            const TYPE: &'static str = $name;

            fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
                deserializer.deserialize_any(IntegerVisitor { expected: $name, integer: PhantomData })
            }

            fn decode_nullable<'de, D: Deserializer<'de>>(
                deserializer: D,
                _path: &mut JsonPath,
            ) -> Result<Option<Self>, D::Error> {
                deserializer.deserialize_any(EmptyAsNone(IntegerVisitor { expected: $name, integer: PhantomData }))
            }
        }
    )*};
}

integers! {
    i8 = "Edm.SByte", u8 = "Edm.Byte",
    i16 = "Edm.Int16", u16 = "a number from 0 to 65535",
    i32 = "Edm.Int32", u32 = "a number from 0 to 4294967295",
    i64 = "Edm.Int64", u64 = "a number from 0 to 18446744073709551615",
}

struct IntegerVisitor<T> {
    expected: &'static str,
    integer: PhantomData<T>,
}

impl<'de, T: TryFrom<i64> + TryFrom<u64> + FromStr> Visitor<'de> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Other("a text"), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        match number_text(object)? {
            Some(text) => self.visit_str(&text),
            None => Err(de::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// The greatest float up to which floats represent each integer: 2⁵³.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The integer form of a float. Services write `10` for 10.0, so a value is written as it was read. Negative zero has no
/// integer form.
fn whole(float: f64) -> Option<i64> {
    let is_whole = float.fract() == 0.0 && float.abs() <= EXACT && (float != 0.0 || float.is_sign_positive());
    #[allow(clippy::cast_possible_truncation, reason = "it is a whole number that an i64 has")]
    is_whole.then_some(float as i64)
}

struct FloatVisitor<T>(PhantomData<T>);

macro_rules! floats {
    ($($float:ident = $name:literal),* $(,)?) => {$(
        impl<'de> Visitor<'de> for FloatVisitor<$float> {
            type Value = $float;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($name)
            }

            #[allow(clippy::cast_possible_truncation, clippy::cast_lossless)] // rounding is what floats do
            fn visit_f64<E>(self, number: f64) -> Result<$float, E> {
                Ok(number as $float)
            }

            #[allow(clippy::cast_precision_loss)]
            fn visit_i64<E>(self, number: i64) -> Result<$float, E> {
                Ok(number as $float)
            }

            #[allow(clippy::cast_precision_loss)]
            fn visit_u64<E>(self, number: u64) -> Result<$float, E> {
                Ok(number as $float)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<$float, E> {
                let digits = text.ends_with(|last: char| last.is_ascii_digit());
                match text {
                    "NaN" => Some($float::NAN),
                    "INF" => Some($float::INFINITY),
                    "-INF" => Some($float::NEG_INFINITY),
                    _ if digits => text.parse().ok().filter(|number: &$float| number.is_finite()),
                    _ => None,
                }
                .ok_or_else(|| E::invalid_value(Unexpected::Other("a text"), &self))
            }

            fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<$float, A::Error> {
                match number_text(object)? {
                    Some(text) => self.visit_str(&text),
                    None => Err(de::Error::invalid_type(Unexpected::Map, &self)),
                }
            }
        }

        /// # Rule
        /// A JSON number; the string `NaN`, `INF` or `-INF` for a value that JSON has no number for
        /// (OData JSON 4.01, §7.1). A string of digits is accepted as well. An integral value is written without a fraction.
        impl Value for $float {
            type Assigned = Self;
            const TYPE: &'static str = $name;

            fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
                deserializer.deserialize_any(FloatVisitor::<Self>(PhantomData))
            }

            fn decode_nullable<'de, D: Deserializer<'de>>(
                deserializer: D,
                _path: &mut JsonPath,
            ) -> Result<Option<Self>, D::Error> {
                deserializer.deserialize_any(EmptyAsNone(FloatVisitor::<Self>(PhantomData)))
            }

            fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if let Some(whole) = whole((*self).into()) {
                    serializer.serialize_i64(whole)
                } else if self.is_finite() {
                    serde::Serialize::serialize(self, serializer)
                } else {
                    serializer.serialize_str(&self.to_literal())
                }
            }

            fn literal(&self) -> Option<String> {
                Some(self.to_literal())
            }
        }
    )*};
}

floats!(f32 = "Edm.Single", f64 = "Edm.Double");

#[cfg(test)]
mod tests {
    use serde::de::value::{Error, MapDeserializer};
    use serde_json::{Value as Json, json};

    use super::*;

    fn read<T: Value>(json: Json) -> Option<T> {
        T::decode(json, &mut JsonPath::default()).ok()
    }

    #[test]
    fn an_int64_never_loses_a_digit() {
        assert_eq!(read(json!(9_007_199_254_740_993_i64)), Some(9_007_199_254_740_993_i64));
        assert_eq!(read(json!("-9223372036854775808")), Some(i64::MIN));
        assert_eq!(read::<i64>(json!(1.5)), None);
        assert_eq!(read::<i32>(json!(2_147_483_648_i64)), None);
        assert_eq!(read::<u8>(json!(-1)), None);
        assert_eq!(read::<i32>(json!("eight")), None);
    }

    #[test]
    fn floats_beyond_json_are_names() {
        assert_eq!(read(json!("-INF")), Some(f64::NEG_INFINITY));
        assert_eq!(read(json!("1.5")), Some(1.5_f32));
        assert_eq!(read(json!(3)), Some(3.0_f64));
        assert!(read::<f64>(json!("NaN")).is_some_and(f64::is_nan));
        for wrong in ["inf", "infinity", "nan", ""] {
            assert_eq!(read::<f64>(json!(wrong)), None, "{wrong}");
        }
        assert_eq!(f64::INFINITY.encode(serde_json::value::Serializer).ok(), Some(json!("INF")));
    }

    #[test]
    fn a_whole_float_is_written_without_a_fraction() {
        fn written(float: &impl Value) -> Option<String> {
            let mut text = Vec::new();
            float.encode(&mut serde_json::Serializer::new(&mut text)).ok()?;
            String::from_utf8(text).ok()
        }

        for (float, text) in [
            (0.0_f64, "0"),
            (-0.0, "-0.0"),
            (-10.0, "-10"),
            (1.5, "1.5"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (9_007_199_254_740_994.0, "9007199254740994.0"),
            (1e300, "1e+300"),
        ] {
            assert_eq!(written(&float).as_deref(), Some(text));
            assert_eq!(read(json!(float)), Some(float));
        }
        assert_eq!(written(&21.0_f32).as_deref(), Some("21"));
        assert_eq!(written(&0.1_f32).as_deref(), Some("0.1"));
    }

    #[test]
    fn a_float_has_several_forms_and_an_integer_one() {
        fn text<T: Value>(text: &str) -> Option<T> {
            T::decode(&mut serde_json::Deserializer::from_str(text), &mut JsonPath::default()).ok()
        }

        for float in ["1000", "1000.0", "1e3", "1E+3", "\"1000\"", "\"1e3\""] {
            assert_eq!(text(float), Some(1000.0_f64), "{float}");
            assert_eq!(text(float), Some(1000.0_f32), "{float}");
        }
        for fraction in ["1000.0", "1e3", "1E+3", "\"1e3\"", "\"1000.0\"", "null", "true", "{}", "[]"] {
            assert_eq!(text::<i64>(fraction), None, "{fraction}");
        }
        for too_great in ["1e400", "\"1e400\"", "\"-1e400\""] {
            assert_eq!(text::<f64>(too_great), None, "{too_great}");
        }
    }

    /// The representation of a number under `serde_json`'s feature `arbitrary_precision`, which can't be enabled here.
    #[test]
    fn a_number_may_come_as_its_text() {
        const KEY: &str = "$serde_json::private::Number";

        fn object<T: Value>(key: &'static str, text: &'static str) -> Option<T> {
            let entries = MapDeserializer::<_, Error>::new([(key, text)].into_iter());
            T::decode(entries, &mut JsonPath::default()).ok()
        }

        assert_eq!(object(KEY, "9007199254740993"), Some(9_007_199_254_740_993_i64));
        assert_eq!(object(KEY, "-9223372036854775808"), Some(i64::MIN));
        assert_eq!(object(KEY, "18446744073709551615"), Some(u64::MAX));
        assert_eq!(object::<i32>(KEY, "2147483648"), None);
        assert_eq!(object::<i64>(KEY, "1.5"), None);
        assert_eq!(object(KEY, "-1.5e3"), Some(-1500.0_f64));
        assert_eq!(object(KEY, "0.1"), Some(0.1_f32));
        assert_eq!(object::<f64>("number", "1.5"), None);
        assert_eq!(object::<i64>("number", "1"), None);
    }
}
