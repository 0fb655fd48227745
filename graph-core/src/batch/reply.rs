//! Parsing of a batch response.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{item, media};
use crate::error::decode::DecodeError;
use crate::json::{self, Input};
use crate::response::response;
use crate::value::unexpected::{Shape, Undeclared, Unexpected};

/// The responses by the positions of their requests. A response without a valid id or status is omitted.
///
/// # Rule
/// Complete responses are valid even if the document is malformed or truncated after them: their requests were executed.
pub(super) fn read(response: &Response<Bytes>) -> Result<BTreeMap<usize, Response<Bytes>>, DecodeError> {
    let whole = response::text(response);
    let wrong =
        |reason| whole.as_ref().err().cloned().unwrap_or_else(|| DecodeError::of_body(response.status(), reason));
    let mut outer = Outer { list: List::Missing, has_error: false };
    let mut json = Input::new(whole.as_deref().unwrap_or_else(|_| readable(response.body())));
    let document = (&mut json).deserialize_map(&mut outer).and_then(|()| json.end());
    if outer.has_error && !matches!(&outer.list, List::Items(items) if !items.is_empty()) {
        return Err(DecodeError::of_form(response.status(), Unexpected::Error));
    }
    let list = match (outer.list, document) {
        (List::Missing, Err(_)) => return Err(wrong("is not a JSON object")),
        (List::Missing, Ok(())) => return Err(wrong("has no property `responses`")),
        (List::Items(items), Err(error)) if items.is_empty() && error.is_data() => {
            return Err(wrong("has no list as `responses`"));
        }
        (List::Items(items), _) => items,
    };
    let mut responses = BTreeMap::new();
    for (index, response) in list.into_iter().filter_map(|item| single(item?, response.body())) {
        // The first response to a request wins.
        responses.entry(index).or_insert(response);
    }
    Ok(responses)
}

/// The text before the first byte that is not UTF-8.
fn readable(body: &[u8]) -> &str {
    body.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// The property `responses`, as far as it is valid.
enum List<'a> {
    Missing,
    /// An item that is not an object is `None`.
    Items(Vec<Option<Item<'a>>>),
}

/// The content of the document, also if it is truncated.
struct Outer<'a> {
    list: List<'a>,
    /// The call itself has an error.
    has_error: bool,
}

impl<'a> Visitor<'a> for &mut Outer<'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if name == "responses" {
                if matches!(self.list, List::Missing) {
                    self.list = List::Items(Vec::new());
                }
                map.next_value_seed(Items(&mut self.list))?;
            } else if Undeclared::of(&name) == Undeclared::Error {
                self.has_error = matches!(map.next_value()?, Shape::Object | Shape::Text | Shape::Array);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Items<'l, 'a>(&'l mut List<'a>);

impl<'a> DeserializeSeed<'a> for Items<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Items<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(Element(item)) = elements.next_element()? {
            if let List::Items(items) = &mut *self.0 {
                items.push(item);
            }
        }
        Ok(())
    }
}

/// The response in an item of the document `whole`.
fn single(item: Item<'_>, whole: &Bytes) -> Option<(usize, Response<Bytes>)> {
    let index = item::index(&scalar(item.id?)?)?;
    let status = StatusCode::from_bytes(scalar(item.status?)?.as_bytes()).ok()?;
    let Headers(headers) = item.headers.and_then(|headers| json::from_str(headers.get()).ok()).unwrap_or_default();
    let mut response = Response::new(Bytes::new());
    if let Some(body) = item.body.filter(|_| status != StatusCode::NO_CONTENT) {
        *response.body_mut() = media::decode(&headers, body, whole);
    }
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Some((index, response))
}

/// The properties of an item. The last one of a name counts.
#[derive(Clone, Copy, Default)]
struct Item<'a> {
    id: Option<&'a RawValue>,
    status: Option<&'a RawValue>,
    headers: Option<&'a RawValue>,
    body: Option<&'a RawValue>,
}

/// An element of the list: `None` for a value that is not an object, or has a name that is not text.
struct Element<'a>(Option<Item<'a>>);

impl<'de> Deserialize<'de> for Element<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ElementVisitor)
    }
}

struct ElementVisitor;

macro_rules! no_object {
    ($($method:ident($($argument:ty)?)),* $(,)?) => {$(
        fn $method<E: Error>(self, $(_: $argument)?) -> Result<Element<'de>, E> {
            Ok(Element(None))
        }
    )*};
}

impl<'de> Visitor<'de> for ElementVisitor {
    type Value = Element<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    no_object! {
        visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str), visit_unit(),
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Element<'de>, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Element(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element<'de>, A::Error> {
        let mut item = Some(Item::default());
        while let Some(name) = map.next_key::<&RawValue>()? {
            let value = map.next_value()?;
            match (scalar(name).as_deref(), &mut item) {
                (Some("id"), Some(item)) => item.id = Some(value),
                (Some("status"), Some(item)) => item.status = Some(value),
                (Some("headers"), Some(item)) => item.headers = Some(value),
                (Some("body"), Some(item)) => item.body = Some(value),
                (Some(_), _) => {}
                (None, _) => item = None,
            }
        }
        Ok(Element(item))
    }
}

/// The name of a property.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_str(NameVisitor)
    }
}

