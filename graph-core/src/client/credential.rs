//! Credentials and access tokens. Tokens are never printed.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

#[cfg(feature = "identity")]
use super::caller::Caller;
use super::causes::write_causes;
use super::secret::Secret;
use super::transport::BoxFuture;
use crate::value::primitive::Binary;

/// Supplies access tokens. Implement it over your identity library; [`StaticToken`] wraps an existing token.
///
/// # Shape
/// The client calls it before each request. [`CachedCredential`](crate::CachedCredential) caches the tokens of an implementation.
///
/// # Errors
/// [`CredentialError`] wraps the error of the identity library. The request is not sent.
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
    message = "`{Self}` does not implement `Credential`",
    label = "not a credential",
    note = "write `StaticToken::new(…)` for an existing token, or implement `Credential` over your identity library"
)]
pub trait Credential: Send + Sync + 'static {
    /// Returns a token for `request`.
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>>;
}

macro_rules! delegate_credential {
    ($($pointer:ident),*) => {$(
        /// Delegates to a credential that is chosen at run time.
        impl<T: Credential + ?Sized> Credential for $pointer<T> {
            fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
                T::token(self, request)
            }
        }
    )*};
}

delegate_credential!(Arc, Box);

/// The requirements of a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The scopes, such as `https://graph.microsoft.com/.default`.
    pub scopes: Vec<String>,
    /// The claims of the service's challenge, as JSON text. The new token must have them.
    pub claims: Option<String>,
    /// The service refused the last token, so a cached token is not sufficient. If no other token is available, return the same
    /// one or an error: the call then returns the 401.
    pub renewed: bool,
    /// The token that the service refused, if `renewed` is set: a credential that has a newer one returns it.
    pub refused: Option<AccessToken>,
    /// The tenant that issues the token, if it differs from the credential's own.
    pub tenant: Option<String>,
    /// The client that asks.
    #[cfg(feature = "identity")]
    pub(crate) caller: Caller,
}

/// A bearer token. `Debug` does not show it, and its memory is overwritten when the last clone is dropped.
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
    /// Shared, since each request asks for the token.
    secret: Secret,
    expires_on: Option<SystemTime>,
}

impl AccessToken {
    /// Wraps the text of a token. A leading `Bearer` is removed.
    pub fn new(secret: impl Into<String>) -> Self {
        let secret = Secret::new(secret);
        let bare = match secret.text().split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Some(Secret::new(token.trim_start())),
            _ => None,
        };
        Self { secret: bare.unwrap_or(secret), expires_on: None }
    }

    /// Sets the expiry for [`CachedCredential`](crate::CachedCredential). The client does not use it.
    #[must_use]
    pub fn with_expiry(self, expires_on: SystemTime) -> Self {
        Self { expires_on: Some(expires_on), ..self }
    }

    /// The text of the token: a secret.
    #[must_use]
    pub fn secret(&self) -> &str {
        self.secret.text()
    }

    pub(crate) fn has_secret_of(&self, other: &Self) -> bool {
        self.secret.is_clone_of(&other.secret) || self.secret == other.secret
    }

    /// The expiry of the token, if it is known.
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

/// The credential did not supply a token.
///
/// # Shape
/// The message ends with the reason, in one line: `the credential supplied no token: AADSTS7000215: Invalid client secret …`.
/// [`source`](std::error::Error::source) returns the causes. A clone shares them, since many requests may wait for one token.
#[derive(Debug, Clone)]
pub struct CredentialError {
    source: Arc<dyn std::error::Error + Send + Sync>,
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the credential supplied no token: ")?;
        write_causes(f, &*self.source)
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl CredentialError {
    /// Wraps the reason. It is printed and logged, so it must not contain a secret.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into().into() }
    }
}

/// A credential that supplies one existing token.
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
    /// Wraps the text of a token. A leading `Bearer` is removed.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(AccessToken::new(secret))
    }
}

impl Credential for StaticToken {
    fn token<'a>(&'a self, _request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}

/// The additional requirements of a token after a 401.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Challenge {
    /// JSON text.
    claims: Option<String>,
    /// The service refused a token, so a cached one is not sufficient.
    renewed: bool,
}

impl Challenge {
    /// Reads the challenge of a 401: the first `WWW-Authenticate` with `claims="<base64>"`.
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
        Self { claims: values.find_map(claims), renewed: true }
    }

    /// The token request that meets the challenge to a token.
    pub(crate) fn respond_to(&self, request: &TokenRequest, refused: &AccessToken) -> TokenRequest {
        let refused = self.renewed.then(|| refused.clone());
        TokenRequest { claims: self.claims.clone(), renewed: self.renewed, refused, ..request.clone() }
    }
}

/// The decoded claims of one challenge.
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
