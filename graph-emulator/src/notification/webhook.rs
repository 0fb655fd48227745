//! Requests to a webhook on loopback.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::net::TcpStream;
use tokio::time::timeout;
use uuid::Uuid;

/// The service waits ten seconds for the response to a validation, and three for that to notifications.
const VALIDATION: Duration = Duration::from_secs(10);
const NOTIFICATION: Duration = Duration::from_secs(3);

/// The longest response that is read.
const LONGEST: usize = 64 * 1024;

/// A webhook that may be called.
pub(crate) struct Webhook {
    addresses: Vec<SocketAddr>,
    authority: String,
    path: String,
}

impl Webhook {
    /// The webhook at a URL; `None` unless it is plain `http` to loopback. The name `localhost` is not resolved: its addresses are known.
    pub(crate) fn at(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok().filter(|uri: &Uri| uri.scheme_str() == Some("http"))?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let addresses = if host.eq_ignore_ascii_case("localhost") {
            vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
        } else {
            vec![host.parse::<IpAddr>().ok().filter(IpAddr::is_loopback)?]
        };
        let port = authority.port_u16().unwrap_or(80);
        Some(Self {
            addresses: addresses.into_iter().map(|address| SocketAddr::new(address, port)).collect(),
            authority: authority.to_string(),
            path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        })
    }

    /// Posts notifications.
    pub(crate) async fn notify(&self, body: Bytes) -> Result<StatusCode, String> {
        let response = self.post(&self.path, "application/json; charset=utf-8", body, NOTIFICATION).await?;
        Ok(response.status())
    }

    /// Posts a new token, which the response must repeat.
    ///
    /// # Rule
    /// [Validation](https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation). The token is encoded
    /// as in a form, so that a space is a `+`.
    pub(crate) async fn validate(&self) -> Result<StatusCode, String> {
        let token = format!(
            "Validation: Testing client application reachability for subscription Request-Id: {}",
            Uuid::new_v4()
        );
        let encoded = utf8_percent_encode(&token, NON_ALPHANUMERIC).to_string().replace("%20", "+");
        let separator = if self.path.contains('?') { '&' } else { '?' };
        let path = format!("{}{separator}validationToken={encoded}", self.path);
        let response = self.post(&path, "text/plain; charset=utf-8", Bytes::new(), VALIDATION).await?;
        if response.status() != StatusCode::OK {
            return Err("Notification endpoint must respond with 200 OK to validation request.".to_owned());
        }
        let content_type =
            response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !content_type.to_ascii_lowercase().starts_with("text/plain") {
            return Err("Notification endpoint must respond with the content type text/plain.".to_owned());
        }
        if response.body() != token.as_bytes() {
            return Err("Notification endpoint must respond with the decoded validation token.".to_owned());
        }
        Ok(response.status())
    }

    async fn post(
        &self,
        path: &str,
        content_type: &str,
        body: Bytes,
        wait: Duration,
    ) -> Result<Response<Bytes>, String> {
        let exchange = timeout(wait, self.exchange(path, content_type, body)).await;
        exchange.unwrap_or_else(|_| Err(format!("The endpoint did not respond within {} seconds.", wait.as_secs())))
    }

    async fn exchange(&self, path: &str, content_type: &str, body: Bytes) -> Result<Response<Bytes>, String> {
        let stream = TcpStream::connect(self.addresses.as_slice()).await;
        let stream = stream.map_err(|error| format!("The endpoint can't be reached: {error}."))?;
        let failed = |error: hyper::Error| format!("The connection to the endpoint failed: {error}.");
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
        // It ends with the response, whose body is read here.
        let connection = tokio::spawn(connection);
        let request = Request::post(path).header(HOST, &self.authority).header(CONTENT_TYPE, content_type);
        let request = request.body(Full::new(body)).map_err(|error| format!("The URL can't be called: {error}."))?;
        let (head, body) = sender.send_request(request).await.map_err(failed)?.into_parts();
        let body = Limited::new(body, LONGEST).collect().await;
        connection.abort();
        let body = body.map_err(|_| "The response is cut off or too long.".to_owned())?;
        Ok(Response::from_parts(head, body.to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_called() {
        for url in ["http://127.0.0.1:8080/hook?a=b", "http://localhost", "http://[::1]:1/", "http://127.8.9.1/x"] {
            assert!(Webhook::at(url).is_some(), "{url}");
        }
        for url in [
            "https://127.0.0.1/hook",
            "http://example.org",
            "http://10.0.0.1",
            "http://localhost.example.org",
            "http://127.0.0.1@example.org/",
            "http://user@127.0.0.1/",
            "http://0.0.0.0/",
            "/hook",
            "",
        ] {
            assert!(Webhook::at(url).is_none(), "{url}");
        }
    }
}
