//! Where access tokens come from. A token is never printed.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use super::causes::write_causes;
use super::transport::BoxFuture;
use crate::value::primitive::Binary;

/// Gives access tokens. Implement it over your identity library; [`StaticToken`] is for a token that you have already.
///
/// # Shape
/// The client asks before each request, so an implementation caches its token until it is about to expire.
///
/// # Errors
/// [`CredentialError`] wraps what the identity library reported; the request is not sent.
///
/// # Example
/// ```
/// use graph_core::{AccessToken, BoxFuture, Credential, CredentialError, TokenRequest};
///
/// struct FromEnvironment;
///
/// impl Credential for FromEnvironment {
///     fn token<'a>(&'a self, _request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
///         Box::pin(async { std::env::var("GRAPH_TOKEN").map(AccessToken::new).map_err(CredentialError::new) })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` gives no access tokens",
    label = "not a credential",
    note = "for a token that you have, write `StaticToken::new(…)`; else implement `Credential` over your identity library"
)]
pub trait Credential: Send + Sync + 'static {
    /// A token for what `request` asks.
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>>;
}

macro_rules! credential_behind {
    ($($pointer:ident),*) => {$(
        /// A credential that is chosen at run time.
        impl<T: Credential + ?Sized> Credential for $pointer<T> {
            fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
                T::token(self, request)
            }
        }
    )*};
}

credential_behind!(Arc, Box);

/// What a token must be good for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The scopes, such as `https://graph.microsoft.com/.default`.
    pub scopes: Vec<String>,
    /// The claims that the service challenged the last token with, as JSON text: the new token has to have them.
    pub claims: Option<String>,
    /// Whether the service refused the last token: a new one is needed, and none of a cache will do. Where there is no
    /// other, give the same again or an error: the service's answer 401 is then the call's.
    pub renewed: bool,
    /// The tenant to get the token from, where it is not the credential's own.
    pub tenant: Option<String>,
}

/// A bearer token. `Debug` doesn't show it.
///
/// # Example
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use graph_core::AccessToken;
///
/// let token = AccessToken::new("eyJ0…").with_expiry(SystemTime::now() + Duration::from_secs(3600));
/// assert_eq!(token.secret(), "eyJ0…");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    secret: String,
    expires_on: Option<SystemTime>,
}

impl AccessToken {
    /// Takes the token's text. The word `Bearer` in front of it is left out.
    pub fn new(secret: impl Into<String>) -> Self {
        let mut secret = secret.into();
        if let Some((scheme, token)) = secret.split_once(' ')
            && scheme.eq_ignore_ascii_case("bearer")
        {
            secret = token.trim_start().to_owned();
        }
        Self { secret, expires_on: None }
    }

    /// Says when the token expires, for a credential's own cache: the client does not ask.
    #[must_use]
    pub fn with_expiry(self, expires_on: SystemTime) -> Self {
        Self { expires_on: Some(expires_on), ..self }
    }

    /// The token's text: a secret.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// When the token expires, where its source said so.
    #[must_use]
    pub fn expires_on(&self) -> Option<SystemTime> {
        self.expires_on
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires_on", &self.expires_on).finish_non_exhaustive()
    }
}

/// The credential gave no token.
///
/// # Shape
/// The message ends with the reason, in one line: `the credential gave no token: AADSTS7000215: Invalid client secret …`. Its
/// causes are in [`source`](std::error::Error::source) as well.
#[derive(Debug)]
pub struct CredentialError {
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the credential gave no token: ")?;
        write_causes(f, &*self.source)
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl CredentialError {
    /// Wraps the reason. It is printed and logged, so it must not hold a secret.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into() }
    }
}

/// A token that was got elsewhere, sent with every request.
///
/// # Example
/// ```
/// use graph_core::StaticToken;
///
/// let token = StaticToken::new("eyJ0…");
/// assert_eq!(token, StaticToken::new("Bearer eyJ0…"));
/// assert!(!format!("{token:?}").contains("eyJ0"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// Takes the token's text. The word `Bearer` in front of it is left out.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(AccessToken::new(secret))
    }
}

impl Credential for StaticToken {
    fn token<'a>(&'a self, _request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}

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
    pub(crate) fn respond_to(&self, request: &TokenRequest) -> TokenRequest {
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