/// The valid headers. Headers beyond the capacity of a map are omitted. A field may occur twice, and its value may be a list.
#[derive(Default)]
struct Headers(HeaderMap);

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HeadersVisitor;

        impl<'de> Visitor<'de> for HeadersVisitor {
            type Value = Headers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers, A::Error> {
                let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
                let mut is_full = false;
                while let Some((Name(name), value)) = map.next_entry()? {
                    if !is_full {
                        is_full = append(&mut headers, &name, value).is_none();
                    }
                }
                Ok(Headers(headers))
            }
        }

        deserializer.deserialize_map(HeadersVisitor)
    }
}

/// The number of headers that fit without another allocation.
const USUAL_HEADERS: usize = 6;

/// Adds a header, or each value of a list. Returns `None` if there is no room.
fn append(headers: &mut HeaderMap, name: &str, value: &RawValue) -> Option<()> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { return Some(()) };
    let list: Vec<&RawValue> =
        if value.get().starts_with('[') { json::from_str(value.get()).unwrap_or_default() } else { Vec::new() };
    for value in list.into_iter().chain([value]).filter_map(scalar) {
        let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) else { continue };
        headers.try_append(&name, value).ok()?;
    }
    Some(())
}

/// The content of a string, or the text of a number.
fn scalar(json: &RawValue) -> Option<Cow<'_, str>> {
    match json.get().bytes().next()? {
        b'"' => {
            let text = json.get().get(1..json.get().len() - 1)?;
            if text.contains('\\') {
                return json::from_str(json.get()).ok().map(|Name(text)| text);
            }
            Some(Cow::Borrowed(text))
        }
        b'0'..=b'9' | b'-' => Some(Cow::Borrowed(json.get())),
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
    fn an_item_is_read_with_its_valid_parts() {
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

    /// An item with an HTML body without quotes made every other item unreadable.
    #[test]
    fn complete_responses_before_a_malformed_one_are_valid() {
        let whole = r#"{"id": "1", "status": 201, "body": {}}, {"id": "2", "status": 204}"#;
        for broken in [
            r#", {"id": "3", "status": 502, "body": <html>}, {"id": "4", "status": 200}]}"#,
            r#", {"id": "3", "stat"#,
            "",
            ", ",
            "] x",
            "]",
        ] {
            let responses = read_text(&format!(r#"{{"responses": [{whole}{broken}"#)).unwrap_or_default();
            assert_eq!(responses.keys().collect::<Vec<_>>(), [&0, &1], "{broken}");
        }
        let mut binary = format!(r#"{{"responses": [{whole}, {{"id": "3", "body": ""#).into_bytes();
        binary.extend(b"\xFF\"}]}");
        assert_eq!(read(&Response::new(binary.into())).map(|responses| responses.len()).ok(), Some(2));
        // No response is complete: the service may have executed each request.
        assert_eq!(
            read_text(r#"{"responses": [{"id": "1", "status": <html>}]}"#).map(|responses| responses.len()),
            Ok(0)
        );
        let twice = format!(r#"{{"responses": [{whole}], "responses": []}}"#);
        assert_eq!(read_text(&twice).map(|responses| responses.len()), Ok(2));
    }

    #[test]
    fn an_error_without_responses_is_that_of_the_call() {
        for responses in ["", r#""responses": [], "#] {
            let text = format!(r#"{{{responses}"error": {{"code": "x"}}}}"#);
            let error = read_text(&text).err();
            let said = "the 200 response can't be decoded: the body is an error of the service";
            assert_eq!(error.as_deref(), Some(said), "{text}");
        }
        let beside = r#"{"responses": [{"id": "1", "status": 204}], "error": {"code": "x"}}"#;
        assert_eq!(read_text(beside).map(|responses| responses.len()), Ok(1));
        assert_eq!(read_text(r#"{"responses": [], "error": null}"#).map(|responses| responses.len()), Ok(0));
    }

    #[test]
    fn a_header_may_occur_twice() {
        let text = r#"{"responses": [{"id": "1", "status": 429,
            "headers": {"Retry-After": "0", "Retry-After": 120, "retry-after": ["3", 4]}}]}"#;
        let responses = read_text(text).unwrap_or_default();
        let headers =
            responses.get(&0).map(|response| response.headers().get_all("retry-after").iter().collect::<Vec<_>>());
        assert_eq!(headers.unwrap_or_default(), ["0", "120", "3", "4"]);
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
    fn a_malformed_item_does_not_affect_others() {
        let text = "\u{feff}".to_owned()
            + r#"{"x": {}, "responses": [1, null, {}, {"id": "1"}, {"id": "x", "status": 200}, {"id": "1", "status": 20},
               {"id": "1", "status": 404}, {"id": "1", "status": 200}, {"id": {}, "status": 200}]}"#;
        let Ok(responses) = read_text(&text) else { panic!("not read") };
        assert_eq!(responses.get(&0).map(Response::status), Some(StatusCode::NOT_FOUND));
        assert_eq!(responses.len(), 1);
    }

    #[test]
    fn another_response_is_an_error_with_its_reason() {
        let said = |text: &str| read_text(text).err().unwrap_or_default();
        assert_eq!(said(""), "the 200 response can't be decoded: the body is not a JSON object");
        assert_eq!(said("[]"), "the 200 response can't be decoded: the body is not a JSON object");
        assert_eq!(said("{}"), "the 200 response can't be decoded: the body has no property `responses`");
        let no_list = "the 200 response can't be decoded: the body has no list as `responses`";
        assert_eq!(said(r#"{"responses": null}"#), no_list);
        let binary = read(&Response::new(Bytes::from_static(b"\xFF"))).err().map(|error| error.to_string());
        assert_eq!(binary.as_deref(), Some("the 200 response can't be decoded: the body is not UTF-8"));
    }
}
