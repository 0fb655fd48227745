//! The default transport, over HTTP/1.1 and HTTP/2.

mod stall;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_core::Stream;
use http::uri::Scheme;
use http::{HeaderValue, Uri};
use http_body::Body as _;
use tokio::runtime::Handle;

use self::stall::Stall;
use super::limit::{Collected, DEFAULT_LIMIT};
use super::setting::SettingError;
use super::tls::{HttpVersions, Tls};
use crate::client::body_stream::BodyStream;
use crate::client::transport::{BoxFuture, Transport, TransportError};

const NO_RUNTIME: &str = "reqwest needs a tokio runtime: call it within `#[tokio::main]` or `Runtime::block_on`";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// The maximum time without a byte of the response.
const READ_TIMEOUT: Duration = Duration::from_secs(120);
const IDLE_TIMEOUT: Duration = Duration::from_secs(90);
/// The interval of pings on a connection with a request. HTTP/2 has one connection, so a dead one would stop all requests.
const PING_INTERVAL: Duration = Duration::from_secs(30);
const PING_TIMEOUT: Duration = Duration::from_secs(20);
/// The longest time-out: tokio panics if the end of a wait is beyond the range of its clock.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
const LIMIT_SETTING: &str = "max_response_size";

/// Sends requests with [reqwest](https://docs.rs/reqwest) in a tokio runtime. TLS is rustls with ring; the operating system
/// verifies certificates.
///
/// # Rule
/// It follows no redirects and repeats no requests: a token must not be forwarded, and a create must not happen twice. A proxy
/// is used only for `https`: the token for a loopback service is not encrypted, so it is sent directly.
///
/// # Errors
/// Outside of a tokio runtime nothing is sent. A connection attempt times out after 30 seconds, a stalled response after two minutes.
/// A response of more than 256 MiB is refused, unless it is read as a stream. [`builder`](Self::builder) changes these limits.
///
/// # Example
/// ```
/// use graph_core::{Client, client::transports::reqwest::Reqwest};
///
/// let client = Client::builder().transport(Reqwest::new()?).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reqwest {
    client: reqwest::Client,
    /// For plain `http`, which only a loopback service may use.
    direct: reqwest::Client,
    max_response_size: u64,
    /// `None` for a client of the caller.
    timeouts: Option<Timeouts>,
}

/// The limits of time, for the errors.
#[derive(Debug, Clone, Copy)]
struct Timeouts {
    connect: Duration,
    read: Duration,
}

impl Reqwest {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// TLS can't be initialized, for example because the operating system has no certificates.
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build().map_err(TransportError::new)
    }

    /// Creates a builder: proxy, certificates, time-outs, limits.
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder::default()
    }

    /// Wraps a client that you configured beyond the settings of [`builder`](Self::builder). It is a client of reqwest 0.13, which
    /// your crate depends on with its own TLS feature. Disable its redirects and retries.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { direct: client.clone(), client, max_response_size: DEFAULT_LIMIT, timeouts: None }
    }

    /// Sets the maximum size of a response, in bytes after decompression: see
    /// [`ReqwestBuilder::max_response_size`].
    #[must_use]
    pub fn max_response_size(self, bytes: u64) -> Self {
        Self { max_response_size: bytes, ..self }
    }

    /// Sends a request, and returns the response when its headers have arrived.
    async fn begin(&self, request: http::Request<Bytes>) -> Result<reqwest::Response, TransportError> {
        if Handle::try_current().is_err() {
            return Err(TransportError::permanent(NO_RUNTIME));
        }
        let client = if request.uri().scheme() == Some(&Scheme::HTTP) { &self.direct } else { &self.client };
        let request = request.try_into().map_err(|error| self.failed(error))?;
        self.stall().receive(client.execute(request)).await?.map_err(|error| self.failed(error))
    }

    async fn execute(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
        let mut received = self.begin(request).await?;
        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = received.status();
        *response.version_mut() = received.version();
        std::mem::swap(response.headers_mut(), received.headers_mut());
        *response.body_mut() = self.collect(received).await?;
        Ok(response)
    }

    /// Reads the body up to the limit. reqwest decompresses each chunk as it is read.
    async fn collect(&self, mut received: reqwest::Response) -> Result<Bytes, TransportError> {
        let expected = received.content_length().unwrap_or_default();
        let mut body = Collected::new(self.max_response_size, LIMIT_SETTING, expected)?;
        let mut stall = self.stall();
        while let Some(chunk) = stall.receive(received.chunk()).await?.map_err(|error| self.failed(error))? {
            body.push(chunk)?;
        }
        Ok(body.into_bytes())
    }

    fn stall(&self) -> Stall {
        Stall::new(self.timeouts.map(|timeouts| timeouts.read))
    }

    fn failed(&self, error: reqwest::Error) -> TransportError {
        failed(error, self.timeouts)
    }
}

