//! The client: which service, with which token, over which transport.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, USER_AGENT};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use uuid::{Builder, Uuid, Variant, Version};

use crate::clock::{Clock, SystemClock};
use crate::cloud::{ApiVersion, Cloud, ServiceRoot, ServiceRootError};
use crate::credential::{Credential, CredentialError, TokenRequest};
use crate::error::{Error, RequestError};
use crate::link::Place;
use crate::odata_error::{self, ApiError};
use crate::request::Request;
use crate::transport::{Transport, TransportError};

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const DEFAULT_USER_AGENT: &str = concat!("graph-core/", env!("CARGO_PKG_VERSION"));

/// Sends requests to one service as one identity. Cloning it is cheap: clones share the transport's connections.
///
/// # Example
/// ```
/// use graph_core::{ApiVersion, Client, Cloud, StaticToken};
///
/// # #[cfg(feature = "reqwest")] {
/// let client = Client::builder()
///     .cloud(Cloud::Global)
///     .version(ApiVersion::Beta)
///     .credential(StaticToken::new("eyJ0…"))
///     .build()?;
/// assert_eq!(client.root().to_string(), "https://graph.microsoft.com/beta");
/// # }
/// # Ok::<(), graph_core::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    root: ServiceRoot,
    token_request: TokenRequest,
    credential: Option<Arc<dyn Credential>>,
    transport: Arc<dyn Transport>,
    user_agent: HeaderValue,
    clock: Arc<dyn Clock>,
}

impl Client {
    /// Starts a client for the worldwide cloud and version `v1.0`.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The service that the client sends to.
    #[must_use]
    pub fn root(&self) -> &ServiceRoot {
        &self.inner.root
    }

    async fn execute<R>(&self, request: Request<R>) -> Result<Response<R>, Error> {
        let mut outgoing = match request.to_http(&self.inner.root) {
            Err(RequestError::NoChanges) => return unchanged(&request),
            outgoing => outgoing?,
        };
        let headers = outgoing.headers_mut();
        headers.entry(USER_AGENT).or_insert_with(|| self.inner.user_agent.clone());
        if !headers.contains_key(CLIENT_REQUEST_ID)
            && let Ok(id) = HeaderValue::try_from(new_id().to_string())
        {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        if let Some(authorization) = self.authorization().await? {
            headers.insert(AUTHORIZATION, authorization);
        }
        let response = self.inner.transport.send(outgoing).await?;
        read(response, &request)
    }

    /// Reads what is at a place that the service named, with the token where it may go along.
    pub(crate) async fn fetch(&self, place: &Place, accept: &'static str) -> Result<Response<Bytes>, Error> {
        let mut outgoing = http::Request::new(Bytes::new());
        *outgoing.uri_mut() = place.uri().clone();
        outgoing.headers_mut().insert(ACCEPT, HeaderValue::from_static(accept));
        outgoing.headers_mut().insert(USER_AGENT, self.inner.user_agent.clone());
        if place.is_own()
            && let Some(authorization) = self.authorization().await?
        {
            outgoing.headers_mut().insert(AUTHORIZATION, authorization);
        }
        Ok(self.inner.transport.send(outgoing).await?)
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    async fn authorization(&self) -> Result<Option<HeaderValue>, Error> {
        let Some(credential) = &self.inner.credential else { return Ok(None) };
        let token = credential.token(&self.inner.token_request).await?;
        let mut value = HeaderValue::try_from(format!("Bearer {}", token.secret()))
            .map_err(|_| CredentialError::new("the token has a character that an HTTP header can't have"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

/// A UUID that no other request has. It need not be secret, so the standard library's seeds are random enough, and
/// three crates are saved.
fn new_id() -> Uuid {
    let random = || RandomState::new().hash_one(());
    Builder::from_u128(u128::from(random()) << 64 | u128::from(random()))
        .with_variant(Variant::RFC4122)
        .with_version(Version::Random)
        .into_uuid()
}

fn read<R>(response: Response<Bytes>, request: &Request<R>) -> Result<Response<R>, Error> {
    let (status, headers) = (response.status(), response.headers());
    if !status.is_success() {
        return Err(Box::new(ApiError::read(status, headers, response.body(), request.permissions())).into());
    }
    let answer = request.reader()(&response).map_err(|mut error| {
        error.request_id = odata_error::header(headers, "request-id");
        Box::new(error)
    })?;
    Ok(response.map(|_| answer))
}

/// The library's own answer to an update without changes.
fn unchanged<R>(request: &Request<R>) -> Result<Response<R>, Error> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    read(response, request)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("root", &self.inner.root).finish_non_exhaustive()
    }
}

impl<R> Request<R> {
    /// Sends the request and reads its answer.
    ///
    /// # Errors
    /// Any [`Error`]: each says whether something was sent. An answer outside of 200–299 is [`Error::Api`].
    pub async fn send(self, client: &Client) -> Result<R, Error> {
        Ok(client.execute(self).await?.into_body())
    }

    /// Sends the request and gives the answer with its status and headers: a `Location`, an `ETag`.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_full(self, client: &Client) -> Result<Response<R>, Error> {
        client.execute(self).await
    }
}

/// What a [`Client`] is built from.
///
/// # Example
/// ```
/// use graph_core::{BuildError, Client};
///
/// let client = Client::builder().base_url("http://graph.example.org").build();
/// assert!(matches!(client, Err(BuildError::ServiceRoot(_)))); // a token would go in the clear
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    cloud: Cloud,
    base_url: Option<String>,
    version: ApiVersion,
    credential: Option<Arc<dyn Credential>>,
    tenant: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    user_agent: Option<String>,
    clock: Option<Arc<dyn Clock>>,
}

impl ClientBuilder {
    /// Sends to this cloud.
    pub fn cloud(self, cloud: Cloud) -> Self {
        Self { cloud, base_url: None, ..self }
    }

    /// Sends to this URL instead of a cloud: `https`, or `http` on loopback; without a version.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self { base_url: Some(url.into()), ..self }
    }

    /// The version of the service, where a type does not name one.
    pub fn version(self, version: ApiVersion) -> Self {
        Self { version, ..self }
    }

    /// Where tokens come from. Without one, requests go without `Authorization`.
    pub fn credential(self, credential: impl Credential) -> Self {
        Self { credential: Some(Arc::new(credential)), ..self }
    }

    /// The tenant to ask tokens for, where it is not the credential's own.
    pub fn tenant(self, tenant: impl Into<String>) -> Self {
        Self { tenant: Some(tenant.into()), ..self }
    }

    /// What moves the requests: by default reqwest, which runs within tokio.
    pub fn transport(self, transport: impl Transport) -> Self {
        Self { transport: Some(Arc::new(transport)), ..self }
    }

    /// The `User-Agent`, by default the library's name and version.
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        Self { user_agent: Some(user_agent.into()), ..self }
    }

