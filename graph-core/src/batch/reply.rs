//! The answer to a call, taken apart into the responses to its requests.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde_json::value::RawValue;

use super::{item, media};
use crate::error::DecodeError;
use crate::response;

type Object<'a> = BTreeMap<String, &'a RawValue>;

/// The responses by the places of their requests. One without an id or a status that can be read is left out.
pub(super) fn read(response: &Response<Bytes>) -> Result<BTreeMap<usize, Response<Bytes>>, DecodeError> {
    let wrong = |reason| DecodeError::of_body(response.status(), reason);
    let text = response::text(response)?;
    let outer: Object<'_> = serde_json::from_str(text).map_err(|_| wrong("is not a JSON object"))?;
    let list = outer.get("responses").ok_or_else(|| wrong("has no property `responses`"))?;
    let list: Vec<&RawValue> = serde_json::from_str(list.get()).map_err(|_| wrong("has no list as `responses`"))?;
    let mut responses = BTreeMap::new();
    for (index, response) in list.into_iter().filter_map(single) {
        // What came first counts: nobody knows what a second one answers.
        responses.entry(index).or_insert(response);
    }
    Ok(responses)
}

fn single(json: &RawValue) -> Option<(usize, Response<Bytes>)> {
    let object: Object<'_> = serde_json::from_str(json.get()).ok()?;
    let index = item::index(&scalar(object.get("id")?)?)?;
    let status = StatusCode::from_bytes(scalar(object.get("status")?)?.as_bytes()).ok()?;
    let headers = object.get("headers").map(|json| headers(json)).unwrap_or_default();
    let mut response = Response::new(Bytes::new());
    if let Some(body) = object.get("body").filter(|_| status != StatusCode::NO_CONTENT) {
        *response.body_mut() = media::decode(&headers, body);
    }
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Some((index, response))
}

/// The headers that can be read; the others are left out, and so are those beyond what a map can hold.
fn headers(json: &RawValue) -> HeaderMap {
    let object: Object<'_> = serde_json::from_str(json.get()).unwrap_or_default();
    let header = |(name, value): (&String, &&RawValue)| {
        let value = HeaderValue::from_bytes(scalar(value)?.as_bytes()).ok()?;
        Some((HeaderName::try_from(name).ok()?, value))
    };
    let mut headers = HeaderMap::new();
    for (name, value) in object.iter().filter_map(header) {
        if headers.try_append(name, value).is_err() {
            break;
        }
    }
    headers
}

/// A string's text, or a number as it stands.
fn scalar(json: &RawValue) -> Option<String> {
    match json.get().bytes().next()? {
        b'"' => serde_json::from_str(json.get()).ok(),
        b'0'..=b'9' | b'-' => Some(json.get().to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<BTreeMap<usize, Response<Bytes>>, String> {
        read(&Response::new(Bytes::copy_from_slice(text.as_bytes()))).map_err(|error| error.to_string())
    }

    #[test]
    fn an_item_is_read_with_what_it_has() {
        let text = r#"{"responses": [
            {"id": "2", "status": 204, "headers": null, "body": {"a": 1}},
            {"status": "201", "id": 1, "headers": {"CONTENT-type": "text/plain", "Age": 5, "x": null, "a b": "c"},
             "body": "é"},
            {"id": "3", "status": 200, "body": {"n": 1.0e2}}
        ]}"#;
        let Ok(responses) = read_text(text) else { panic!("not read") };
        let [first, second, third] = responses.values().collect::<Vec<_>>()[..] else { panic!("not three") };
        assert_eq!((first.status(), first.body().as_ref()), (StatusCode::CREATED, "é".as_bytes()));
        assert_eq!(first.headers().len(), 2);
        assert_eq!(first.headers()["content-type"], "text/plain");
        assert_eq!(first.headers()["age"], "5");
        assert_eq!((second.status(), second.body().as_ref()), (StatusCode::NO_CONTENT, &b""[..]));
        assert_eq!(third.body().as_ref(), br#"{"n": 1.0e2}"#);
    }

    #[test]
    fn headers_beyond_the_limit_are_left_out() {
        let many: Vec<String> = (0..40_000).map(|number| format!(r#""x{number}":"1""#)).collect();
        let text = format!(r#"{{"responses": [{{"id": "1", "status": 200, "headers": {{{}}}}}]}}"#, many.join(","));
        let Ok(responses) = read_text(&text) else { panic!("not read") };
        let headers = responses.get(&0).map_or(0, |response| response.headers().len());
        assert!((1..40_000).contains(&headers), "{headers}");
    }

    #[test]
    fn an_item_that_cannot_be_read_spoils_no_other() {
        let text = "\u{feff}".to_owned()
            + r#"{"x": {}, "responses": [1, null, {}, {"id": "1"}, {"id": "x", "status": 200}, {"id": "1", "status": 20},
               {"id": "1", "status": 404}, {"id": "1", "status": 200}, {"id": {}, "status": 200}]}"#;
        let Ok(responses) = read_text(&text) else { panic!("not read") };
        assert_eq!(responses.get(&0).map(Response::status), Some(StatusCode::NOT_FOUND));
        assert_eq!(responses.len(), 1);
    }

    #[test]
    fn another_answer_is_an_error_that_says_what_is_wrong() {
        let said = |text: &str| read_text(text).err().unwrap_or_default();
        assert_eq!(said(""), "the 200 answer can't be decoded: the body is not a JSON object");
        assert_eq!(said("[]"), "the 200 answer can't be decoded: the body is not a JSON object");
        assert_eq!(said("{}"), "the 200 answer can't be decoded: the body has no property `responses`");
        let no_list = "the 200 answer can't be decoded: the body has no list as `responses`";
        assert_eq!(said(r#"{"responses": null}"#), no_list);
        let binary = read(&Response::new(Bytes::from_static(b"\xFF"))).err().map(|error| error.to_string());
        assert_eq!(binary.as_deref(), Some("the 200 answer can't be decoded: the body is not UTF-8"));
    }
}
