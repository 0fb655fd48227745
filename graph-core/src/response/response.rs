//! From a successful response to the request's answer.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::de::{Deserializer, StrRead};

use super::page::{Envelope, OF_VALUE, Page};
use crate::error::decode::DecodeError;
use crate::value::json_path::JsonPath;
use crate::value::projection::Projection;
use crate::value::unexpected::{Level, Unexpected, is_error_alone};
use crate::value::value::Value;
use crate::value::version::ApiVersion;

type Json<'t> = Deserializer<StrRead<'t>>;

/// A type that a response can be read as. It is implemented for each [`Value`], such as an entity; for `Option` of it,
/// where the service may answer with nothing; for [`Page`]; for `Bytes`, the raw body; for `()`; and for
/// [`Poller`](crate::Poller) of these, which goes on when the service has answered.
#[diagnostic::on_unimplemented(
    message = "an answer can't be read as `{Self}`",
    label = "not an answer",
    note = "use an annotated type, `Option<…>` or `Page<…>` of one, `serde_json::Value`, `Bytes`, or `()`"
)]
pub trait FromResponse: Sized {
    /// The media type to ask for.
    #[doc(hidden)]
    const ACCEPT: &'static str = "application/json";

    /// Whether the status alone is the answer, so that no body need be fetched for it.
    #[doc(hidden)]
    const IS_STATUS: bool = false;

    /// Whether the status of a long-running operation can be read as it: a type with the property `status`, or any JSON.
    #[doc(hidden)]
    #[must_use]
    fn reads_status() -> bool {
        let projection = Self::selected();
        projection.is_object() && (projection.is_untyped() || projection.declares("status"))
    }

    /// Reads it.
    #[doc(hidden)]
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError>;

    /// How it is read where an action or a function of this version of the service returns it.
    #[doc(hidden)]
    #[must_use]
    fn returned(version: Option<ApiVersion>) -> fn(&Response<Bytes>) -> Result<Self, DecodeError> {
        let _ = version;
        Self::from_response
    }

    /// What of it can be asked for.
    #[doc(hidden)]
    #[must_use]
    fn selected() -> Projection {
        Projection::NONE
    }
}

/// The body is the answer.
///
/// # Rule
/// | body | gives |
/// |---|---|
/// | none, `{}`, `{"@odata.null": true}`, `{"value": null}` | `None`; an error where the type is not an `Option` |
/// | `{"value": {…}}` | the entity within, unless the struct declares `value` |
/// | `{"value": […]}`, `{"value": 1}` | an error that says what it is, unless the struct declares `value` |
/// | `{"error": {…}}` | [`Error::Api`](crate::Error::Api), unless the struct declares `error` |
///
/// An object with annotations alone, such as `{"@odata.context": "…"}`, is an entity without values.
#[diagnostic::do_not_recommend]
impl<T: Value> FromResponse for T {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        let status = response.status();
        if is_empty(response) {
            return T::absent().ok_or_else(|| DecodeError::of_form(status, Unexpected::Null));
        }
        let value = decode(response, Level::Entity, T::TYPE, |json, path| T::decode(json, path));
        match value.as_ref().map_err(DecodeError::unexpected) {
            Err(Some(Unexpected::Null)) => T::absent().map_or(value, Ok),
            Err(Some(Unexpected::Wrapped)) => Ok(enveloped(response)?.value),
            Ok(_) if T::projection().is_untyped() && is_error_alone(response.body()) => {
                Err(DecodeError::of_form(status, Unexpected::Error))
            }
            _ => value,
        }
    }

    fn returned(_version: Option<ApiVersion>) -> fn(&Response<Bytes>) -> Result<Self, DecodeError> {
        returned
    }

    fn selected() -> Projection {
        T::projection()
    }
}

/// The body is one page of a collection.
impl<T: Value> FromResponse for Page<T> {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        decode(response, Level::Envelope, "page", |json, path| Self::decode(json, path))
    }

    fn selected() -> Projection {
        T::projection()
    }
}

/// The body as it is.
impl FromResponse for Bytes {
    const ACCEPT: &'static str = "*/*";

    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        Ok(response.body().clone())
    }
}

/// The status is the answer, unless the body is an error.
impl FromResponse for () {
    const IS_STATUS: bool = true;

    fn reads_status() -> bool {
        true
    }

    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        if is_error_alone(response.body()) {
            return Err(DecodeError::of_form(response.status(), Unexpected::Error));
        }
        Ok(())
    }
}

/// What an operation returns: an object is the body itself, any other value stands in `{"value": …}`. One page of several
/// is no whole value.
fn returned<T: Value>(response: &Response<Bytes>) -> Result<T, DecodeError> {
    if T::projection().is_object() || is_empty(response) {
        return T::from_response(response);
    }
    let Envelope { value, next_link, .. } = enveloped(response)?;
    match next_link {
        None => Ok(value),
        Some(_) => Err(DecodeError::of_body(response.status(), "has more pages: write `returns = Vec<…>`")),
    }
}

/// Reads a value in `{"value": …}`.
fn enveloped<T: Value>(response: &Response<Bytes>) -> Result<Envelope<T>, DecodeError> {
    decode(response, Level::Envelope, T::TYPE, |json, path| Envelope::decode(json, path, OF_VALUE))
}

/// A byte-order mark and white space are not a body.
fn is_empty(response: &Response<Bytes>) -> bool {
    response.status() == StatusCode::NO_CONTENT || text(response).is_ok_and(|text| text.trim().is_empty())
}

/// The body's text, without the byte-order mark that stands in front of some.
pub(crate) fn text(response: &Response<Bytes>) -> Result<&str, DecodeError> {
    let text = std::str::from_utf8(response.body());
    let text = text.map_err(|_| DecodeError::of_body(response.status(), "is not UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}'))
}

/// The library's own answer to an update without changes.
pub(crate) fn unchanged() -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Checks the encoding once for the whole body, which makes reading its strings cheaper, and reads it to its end.
pub(crate) fn decode<T>(
    response: &Response<Bytes>,
    level: Level,
    expected: &str,
    read: fn(&mut Json<'_>, &mut JsonPath) -> serde_json::Result<T>,
) -> Result<T, DecodeError> {
    let status = response.status();
    let text = text(response)?;
    if text.trim().is_empty() {
        return Err(DecodeError::of_body(status, "is empty"));
    }
    let mut json = Deserializer::from_str(text);
    let mut path = JsonPath::of_answer(level);
    let value = read(&mut json, &mut path).and_then(|value| json.end().map(|()| value));
    value.map_err(|error| DecodeError::new(status, &path, expected, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_value_is_no_page_of_several() {
        let read = |body: &'static str| returned::<Vec<String>>(&Response::new(Bytes::from_static(body.as_bytes())));
        assert_eq!(read(r#"{"value":["a"],"@odata.nextLink":null}"#).ok(), Some(vec!["a".to_owned()]));
        let error = read(r#"{"@odata.nextLink":"https://graph.microsoft.com/v1.0/x","value":["a"]}"#).err();
        let text = "the 200 answer can't be decoded: the body has more pages: write `returns = Vec<…>`";
        assert_eq!(error.map(|error| error.to_string()).as_deref(), Some(text));
    }
}
