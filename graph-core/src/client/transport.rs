//! The HTTP transport.

use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

use super::body_stream::BodyStream;
pub use super::transport_error::TransportError;

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

    /// Sends `request`, and returns the response as soon as its headers have arrived. The body is a stream, which downloads of large
    /// files read. The default calls [`send`](Self::send), and its stream has the whole body as one chunk.
    ///
    /// # Errors
    /// [`TransportError`] if no headers arrived. A body that does not arrive as a whole is an error of the stream.
    fn open(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move { Ok(self.send(request).await?.map(BodyStream::from)) })
    }
}

macro_rules! delegate_transport {
    ($($pointer:ident),*) => {$(
        /// Delegates to a transport that is chosen at run time.
        impl<T: Transport + ?Sized> Transport for $pointer<T> {
            fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
                T::send(self, request)
            }

            fn open(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<BodyStream>, TransportError>> {
                T::open(self, request)
            }
        }
    )*};
}

delegate_transport!(Arc, Box);
