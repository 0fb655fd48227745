//! The server on a loopback port.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State};
use axum::serve::{IncomingStream, Listener};
use bytes::Bytes;
use http::Response;
use http::request::Parts;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::http::clock::SharedClock;
use crate::http::delivery::{Answer, ConnectionLost};
use crate::http::response::ODataError;

/// Graph's limit of a request body.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Responds to the requests of a server.
pub(crate) trait Service: Clone + Send + Sync + 'static {
    /// The response to a request whose body may have failed to arrive.
    fn answer(
        &self,
        head: Parts,
        body: Result<Bytes, ODataError>,
    ) -> impl Future<Output = Result<Answer, ConnectionLost>> + Send;

    /// The largest body of a request, if it is not that of all requests.
    fn max_body(&self, head: &Parts) -> Option<usize>;

    /// The clock of late responses.
    fn clock(&self) -> SharedClock;
}

/// Serves until the returned value is dropped.
///
/// # Errors
/// The address can't be bound.
pub(crate) async fn serve<S: Service>(address: SocketAddr, service: S) -> io::Result<Serving> {
    let listener = TcpListener::bind(address).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = oneshot::channel::<()>();
    let router = Router::new().fallback(respond::<S>).with_state(service);
    let router = router.into_make_service_with_connect_info::<Switch>();
    let task = tokio::spawn(async move {
        // Dropping `Serving` drops the sender, and the receiver gets `Err`.
        let stopped = async { drop(stopped.await) };
        // `axum::serve` never fails: it retries a connection that can't be accepted.
        let _ = axum::serve(Switched(listener), router).with_graceful_shutdown(stopped).await;
    });
    Ok(Serving { url, stop, task })
}

async fn respond<S: Service>(
    State(service): State<S>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    request: Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, service.max_body(&head).unwrap_or(MAX_BODY)).await;
    let body = body.map_err(|_| ODataError::too_large());
    let Ok(answer) = service.answer(head, body).await else {
        switch.0.store(true, Ordering::Release);
        return Response::new(Body::empty());
    };
    answer.into_stream(service.clock()).await.map(Body::new)
}

/// Set to reset the connection instead of sending a response.
#[derive(Debug, Clone)]
struct Switch(Arc<AtomicBool>);

impl Connected<IncomingStream<'_, Switched<TcpListener>>> for Switch {
    fn connect_info(stream: IncomingStream<'_, Switched<TcpListener>>) -> Self {
        stream.io().switch.clone()
    }
}

/// A listener whose connections can be reset by a request on them.
struct Switched<L>(L);

impl Listener for Switched<TcpListener> {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        (Connection { stream, switch: Switch(Arc::default()) }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that can be reset.
struct Connection {
    stream: TcpStream,
    switch: Switch,
}

impl Connection {
    /// Fails if the connection is to be reset: the server then drops it, and the other side receives a reset.
    fn check(&self) -> io::Result<()> {
        if !self.switch.0.load(Ordering::Acquire) {
            return Ok(());
        }
        // Without it the other side receives an ordinary end, which is a lost connection too.
        let _ = self.stream.set_zero_linger();
        Err(ConnectionLost::Reset.error())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// An emulator that is being served. Dropping it stops the server; the emulator and its entities stay.
#[must_use = "dropping it stops the server"]
pub struct Serving {
    url: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Serving {
    /// The URL without a version: `http://127.0.0.1:49152`, as `ClientBuilder::base_url` takes it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops the server, and waits for responses under way.
    pub async fn shutdown(self) {
        drop(self.stop);
        // The task is never aborted and does not panic.
        let _ = self.task.await;
    }
}

impl fmt::Debug for Serving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serving").field("url", &self.url).finish_non_exhaustive()
    }
}
