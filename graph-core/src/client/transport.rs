//! What moves one HTTP request and brings one HTTP response: the only way out of this crate.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

use super::causes::write_causes;

/// What a [`Transport`] and a [`Credential`](crate::Credential) give: a boxed future, the same type as that of the
/// `futures` crates.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Moves one request to the service and brings back its response.
///
/// The library decides what is sent; a transport only carries it. Implement it to use an HTTP stack of your own, to
/// record traffic, or to answer from memory in a test. It is object-safe: a [`Client`](crate::Client) holds a
/// `dyn Transport`.
///
/// # Rule
/// A transport neither retries nor follows redirects: whether a request may be sent twice, or to another host with
/// the same token, is not its to decide.
///
/// # Errors
/// [`TransportError`] when no complete response arrived. A response with any status, 500 too, is `Ok`.
///
/// # Example
/// ```
/// use bytes::Bytes;
/// use graph_core::{BoxFuture, Transport, TransportError};
///
/// struct AlwaysTeapot;
///
/// impl Transport for AlwaysTeapot {
///     fn send(&self, _request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async {
///             let mut response = http::Response::new(Bytes::new());
///             *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
///             Ok(response)
///         })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no transport",
    label = "not a transport",
    note = "leave it out for HTTP over reqwest; `Reqwest::from_client(…)` takes a client that you configured"
)]
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`, whose URI is absolute, and waits for the whole response.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;
}

macro_rules! transport_behind {
    ($($pointer:ident),*) => {$(
        /// A transport that is chosen at run time.
        impl<T: Transport + ?Sized> Transport for $pointer<T> {
            fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
                T::send(self, request)
            }
        }
    )*};
}

transport_behind!(Arc, Box);

/// The request did not reach the service, or no complete response came back.
///
/// # Shape
/// The message ends with what the transport reported, in one line: `the request got no complete response: error sending
/// request: … Connection refused`. Its causes are in [`source`](std::error::Error::source) as well.
#[derive(Debug)]
pub struct TransportError {
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request got no complete response: ")?;
        write_causes(f, self.cause())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl TransportError {
    /// Wraps what the HTTP stack reported. Leave out URLs that bear secrets: this error is printed and logged.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into() }
    }

    pub(crate) fn cause(&self) -> &(dyn std::error::Error + 'static) {
        &*self.source
    }
}
