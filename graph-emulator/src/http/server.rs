//! The server on a loopback port.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use bytes::Bytes;
use http::request::Parts;
use http_body::Frame;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::http::response::ODataError;

/// Graph's limit of a request body.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Responds to the requests of a server.
pub(crate) trait Service: Clone + Send + Sync + 'static {
    /// The response to a request whose body may have failed to arrive.
    fn respond(
        &self,
        head: Parts,
        body: Result<Bytes, ODataError>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, ConnectionLost>> + Send;
}

/// The connection was lost.
#[derive(Debug)]
pub(crate) struct ConnectionLost;

/// Serves until the returned value is dropped.
///
/// # Errors
/// The address can't be bound.
pub(crate) async fn serve<S: Service>(address: SocketAddr, service: S) -> io::Result<Serving> {
    let listener = TcpListener::bind(address).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = oneshot::channel::<()>();
    let router = Router::new().fallback(respond::<S>).with_state(service);
    let task = tokio::spawn(async move {
        // Dropping `Serving` drops the sender, and the receiver gets `Err`.
        let stopped = async { drop(stopped.await) };
        // `axum::serve` never fails: it retries a connection that can't be accepted.
        let _ = axum::serve(listener, router).with_graceful_shutdown(stopped).await;
    });
    Ok(Serving { url, stop, task })
}

async fn respond<S: Service>(State(service): State<S>, request: Request) -> http::Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| ODataError::too_large());
    match service.respond(head, body).await {
        Ok(response) => response.map(Body::from),
        Err(ConnectionLost) => http::Response::new(Body::new(Broken)),
    }
}

/// A body that ends in the middle: the server closes the connection without a complete response.
struct Broken;

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
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
