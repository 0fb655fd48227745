//! The span of a call, and the events of its attempts and waits.
//!
//! # Rule
//! Names and values are those of OpenTelemetry's
//! [semantic conventions for HTTP clients](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client). The path has `{key}`
//! in place of each key, and there is no query: both may name people.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::{Method, Response, StatusCode, Uri};
use tracing::field::Empty;
use tracing::{Instrument, Level, Span};

use crate::client::observer::WaitReason;
use crate::client::transport::TransportError;

const TARGET: &str = "graph_core";

/// The span of a call. It has the result of the last attempt, which is recorded at its end.
pub(super) struct Trace {
    span: Span,
    last: Mutex<Option<Last>>,
}

struct Last {
    resent: i64,
    /// `None` for a lost connection.
    status: Option<StatusCode>,
    request_id: Option<String>,
}

impl Trace {
    /// The span of a call of `path`, a template, with the first URL.
    pub(super) fn of_call(method: &Method, path: impl FnOnce() -> String, uri: &Uri) -> Self {
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
                server.address = uri.host(),
                server.port = uri.port_u16().map(i64::from),
                http.response.status_code = Empty,
                http.request.resend_count = Empty,
                "error.type" = Empty,
                graph.request_id = Empty,
            )
        } else {
            Span::none()
        };
        Self { span, last: Mutex::default() }
    }

    /// Runs the future of an attempt within the span.
    pub(super) fn within<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> {
        attempt.instrument(self.span.clone())
    }

    /// Records an attempt.
    pub(super) fn attempt<B>(&self, number: u32, result: Result<&Response<B>, &TransportError>) {
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

    /// Records a wait.
    pub(super) fn wait(&self, wait: Duration, reason: WaitReason) {
        tracing::event!(
            target: TARGET, parent: &self.span, Level::INFO,
            ?reason, seconds = wait.as_secs_f64(),
            "wait"
        );
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        let last = self.last.get_mut().unwrap_or_else(PoisonError::into_inner).take();
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
        if status.is_none_or(|status| status.is_client_error() || status.is_server_error()) {
            self.span.record("error.type", code.map_or_else(|| "transport".to_owned(), |code| code.to_string()));
            self.span.record("otel.status_code", "ERROR");
        }
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

    use crate::client::client::Client;
    use crate::client::clock::Clock;
    use crate::client::transport::{BoxFuture, Transport, TransportError};
    use crate::request::request::Request;

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

    #[tokio::test]
    async fn a_call_is_a_span_without_keys_and_queries() -> Result<(), Box<dyn std::error::Error>> {
        let (log, service) = (Log::default(), Throttling::default());
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_ansi(false)
            .without_time()
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(move || writer.clone())
            .finish();
        let client = Client::builder().transport(service.clone()).clock(service).build()?;
        let _default = tracing::subscriber::set_default(subscriber);
        Request::<Bytes>::raw(Method::GET, "users/ada@contoso.com?$select=secret").send(&client).await?;
        let text = String::from_utf8(log.0.lock().unwrap_or_else(PoisonError::into_inner).clone())?;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "{text}");
        for expected in [
            "otel.name=GET users/{key}",
            "http.request.method=GET",
            "url.template=users/{key}",
            "server.address=\"graph.microsoft.com\"",
            "http.response.status_code=200",
            "http.request.resend_count=1",
            "graph.request_id=\"7a5c\"",
            "close",
        ] {
            assert!(lines.last().is_some_and(|line| line.contains(expected)), "{expected}: {text}");
        }
        assert!(text.contains("attempt http.request.resend_count=0 http.response.status_code=429"), "{text}");
        assert!(text.contains("wait reason=Throttled seconds=7"), "{text}");
        assert!(!text.contains("ada") && !text.contains("secret"), "{text}");
        Ok(())
    }
}
