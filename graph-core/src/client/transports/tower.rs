//! Services of [tower](https://docs.rs/tower) as transports, and transports as services.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http::{Request, Response};
use http_body::{Frame, SizeHint};
use tower_service::Service;

use super::limit::{Collected, DEFAULT_LIMIT};
use crate::client::body_stream::BodyStream;
use crate::client::transport::{BoxFuture, Transport, TransportError};

const LIMIT_SETTING: &str = "ServiceTransport::max_response_size";

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Sends requests by a service of tower: a stack of layers, a client of hyper, or a router in a test.
///
/// # Shape
/// `Q` is the body that the service accepts: any type that is made from `Bytes`, such as [`Body`], `Bytes` itself, or
/// `http_body_util::Full<Bytes>`. The response may have any body of the crate `http_body`. Each request has a clone of the service,
/// which is called after it is ready.
///
/// A download is read as a stream, also through layers, if the body of the response is one.
///
/// # Errors
/// The error of the service becomes the cause of a [`TransportError`]. A response of more than 256 MiB is refused, other than that of a
/// download.
///
/// # Rule
/// A layer must neither repeat requests nor follow redirects: see [`Transport`].
///
/// # Example
/// ```
/// use std::time::Duration;
///
/// use graph_core::Client;
/// use graph_core::client::transports::reqwest::Reqwest;
/// use graph_core::client::transports::tower::{ServiceTransport, TransportService};
/// use tower::ServiceBuilder;
///
/// let service = ServiceBuilder::new()
///     .concurrency_limit(8)
///     .timeout(Duration::from_secs(60))
///     .service(TransportService::new(Reqwest::new()?));
/// let client = Client::builder().transport(ServiceTransport::new(service)).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ServiceTransport<S, Q = Body> {
    /// A service need not be `Sync`: it is cloned under the lock and called without.
    service: Mutex<S>,
    max_response_size: u64,
    body: PhantomData<fn() -> Q>,
}

impl<S, Q> ServiceTransport<S, Q> {
    /// Wraps a service.
    pub fn new<B>(service: S) -> Self
    where
        S: Service<Request<Q>, Response = Response<B>>,
    {
        Self { service: Mutex::new(service), max_response_size: DEFAULT_LIMIT, body: PhantomData }
    }

    /// Sets the maximum size of a response, in bytes. It defaults to 256 MiB. The client does not repeat a request whose response is
    /// larger.
    #[must_use]
    pub fn max_response_size(self, bytes: u64) -> Self {
        Self { max_response_size: bytes, ..self }
    }
}

impl<S, Q> fmt::Debug for ServiceTransport<S, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceTransport").field("max_response_size", &self.max_response_size).finish_non_exhaustive()
    }
}

impl<S, Q, B> Transport for ServiceTransport<S, Q>
where
    S: Service<Request<Q>, Response = Response<B>, Error: Into<BoxError>, Future: Send> + Clone + Send + 'static,
    Q: From<Bytes> + Send + 'static,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = self.call(request).await?.into_parts();
            Ok(Response::from_parts(parts, collect(body, self.max_response_size).await?))
        })
    }

    fn open(&self, mut request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
        request.extensions_mut().insert(Streamed);
        Box::pin(async move { Ok(self.call(request).await?.map(|body| BodyStream::new(Frames(Box::pin(body))))) })
    }
}

/// The extension of a request whose response is read as a stream. A transport below the layers sees it.
#[derive(Clone, Copy)]
struct Streamed;

impl<S, Q> ServiceTransport<S, Q> {
    async fn call<B>(&self, request: Request<Bytes>) -> Result<Response<B>, TransportError>
    where
        S: Service<Request<Q>, Response = Response<B>, Error: Into<BoxError>> + Clone,
        Q: From<Bytes>,
    {
        // The clone that is ready is the one that is called: readiness may be a permit that another clone does not have.
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        poll_fn(|context| service.poll_ready(context)).await.map_err(failed)?;
        service.call(request.map(Q::from)).await.map_err(failed)
    }
}

/// The data of a body as a stream.
struct Frames<B>(Pin<Box<B>>);

impl<B: http_body::Body<Error: Into<BoxError>>> Stream for Frames<B> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.0.as_mut().poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                Some(Ok(frame)) => {
                    // Trailers have no meaning for Graph.
                    if let Ok(mut data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining()))));
                    }
                }
            }
        }
    }
}

/// An error of a transport below the service is returned as it was.
fn failed(error: impl Into<BoxError>) -> TransportError {
    error.into().downcast::<TransportError>().map_or_else(TransportError::new, |error| *error)
}

async fn collect<B>(body: B, limit: u64) -> Result<Bytes, TransportError>
where
    B: http_body::Body<Error: Into<BoxError>>,
{
    let mut body = pin!(body);
    let mut collected = Collected::new(limit, LIMIT_SETTING, body.size_hint().lower())?;
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        // Trailers have no meaning for Graph.
        if let Ok(mut data) = frame.map_err(failed)?.into_data() {
            collected.push(data.copy_to_bytes(data.remaining()))?;
        }
    }
    Ok(collected.into_bytes())
}

/// A transport as a service of tower, which layers wrap. A clone shares the transport.
///
/// # Example
/// ```
/// use graph_core::client::transports::reqwest::Reqwest;
/// use graph_core::client::transports::tower::TransportService;
/// use tower::ServiceBuilder;
///
/// let service = ServiceBuilder::new().concurrency_limit(8).service(TransportService::new(Reqwest::new()?));
/// # Ok::<(), graph_core::TransportError>(())
/// ```
pub struct TransportService<T: ?Sized>(Arc<T>);