/// The URL may contain keys and filters, so the error omits it.
fn failed(error: reqwest::Error, timeouts: Option<Timeouts>) -> TransportError {
    let error = error.without_url();
    // The time-out of a ping is named by the cause.
    let is_limit = error.is_timeout() && (error.is_connect() || timeouts.is_none());
    if is_limit { TransportError::new(TimedOut(error, timeouts)) } else { TransportError::new(error) }
}

/// reqwest's limit of time was exceeded. It names the setting.
#[derive(Debug)]
struct TimedOut(reqwest::Error, Option<Timeouts>);

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error, timeouts) = self;
        let Some(Timeouts { connect, .. }) = timeouts else {
            let what = if error.is_connect() { "the connection took" } else { "the response took" };
            return write!(f, "{what} too long; the client of `Reqwest::from_client` sets the limit");
        };
        let limit = connect.as_secs_f64();
        write!(f, "the connection took longer than {limit} s; `Reqwest::builder().connect_timeout(…)` sets the limit")
    }
}

impl std::error::Error for TimedOut {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.execute(request))
    }

    fn open(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async {
            let received = self.begin(request).await?;
            let chunks = |body| Chunks { body, stall: self.stall(), timeouts: self.timeouts };
            Ok(http::Response::from(received).map(|body| BodyStream::new(chunks(body))))
        })
    }
}

/// The chunks of a body as they arrive.
struct Chunks {
    body: reqwest::Body,
    stall: Stall,
    timeouts: Option<Timeouts>,
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // The timers of a client of the caller panic outside of a runtime.
        if Handle::try_current().is_err() {
            return Poll::Ready(Some(Err(TransportError::permanent(NO_RUNTIME))));
        }
        let Self { body, stall, timeouts } = self.get_mut();
        loop {
            let received = Pin::new(&mut *body).poll_frame(context);
            let frame = match ready!(stall.or_stalled(received, context))? {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error, *timeouts)))),
                Some(Ok(frame)) => frame,
            };
            // Trailers are not part of the body.
            if let Ok(chunk) = frame.into_data() {
                return Poll::Ready(Some(Ok(chunk)));
            }
        }
    }
}

/// Builder for [`Reqwest`].
///
/// # Errors
/// [`build`](Self::build) returns the first setting that can't be used.
///
/// # Example
/// ```no_run
/// use std::time::Duration;
///
/// use graph_core::{Client, client::transports::reqwest::Reqwest};
///
/// let transport = Reqwest::builder()
///     .proxy("http://proxy.example.org:8080")
///     .proxy_credentials("ada", "secret")
///     .root_certificates(std::fs::read("inspection.pem")?)
///     .read_timeout(Duration::from_secs(30))
///     .build()?;
/// let client = Client::builder().transport(transport).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build`"]
pub struct ReqwestBuilder {
    proxy: ProxySetting,
    proxy_credentials: Option<(String, String)>,
    tls: Tls,
    connect_timeout: Duration,
    read_timeout: Duration,
    idle_timeout: Duration,
    max_idle_connections: usize,
    max_response_size: u64,
}

#[derive(Clone)]
enum ProxySetting {
    Environment,
    Direct,
    Url(String),
}

