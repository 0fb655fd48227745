//! Reading of successful responses.

use bytes::Bytes;
use bytestring::ByteString;
use http::{Response, StatusCode};

use super::page::{Envelope, OF_VALUE, Page};
use crate::error::decode::DecodeError;
use crate::json::Input;
use crate::value::json_path::JsonPath;
use crate::value::path::ApiVersion;
use crate::value::projection::Projection;
use crate::value::unexpected::{Level, Unexpected, is_error_alone};
use crate::value::value::Value;

/// A type that a response can be read as. Implementations: each [`Value`], such as an entity; `Option` of one, for a response that
/// may be empty; [`Page`]; `Bytes`, the raw body; `()`; and [`Poller`](crate::Poller) of these, for a long-running operation.
/// This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "a response can't be read as `{Self}`",
    label = "not a response type",
    note = "use an annotated type, `Option<…>` or `Page<…>` of one, `serde_json::Value`, `Bytes`, or `()`"
)]
pub trait FromResponse: Sized + sealed::Sealed {
    /// The media type of `Accept`.
    #[doc(hidden)]
    const ACCEPT: &'static str = "application/json";

    /// The status is sufficient, so the body of an outcome need not be fetched.
    #[doc(hidden)]
    const IS_STATUS: bool = false;

    /// Returns `true` if the type can be read from the status of a long-running operation: it has the property `status`, or is any JSON.
    #[doc(hidden)]
    #[must_use]
    fn reads_status() -> bool {
        let projection = Self::selected();
        projection.is_object() && (projection.is_untyped() || projection.declares("status"))
    }

    /// Reads the response.
    #[doc(hidden)]
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError>;

    /// The function that reads the response of an action or a function in this API version.
    #[doc(hidden)]
    #[must_use]
    fn returned(version: Option<ApiVersion>) -> fn(&Response<Bytes>) -> Result<Self, DecodeError> {
        let _ = version;
        Self::from_response
    }

    /// The projection for `$select` and `$expand`.
    #[doc(hidden)]
    #[must_use]
    fn selected() -> Projection {
        Projection::NONE
    }
}

/// Reads the body.
///
/// # Rule
/// | body | result |
/// |---|---|
/// | none, `{}`, `{"@odata.null": true}`, `{"value": null}` | `None`; an error if the type is not an `Option` |
/// | `{"value": {…}}` | the wrapped entity, unless the struct declares `value` |
/// | `{"value": […]}`, `{"value": 1}` | an error, unless the struct declares `value` |
/// | `{"error": {…}}` | [`Error::Api`](crate::Error::Api), unless the struct declares `error` |
///
/// An object that consists of annotations, such as `{"@odata.context": "…"}`, is an entity without values.
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

/// Reads one page of a collection.
impl<T: Value> FromResponse for Page<T> {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        decode(response, Level::Envelope, "page", |json, path| Self::decode(json, path))
    }

    fn selected() -> Projection {
        T::projection()
    }
}

/// Returns the raw body.
impl FromResponse for Bytes {
    const ACCEPT: &'static str = "*/*";

    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        Ok(response.body().clone())
    }
}

/// Ignores the body, unless it is an error.
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

/// Reads the return value of an operation: an object is the body itself, another value is wrapped in `{"value": …}`. A page with a
/// next link is not a complete value.
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

/// Returns `true` for a body without content. A byte-order mark and white space do not count.
fn is_empty(response: &Response<Bytes>) -> bool {
    // The first byte of nearly every body decides without a check of the text.
    let starts = response.body().first().is_some_and(u8::is_ascii_graphic);
    response.status() == StatusCode::NO_CONTENT || (!starts && text(response).is_ok_and(|text| text.trim().is_empty()))
}

/// The text of the body, without a byte-order mark.
pub(crate) fn text(response: &Response<Bytes>) -> Result<&str, DecodeError> {
    let text = std::str::from_utf8(response.body());
    let text = text.map_err(|_| DecodeError::of_body(response.status(), "is not UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}'))
}

/// The response to an update without changes, which is not sent.
pub(crate) fn unchanged() -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Reads the whole body. The encoding is checked once for all strings.
pub(crate) fn decode<T>(
    response: &Response<Bytes>,
    level: Level,
    expected: &str,
    read: fn(&mut Input<'_>, &mut JsonPath) -> serde_json::Result<T>,
) -> Result<T, DecodeError> {
    let status = response.status();
    let body = ByteString::try_from(response.body().clone());
    let body = body.map_err(|_| DecodeError::of_body(status, "is not UTF-8"))?;
    let text = body.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(DecodeError::of_body(status, "is empty"));
    }
    let mut json = Input::new(text);
    let mut path = JsonPath::of_response(level, body.clone());
    let value = read(&mut json, &mut path).and_then(|value| json.end().map(|()| value));
    value.map_err(|error| DecodeError::new(status, &path, expected, &error))
}

pub(crate) mod sealed {
    use bytes::Bytes;

    use crate::response::page::Page;
    use crate::value::value::Value;

    pub trait Sealed {}
    impl<T: Value> Sealed for T {}
    impl<T: Value> Sealed for Page<T> {}
    impl Sealed for Bytes {}
    impl Sealed for () {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_a_next_link_is_not_a_complete_value() {
        let read = |body: &'static str| returned::<Vec<String>>(&Response::new(Bytes::from_static(body.as_bytes())));
        assert_eq!(read(r#"{"value":["a"],"@odata.nextLink":null}"#).ok(), Some(vec!["a".to_owned()]));
        let error = read(r#"{"@odata.nextLink":"https://graph.microsoft.com/v1.0/x","value":["a"]}"#).err();
        let text = "the 200 response can't be decoded: the body has more pages: write `returns = Vec<…>`";
        assert_eq!(error.map(|error| error.to_string()).as_deref(), Some(text));
    }
}
