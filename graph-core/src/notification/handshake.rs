//! The validation of a notification URL.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use http::{Response, StatusCode};
use percent_encoding::percent_decode_str;

/// The longest token that is repeated, in bytes. The service's has about 120.
const LONGEST_TOKEN: usize = 2048;

/// A token that is not repeated.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unsafe;

/// The decoded token of a query, if there is one.
///
/// # Rule
/// The service encodes the token as a form does, so a `+` is a space: `Validation%3a+Testing+client+…`. The token is opaque, but never
/// contains HTML or JavaScript
/// ([validation](https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation)), and anyone may
/// call a webhook: one with markup, a control character or more than 2 KiB is not repeated. The URL's own parameters come before it.
pub(super) fn token(query: &str) -> Option<Result<String, Unsafe>> {
    let encoded = query.split('&').find_map(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        name.eq_ignore_ascii_case("validationToken").then_some(value)
    })?;
    let spaced = encoded.replace('+', " ");
    let token = percent_decode_str(&spaced).decode_utf8();
    let is_plain = |char: char| !char.is_control() && !matches!(char, '<' | '>');
    Some(match token {
        Ok(token) if (1..=LONGEST_TOKEN).contains(&token.len()) && token.chars().all(is_plain) => {
            Ok(token.into_owned())
        }
        _ => Err(Unsafe),
    })
}

/// The response to a validation: 200 and the decoded token as plain text, which a browser must not take for anything else.
pub(super) fn response(token: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(token));
    *response.status_mut() = StatusCode::OK;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_decoded() {
        for (query, decoded) in [
            ("validationToken=Validation%3a+Testing+Request-Id%3A%20877c", "Validation: Testing Request-Id: 877c"),
            ("code=a%3D&validationToken=x%2By", "x+y"),
            ("validationtoken=x", "x"),
            ("validationToken=%C3%A9=", "é="),
            ("validationToken=100%", "100%"),
        ] {
            assert_eq!(token(query), Some(Ok(decoded.to_owned())), "{query}");
        }
        for none in ["", "code=validationToken", "validationTokens=x", "&&", "xvalidationToken=x"] {
            assert_eq!(token(none), None, "{none}");
        }
    }

    #[test]
    fn a_token_that_a_browser_could_run_is_not_repeated() {
        let long = format!("validationToken={}", "x".repeat(LONGEST_TOKEN + 1));
        let queries = ["%3Cscript%3E", "a%0d%0aSet-Cookie:x", "%00", "%FF", "", ">"]
            .map(|token| format!("validationToken={token}"));
        for query in queries.iter().chain([&long, &"validationToken".to_owned()]) {
            assert_eq!(token(query), Some(Err(Unsafe)), "{query}");
        }
        assert!(matches!(long.strip_suffix('x').and_then(token), Some(Ok(_))), "the longest token");
    }
}
