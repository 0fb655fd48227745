//! The span of a call, and the events of its attempts and waits.
//!
//! # Rule
//! Names and values are those of OpenTelemetry's
//! [semantic conventions for HTTP clients](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client). The path has `{key}`
//! in place of each key, and there is no query: both may name people. The whole URL is recorded if the builder of the client asks for it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::{Method, Response, StatusCode, Uri};
use tracing::field::Empty;
use tracing::{Instrument, Level, Span};

use crate::client::deadline::Exceeded;
use crate::client::observer::WaitReason;
use crate::client::transport::TransportError;
use crate::error::error::Error;

const TARGET: &str = "graph_core";

/// The span of a call, or of a request for a token. It has the result of the last attempt, which is recorded at its end.
pub(crate) struct Trace {
    span: Span,
    last: Mutex<Option<Last>>,
    /// The type of the error that ended the call, if it was not its last response.
    error: Mutex<Option<&'static str>>,
}

struct Last {
    resent: i64,
    /// `None` for a lost connection.
    status: Option<StatusCode>,
    request_id: Option<String>,
}

impl Trace {
    /// The span of a call of `path`, a template, with the first URL, which is recorded as a whole if `shows_url`.
    pub(crate) fn of_call(method: &Method, path: impl FnOnce() -> String, uri: &Uri, shows_url: bool) -> Self {
        let span = if tracing::enabled!(target: TARGET, Level::INFO) {
            let path = path();
            tracing::info_span!(
                target: TARGET,
                "graph.call",
                otel.name = %format_args!("{method} {path}"),
                otel.kind = "client",
                otel.status_code = Empty,
                http.request.method = %method,
                url.template = %path,
                url.full = shows_url.then(|| tracing::field::display(uri)),
                server.address = uri.host(),
                server.port = port(uri).map(i64::from),
                http.response.status_code = Empty,
                http.request.resend_count = Empty,
                "error.type" = Empty,
                graph.request_id = Empty,
            )
        } else {
            Span::none()
        };
        Self { span, last: Mutex::default(), error: Mutex::default() }
    }

    /// Runs the future of an attempt within the span.
    pub(crate) fn within<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> {
        attempt.instrument(self.span.clone())
    }

    /// Records an attempt.
    pub(crate) fn attempt<B>(&self, number: u32, result: Result<&Response<B>, &TransportError>) {
        if self.span.is_disabled() {
            return;
        }
        // Exporters know signed integers alone.
        let resent = i64::from(number.saturating_sub(1));
        let header = |response: &Response<B>| Some(response.headers().get("request-id")?.to_str().ok()?.to_owned());
        let request_id = result.ok().and_then(header);
        let status = result.ok().map(Response::status);
        tracing::event!(
            target: TARGET, parent: &self.span, Level::DEBUG,
            http.request.resend_count = resent,
            http.response.status_code = status.map(|status| i64::from(status.as_u16())),
            graph.request_id = request_id,
            error = result.err().map(display),
            "attempt"
        );
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Last { resent, status, request_id });
    }

    /// Records the end of the call.
    pub(super) fn end<T>(&self, result: &Result<T, Error>) {
        if let Err(error) = result
            && !self.span.is_disabled()
        {
            *self.error.lock().unwrap_or_else(PoisonError::into_inner) = error_type(error);
        }
    }

    /// Records a wait within the span of the caller.
    pub(super) fn wait_between_calls(wait: Duration, reason: WaitReason) {
        tracing::event!(target: TARGET, Level::INFO, ?reason, seconds = wait.as_secs_f64(), "wait");
    }

    /// Records a wait.
    pub(crate) fn wait(&self, wait: Duration, reason: WaitReason) {
        tracing::event!(
            target: TARGET, parent: &self.span, Level::INFO,
            ?reason, seconds = wait.as_secs_f64(),
            "wait"
        );
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        let error = self.error.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        let last = self.last.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(error) = error {
            self.span.record("error.type", error);
            self.span.record("otel.status_code", "ERROR");
        }
        let Some(Last { resent, status, request_id }) = last else { return };
        if resent > 0 {
            self.span.record("http.request.resend_count", resent);
        }
        if let Some(id) = request_id {
            self.span.record("graph.request_id", id);
        }
        let code = status.map(|status| i64::from(status.as_u16()));
        if let Some(code) = code {
            self.span.record("http.response.status_code", code);
        }
        let is_failure = status.is_none_or(|status| status.is_client_error() || status.is_server_error());
        if is_failure && error.is_none() {
            self.span.record("error.type", code.map_or_else(|| "transport".to_owned(), |code| code.to_string()));
            self.span.record("otel.status_code", "ERROR");
        }
    }
}

