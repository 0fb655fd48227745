//! Requests of documentation examples, one JSON object a line.

use std::collections::HashMap;

use graph_core::bytes::Bytes;
use graph_core::http::{Request, Uri};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value as Json;

const HOST: &str = "https://graph.microsoft.com";
/// Characters that documentation writes and a URL can't have.
const UNENCODED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The request of an example.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) id: String,
    pub(super) method: String,
    /// The path with the version, and the query, percent-encoded.
    pub(super) url: String,
    headers: HashMap<String, String>,
    body: Option<String>,
    /// Whether the documentation shows an error as its response.
    pub(super) is_error: bool,
}

impl Example {
    /// Reads a line; `None` if it has no request to Graph.
    ///
    /// # Errors
    /// The line is not such a JSON object.
    pub(super) fn read(line: &str) -> Result<Option<Self>, String> {
        let json: Json = serde_json::from_str(line).map_err(|error| format!("it is not JSON: {error}"))?;
        let request = json.get("request").ok_or("it has no `request`")?;
        if request.is_null() {
            return Ok(None);
        }
        let text = |of: &Json, name: &str| of.get(name).and_then(Json::as_str).map(str::to_owned);
        let method = text(request, "method").ok_or("its request has no `method`")?;
        let url = text(request, "url").ok_or("its request has no `url`")?;
        let version = text(&json, "version").unwrap_or_else(|| "v1.0".to_owned());
        let Some(url) = path(&url, &version) else { return Ok(None) };
        let headers = request.get("headers").and_then(Json::as_object).into_iter().flatten();
        let status = json.pointer("/response/status").and_then(Json::as_u64);
        Ok(Some(Self {
            id: text(&json, "id").unwrap_or_default(),
            method: method.trim().to_uppercase(),
            url,
            headers: headers.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect(),
            body: text(request, "body"),
            is_error: status.is_some_and(|status| status >= 400),
        }))
    }

    /// The request, with a token and the content type of its body.
    ///
    /// # Errors
    /// The method, the URL or a header can't be sent.
    pub(super) fn request(&self) -> Result<Request<Bytes>, String> {
        let uri: Uri =
            format!("{HOST}{}", self.url).parse().map_err(|error| format!("its URL can't be sent: {error}"))?;
        let mut request = Request::builder().method(self.method.as_str()).uri(uri);
        let is_sent = |name: &str| !["authorization", "content-length", "host"].contains(&name);
        let mut has_type = false;
        for (name, value) in &self.headers {
            let name = name.trim().to_ascii_lowercase();
            has_type |= name == "content-type";
            if is_sent(&name) {
                request = request.header(name, value.replace(['\r', '\n'], " ").trim());
            }
        }
        if self.body.is_some() && !has_type {
            request = request.header("content-type", "application/json");
        }
        let body = self.body.clone().map(Bytes::from).unwrap_or_default();
        request.header("authorization", "Bearer any").body(body).map_err(|error| format!("it can't be sent: {error}"))
    }

    /// The decoded segments of the path after the version.
    pub(super) fn segments(&self) -> impl Iterator<Item = &str> {
        let path = self.url.split('?').next().unwrap_or_default();
        path.split('/').skip(2).filter(|segment| !segment.is_empty())
    }
}

/// The path and the query of a URL that documentation writes; `None` for another host.
fn path(url: &str, version: &str) -> Option<String> {
    let url = url.trim().replace(['\r', '\n'], "");
    let url = url.strip_prefix(HOST).or_else(|| url.strip_prefix("http://graph.microsoft.com")).unwrap_or(&url);
    if url.contains("://") && !url.split(['?', '(']).next().unwrap_or_default().starts_with('/') {
        return None;
    }
    let url = url.trim_start_matches('/');
    let first = url.split(['/', '?']).next().unwrap_or_default();
    let prefix = if matches!(first, "v1.0" | "beta") { String::new() } else { format!("{version}/") };
    Some(format!("/{prefix}{}", utf8_percent_encode(url, UNENCODED)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_as_documentation_writes_it() {
        for (url, expected) in [
            (
                "https://graph.microsoft.com/v1.0/users/{id}?$filter=a eq 'b'",
                "/v1.0/users/%7Bid%7D?$filter=a%20eq%20'b'",
            ),
            ("/users/{id}", "/beta/users/%7Bid%7D"),
            ("me/messages\n?$top=1", "/beta/me/messages?$top=1"),
            ("beta/groups/{id}/$ref", "/beta/groups/%7Bid%7D/$ref"),
        ] {
            assert_eq!(path(url, "beta").as_deref(), Some(expected));
        }
        assert_eq!(path("https://contoso.example/upload/1", "beta"), None);
    }

    #[test]
    fn a_line_may_have_no_request() {
        assert!(Example::read(r#"{"id":"a","request":null}"#).is_ok_and(|example| example.is_none()));
        for (line, fact) in
            [("{", "it is not JSON"), ("{}", "it has no `request`"), (r#"{"request":{}}"#, "no `method`")]
        {
            assert!(Example::read(line).is_err_and(|error| error.contains(fact)), "{line}");
        }
    }
}