    /// What tells the time and waits between two attempts: by default the system's clock.
    pub fn clock(self, clock: impl Clock) -> Self {
        Self { clock: Some(Arc::new(clock)), ..self }
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`BuildError`] says which part to change.
    pub fn build(self) -> Result<Client, BuildError> {
        let root = match &self.base_url {
            Some(url) => url.parse::<ServiceRoot>()?.with_version(self.version),
            None => ServiceRoot::new(self.cloud, self.version),
        };
        let user_agent = self.user_agent.as_deref().unwrap_or(DEFAULT_USER_AGENT);
        let inner = Inner {
            token_request: TokenRequest { scopes: vec![root.default_scope()], claims: None, tenant: self.tenant },
            user_agent: HeaderValue::try_from(user_agent).map_err(|_| BuildError::UserAgent)?,
            transport: self.transport.map_or_else(default_transport, Ok)?,
            credential: self.credential,
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            root,
        };
        Ok(Client { inner: Arc::new(inner) })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(crate::transports::reqwest::Reqwest::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("version", &self.version).finish_non_exhaustive()
    }
}

/// A client that can't be built, and what to change.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL can't be used.
    #[error(transparent)]
    ServiceRoot(#[from] ServiceRootError),
    /// The user agent is no header value.
    #[error("the user agent has a character that an HTTP header can't have")]
    UserAgent,
    /// The HTTP stack did not start.
    #[error("the default transport can't be set up")]
    Transport(#[from] TransportError),
    /// There is nothing to send with.
    #[error("no transport: call `.transport(…)`, or enable the feature `reqwest`")]
    NoTransport,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_request_has_an_id_of_its_own() {
        let ids: HashSet<Uuid> = (0..10_000).map(|_| new_id()).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.get_version() == Some(Version::Random)));
    }
}
