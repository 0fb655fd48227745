//! Texts that are left to `serde_json`, and its private names.

use serde_json::de::StrRead;
use serde_json::{Deserializer, Error, Result};

/// The struct by which `serde_json` passes the text of a `RawValue`, and the key in it.
pub(super) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// The struct by which `serde_json` passes the text of a number with its feature `arbitrary_precision`, and the key in it. Any crate
/// of a build may enable that feature.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// Reads a whole text. The position of an error counts from the start of the text.
pub(super) fn read<'de, T>(
    text: &'de str,
    read: impl FnOnce(&mut Deserializer<StrRead<'de>>) -> Result<T>,
) -> Result<T> {
    let mut json = Deserializer::from_str(text);
    read(&mut json).and_then(|value| json.end().map(|()| value))
}

/// The error's message without line and column.
pub(crate) fn without_location(error: &Error) -> String {
    let mut text = error.to_string();
    let location = format!(" at line {} column {}", error.line(), error.column());
    text.truncate(text.strip_suffix(&location).unwrap_or(&text).len());
    text
}
