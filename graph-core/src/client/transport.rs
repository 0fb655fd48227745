//! The HTTP transport.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

use super::causes::write_causes;

/// The result of a [`Transport`] and a [`Credential`](crate::Credential): a boxed future, the same type as in the `futures`
/// crates.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one HTTP request and returns its response.
///
/// Implement it to use another HTTP stack, to record traffic, or to respond from memory in a test. It is object-safe: a
/// [`Client`](crate::Client) holds a `dyn Transport`.
///
/// # Rule
/// A transport neither retries nor follows redirects. The client decides if a request may be sent twice, or to another host with
/// the same token.
///
/// # Errors
/// [`TransportError`] if no complete response arrived. A response with any status is `Ok`, including 500.
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
    message = "`{Self}` does not implement `Transport`",
    label = "not a transport",
    note = "omit it for HTTP over reqwest; `Reqwest::from_client(…)` takes a client that you configured"
)]
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`, whose URI is absolute, and returns the whole response.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;
}

macro_rules! delegate_transport {
    ($($pointer:ident),*) => {$(
        /// Delegates to a transport that is chosen at run time.
        impl<T: Transport + ?Sized> Transport for $pointer<T> {
            fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
                T::send(self, request)
            }
        }
    )*};
}

delegate_transport!(Arc, Box);

/// The request did not reach the service, or no complete response arrived.
///
/// # Shape
/// The message ends with the error of the transport, in one line: `the request got no complete response: error sending
/// request: … Connection refused`. [`source`](std::error::Error::source) returns the causes.
#[derive(Debug)]
pub struct TransportError {
    source: Box<dyn std::error::Error + Send + Sync>,
    is_permanent: bool,
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
    /// Wraps the error of the HTTP stack. It is printed and logged, so it must not contain URLs with secrets.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), is_permanent: false }
    }

    /// Wraps an error that another attempt would meet again, such as a response that is too large. The client does not repeat the
    /// request. It is printed and logged like the error of [`new`](Self::new).
    pub fn permanent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), is_permanent: true }
    }

    /// Returns `true` if another attempt would have the same error.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.is_permanent
    }

    /// The error of the transport with its causes, in one line.
    pub(crate) fn reason(&self) -> String {
        struct Line<'a>(&'a (dyn std::error::Error + 'static));

        impl fmt::Display for Line<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_causes(f, self.0)
            }
        }

        Line(self.cause()).to_string()
    }

    pub(crate) fn cause(&self) -> &(dyn std::error::Error + 'static) {
        &*self.source
    }
}
