//! `Edm.Decimal`: a number with all its digits.

use std::fmt;
use std::iter;

use rust_decimal::Decimal;
use serde::de::value::MapDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{self, Serialize, Serializer};
use serde_json::value::RawValue;

use super::number::number_text;
use crate::value::json_path::JsonPath;
use crate::value::value::Value;

/// # Shape
/// A JSON number, read from its text and written as it: `1.10` stays `1.10`, and no digit passes through `f64`. A string
/// of digits is accepted as well. A number that a `Decimal` does not represent exactly, because of more than 28 fraction
/// digits or a value of 2⁹⁶ or more, is an error and is not rounded.
///
/// The numbers of a [`JsonObject`](crate::JsonObject), which an open type keeps, have at most the precision of `f64`.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, rust_decimal::Decimal, request::Body};
///
/// #[graph_entity(path = "items")]
/// #[derive(Clone)]
/// pub struct Item { pub unit_price: Option<Decimal>, pub name: Option<String> }
///
/// let price = |text: &str| Some(Decimal::from_str_exact(text).unwrap());
/// let body = |changes| match Item::items().entity("1").update(changes).body() {
///     Body::Json(json) => String::from_utf8_lossy(json).into_owned(),
///     other => format!("{other:?}"),
/// };
/// let item = Item { unit_price: price("1.10"), name: None };
/// assert_eq!(body(Item::changes().set(Item::UNIT_PRICE, price("123456789012345678.90").unwrap())), r#"{"unitPrice":123456789012345678.90}"#);
/// // Two decimals with the same `f64` value differ.
/// let more = Item { unit_price: price("1.1000000000000000000000001"), ..item.clone() };
/// assert_eq!(body(item.changes_to(&more)), r#"{"unitPrice":1.1000000000000000000000001}"#);
/// assert!(item.changes_to(&item.clone()).is_empty());
/// ```
///
/// # Rule
/// `Edm.Decimal` is a JSON number
/// ([OData JSON 4.01, §7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html);
/// a string under `IEEE754Compatible`, §3.2).
impl Value for Decimal {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.Decimal";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        of_text(&text(deserializer)?)
    }

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        _path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        match text(deserializer)?.as_str() {
            "" => Ok(None),
            text => of_text(text).map(Some),
        }
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string()).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

/// The text of a number, or of a string.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = Box::<RawValue>::deserialize(WithText(deserializer))?;
    match raw.get() {
        string if string.starts_with('"') => serde_json::from_str(string).map_err(de::Error::custom),
        number => Ok(number.to_owned()),
    }
}

fn of_text<E: de::Error>(text: &str) -> Result<Decimal, E> {
    exact(text).ok_or_else(|| {
        E::invalid_value(Unexpected::Other("another value"), &"a Decimal of up to 28 digits such as `12.50`")
    })
}

/// The number that `text` represents; `None` if a `Decimal` can't hold it exactly. `rust_decimal` rounds a text with an
/// exponent, so this function shifts the point.
fn exact(text: &str) -> Option<Decimal> {
    let begins = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    let ends = text.ends_with(|last: char| last.is_ascii_digit());
    if !begins || !ends || text.contains('_') {
        return None;
    }
    let Some((number, exponent)) = text.split_once(['e', 'E']) else {
        return Decimal::from_str_exact(text).ok();
    };
    let number = Decimal::from_str_exact(number).ok()?;
    if number.is_zero() {
        return Some(Decimal::ZERO);
    }
    let scale = i64::from(number.scale()).checked_sub(exponent.parse().ok()?)?;
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(number.mantissa(), scale).ok();
    }
    let zeros = 10_i128.checked_pow(u32::try_from(scale.unsigned_abs()).ok()?)?;
    Decimal::try_from_i128_with_scale(number.mantissa().checked_mul(zeros)?, 0).ok()
}

