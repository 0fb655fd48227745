//! Empty strings in place of other values.

use std::fmt;

use serde::de::{MapAccess, Visitor};

/// Reads an empty string as `None`, and other values as `V` does.
///
/// # Rule
/// Services write `""` for a missing value, such as the `tenantId` of a change notification. Strings, enumerations and
/// binary values have an empty value of their own.
pub(crate) struct EmptyAsNone<V>(pub(crate) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for EmptyAsNone<V> {
    type Value = Option<V::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.is_empty() { Ok(None) } else { self.0.visit_str(text).map(Some) }
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Self::Value, E> {
        self.0.visit_bool(value).map(Some)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.0.visit_i64(number).map(Some)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.0.visit_u64(number).map(Some)
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Self::Value, E> {
        self.0.visit_f64(number).map(Some)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(object).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
    use serde_json::{Value as Json, json};
    use uuid::Uuid;

    use crate::value::json_path::JsonPath;
    use crate::value::primitive::{Binary, Duration};
    use crate::value::value::Value;

    fn read<T: Value>(json: Json) -> Option<T> {
        T::decode(json, &mut JsonPath::default()).ok()
    }

    fn is_none_in_an_option<T: Value>() -> bool {
        let nested = read::<Option<Option<T>>>(json!(""));
        matches!(read::<Option<T>>(json!("")), Some(None))
            && matches!(read::<Option<Box<T>>>(json!("")), Some(None))
            && matches!(nested, Some(Some(None)))
            && read::<T>(json!("")).is_none()
            && read::<Option<T>>(json!(" ")).is_none()
    }

    #[test]
    fn an_empty_text_is_a_missing_value() {
        assert!(is_none_in_an_option::<Uuid>());
        assert!(is_none_in_an_option::<bool>());
        assert!(is_none_in_an_option::<i32>() && is_none_in_an_option::<u8>() && is_none_in_an_option::<i64>());
        assert!(is_none_in_an_option::<f32>() && is_none_in_an_option::<f64>());
        assert!(is_none_in_an_option::<DateTime<Utc>>() && is_none_in_an_option::<DateTime<FixedOffset>>());
        assert!(is_none_in_an_option::<NaiveDate>() && is_none_in_an_option::<NaiveTime>());
        assert!(is_none_in_an_option::<Duration>());
        #[cfg(feature = "decimal")]
        assert!(is_none_in_an_option::<rust_decimal::Decimal>());
    }

    #[test]
    fn an_empty_text_and_empty_bytes_stay() {
        assert_eq!(read::<Option<String>>(json!("")), Some(Some(String::new())));
        assert_eq!(read::<Option<Binary>>(json!("")).flatten().map(Binary::into_bytes).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn anything_else_is_read_as_before() {
        assert_eq!(read(json!(true)), Some(Some(true)));
        assert_eq!(read(json!("12")), Some(Some(12_i32)));
        assert_eq!(read(json!(1.5)), Some(Some(1.5_f64)));
        assert_eq!(read(json!(null)), Some(None::<i64>));
        assert_eq!(
            read(json!("6F9619FF-8B86-D011-B42D-00CF4FC964FF")),
            Some(Some(Uuid::from_u128(0x6F9619FF_8B86_D011_B42D_00CF4FC964FF)))
        );
    }
}