/// The port, which the conventions require.
fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or_else(|| match uri.scheme_str()? {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    })
}

/// The type of an error without a response. A lost connection has that of its attempt.
fn error_type(error: &Error) -> Option<&'static str> {
    match error {
        Error::Credential(_) => Some("credential"),
        Error::Request(_) => Some("request"),
        Error::Transport(error) => match error.cause().downcast_ref()? {
            Exceeded::Attempt(_) | Exceeded::Call(_) => Some("timeout"),
            #[cfg(feature = "identity")]
            Exceeded::Token(_) => Some("timeout"),
            Exceeded::Redirects(_) => Some("redirects"),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex, PoisonError};
    use std::time::Duration;

    use bytes::Bytes;
    use chrono::{DateTime, Utc};
    use http::{HeaderValue, Method, Response, StatusCode};
    use tracing_subscriber::fmt::format::FmtSpan;

    use crate::client::client::{Client, ClientBuilder};
    use crate::client::clock::Clock;
    use crate::client::credential::{AccessToken, Credential, CredentialError, TokenRequest};
    use crate::client::retry::{Outcome, RetryPolicy};
    use crate::client::transport::{BoxFuture, Transport, TransportError};
    use crate::request::request::Request;
    use crate::send::failures::Failures;

    /// Throttles the first request, and waits no time.
    #[derive(Clone, Default)]
    struct Throttling(Arc<Mutex<u32>>);

    impl Transport for Throttling {
        fn send(&self, _: http::Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            let mut response = Response::new(Bytes::from_static(b"{}"));
            let mut count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *count += 1;
            if *count == 1 {
                *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
                response.headers_mut().insert("retry-after", HeaderValue::from_static("7"));
            }
            response.headers_mut().insert("request-id", HeaderValue::from_static("7a5c"));
            Box::pin(std::future::ready(Ok(response)))
        }
    }

    impl Clock for Throttling {
        fn now(&self) -> DateTime<Utc> {
            DateTime::default()
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A credential that gives no token.
    struct Down;

    impl Credential for Down {
        fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
            Box::pin(std::future::ready(Err(CredentialError::new("down"))))
        }
    }

    /// A transport without responses.
    struct Silent;

    impl Transport for Silent {
        fn send(&self, _: http::Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            Box::pin(std::future::pending())
        }
    }

    /// The log of some requests.
    async fn logged(run: impl AsyncFnOnce()) -> Result<String, Box<dyn std::error::Error>> {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_ansi(false)
            .without_time()
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(move || writer.clone())
            .finish();
        let default = tracing::subscriber::set_default(subscriber);
        run().await;
        drop(default);
        Ok(String::from_utf8(log.0.lock().unwrap_or_else(PoisonError::into_inner).clone())?)
    }

    /// The log of a request that fails.
    async fn failed(client: ClientBuilder) -> Result<String, Box<dyn std::error::Error>> {
        let client = client.build()?;
        logged(async || assert!(Request::<Bytes>::raw(Method::GET, "users").send(&client).await.is_err())).await
    }

    #[tokio::test]
    async fn a_call_without_an_attempt_has_its_error() -> Result<(), Box<dyn std::error::Error>> {
        // The clock ends each wait at once.
        let builder = || Client::builder().transport(Silent).clock(Throttling::default());
        let down = failed(builder().credential(Down)).await?;
        assert!(down.contains("error.type=\"credential\"") && down.contains("otel.status_code=\"ERROR\""), "{down}");
        let late = failed(builder().retry(RetryPolicy::default().call_timeout(Duration::from_secs(1)))).await?;
        assert!(late.contains("error.type=\"timeout\"") && late.contains("server.port=443"), "{late}");
        Ok(())
    }

    #[tokio::test]
    async fn a_wait_between_calls_is_an_event() -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder().transport(Silent).build()?;
        let fails = async || {
            let outcome = Failures::default().add(
                &client,
                (&Method::GET, || "users/{key}".to_owned()),
                Outcome::NoResponse,
                &RetryPolicy::default(),
            );
            assert!(outcome.is_ok());
        };
        let text = logged(fails).await?;
        assert!(text.contains("wait reason=Failed"), "{text}");
        Ok(())
    }

    #[tokio::test]
    async fn a_span_has_the_url_if_it_is_asked_for() -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder().transport(Throttling(Arc::new(Mutex::new(1)))).trace_urls().build()?;
        let request = Request::<Bytes>::raw(Method::GET, "users/ada?$select=id");
        let text = logged(async || assert!(request.send(&client).await.is_ok())).await?;
        assert!(text.contains("url.full=https://graph.microsoft.com/v1.0/users/ada?$select=id"), "{text}");
        Ok(())
    }

    #[cfg(feature = "identity")]
    #[tokio::test]
    async fn a_request_for_a_token_is_a_span_of_its_own() -> Result<(), Box<dyn std::error::Error>> {
        let service = Throttling::default();
        let credential = crate::identity::ClientSecretCredential::new("contoso.com", "client-1", "t0p-s3cret")?;
        let credential = credential.transport(service.clone()).clock(service.clone());
        let text = failed(Client::builder().credential(credential).transport(Silent).clock(service)).await?;
        for expected in [
            "otel.name=POST {tenant}/oauth2/v2.0/token",
            "server.address=\"login.microsoftonline.com\"",
            "http.request.resend_count=1",
            "wait reason=Throttled seconds=7",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        // It is within the span of the call.
        let is_within = |line: &str| line.contains("otel.name=GET users") && line.contains("otel.name=POST {tenant}");
        assert!(text.lines().any(is_within), "{text}");
        assert!(!["contoso", "client-1", "t0p"].iter().any(|hidden| text.contains(hidden)), "{text}");
        Ok(())
    }

    #[tokio::test]
    async fn a_call_is_a_span_without_keys_queries_and_token() -> Result<(), Box<dyn std::error::Error>> {
        let service = Throttling::default();
        let token = crate::StaticToken::new("t0p-s3cret");
        let client = Client::builder().credential(token).transport(service.clone()).clock(service).build()?;
        let request = Request::<Bytes>::raw(Method::GET, "users/ada@contoso.com?$select=secret");
        let text = logged(async || assert!(request.send(&client).await.is_ok())).await?;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "{text}");
        for expected in [
            "otel.name=GET users/{key}",
            "http.request.method=GET",
            "url.template=users/{key}",
            "server.address=\"graph.microsoft.com\"",
            "server.port=443",
            "http.response.status_code=200",
            "http.request.resend_count=1",
            "graph.request_id=\"7a5c\"",
            "close",
        ] {
            assert!(lines.last().is_some_and(|line| line.contains(expected)), "{expected}: {text}");
        }
        assert!(text.contains("attempt http.request.resend_count=0 http.response.status_code=429"), "{text}");
        assert!(text.contains("wait reason=Throttled seconds=7"), "{text}");
        assert!(!["ada", "secret", "t0p"].iter().any(|hidden| text.contains(hidden)), "{text}");
        Ok(())
    }
}