impl Default for ReqwestBuilder {
    fn default() -> Self {
        Self {
            proxy: ProxySetting::Environment,
            proxy_credentials: None,
            tls: Tls::default(),
            connect_timeout: CONNECT_TIMEOUT,
            read_timeout: READ_TIMEOUT,
            idle_timeout: IDLE_TIMEOUT,
            max_idle_connections: usize::MAX,
            max_response_size: DEFAULT_LIMIT,
        }
    }
}

impl ReqwestBuilder {
    /// Sends `https` requests through an HTTP proxy: `http://proxy.example.org:8080`. The URL may contain the user and the password,
    /// percent-encoded. It defaults to the proxy of the environment: `HTTPS_PROXY` or `ALL_PROXY`, except for the hosts in `NO_PROXY`.
    pub fn proxy(self, url: impl Into<String>) -> Self {
        Self { proxy: ProxySetting::Url(url.into()), ..self }
    }

    /// Sets the user and the password of [`proxy`](Self::proxy), as they are, for the basic scheme.
    pub fn proxy_credentials(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        Self { proxy_credentials: Some((user.into(), password.into())), ..self }
    }

    /// Uses no proxy, not even that of the environment.
    pub fn no_proxy(self) -> Self {
        Self { proxy: ProxySetting::Direct, proxy_credentials: None, ..self }
    }

    /// Trusts the root certificates of a PEM text in addition to those of the operating system, such as the root of a proxy that
    /// inspects TLS. Further calls add further roots.
    pub fn root_certificates(self, pem: impl Into<Vec<u8>>) -> Self {
        self.trust("root_certificates", pem.into(), false)
    }

    /// Trusts the root certificates of a PEM text, and none of the operating system.
    pub fn only_root_certificates(self, pem: impl Into<Vec<u8>>) -> Self {
        self.trust("only_root_certificates", pem.into(), true)
    }

    fn trust(mut self, setting: &'static str, pem: Vec<u8>, only: bool) -> Self {
        self.tls.roots.push((setting, pem));
        self.tls.only_roots |= only;
        self
    }

