//! Bodies in the JSON of a batch, by their `Content-Type`.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::value::RawValue;

use crate::error::error::BatchError;
use crate::json;
use crate::value::primitive::Binary;

/// # Rule
/// JSON is embedded, `text/*` is a string, other content is base64url
/// ([OData JSON 4.01, §19](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
enum Form {
    Json,
    Text,
    Base64,
}

impl Form {
    fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get(CONTENT_TYPE).filter(|value| *value != "application/json") else {
            return Self::Json;
        };
        let Ok(value) = value.to_str() else { return Self::Json };
        let media_type = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media_type.split_once('/') {
            Some(("application", subtype)) if subtype == "json" || subtype.ends_with("+json") => Self::Json,
            Some(("text", _)) => Self::Text,
            _ => Self::Base64,
        }
    }
}

/// The body of a request as JSON text. JSON keeps its text, which is checked unless it `is_json`.
pub(super) fn encode(headers: &HeaderMap, body: &Bytes, is_json: bool) -> Result<Bytes, BatchError> {
    let text = || std::str::from_utf8(body);
    match Form::of(headers) {
        Form::Json if is_json => Ok(body.clone()),
        Form::Json => {
            let json = text().ok().and_then(|text| json::from_str::<&RawValue>(text).ok());
            let json = json.map(|json| body.slice_ref(json.get().as_bytes()));
            json.ok_or(BatchError::Unsupported { reason: "its body is not the JSON that its `Content-Type` says" })
        }
        Form::Text => {
            let text = text().map_err(|_| BatchError::Unsupported { reason: "its text is not UTF-8" })?;
            string(text)
        }
        Form::Base64 => string(&Binary::from(body.clone()).to_base64()),
    }
}

fn string(text: &str) -> Result<Bytes, BatchError> {
    let json = json::to_vec(text).map(Bytes::from);
    json.map_err(|_| BatchError::Unsupported { reason: "its body can't be written as JSON" })
}

/// The body of a response, as in a single response. Content that does not have the form of its type is used unchanged. `body` is a part
/// of the document `whole`, and is not copied.
pub(super) fn decode(headers: &HeaderMap, body: &RawValue, whole: &Bytes) -> Bytes {
    let as_it_stands = || whole.slice_ref(body.get().as_bytes());
    let form = Form::of(headers);
    if matches!(form, Form::Json) {
        return as_it_stands();
    }
    match (form, serde_json::from_str::<Option<String>>(body.get())) {
        (_, Ok(None)) => Bytes::new(),
        (Form::Base64, Ok(Some(text))) => text.parse().map_or_else(|_| text.into(), Binary::into_bytes),
        (_, Ok(Some(text))) => text.into(),
        (_, Err(_)) => as_it_stands(),
    }
}

/// The JSON object or array that a body contains as a string or as base64.
///
/// # Rule
/// Some services put the JSON of an item into a string, or encode it, regardless of its `Content-Type`.
pub(super) fn embedded(body: &Bytes) -> Option<Bytes> {
    if is_object_or_array(body) {
        return None;
    }
    let text = serde_json::from_slice::<String>(body).ok();
    let text = text.map_or_else(|| body.clone(), Bytes::from);
    let encoded = || Some(std::str::from_utf8(&text).ok()?.trim().parse::<Binary>().ok()?.into_bytes());
    Some(text.clone()).filter(is_object_or_array).or_else(|| encoded().filter(is_object_or_array))
}

fn is_object_or_array(json: &Bytes) -> bool {
    json.trim_ascii_start().starts_with(b"{") || json.trim_ascii_start().starts_with(b"[")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(content_type: &'static str) -> HeaderMap {
        [content_type]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| (CONTENT_TYPE, HeaderValue::from_static(text)))
            .collect()
    }

    fn encoded(content_type: &'static str, body: &'static [u8]) -> String {
        match encode(&headers(content_type), &Bytes::from_static(body), false) {
            Ok(json) => String::from_utf8_lossy(&json).into_owned(),
            Err(error) => error.to_string(),
        }
    }

    fn decoded(content_type: &'static str, json: &str) -> Vec<u8> {
        let whole = Bytes::copy_from_slice(json.as_bytes());
        let body = serde_json::from_slice(&whole).unwrap_or_else(|error| panic!("{error}"));
        decode(&headers(content_type), body, &whole).to_vec()
    }

    #[test]
    fn json_keeps_its_text() {
        let json = r#"{"b": 1.50e3,"a":12345678901234567890123}"#;
        for content_type in ["application/json", "Application/JSON; charset=utf-8", "application/scim+json", ""] {
            assert_eq!(encoded(content_type, json.as_bytes()), json, "{content_type}");
            assert_eq!(decoded(content_type, json), json.as_bytes(), "{content_type}");
        }
        assert_eq!(decoded("application/json", "null"), b"null");
        assert_eq!(decoded("application/json", r#""a\n""#), br#""a\n""#);
    }

    #[test]
    fn text_is_a_string() {
        for content_type in ["text/plain", "text/html;charset=utf-8", "TEXT/csv"] {
            assert_eq!(encoded(content_type, "a\"\n€".as_bytes()), r#""a\"\n€""#);
            assert_eq!(decoded(content_type, r#""a\"\n\u20ac""#), "a\"\n€".as_bytes());
        }
        assert_eq!(decoded("text/plain", "17"), b"17");
        assert_eq!(decoded("text/plain", "null"), b"");
    }

    #[test]
    fn the_rest_is_base64() {
        assert_eq!(encoded("image/jpeg", &[0xFB, 0xFF]), r#""-_8""#);
        for text in [r#""-_8""#, r#""-_8=""#, r#""+/8=""#, r#""+\/8=""#] {
            assert_eq!(decoded("image/jpeg", text), [0xFB, 0xFF], "{text}");
        }
        assert_eq!(decoded("application/xml", r#""<a/>""#), b"<a/>");
        assert_eq!(decoded("application/xml", r#"{"a": 1}"#), br#"{"a": 1}"#);
    }

    #[test]
    fn json_may_be_in_a_string_or_encoded() {
        let embedded = |body: &'static str| embedded(&Bytes::from_static(body.as_bytes()));
        for body in [r#""{\"id\":1}""#, r#""eyJpZCI6MX0=""#, r#""eyJpZCI6MX0""#, "eyJpZCI6MX0=", "eyJpZCI6MX0"] {
            assert_eq!(embedded(body).as_deref(), Some(&br#"{"id":1}"#[..]), "{body}");
        }
        assert_eq!(embedded(r#""[1]""#).as_deref(), Some(&b"[1]"[..]));
        for body in [r#"{"id":1}"#, "[]", r#""text""#, "", "17", "null", "<html>", r#""YWJj""#] {
            assert_eq!(embedded(body), None, "{body}");
        }
    }

    #[test]
    fn a_body_that_is_not_of_its_type_is_not_sent() {
        let json = "the request can't be part of a batch: its body is not the JSON that its `Content-Type` says; \
                    send it alone";
        assert_eq!(encoded("application/json", b"{"), json);
        assert_eq!(encoded("application/json", b"\xFF"), json);
        let text = "the request can't be part of a batch: its text is not UTF-8; send it alone";
        assert_eq!(encoded("text/plain", b"\xFF"), text);
    }
}
