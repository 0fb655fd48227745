//! JSON text in a JSON text.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::delegate::RAW_VALUE;

/// JSON text that is written without a change. It is a borrowed `RawValue` of text that is known to be JSON.
pub(crate) struct RawText<'a>(pub(crate) &'a str);

impl Serialize for RawText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = serializer.serialize_struct(RAW_VALUE, 1)?;
        text.serialize_field(RAW_VALUE, self.0)?;
        text.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_not_changed() {
        let text = r#"{"b": 1.50e3,"a":[ ]}"#;
        let written = [[RawText(text)]];
        assert_eq!(serde_json::to_string(&written).ok(), Some(format!("[[{text}]]")));
        assert_eq!(crate::json::to_vec(&written).ok(), Some(format!("[[{text}]]").into_bytes()));
    }
}
