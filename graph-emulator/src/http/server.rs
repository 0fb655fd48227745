//! The server: connections on a port, and the requests on them.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::request::Parts;
use http::{Request, Response};
use http_body::Body as _;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::http::connection::{Connection, Switch};
use crate::http::delivery::ConnectionLost;
use crate::http::response::ODataError;
use crate::http::url::Origin;

/// Graph's limit of a request body.
const MAX_BODY: usize = 4 * 1024 * 1024;
/// The wait after a connection could not be accepted, such as for lack of file descriptors.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// The body of a response on a socket.
pub(crate) type ResponseBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = io::Error> + Send>>;

/// Responds to the requests of a server.
pub(crate) trait Service: Clone + Send + Sync + 'static {
    /// The response to a request whose body may be too large.
    fn answer(
        &self,
        head: Parts,
        body: Result<Bytes, ODataError>,
    ) -> impl Future<Output = Result<Response<ResponseBody>, ConnectionLost>> + Send;

    /// The largest body of a request, if it is not that of all requests.
    fn max_body(&self, head: &Parts) -> Option<usize>;
}

/// The settings of a server.
#[derive(Clone)]
pub(crate) struct ServerSettings {
    /// The base of links, if it is not that of each request.
    pub(crate) public_url: Option<Origin>,
    /// The time for the head of a request, and for each pause in its body.
    pub(crate) read_timeout: Duration,
    /// Whether other machines may control the emulator.
    pub(crate) is_controlled_remotely: bool,
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<tokio_rustls::TlsAcceptor>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            public_url: None,
            read_timeout: Duration::from_secs(30),
            is_controlled_remotely: false,
            #[cfg(feature = "tls")]
            tls: None,
        }
    }
}

impl ServerSettings {
    #[cfg_attr(not(feature = "tls"), expect(clippy::unused_self, reason = "without the feature there is one scheme"))]
    fn scheme(&self) -> &'static str {
        #[cfg(feature = "tls")]
        if self.tls.is_some() {
            return "https";
        }
        "http"
    }
}

/// What a request knows of its server and of the connection.
#[derive(Clone)]
pub(crate) struct Via {
    pub(crate) peer: SocketAddr,
    /// Ends when the server stops.
    pub(crate) stop: watch::Receiver<()>,
    pub(crate) settings: Arc<ServerSettings>,
}

impl Via {
    /// Whether the other side is on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        self.peer.ip().to_canonical().is_loopback()
    }

    /// The base of the links in the response to a request.
    ///
    /// # Rule
    /// A proxy on this machine says by `X-Forwarded-Proto`, `X-Forwarded-Host` and `X-Forwarded-Prefix` what the client sees. From
    /// elsewhere these headers are ignored.
    fn origin(&self, head: &Parts) -> Option<Origin> {
        let scheme = self.settings.scheme();
        let own = || Origin::of_host(head, scheme);
        let forwarded = || Origin::forwarded(head, scheme).filter(|_| self.is_loopback());
        self.settings.public_url.clone().or_else(forwarded).or_else(own)
    }
}

/// Serves until the returned value is dropped.
///
/// # Errors
/// The address can't be bound.
pub(crate) async fn serve<S: Service>(
    address: SocketAddr,
    service: S,
    settings: ServerSettings,
) -> io::Result<Serving> {
    let listener = TcpListener::bind(address).await?;
    let url = format!("{}://{}", settings.scheme(), listener.local_addr()?);
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(accept(listener, service, Arc::new(settings), stopped));
    Ok(Serving { url, stop, task })
}

