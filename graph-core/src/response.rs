//! From a successful response to the request's answer.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::de::{Deserializer, StrRead};

use crate::error::DecodeError;
use crate::json_path::JsonPath;
use crate::page::Page;
use crate::value::Value;

type Json<'t> = Deserializer<StrRead<'t>>;

/// The body is the answer.
pub(crate) fn entity<E: Value>(response: &Response<Bytes>) -> Result<E, DecodeError> {
    decode(response, E::TYPE, |json, path| E::decode(json, path))
}

/// The body is one page of a collection.
pub(crate) fn page<E: Value>(response: &Response<Bytes>) -> Result<Page<E>, DecodeError> {
    decode(response, "page", |json, path| Page::decode(json, path))
}

/// The body is the entity as it is now, or the service chose not to send it.
pub(crate) fn updated<E: Value>(response: &Response<Bytes>) -> Result<Option<E>, DecodeError> {
    if response.status() == StatusCode::NO_CONTENT || response.body().is_empty() {
        return Ok(None);
    }
    entity(response).map(Some)
}

/// The status is the answer.
#[allow(clippy::unnecessary_wraps)] // each answer has this type
pub(crate) fn nothing(_response: &Response<Bytes>) -> Result<(), DecodeError> {
    Ok(())
}

/// Checks the encoding once for the whole body, which makes reading its strings cheaper, and reads it to its end.
fn decode<T>(
    response: &Response<Bytes>,
    expected: &str,
    read: fn(&mut Json<'_>, &mut JsonPath) -> serde_json::Result<T>,
) -> Result<T, DecodeError> {
    let status = response.status();
    if response.body().is_empty() {
        return Err(DecodeError::of_body(status, "is empty"));
    }
    let Ok(text) = std::str::from_utf8(response.body()) else {
        return Err(DecodeError::of_body(status, "is not UTF-8"));
    };
    let mut json = Deserializer::from_str(text);
    let mut path = JsonPath::default();
    let value = read(&mut json, &mut path).and_then(|value| json.end().map(|()| value));
    value.map_err(|error| DecodeError::new(status, &path, expected, &error))
}
