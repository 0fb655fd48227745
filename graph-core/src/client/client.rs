//! The client and its builder.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use super::bearer::Bearer;
#[cfg(feature = "identity")]
use super::caller::Caller;
use super::causes::write_causes;
use super::clock::{Clock, SystemClock};
use super::cloud::{Cloud, ServiceRoot, ServiceRootError};
use super::credential::{Credential, TokenRequest};
use super::observer::{AttemptEvent, Observer, Observers, OnAttempt, OnWait, WaitEvent};
use super::retry::RetryPolicy;
use super::throttle::{MOST, MOST_TO_A_MAILBOX, Throttle};
use super::transport::{Transport, TransportError};
use crate::value::path::ApiVersion;

const DEFAULT_USER_AGENT: &str = concat!("graph-core/", env!("CARGO_PKG_VERSION"));

/// Sends requests to one service as one identity. A clone is cheap and shares the connections of the transport.
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
/// # Ok::<(), graph_core::error::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    root: ServiceRoot,
    token_request: TokenRequest,
    credential: Option<Arc<dyn Credential>>,
    bearer: Bearer,
    transport: Arc<dyn Transport>,
    user_agent: HeaderValue,
    policy: RetryPolicy,
    throttle: Arc<Throttle>,
    observers: Observers,
    traces_urls: bool,
    clock: Arc<dyn Clock>,
}

impl Client {
    /// Creates a builder for the worldwide cloud and the version `v1.0`.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The service root of the client.
    #[must_use]
    pub fn root(&self) -> &ServiceRoot {
        &self.inner.root
    }

    pub(crate) fn policy(&self) -> &RetryPolicy {
        &self.inner.policy
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    pub(crate) fn credential(&self) -> Option<&dyn Credential> {
        self.inner.credential.as_deref()
    }

    pub(crate) fn token_request(&self) -> &TokenRequest {
        &self.inner.token_request
    }

    pub(crate) fn bearer(&self) -> &Bearer {
        &self.inner.bearer
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }

    pub(crate) fn throttle(&self) -> &Arc<Throttle> {
        &self.inner.throttle
    }

    pub(crate) fn observers(&self) -> &Observers {
        &self.inner.observers
    }

    pub(crate) fn traces_urls(&self) -> bool {
        self.inner.traces_urls
    }

    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.inner.user_agent
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("root", &self.inner.root).finish_non_exhaustive()
    }
}

/// Builder for [`Client`].
///
/// # Example
/// ```
/// use graph_core::{Client, error::BuildError};
///
/// let client = Client::builder().base_url("http://graph.example.org").build();
/// assert!(matches!(client, Err(BuildError::ServiceRoot(_)))); // the token would not be encrypted
/// ```
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    cloud: Cloud,
    base_url: Option<String>,
    version: Version,
    credential: Option<Arc<dyn Credential>>,
    tenant: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    user_agent: Option<String>,
    policy: RetryPolicy,
    most_in_flight: usize,
    most_to_a_mailbox: usize,
    observers: Vec<Arc<dyn Observer>>,
    traces_urls: bool,
    clock: Option<Arc<dyn Clock>>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            cloud: Cloud::default(),
            base_url: None,
            version: Version::default(),
            credential: None,
            tenant: None,
            transport: None,
            user_agent: None,
            policy: RetryPolicy::default(),
            most_in_flight: MOST,
            most_to_a_mailbox: MOST_TO_A_MAILBOX,
            observers: Vec::new(),
            traces_urls: false,
            clock: None,
        }
    }
}

/// The version after the base URL.
#[derive(Debug, Clone, Copy)]
enum Version {
    Default(ApiVersion),
    None,
}

impl Default for Version {
    fn default() -> Self {
        Self::Default(ApiVersion::default())
    }
}

impl ClientBuilder {
    /// Sets the cloud.
    pub fn cloud(self, cloud: Cloud) -> Self {
        Self { cloud, base_url: None, ..self }
    }

