//! JSON as written: numbers keep their text, and duplicate names stay.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The nesting limit of `serde_json`.
const DEPTH: usize = 128;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// The text of the number.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Entries),
}

/// The names and values of an object, in order.
pub(crate) type Entries = Vec<(String, Json)>;

impl Json {
    pub(crate) fn parse(text: &str) -> serde_json::Result<Self> {
        read(serde_json::from_str(text)?, DEPTH)
    }

    /// The JSON type of the value, with its article.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool(_) => "a Boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Removes the value at the end of these steps: each is an index into an array, or into an object's entries.
    pub(crate) fn remove(&mut self, steps: &[usize]) {
        let Some((step, rest)) = steps.split_first() else { return };
        match self {
            Self::Array(values) if rest.is_empty() && *step < values.len() => drop(values.remove(*step)),
            Self::Object(entries) if rest.is_empty() && *step < entries.len() => drop(entries.remove(*step)),
            Self::Array(values) => values.get_mut(*step).into_iter().for_each(|value| value.remove(rest)),
            Self::Object(entries) => entries.get_mut(*step).into_iter().for_each(|(_, value)| value.remove(rest)),
            _ => {}
        }
    }
}

/// The value of a name; the last one of several.
pub(crate) fn get<'a>(entries: &'a Entries, name: &str) -> Option<&'a Json> {
    entries.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn read(raw: &RawValue, depth: usize) -> serde_json::Result<Json> {
    let Some(within) = depth.checked_sub(1) else { return Err(serde_json::Error::custom("nested too deeply")) };
    let text = raw.get();
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let Raw(entries) = serde_json::from_str(text)?;
            let entries = entries.into_iter().map(|(name, value)| Ok((name, read(value, within)?)));
            Json::Object(entries.collect::<serde_json::Result<_>>()?)
        }
        Some(b'[') => {
            let values: Vec<&RawValue> = serde_json::from_str(text)?;
            Json::Array(values.into_iter().map(|value| read(value, within)).collect::<serde_json::Result<_>>()?)
        }
        Some(b'"') => Json::Text(serde_json::from_str(text)?),
        Some(b't' | b'f') => Json::Bool(serde_json::from_str(text)?),
        Some(b'n') => Json::Null,
        _ => Json::Number(text.to_owned()),
    })
}

/// The entries of an object before their values are read.
struct Raw<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RawVisitor;

        impl<'de> Visitor<'de> for RawVisitor {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Raw(entries))
            }
        }

        deserializer.deserialize_map(RawVisitor)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => write!(f, "{}", serde_json::Value::from(text.as_str())),
            Self::Array(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if index == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(entries) => {
                f.write_str("{")?;
                for (index, (name, value)) in entries.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", serde_json::Value::from(name.as_str()))?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_in_reading() -> serde_json::Result<()> {
        for text in
            [r#"{"a":1.0,"b":[1E+3,-0,null],"a":{"":"\"\n"},"c":true}"#, "123456789012345678901234567890.10", "[]"]
        {
            assert_eq!(Json::parse(text)?.to_string(), text);
        }
        assert!(Json::parse(&"[".repeat(200)).is_err());
        assert!(Json::parse(&format!("{}{}", "[".repeat(200), "]".repeat(200))).is_err());
        Ok(())
    }

    #[test]
    fn the_last_of_several_counts_and_each_can_be_removed() -> serde_json::Result<()> {
        let mut json = Json::parse(r#"{"a":1,"b":[{"c":1,"d":2},3],"a":2}"#)?;
        let Json::Object(entries) = &json else { return Ok(()) };
        assert_eq!(get(entries, "a"), Some(&Json::Number("2".to_owned())));
        json.remove(&[1, 0, 1]);
        json.remove(&[0]);
        json.remove(&[0, 1]);
        json.remove(&[7, 7]);
        assert_eq!(json.to_string(), r#"{"b":[{"c":1}],"a":2}"#);
        Ok(())
    }
}