    /// Sets the certificate of the client, for a server or a proxy that requests one: a PEM text with the certificate, those of its
    /// issuers, and the private key, in any order.
    pub fn identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.identity = Some(pem.into());
        self
    }

    /// Uses HTTP/1.1 alone. By default the service chooses between HTTP/2 and HTTP/1.1.
    pub fn http1_only(mut self) -> Self {
        self.tls.versions = HttpVersions::One;
        self
    }

    /// Uses HTTP/2 alone over TLS. A service on loopback without TLS is still requested over HTTP/1.1.
    pub fn http2_only(mut self) -> Self {
        self.tls.versions = HttpVersions::Two;
        self
    }

    /// Sets the maximum time of a connection attempt with its TLS handshake. It defaults to 30 seconds.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self { connect_timeout: timeout, ..self }
    }

    /// Sets the maximum time without a byte of the response, before its head or within its body. It defaults to two minutes. The time
    /// before the head includes the connection and the body of the request: a fragment of an upload, 5 MiB by default, must be sent in
    /// it. The whole request has no time limit.
    pub fn read_timeout(self, timeout: Duration) -> Self {
        Self { read_timeout: timeout, ..self }
    }

    /// Sets the time after which an unused connection is closed. It defaults to 90 seconds. Set it below the time-out of a firewall
    /// that drops connections silently.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        Self { idle_timeout: timeout, ..self }
    }

    /// Sets the maximum number of unused connections to one host that are kept. It is not limited by default, since connections
    /// are closed after [`idle_timeout`](Self::idle_timeout).
    pub fn max_idle_connections(self, number: usize) -> Self {
        Self { max_idle_connections: number, ..self }
    }

    /// Sets the maximum size of a response, in bytes after decompression. It defaults to 256 MiB. A larger response is a
    /// [`TransportError`] whose cause is [`ResponseTooLarge`](super::ResponseTooLarge), and the client does not repeat the request.
    ///
    /// # Rule
    /// The response is read chunk by chunk, so a small compressed response with a huge content is never whole in memory.
    pub fn max_response_size(self, bytes: u64) -> Self {
        Self { max_response_size: bytes, ..self }
    }

    /// Builds the transport with its own connection pool.
    ///
    /// # Errors
    /// [`SettingError`] names the setting that can't be used.
    pub fn build(self) -> Result<Reqwest, SettingError> {
        let tls = self.tls.config()?;
        let connect_timeout = timeout("connect_timeout", self.connect_timeout)?;
        let read_timeout = timeout("read_timeout", self.read_timeout)?;
        let builder = || {
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .connect_timeout(connect_timeout)
                .pool_idle_timeout(self.idle_timeout.min(LONGEST))
                .pool_max_idle_per_host(self.max_idle_connections)
                .http2_keep_alive_interval(PING_INTERVAL)
                .http2_keep_alive_timeout(PING_TIMEOUT)
        };
        let build =
            |builder: reqwest::ClientBuilder| builder.build().map_err(|error| SettingError::new("build", error));
        let proxied = match (self.chosen_proxy()?, &self.proxy) {
            (Some(proxy), _) => builder().proxy(proxy),
            (None, ProxySetting::Direct) => builder().no_proxy(),
            (None, _) => builder(),
        };
        let client = match self.tls.versions {
            HttpVersions::Both => proxied,
            HttpVersions::One => proxied.http1_only(),
            HttpVersions::Two => proxied.http2_prior_knowledge(),
        };
        let direct = builder().no_proxy();
        let timeouts = Some(Timeouts { connect: connect_timeout, read: read_timeout });
        Ok(Reqwest {
            client: build(client)?,
            direct: build(direct)?,
            max_response_size: self.max_response_size,
            timeouts,
        })
    }

    /// The proxy that was set.
    ///
    /// # Rule
    /// reqwest sends requests directly if it can't use the scheme of a proxy, so the scheme is checked here.
    fn chosen_proxy(&self) -> Result<Option<reqwest::Proxy>, SettingError> {
        let error = |reason: &str| Err(SettingError::new("proxy", reason));
        let ProxySetting::Url(url) = &self.proxy else {
            return match self.proxy_credentials {
                Some(_) => Err(SettingError::new("proxy_credentials", "no proxy is set, call `proxy`")),
                None => Ok(None),
            };
        };
        match url.split_once("://") {
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {}
            Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                let reason = format!("the scheme `{scheme}` is not supported, write `http://…` or `https://…`");
                return Err(SettingError::new("proxy", reason));
            }
            _ => return error("the URL has no scheme, write `http://…` or `https://…`"),
        }
        // The errors of these parsers may contain the password.
        let Ok(parsed) = reqwest::Url::parse(url) else { return error("the URL is not valid") };
        if !parsed.as_str().parse::<Uri>().is_ok_and(|uri| uri.authority().is_some()) {
            return error("the URL is not valid");
        }
        let Ok(proxy) = reqwest::Proxy::https(parsed) else { return error("the URL is not valid") };
        let Some((user, password)) = &self.proxy_credentials else { return Ok(Some(proxy)) };
        if user.contains(':') {
            return Err(SettingError::new(
                "proxy_credentials",
                "the user contains `:`, which separates it from the password",
            ));
        }
        let encoded = STANDARD.encode(format!("{user}:{password}"));
        match HeaderValue::try_from(format!("Basic {encoded}")) {
            Ok(mut value) => {
                value.set_sensitive(true);
                Ok(Some(proxy.custom_http_auth(value)))
            }
            Err(_) => Err(SettingError::new("proxy_credentials", "the password is too long")),
        }
    }
}

fn timeout(setting: &'static str, timeout: Duration) -> Result<Duration, SettingError> {
    if timeout.is_zero() {
        return Err(SettingError::new(setting, "the time-out is zero, so no request could succeed"));
    }
    Ok(timeout.min(LONGEST))
}

impl fmt::Debug for ReqwestBuilder {
    /// Omits the URL of the proxy, its credentials, and the PEM texts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestBuilder")
            .field("has_proxy", &matches!(self.proxy, ProxySetting::Url(_)))
            .field("has_identity", &self.tls.identity.is_some())
            .field("root_certificates", &self.tls.roots.len())
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("max_response_size", &self.max_response_size)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
