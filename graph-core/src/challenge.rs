//! What the service says with a 401: which claims the next token needs.

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use crate::credential::TokenRequest;
use crate::wire::Binary;

/// What a token has to be, beyond what the client always asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Challenge {
    /// JSON text.
    claims: Option<String>,
    /// Whether a token was refused, so that one of a cache will not do.
    renewed: bool,
}

impl Challenge {
    /// The challenge of an answer 401: of the first `WWW-Authenticate` that has `claims="<base64>"`.
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
        Self { claims: values.find_map(claims), renewed: true }
    }

    /// The request for a token that meets it.
    pub(crate) fn answered_by(&self, request: &TokenRequest) -> TokenRequest {
        TokenRequest { claims: self.claims.clone(), renewed: self.renewed, ..request.clone() }
    }
}

/// The claims of one challenge, decoded.
fn claims(challenge: &str) -> Option<String> {
    let (_, rest) = challenge.split_once("claims=\"")?;
    let (encoded, _) = rest.split_once('"')?;
    let decoded: Binary = encoded.parse().ok()?;
    String::from_utf8(decoded.as_ref().to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(challenges: &[&'static str]) -> Option<String> {
        let values = challenges.iter().map(|text| (WWW_AUTHENTICATE, HeaderValue::from_static(text)));
        Challenge::read(&values.collect()).claims
    }

    #[test]
    fn claims_are_found_and_decoded() {
        let with = r#"Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ==""#;
        assert_eq!(read(&[with]).as_deref(), Some(r#"{"a":1}"#));
        assert_eq!(read(&["Bearer realm=\"\"", with]).as_deref(), Some(r#"{"a":1}"#));
        for without in ["", "Bearer", "Bearer claims=", r#"Bearer claims="%%%""#, r#"Bearer claims="eyJ"#] {
            assert_eq!(read(&[without]), None, "{without}");
        }
    }
}
