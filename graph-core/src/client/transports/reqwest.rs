//! The default transport, over HTTP/1.1 and HTTP/2.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::runtime::Handle;

use crate::client::transport::{BoxFuture, Transport, TransportError};

const NO_RUNTIME: &str = "reqwest needs a tokio runtime: call it within `#[tokio::main]` or `Runtime::block_on`";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// The maximum time without a byte of the response.
const READ_TIMEOUT: Duration = Duration::from_secs(120);

/// Sends requests with [reqwest](https://docs.rs/reqwest) in a tokio runtime. TLS is rustls with ring; the operating system
/// verifies certificates.
///
/// # Rule
/// It follows no redirects and repeats no requests: a token must not be forwarded, and a create must not happen twice. A proxy
/// of the environment is used only for `https`: the token for a loopback service is not encrypted, so it is sent directly.
///
/// # Errors
/// Outside of a tokio runtime nothing is sent. A connection attempt times out after 30 seconds, a stalled response after two minutes.
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
}

impl Reqwest {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// TLS can't be initialized, for example because the operating system has no certificates.
    pub fn new() -> Result<Self, TransportError> {
        let tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(BuilderVerifierExt::with_platform_verifier)
            .map_err(TransportError::new)?
            .with_no_client_auth();
        let builder = || {
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .connect_timeout(CONNECT_TIMEOUT)
                .read_timeout(READ_TIMEOUT)
        };
        let client = builder().build().map_err(TransportError::new)?;
        let direct = builder().no_proxy().build().map_err(TransportError::new)?;
        Ok(Self { client, direct })
    }

    /// Wraps a client that you configured: proxy, timeouts, certificates. It is a client of reqwest 0.13, which your crate depends
    /// on with its own TLS feature. Disable its redirects and retries.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { direct: client.clone(), client }
    }

    async fn execute(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, reqwest::Error> {
        let client = if request.uri().scheme() == Some(&http::uri::Scheme::HTTP) { &self.direct } else { &self.client };
        let mut received = client.execute(request.try_into()?).await?;
        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = received.status();
        *response.version_mut() = received.version();
        std::mem::swap(response.headers_mut(), received.headers_mut());
        *response.body_mut() = received.bytes().await?;
        Ok(response)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        // The URL may contain keys and filters, so the error omits it.
        Box::pin(async {
            if Handle::try_current().is_err() {
                return Err(TransportError::new(NO_RUNTIME));
            }
            self.execute(request).await.map_err(|error| TransportError::new(error.without_url()))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll, Waker};

    use super::*;

    #[test]
    fn outside_of_a_runtime_there_is_an_error_and_no_panic() {
        let Ok(transport) = Reqwest::new() else { panic!("no transport") };
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = http::Uri::from_static("http://127.0.0.1:1/");
        let poll = transport.send(request).as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let Poll::Ready(Err(error)) = poll else { panic!("{poll:?}") };
        assert_eq!(error.to_string(), format!("the request got no complete response: {NO_RUNTIME}"));
    }
}
