//! The emulator on a port.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::request::Parts;

use crate::control::events::Events;
use crate::control::route::{Controlled, authorize, control_path, respond};
use crate::emulator::Emulator;
use crate::http::delivery::ConnectionLost;
use crate::http::response::{ODataError, response};
use crate::http::server::{ResponseBody, ServerSettings, Service, Serving, Via, serve, whole};
#[cfg(feature = "tls")]
use crate::http::tls::Certificate;
use crate::http::url::Origin;
use crate::service::upload;

/// Serving on a port.
impl Emulator {
    /// Serves on a free port of 127.0.0.1 until the returned value is dropped.
    ///
    /// # Shape
    /// A body of more than 4 MiB is 413, and a fragment of an upload session of more than 60 MiB. A connection is closed if the head of
    /// a request, or a pause in its body, takes longer than 30 seconds. The paths below `/_emulator` control the emulator by JSON (`docs/emulator.md`), from
    /// this machine only.
    ///
    /// # Errors
    /// The port can't be bound.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let serving = Emulator::new().serve().await?;
    /// println!("curl -H 'Authorization: Bearer any' {}/v1.0/users", serving.url());
    /// serving.shutdown().await;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn serve(&self) -> io::Result<Serving> {
        self.serve_on((Ipv4Addr::LOCALHOST, 0).into()).await
    }

    /// As [`serve`](Self::serve), on the given address: `([127, 0, 0, 1], 8080).into()`.
    ///
    /// # Errors
    /// The address can't be bound: usually another process has the port.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// # let port = 0;
    /// let serving = Emulator::new().serve_on(([127, 0, 0, 1], port).into()).await?;
    /// println!("at {} until it is dropped", serving.url());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn serve_on(&self, address: SocketAddr) -> io::Result<Serving> {
        self.server().serve_on(address).await
    }

    /// A server with other settings than [`serve`](Self::serve).
    pub fn server(&self) -> Server {
        Server { emulator: self.clone(), settings: ServerSettings::default(), public_url: None }
    }
}

/// Settings of a server, which [`Emulator::server`] returns.
///
/// # Example
/// ```
/// # use std::time::Duration;
/// # use graph_emulator::Emulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let server = Emulator::new().server().public_url("https://graph.example.org/emulated");
/// let serving = server.read_timeout(Duration::from_secs(5)).serve_on(([127, 0, 0, 1], 0).into()).await?;
/// assert!(serving.url().starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "call `serve_on`"]
pub struct Server {
    emulator: Emulator,
    settings: ServerSettings,
    public_url: Option<String>,
}

impl Server {
    /// Sets the URL at which clients see the server, such as that of a proxy: the base of all links in responses.
    ///
    /// # Rule
    /// Without it, a link has the host of its request. A proxy on this machine may say the host by `X-Forwarded-Host`, the scheme by
    /// `X-Forwarded-Proto` and a removed part of the path by `X-Forwarded-Prefix`: only what already reaches the port by loopback
    /// sets them, and they change nothing but the links in the response to that request. From another machine they are ignored.
    pub fn public_url(mut self, url: &str) -> Self {
        self.public_url = Some(url.to_owned());
        self
    }

    /// Sets the time for the head of a request, and for each pause in its body, after which the connection is closed: 30 seconds by default.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.settings.read_timeout = timeout;
        self
    }

    /// Lets other machines control the emulator. By default the control paths are 403 unless the request comes from loopback, and not by
    /// a page of another site in a browser.
    pub fn remote_control(mut self) -> Self {
        self.settings.is_controlled_remotely = true;
        self
    }

    /// Serves by TLS alone.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, certificate: &Certificate) -> Self {
        self.settings.tls = Some(certificate.acceptor());
        self
    }

    /// Serves until the returned value is dropped.
    ///
    /// # Errors
    /// The address can't be bound, or the public URL is not the URL of a server.
    pub async fn serve_on(mut self, address: SocketAddr) -> io::Result<Serving> {
        if let Some(url) = &self.public_url {
            let invalid = || {
                let fact = format!("the public URL `{url}` is not like `https://graph.example.org/path`");
                io::Error::new(io::ErrorKind::InvalidInput, fact)
            };
            self.settings.public_url = Some(Origin::parse(url).ok_or_else(invalid)?);
        }
        serve(address, self.emulator, self.settings).await
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("public_url", &self.public_url).finish_non_exhaustive()
    }
}

impl Service for Emulator {
    async fn answer(
        &self,
        head: Parts,
        body: Result<Bytes, ODataError>,
    ) -> Result<Response<ResponseBody>, ConnectionLost> {
        let via = head.extensions.get::<Via>().cloned();
        if let (Some(path), Some(via)) = (control_path(head.uri.path()), via) {
            return Ok(self.controlled(&head, path, body, via));
        }
        let answer = self.answer(head, body).await?;
        Ok(answer.into_stream(self.clock.clone()).await.map(|body| Box::pin(body) as ResponseBody))
    }

    fn max_body(&self, head: &Parts) -> Option<usize> {
        let is_fragment = upload::is_of_session(head.uri.path(), head.uri.query());
        is_fragment.then_some(usize::try_from(upload::MAX_FRAGMENT).unwrap_or(usize::MAX))
    }
}

impl Emulator {
    /// The response to a control request, which is not in the request log.
    fn controlled(
        &self,
        head: &Parts,
        path: &str,
        body: Result<Bytes, ODataError>,
        via: Via,
    ) -> Response<ResponseBody> {
        let outcome = authorize(head, &via).and_then(|()| respond(self, head, path, &body?));
        let plain = |outcome| response(outcome, &head.headers).map(whole);
        match outcome {
            Ok(Controlled::Response(response)) => plain(Ok(response)),
            Ok(Controlled::Events(after)) => {
                let events: ResponseBody = Box::pin(Events::after(self.clone(), after, via.stop));
                let mut response = Response::new(events);
                let headers = response.headers_mut();
                headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("text/event-stream"));
                headers.insert(http::header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
                response
            }
            Err(error) => plain(Err(error)),
        }
    }
}