impl<T: Transport> TransportService<T> {
    /// Wraps a transport.
    pub fn new(transport: T) -> Self {
        Self(Arc::new(transport))
    }
}

impl<T: ?Sized> Clone for TransportService<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: ?Sized> fmt::Debug for TransportService<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}

/// It is always ready: a transport does not limit requests.
impl<T: Transport + ?Sized> Service<Request<Body>> for TransportService<T> {
    type Response = Response<ResponseBody>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Response<ResponseBody>, TransportError>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        let is_streamed = request.extensions().get::<Streamed>().is_some();
        let request = request.map(Body::into_bytes);
        Box::pin(async move {
            Ok(if is_streamed {
                transport.open(request).await?.map(ResponseBody)
            } else {
                transport.send(request).await?.map(|body| ResponseBody(body.into()))
            })
        })
    }
}

/// The body of a response: whole in memory, or arriving if it is that of a download.
#[derive(Debug)]
pub struct ResponseBody(BodyStream);

impl http_body::Body for ResponseBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.get_mut().0.poll_chunk(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.rest().is_some_and(<[u8]>::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match self.0.rest().map(|rest| u64::try_from(rest.len())) {
            Some(Ok(length)) => SizeHint::with_exact(length),
            _ => SizeHint::default(),
        }
    }
}

/// The body of a request, which is whole in memory, for layers that require a body of the crate `http_body`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body(Bytes);

impl Body {
    /// The bytes that were not read yet.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Body> for Bytes {
    fn from(body: Body) -> Self {
        body.0
    }
}

impl fmt::Debug for Body {
    /// Omits the bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("len", &self.0.len()).finish_non_exhaustive()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let bytes = std::mem::take(&mut self.get_mut().0);
        Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.0.len()).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use std::future::{Ready, ready};

    use super::*;

    /// Echoes the body after the second poll of its readiness, and panics if it is called before.
    #[derive(Default)]
    struct Echo {
        polls: usize,
        fails: bool,
    }

    impl Clone for Echo {
        /// Readiness is not cloned.
        fn clone(&self) -> Self {
            Self { polls: 0, fails: self.fails }
        }
    }

    impl Service<Request<Bytes>> for Echo {
        type Response = Response<Body>;
        type Error = &'static str;
        type Future = Ready<Result<Self::Response, Self::Error>>;

        fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            self.polls += 1;
            context.waker().wake_by_ref();
            match self.polls {
                1 => Poll::Pending,
                _ if self.fails => Poll::Ready(Err("at capacity")),
                _ => Poll::Ready(Ok(())),
            }
        }

        fn call(&mut self, request: Request<Bytes>) -> Self::Future {
            assert!(self.polls > 1, "not ready");
            ready(Ok(Response::new(request.into_body().into())))
        }
    }

    #[tokio::test]
    async fn a_service_is_called_when_it_is_ready() -> Result<(), TransportError> {
        let transport = ServiceTransport::new(Echo::default());
        for _ in 0..2 {
            assert_eq!(transport.send(Request::new(Bytes::from_static(b"ab"))).await?.into_body(), "ab");
        }
        let unready = ServiceTransport::new(Echo { fails: true, polls: 0 }).send(Request::default()).await;
        assert!(unready.is_err_and(|error| error.to_string() == "the request got no complete response: at capacity"));
        Ok(())
    }

    #[tokio::test]
    async fn a_response_is_read_up_to_the_limit() {
        let transport = ServiceTransport::new(Echo::default()).max_response_size(1);
        assert!(transport.send(Request::new(Bytes::from_static(b"a"))).await.is_ok());
        let error = transport.send(Request::new(Bytes::from_static(b"ab"))).await;
        assert!(error.is_err_and(|error| error.is_permanent() && error.to_string().contains(LIMIT_SETTING)));
    }

    /// Has a body of two chunks, and none in memory.
    struct Arriving;

    struct Chunks(Vec<&'static str>);

    impl Stream for Chunks {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.pop().map(|chunk| Ok(Bytes::from(chunk))))
        }
    }

    impl Transport for Arriving {
        fn send(&self, _request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            Box::pin(ready(Ok(Response::new(Bytes::from_static(b"whole")))))
        }

        fn open(&self, _request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
            Box::pin(ready(Ok(Response::new(BodyStream::new(Chunks(vec!["b", "a"]))))))
        }
    }

    #[tokio::test]
    async fn a_stream_goes_through_layers() -> Result<(), TransportError> {
        let service = tower::ServiceBuilder::new().concurrency_limit(1).service(TransportService::new(Arriving));
        let transport = ServiceTransport::new(service).max_response_size(1);
        let mut body = transport.open(Request::default()).await?.into_body();
        assert_eq!(body.try_next().await?.as_deref(), Some(&b"a"[..]));
        assert_eq!(body.try_next().await?.as_deref(), Some(&b"b"[..]));
        assert_eq!(body.try_next().await?, None);
        // What is not a stream is limited before it is read.
        assert!(transport.send(Request::default()).await.is_err_and(|error| error.is_permanent()));
        Ok(())
    }

    struct Refused;

    impl Transport for Refused {
        fn send(&self, _request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            Box::pin(ready(Err(TransportError::permanent("refused"))))
        }
    }

    #[tokio::test]
    async fn the_error_of_a_wrapped_transport_stays() {
        let service = tower::ServiceBuilder::new()
            .concurrency_limit(1)
            .timeout(std::time::Duration::from_secs(60))
            .service(TransportService::new(Refused));
        let error = ServiceTransport::new(service).send(Request::default()).await;
        assert!(error.is_err_and(|error| {
            error.is_permanent() && error.to_string() == "the request got no complete response: refused"
        }));
    }
}