/// Returns the text to a `RawValue`, also where the text is gone: serde's buffers, such as that of an `untagged` enum
/// around an annotated struct, hold only the number.
struct WithText<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WithText<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, raw: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, TextVisitor { name, raw })
    }

    fn deserialize_any<V: Visitor<'de>>(self, raw: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(raw)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct TextVisitor<V> {
    name: &'static str,
    raw: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for TextVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.expecting(f)
    }

    /// The text, from `serde_json`.
    fn visit_map<A: MapAccess<'de>>(self, text: A) -> Result<V::Value, A::Error> {
        self.raw.visit_map(text)
    }

    /// The value, from other deserializers.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        let text = value.deserialize_any(NumberVisitor)?;
        self.raw.visit_map(MapDeserializer::new(iter::once((self.name, text))))
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Decimal::TYPE)
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    /// The shortest text with the same `f64` value: up to 15 digits it is the text in the JSON.
    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<String, A::Error> {
        number_text(object)?.ok_or_else(|| de::Error::invalid_type(Unexpected::Map, &self))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::value::value::Encoded;

    fn read(text: &str) -> Option<Decimal> {
        Decimal::decode(&mut serde_json::Deserializer::from_str(text), &mut JsonPath::default()).ok()
    }

    fn round_trip(text: &str) -> Option<String> {
        serde_json::to_string(&Encoded(&read(text)?)).ok()
    }

    #[test]
    fn every_digit_is_kept() {
        for text in [
            "0",
            "0.00",
            "1.10",
            "-1.10",
            "12345678901234567890.12",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "0.1234567890123456789012345678",
            "9007199254740993",
            "100",
        ] {
            assert_eq!(round_trip(text).as_deref(), Some(text));
            assert_eq!(round_trip(&format!("\"{text}\"")).as_deref(), Some(text));
        }
    }

    #[test]
    fn an_exponent_moves_the_point() {
        for (text, expected) in [
            ("1e3", "1000"),
            ("1.10E+1", "11.0"),
            ("-1.5e-3", "-0.0015"),
            ("1e28", "10000000000000000000000000000"),
            ("12345678901234567890123456.789e2", "1234567890123456789012345678.9"),
            ("1E-28", "0.0000000000000000000000000001"),
            ("0e999999999", "0"),
        ] {
            assert_eq!(round_trip(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_number_that_a_decimal_cannot_hold_is_an_error() {
        for text in [
            "79228162514264337593543950336",
            "0.12345678901234567890123456789",
            "1e29",
            "1e-29",
            "1.2345678901234567890123456789e9223372036854775807",
            "1e-9223372036854775808",
            "1e99999999999999999999",
            "\"\"",
            "\"1_000\"",
            "\"+1\"",
            "\"1.\"",
            "\".5\"",
            "\"1e\"",
            "\"e1\"",
            "\"INF\"",
            "\"NaN\"",
            "\"0x10\"",
            "\"1,5\"",
            "\"-\"",
            "null",
            "true",
            "{}",
            "[1]",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_json_value_keeps_its_own_precision() {
        for json in [json!(1.1), json!(-3), json!(u64::MAX), json!("1.10")] {
            let text = json.to_string();
            assert_eq!(Decimal::decode(json, &mut JsonPath::default()).ok(), read(&text), "{text}");
        }
        let decimal = read("1.25").unwrap_or_default();
        assert_eq!(decimal.encode(serde_json::value::Serializer).ok(), Some(json!(1.25)));
        assert!(Decimal::decode(Json::Null, &mut JsonPath::default()).is_err());
    }

    #[test]
    fn a_buffered_number_is_read_as_well() {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Buffered {
            Number(#[serde(deserialize_with = "crate::value::value::deserialize")] Decimal),
        }

        for (text, expected) in [
            ("9007199254740993", Some("9007199254740993")),
            ("-1.1", Some("-1.1")),
            ("\"1.10\"", Some("1.10")),
            (r#"{"$serde_json::private::Number":"1.10"}"#, Some("1.10")),
            (r#"{"number":"1.10"}"#, None),
            ("1e300", None),
            ("true", None),
        ] {
            let decimal = serde_json::from_str(text).ok().map(|Buffered::Number(decimal)| decimal.to_string());
            assert_eq!(decimal.as_deref(), expected, "{text}");
        }
    }
}