    /// Sets a base URL instead of a cloud: `https`, or `http` on loopback. The version is appended to it. For a service without
    /// versions add [`without_version`](Self::without_version).
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self { base_url: Some(url.into()), ..self }
    }

    /// Sets the API version. An annotated type may override it.
    pub fn version(self, version: ApiVersion) -> Self {
        Self { version: Version::Default(version), ..self }
    }

    /// Uses the base URL as the service root of an OData service other than Microsoft Graph. No version is appended, not even
    /// that of a type. The scope is that of the URL's origin, and requests have no additions for Graph's directory.
    ///
    /// # Example
    /// ```
    /// use graph_core::{graph_entity, Client};
    ///
    /// #[graph_entity(path = "Books", odata_type = "catalog.Book")]
    /// pub struct Book { #[graph(key, rename = "ID")] pub id: i32, pub title: Option<String> }
    ///
    /// let client = Client::builder().base_url("https://example.org/odata/v4/catalog").without_version().build()?;
    /// let request = Book::books().entity(201).get().to_http(client.root())?;
    /// assert_eq!(request.uri(), "https://example.org/odata/v4/catalog/Books/201?$select=ID,title");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn without_version(self) -> Self {
        Self { version: Version::None, ..self }
    }

    /// Sets the credential. Without one, requests have no `Authorization`.
    pub fn credential(self, credential: impl Credential) -> Self {
        Self { credential: Some(Arc::new(credential)), ..self }
    }

    /// Sets the tenant of the tokens. It defaults to the credential's own.
    pub fn tenant(self, tenant: impl Into<String>) -> Self {
        Self { tenant: Some(tenant.into()), ..self }
    }

    /// Sets the HTTP transport. It defaults to reqwest, which requires a tokio runtime.
    pub fn transport(self, transport: impl Transport) -> Self {
        Self { transport: Some(Arc::new(transport)), ..self }
    }

    /// Sets the `User-Agent`. It defaults to the name and version of this crate.
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        Self { user_agent: Some(user_agent.into()), ..self }
    }

    /// Sets the retry policy.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        Self { policy, ..self }
    }

    /// Sets the maximum number of requests in flight, of all clones of the client. It defaults to 64. Others wait for their turn,
    /// within their budgets.
    pub fn max_in_flight(self, most: usize) -> Self {
        Self { most_in_flight: most, ..self }
    }

    /// Sets the maximum number of requests in flight to one mailbox. It defaults to 4, the limit of the Outlook service.
    pub fn max_in_flight_to_a_mailbox(self, most: usize) -> Self {
        Self { most_to_a_mailbox: most, ..self }
    }

    /// Adds an observer of attempts and waits.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// Adds a function that is called after each attempt.
    pub fn on_attempt(self, function: impl Fn(&AttemptEvent<'_>) + Send + Sync + 'static) -> Self {
        self.observer(OnAttempt(function))
    }

    /// Adds a function that is called before each wait.
    ///
    /// # Example
    /// ```
    /// use graph_core::Client;
    ///
    /// let builder = Client::builder().on_wait(|wait| {
    ///     eprintln!("{} {}: {:?} for {:.1} s", wait.method, wait.path, wait.reason, wait.duration.as_secs_f64());
    /// });
    /// ```
    pub fn on_wait(self, function: impl Fn(&WaitEvent<'_>) + Send + Sync + 'static) -> Self {
        self.observer(OnWait(function))
    }

    /// Adds the URL of each call to its span, as `url.full`: with the keys, which may name people, and with the text of the query. The URLs of
    /// other hosts, such as those of uploads, are not added.
    #[cfg(feature = "tracing")]
    pub fn trace_urls(self) -> Self {
        Self { traces_urls: true, ..self }
    }

    /// Sets the clock, which returns the time and waits between attempts. It defaults to the system's clock.
    pub fn clock(self, clock: impl Clock) -> Self {
        Self { clock: Some(Arc::new(clock)), ..self }
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`BuildError`] for a setting that can't be used.
    pub fn build(self) -> Result<Client, BuildError> {
        let root = match (&self.base_url, self.version) {
            (Some(url), Version::Default(version)) => url.parse::<ServiceRoot>()?.with_version(version),
            (Some(url), Version::None) => ServiceRoot::without_version(url)?,
            (None, Version::Default(version)) => ServiceRoot::new(self.cloud, version),
            (None, Version::None) => return Err(BuildError::NoBaseUrl),
        };
        let user_agent = self.user_agent.as_deref().unwrap_or(DEFAULT_USER_AGENT);
        let observers = Observers::from(self.observers);
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        let inner = Inner {
            token_request: TokenRequest {
                scopes: vec![root.default_scope()],
                claims: None,
                renewed: false,
                refused: None,
                tenant: self.tenant,
                #[cfg(feature = "identity")]
                caller: Caller { observers: observers.clone(), transport: Some(Arc::clone(&transport)) },
            },
            user_agent: HeaderValue::try_from(user_agent).map_err(|_| BuildError::UserAgent)?,
            transport,
            credential: self.credential,
            bearer: Bearer::default(),
            policy: self.policy,
            throttle: Arc::new(Throttle::new(self.most_in_flight, self.most_to_a_mailbox)),
            observers,
            traces_urls: self.traces_urls,
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            root,
        };
        Ok(Client { inner: Arc::new(inner) })
    }
}

#[cfg(feature = "reqwest")]
pub(crate) fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::transports::reqwest::Reqwest::new()?))
}

#[cfg(not(feature = "reqwest"))]
pub(crate) fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("version", &self.version).finish_non_exhaustive()
    }
}

/// A setting that a client can't be built with.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL can't be used.
    ServiceRoot(ServiceRootError),
    /// The user agent is not a valid header value.
    UserAgent,
    /// The HTTP stack could not be initialized.
    Transport(TransportError),
    /// The client has no transport.
    NoTransport,
    /// The client has no version and no base URL.
    NoBaseUrl,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ServiceRoot(error) => error.fmt(f),
            Self::UserAgent => f.write_str("the user agent has a character that an HTTP header can't have"),
            Self::Transport(error) => {
                f.write_str("the default transport can't be set up: ")?;
                write_causes(f, error.cause())
            }
            Self::NoBaseUrl => f.write_str("no base URL: a service without versions needs `.base_url(…)`"),
            Self::NoTransport => f.write_str("no transport: call `.transport(…)`, or enable the feature `reqwest`"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ServiceRoot(error) => error.source(),
            Self::Transport(error) => Some(error),
            Self::UserAgent | Self::NoTransport | Self::NoBaseUrl => None,
        }
    }
}

impl From<ServiceRootError> for BuildError {
    fn from(error: ServiceRootError) -> Self {
        Self::ServiceRoot(error)
    }
}

impl From<TransportError> for BuildError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