/// Accepts connections until the server stops, and then waits for the responses under way.
async fn accept<S: Service>(
    listener: TcpListener,
    service: S,
    settings: Arc<ServerSettings>,
    stopped: oneshot::Receiver<()>,
) {
    let graceful = GracefulShutdown::new();
    let (running, stop) = watch::channel(());
    let mut stopped = pin!(stopped);
    loop {
        // Dropping `Serving` drops the sender, and the receiver gets `Err`.
        let next = poll_fn(|context| match stopped.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(None),
            Poll::Pending => listener.poll_accept(context).map(Some),
        });
        match next.await {
            None => break,
            Some(Err(_)) => tokio::time::sleep(ACCEPT_AGAIN).await,
            Some(Ok((stream, peer))) => {
                let via = Via { peer, stop: stop.clone(), settings: Arc::clone(&settings) };
                tokio::spawn(connected(Connection::new(stream), via, service.clone(), graceful.watcher()));
            }
        }
    }
    drop((listener, running));
    graceful.shutdown().await;
}

async fn connected<S: Service>(connection: Connection, via: Via, service: S, watcher: Watcher) {
    let switch = connection.switch();
    #[cfg(feature = "tls")]
    if let Some(acceptor) = &via.settings.tls {
        let handshake = tokio::time::timeout(via.settings.read_timeout, acceptor.accept(connection)).await;
        // The client says why it does not trust the certificate.
        if let Ok(Ok(stream)) = handshake {
            converse(stream, switch, via, service, watcher).await;
        }
        return;
    }
    converse(connection, switch, via, service, watcher).await;
}

/// Responds to the requests on a connection.
async fn converse<S: Service, I>(io: I, switch: Switch, via: Via, service: S, watcher: Watcher)
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let read_timeout = via.settings.read_timeout;
    let respond = service_fn(move |request| {
        let (service, via, switch) = (service.clone(), via.clone(), switch.clone());
        async move { Ok::<_, Infallible>(respond(service, via, switch, request).await) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(read_timeout);
    // A client that went away, or was too slow.
    let _ = watcher.watch(server.serve_connection(TokioIo::new(io), respond)).await;
}

async fn respond<S: Service>(
    service: S,
    via: Via,
    switch: Switch,
    request: Request<Incoming>,
) -> Response<ResponseBody> {
    let (mut head, body) = request.into_parts();
    if let Some(origin) = via.origin(&head) {
        origin.strip(&mut head);
        head.extensions.insert(origin);
    }
    let pause = via.settings.read_timeout;
    head.extensions.insert(via);
    let limit = service.max_body(&head).unwrap_or(MAX_BODY);
    let answer = match read(body, limit, pause).await {
        Ok(body) => service.answer(head, body).await,
        Err(lost) => Err(lost),
    };
    answer.unwrap_or_else(|_| {
        switch.reset();
        Response::new(whole(Bytes::new()))
    })
}

/// A body that is there as a whole.
pub(crate) fn whole(bytes: Bytes) -> ResponseBody {
    Box::pin(Full::new(bytes).map_err(|never: Infallible| match never {}))
}

/// Reads the body of a request, if it pauses no longer than `pause`. A client that expects `100 Continue` gets it here, unless its body is
/// too large.
async fn read(body: Incoming, limit: usize, pause: Duration) -> Result<Result<Bytes, ODataError>, ConnectionLost> {
    let declared = body.size_hint().lower();
    if usize::try_from(declared).map_or(true, |declared| declared > limit) {
        return Ok(Err(ODataError::too_large()));
    }
    let mut body = Limited::new(body, limit);
    let mut read = BytesMut::new();
    loop {
        match tokio::time::timeout(pause, body.frame()).await {
            Ok(Some(Ok(frame))) => match frame.into_data() {
                // Most bodies are one piece.
                Ok(data) if read.is_empty() && body.is_end_stream() => return Ok(Ok(data)),
                Ok(data) => read.extend_from_slice(&data),
                // Trailers have no meaning here.
                Err(_) => {}
            },
            Ok(None) => return Ok(Ok(read.freeze())),
            Ok(Some(Err(error))) if error.is::<LengthLimitError>() => return Ok(Err(ODataError::too_large())),
            Ok(Some(Err(_))) | Err(_) => return Err(ConnectionLost::Reset),
        }
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
